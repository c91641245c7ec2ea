"""Days and hours as lists write them: typed, counted by a spreadsheet, or both in one cell."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from scolarite_desk.exchange.tables.colonne import plain
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.signes import visible
from scolarite_desk.msg import N_

CELL_LIMIT = 500  # characters of a cell that are read

_DAY_ZERO = datetime(1899, 12, 30)
_LAST_SERIAL = 2_958_465  # 31 December 9999
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]+)?|0[.,][0-9]+")
_ZONED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9:]+)")
_HOUR = re.compile(
    r"(?<![0-9])([0-9]{1,2}) ?(?:h(?:eures?)?|:) ?([0-9]{2})?(?::[0-9]{2}(?:\.[0-9]+)?)? ?([ap]\.?m\.?)?(?![a-z0-9])"
)
_AROUND_DAY = re.compile(r"^(?:le )?(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,? |\b(?:de|a|à|et)\b|[,–—\-\s]+$")
_DOTTED = re.compile(r"([0-9]{1,2})[.,]([0-9]{2})")  # « 9.30 », of a column of hours
_MINUTES = re.compile(r"([0-9]{1,4})(?: ?(?:mn|min|minutes?|m)\.?|[.,]0+)?")


def said(value: Any) -> str:
    """A cell as one line of text: a number without its useless decimals, nothing that nobody sees."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(visible(plain("" if value is None else str(value)[: 2 * CELL_LIMIT])).split())[:CELL_LIMIT]


def read_moment(
    value: Any, today: date, zone: tzinfo, *, hour: bool = False, naissance: bool = False
) -> tuple[str | None, list[int]]:
    """The ISO day and the hours, in minutes from midnight, that a cell holds; `hour`: figures alone are an hour.

    Raises `Fault`.
    """
    if isinstance(value, timedelta):
        return None, [round(value.total_seconds() / 60)]
    if isinstance(value, time):
        return None, [value.hour * 60 + value.minute]
    if isinstance(value, date):
        return _dated(value)
    if isinstance(value, int | float) and 0 < value < (1 if hour else _LAST_SERIAL) and not isinstance(value, bool):
        return _counted(value)
    return _written(said(value), today, zone, hour, naissance)


def read_minutes(value: Any, zone: tzinfo) -> int:
    """A length: « 30 », « 30 min », « 1 h 30 », 0:30, or a part of a day. Raises `Fault`."""
    if found := _MINUTES.fullmatch(said(value).lower()):
        return int(found[1])
    day, hours = read_moment(value, date(2000, 1, 1), zone, hour=True)
    if day or not hours:
        raise Fault(N_("Durée illisible."))
    return hours[0]


def _dated(value: date) -> tuple[str, list[int]]:
    """A date of a spreadsheet; midnight is how it writes a day without hour."""
    minutes = value.hour * 60 + value.minute if isinstance(value, datetime) else 0
    return value.isoformat()[:10], [minutes] if minutes else []


def _counted(value: float) -> tuple[str | None, list[int]]:
    """Days since the day zero of spreadsheets, and a part of a day."""
    day, minutes = _dated(_DAY_ZERO + timedelta(minutes=round(value * 1440)))
    return (day if value >= 1 else None), minutes


def _written(text: str, today: date, zone: tzinfo, hour: bool, naissance: bool) -> tuple[str | None, list[int]]:
    if not text:
        return None, []
    if _SERIAL.fullmatch(text):
        return _counted(float(text.replace(",", ".")))
    if _ZONED.fullmatch(text):
        return _dated_in(zone, text)
    if hour and (found := _DOTTED.fullmatch(text)):
        return None, [_clock(*found.groups())]
    if hour and re.fullmatch("[0-9]{1,4}", text):
        return None, [_clock(text[:-2], text[-2:]) if len(text) > 2 else _clock(text)]
    text = re.sub("^([0-9]{4}-[0-9]{2}-[0-9]{2})T", r"\1 ", text).lower()
    hours = [_clock(*found.groups("")) for found in _HOUR.finditer(text)]
    rest = " ".join(_AROUND_DAY.sub(" ", _HOUR.sub(" ", text)).split()).strip(" ,–—-")
    return dates.read_day(rest, today, naissance) if rest else None, hours


def _dated_in(zone: tzinfo, text: str) -> tuple[str, list[int]]:
    """An instant that names its zone, in the time of the office."""
    try:
        local = dates.local(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError) as error:
        raise Fault(N_("La date est illisible.")) from error
    return local.date().isoformat(), [local.hour * 60 + local.minute]


def _clock(hours: str, minutes: str = "", half: str = "") -> int:
    """Minutes from midnight of « 9 h 30 » or « 2:15 pm »."""
    if int(hours) > 23 or int(minutes or 0) > 59:
        raise Fault(N_("L’heure est illisible."))
    total = int(hours) % (12 if half else 24) * 60 + int(minutes or 0)
    return total + (12 * 60 if half.startswith("p") else 0)
