"""The room of the offer."""
