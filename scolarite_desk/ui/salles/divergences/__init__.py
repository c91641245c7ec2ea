"""The room of what desks wrote apart."""
