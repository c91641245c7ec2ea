"""Scolarité Desk: the scolarité office's own window. Rooms and ideas: ARCHITECTURE.md."""

__version__ = "0.1.0"
