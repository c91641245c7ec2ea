"""Mapped classes: the tables of a base."""
