"""Frozen rows: what the store gives to read, and nothing that can be changed."""
