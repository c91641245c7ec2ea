"""How wide the columns of a table are: what they say first, then what is left; who gives up first when there is less.

Nothing here knows Qt: a column is what it would like, the least that can be read of it, and what it is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """One column, in pixels. `worth`: those that are worth less give first; `grows`: it takes what is left; `whole`:
    it is cut under that only once every other column has given what it can, as a day or a number cut says nothing.
    """

    need: int
    least: int
    worth: int = 1
    grows: bool = False
    whole: int = 0


def widths(columns: Sequence[Share], room: int) -> list[int]:
    """The width of each column in that room: no column says less while one that is worth less has something to give.

    The sum is `room`, unless no column grows (less) or the least of all do not fit (more: the table scrolls).
    """
    given = [max(one.need, one.least) for one in columns]
    short = sum(given) - room
    for floors in ([max(one.whole, one.least) for one in columns], [one.least for one in columns]):
        for worth in sorted({one.worth for one in columns}):
            places = [i for i, one in enumerate(columns) if one.worth == worth]
            short -= _take(floors, given, places, short)
    growing = [i for i, one in enumerate(columns) if one.grows]
    for rank, place in enumerate(growing):
        if short < 0:
            more = -short // (len(growing) - rank)
            given[place] += more
            short += more
    return given


def _take(floors: Sequence[int], given: list[int], places: Sequence[int], short: int) -> int:
    """Take up to `short` pixels from these columns, each in proportion of what it can give; how many were taken."""
    spare = {place: max(given[place] - floors[place], 0) for place in places}
    every, taken = sum(spare.values()), 0
    if short <= 0 or every <= 0:
        return 0
    for place, own in spare.items():
        part = own if short >= every else min(-(-own * short // every), short - taken)
        given[place] -= part
        taken += part
    return taken
