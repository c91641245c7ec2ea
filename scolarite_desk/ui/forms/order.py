"""In which order rows are shown: by several columns, names as French ones, blanks last whichever way.

Nothing here knows Qt. Rows that say the same keep the order that they came in, which is the one of the desk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from scolarite_desk.models.rules.fold import fold

R = TypeVar("R")
_NUMBER = re.compile(r"([0-9]+)")
_DAY = re.compile(r"^([0-9]{2}) ([0-9]{2}) ([0-9]{4})\b")  # 07/03/2004, folded
_KNOWN = 1 << 16  # texts whose place is remembered: a table is sorted again after each change


@dataclass(frozen=True, slots=True)
class By:
    """One column of an order; `down`: the last ones first."""

    column: int
    down: bool = False


Order = tuple[By, ...]


def turned(order: Order, column: int, *, more: bool = False) -> Order:
    """The order once a column was asked for: the other way if it was there; alone, unless it is one `more`."""
    here = next((one for one in order if one.column == column), None)
    if here is None:
        return (*order, By(column)) if more else (By(column),)
    other = replace(here, down=not here.down)
    return tuple(other if one is here else one for one in order) if more else (other,)


def ordered(rows: Sequence[R], order: Order, value_of: Callable[[int], Callable[[R], Any]]) -> Sequence[R]:
    """The same rows by these columns, the first one deciding. `value_of(column)(row)`: what is compared there."""
    for one in reversed(order):
        value = value_of(one.column)
        said = [(place(value(row)), row) for row in rows]
        filled = [pair for pair in said if pair[0] is not None]
        filled.sort(key=lambda pair: pair[0], reverse=one.down)
        rows = [row for _, row in filled] + [row for key, row in said if key is None]
    return rows


def place(value: Any) -> Any:
    """What compares: a text by its letters; None for a blank."""
    if isinstance(value, str):
        return collated(value) if value and not value.isspace() else None
    return value


@lru_cache(maxsize=_KNOWN)
def collated(text: str) -> tuple[Any, ...]:
    """A text in the order of a French list: neither case nor accents, numbers by what they are worth, days by date."""
    folded = _DAY.sub(r"\3 \2 \1", fold(text))
    return tuple(int(part) if odd % 2 else part for odd, part in enumerate(_NUMBER.split(folded))), text
