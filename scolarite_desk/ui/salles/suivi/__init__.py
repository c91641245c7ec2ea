"""What waits for somebody today: the lists of the day."""
