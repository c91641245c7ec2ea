"""Marks as they were typed, and what they are worth on twenty: only so do those of several scales compare.

Whatever a transcript says is kept: « 14,5 », « 3,4/4 », « 21,2 » (a bac with its options), « B+ ». What is no number is
worth nothing here, and sorts after those that are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

SUR = 20  # what a mark is out of, where nobody said
_NOTE = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,3})?)(?:\s*/\s*([0-9]{1,4}))?")


def parts(note: str) -> tuple[Decimal, int | None] | None:
    """The number and its scale, None where it says none; None for what is no number: « B+ »."""
    found = _NOTE.fullmatch(note.strip())
    if found is None:
        return None
    scale = int(found[2]) if found[2] else None
    return None if scale == 0 else (Decimal(found[1].replace(",", ".")), scale)


def on_twenty(note: str | None, bareme: int | None = None) -> Decimal | None:
    """What a mark is worth on twenty, to the hundredth. `bareme`: its scale, where it is told beside."""
    read = parts(note or "")
    if read is None:
        return None
    value, scale = read
    return (value * SUR / (scale or bareme or SUR)).quantize(Decimal("0.01"))


def told(note: str, bareme: int | None = None) -> str:
    """As it was typed, with its scale where it is not twenty: « 14,5 », « 3,4/4 »."""
    return note if bareme in (None, SUR) or "/" in note else f"{note}/{bareme}"


@dataclass(frozen=True, slots=True)
class Moyenne:
    """An average: as it was typed, and on twenty where it compares."""

    saisie: str = ""
    sur_vingt: Decimal | None = None

    def __str__(self) -> str:
        """On twenty, so that a column of them lines up; as it was typed where it compares with none."""
        return self.saisie if self.sur_vingt is None else f"{self.sur_vingt:.2f}".replace(".", ",")


AUCUNE = Moyenne()


def moyenne(note: str | None, bareme: int | None = None) -> Moyenne:
    """An average from its columns."""
    return Moyenne(told(note, bareme), on_twenty(note, bareme)) if note else AUCUNE


def latest(years: Iterable[tuple[int | None, str | None, int | None]]) -> Moyenne:
    """The average of the newest year that has one. `years`: (year, mark, scale); of one year, the first told."""
    noted = [one for one in years if one[1]]
    return moyenne(*max(noted, key=lambda one: one[0] or 0)[1:]) if noted else AUCUNE
