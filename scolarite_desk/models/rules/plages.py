"""Ranges of provisional INE orders that a desk may draw from: "1-500 2001-2500", `TOUT`, or blank for none."""

from __future__ import annotations

from collections.abc import Iterator

TOUT = "tout"  # a desk that is alone has them all
PER_LETTER = 9_999  # orders of four digits, from 0001


def ranges(text: str) -> Iterator[tuple[int, int]]:
    """Each range as (first, last), both in it."""
    if text == TOUT:
        yield 1, PER_LETTER
        return
    for one in text.split():
        first, _, last = one.partition("-")
        yield int(first), int(last)


def sequence(letter: str, first: int) -> str:
    """The counter of one range of one letter. `letter`: "ine UAI SERIE". The first range goes on where « tout » was."""
    return letter if first == 1 else f"{letter} {first}"
