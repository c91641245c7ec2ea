"""Counting in French: « 0 dossier », « 1 dossier », « 2 dossiers », « 2 300 travaux »."""

from __future__ import annotations


def plural(count: float, one: str, many: str) -> str:
    """The form that goes with a count: the singular is kept under two, 0 and 1,5 included."""
    return one if abs(count) < 2 else many


def number(count: int) -> str:
    """« 2 300 », which no end of line cuts."""
    return f"{count:,}".replace(",", "\u00a0")


def counted(count: int, one: str, many: str) -> str:
    """« 1 travail », « 2 300 travaux »: the number, then the form that goes with it."""
    return f"{number(count)} {plural(count, one, many)}"
