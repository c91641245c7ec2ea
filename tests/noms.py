"""Names of invented persons that come in numbers: a name has no digit."""

from __future__ import annotations

_LETTERS = str.maketrans("0123456789", "ABCDEFGHIJ")


def lettered(number: int) -> str:
    """Its figures as letters: 27 is « CH »."""
    return str(number).translate(_LETTERS)
