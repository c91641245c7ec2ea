"""A visit played by keys and mouse, for pictures and journeys."""
