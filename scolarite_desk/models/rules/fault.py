"""What a rule answers to a text that it cannot read."""

from __future__ import annotations


class Fault(Exception):
    """The text cannot be read: one French sentence of at most 60 characters that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
