"""The day that a title says over the lines that it stands above: « Rendez-vous du mardi 1er décembre 2026 »."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain

from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold

_DAY = re.compile(
    r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,2} ?[/.\-] ?[0-9]{1,2} ?[/.\-] ?(?:[0-9]{4}|[0-9]{2})\b"
    r"|\b[0-9]{1,2}(?:er)? [a-zéèû]{3,9}\.? [0-9]{4}\b",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"\b([a-z]{5,8}),? ([0-9]{1,2}(?:er)? [a-zéèû]{3,9})\b(?!\.? [0-9])", re.IGNORECASE)
_ABOUT_THE_FILE = re.compile(r"\b(?:edit|export|imprim|extrai|extract|gener|mis a jour|mise a jour|cree|arrete|print)")


def day_said(text: str, today: date) -> str | None:
    """The one ISO day that a text says. None for two days (a period), for the day a file was made, and for a day
    without its year, unless its weekday is that of the nearest such day.
    """
    if _ABOUT_THE_FILE.search(fold(text)):
        return None
    whole = (_read(found[0], today) for found in _DAY.finditer(text))
    found = set(chain(whole, (_proved(one[1], one[2], today) for one in _NO_YEAR.finditer(text))))
    return found.pop() if len(found) == 1 else None


def _read(text: str, today: date) -> str | None:
    try:
        day = dates.read_day(text, today, naissance=False)
    except Fault:
        return None
    return day if len(day) == 10 else None


def _proved(weekday: str, day: str, today: date) -> str | None:
    names = [name.source for name in dates.DAYS]
    if weekday.lower() not in names:
        return None
    years = (_read(f"{day} {year}", today) for year in (today.year - 1, today.year, today.year + 1))
    days = sorted((date.fromisoformat(one) for one in years if one), key=lambda one: abs(one - today))
    return next((one.isoformat() for one in days[:1] if one.weekday() == names.index(weekday.lower())), None)
