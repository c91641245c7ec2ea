"""The room of the desks, their hub and packets."""
