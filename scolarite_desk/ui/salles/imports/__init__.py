"""A file that comes in, step by step: read, understood, settled, seen, then taken."""
