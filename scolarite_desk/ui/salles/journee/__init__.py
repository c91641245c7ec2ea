"""The room of the day: who is there, who waits, who is expected."""
