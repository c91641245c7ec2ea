"""Cells of a table that somebody brought, as the texts that readers of forms take: days, hours, numbers.

What is general to every file: midnight is how programs write a day without hour, a spreadsheet counts days, one that
is set in English writes the month first. A year of two figures is refused: nobody sees its century in a list.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import MAXYEAR, date, datetime, time, timedelta
from enum import Enum
from typing import Any

from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.signes import plain
from scolarite_desk.msg import N_

_LONG = re.compile(r"PT([0-9]+)H([0-9]{2})M[0-9.,]+S")  # a length of more than a day, in OpenDocument
_HALF = 500_000  # microseconds
_DAY_ZERO = datetime(1899, 12, 30)
# 31 December 1949 to 31 December 2149: below, a number is a number; above, no day of the office.
_SERIALS = range(18_263, 91_313)
_SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,]([0-9]+))?")
_SLASHED = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})(?![0-9])")
_HOUR = re.compile(
    r"(.*?[0-9])(?:[T ]|\s+à\s+|,\s*)([0-9]{1,2})(?::|\s?h\s?)([0-9]{2})?(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?:\s?([ap])\.?m\.?|Z)?",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"(?:[0-9]{1,2}[/.\- ][0-9]{1,2}[/.\- ]|.*[a-zéèû.][.\- ]?)[0-9]{2}|[0-9]{6}", re.IGNORECASE)


def text_of(cell: Any) -> str:
    """A cell as the office would type it: « 07/03/2004 », « 07/03/2004 14:05 », « 09:30 », « 14,5 », « oui »."""
    if isinstance(cell, str):
        long = _LONG.fullmatch(cell)
        return f"{long[1]}:{long[2]}" if long else cell.strip()
    return next((write(cell) for kind, write in _WRITTEN.items() if isinstance(cell, kind)), "")


def _number(cell: float) -> str:
    """The fifteen figures that a spreadsheet shows: « 14,5 » for 14.499999999999998."""
    if not math.isfinite(cell):
        return ""
    said = f"{cell:.15g}"
    return (f"{cell:.20f}".rstrip("0").rstrip(".") if "e-" in said else said).replace(".", ",")


def _moment(cell: datetime) -> str:
    cell = _rounded(cell)
    return dates.show_day(cell) + ("" if cell.time() == time() else f" {cell:%H:%M}")


def _rounded(cell: datetime) -> datetime:
    """To the second: a part of a day is « 09:29:59.999 » as often as « 09:30 »."""
    if cell.microsecond <= _HALF or cell.year == MAXYEAR:
        return cell
    return cell + timedelta(microseconds=1_000_000 - cell.microsecond)


def _length(cell: timedelta) -> str:
    minutes = round(cell.total_seconds() / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


# A kind of cell stands before those that it is one of: a bool is a number, a moment is a day.
_WRITTEN: dict[type, Callable[[Any], str]] = {
    bool: lambda cell: "oui" if cell else "non",
    float: _number,
    int: str,
    datetime: _moment,
    date: dates.show_day,
    time: lambda cell: f"{_rounded(datetime.combine(_DAY_ZERO, cell)):%H:%M}",
    timedelta: _length,
}


def moment_of(text: str, today: date, *, month_first: bool = False) -> tuple[str, int | None]:
    """The ISO day, perhaps partial, and the minutes from midnight, None without an hour; « » and None for nothing.

    `month_first`: the column writes days so (`order_of`). Midnight is no hour. Raises `Fault`.
    """
    text = " ".join(plain(text).split())
    if found := _SERIAL.fullmatch(text):
        return _counted(int(found[1]), float(f"0.{found[2] or 0}"))
    minutes = None
    if hour := _HOUR.fullmatch(text):
        text, minutes = hour[1], _minutes(hour) or None
    if _SHORT_YEAR.fullmatch(text):
        raise Fault(N_("Année sur deux chiffres\u00a0: écrivez-en quatre."))
    if month_first and (found := _SLASHED.fullmatch(text)):
        text = f"{found[3]}/{found[1]}/{found[4]}"
    return (dates.read_day(text, today) if text else ""), minutes


def day_of(text: str, today: date, *, month_first: bool = False) -> str:
    """The ISO day that a cell holds; an hour after it is left out. Raises `Fault`."""
    return moment_of(text, today, month_first=month_first)[0]


def _counted(days: int, part: float) -> tuple[str, int | None]:
    """Days since the day zero of spreadsheets, and a part of a day."""
    if days not in _SERIALS:
        raise Fault(N_("Date illisible\u00a0: écrivez par exemple 07/03/2004."))
    moment = _DAY_ZERO + timedelta(days=days, minutes=round(part * 1440))
    return moment.date().isoformat(), (moment.hour * 60 + moment.minute) or None


def _minutes(found: re.Match[str]) -> int:
    hours, minutes, half = int(found[2]), int(found[3] or 0), (found[4] or "").lower()
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 23 or minutes > 59:
        raise Fault(N_("L’heure est illisible."))
    return hours * 60 + minutes


class OrdreDesJours(Enum):
    """How a column writes its days, where that can be seen: « 12/01/2026 » alone says nothing."""

    JOUR = "jour"  # the day first, as here
    MOIS = "mois"  # the month first
    MELE = "mele"  # one line the day, another one the month
    INCONNU = "inconnu"


def order_of(values: Iterable[Any]) -> OrdreDesJours:
    """Judged on the whole column: a day beyond 12 can be read in one way only."""
    day = month = False
    for value in values:
        if isinstance(value, str) and (found := _SLASHED.match(value.strip())):
            first, second = int(found[1]), int(found[3])
            day |= second <= 12 < first
            month |= first <= 12 < second
    if day and month:
        return OrdreDesJours.MELE
    return OrdreDesJours.JOUR if day else OrdreDesJours.MOIS if month else OrdreDesJours.INCONNU
