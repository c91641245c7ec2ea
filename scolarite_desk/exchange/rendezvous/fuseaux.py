"""Time zones that a diary names: its own, those of the world, those of Windows, an offset; each file has its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, Msg, verbatim

NAME_LIMIT = 100  # characters of the name of a zone
_OFFSET = re.compile(r"(?:\b(?:UTC|GMT) ?|^ ?)([+-−])([0-9]{1,2})(?::?([0-9]{2}))?(?![0-9])", re.IGNORECASE)
_LEGEND = re.compile(r"^\([^)]*\)")
_RULE = re.compile(r"^RRULE[^:]*:(.*)$", re.IGNORECASE | re.MULTILINE)
_PART = r"(?:FREQ=YEARLY|(?:BYMONTH|BYDAY|BYMONTHDAY|UNTIL|WKST|COUNT|INTERVAL)=[0-9A-Z,+-]+)"
_YEARLY = re.compile(rf"(?:{_PART};?)+", re.IGNORECASE)


class Fuseaux:
    """Zones of one diary: what it describes itself comes first, and serves no other file."""

    def __init__(self, own: Mapping[str, tzinfo], office: tzinfo) -> None:
        self._own, self._office = own, office
        self._found: dict[str, tzinfo] = {}
        self.told: list[Msg] = []  # of zones that were guessed, or not known

    def of(self, name: str) -> tzinfo:
        """The zone of a TZID; the office's for one nobody knows."""
        name = name[:NAME_LIMIT]
        if name not in self._found:
            self._found[name], told = self._read(name)
            self.told += [told] if told else []
        return self._found[name]

    def _read(self, name: str) -> tuple[tzinfo, Msg | None]:
        if zone := self._own.get(name) or known_zone(name):
            return zone, None
        if (offset := _offset(name)) is not None:
            told = N_(
                "Fuseau «\u00a0{nom}\u00a0»\u00a0: le décalage qu’il écrit est pris, été comme hiver.",
                nom=verbatim(name),
            )
            return timezone(offset), told
        return self._office, N_("Fuseau «\u00a0{nom}\u00a0» inconnu, heure du bureau prise.", nom=verbatim(name))


def own_zone(text: str) -> tuple[str, tzinfo] | None:
    """The name and the zone of a VTIMEZONE; None for one that cannot be read, or whose rules are none of a clock."""
    from icalendar import Timezone

    if not all(_YEARLY.fullmatch(rule.strip()) for rule in _RULE.findall(text)):
        return None  # a rule by the second would be walked from its year to ours
    with suppress(Exception):
        zone: Any = Timezone.from_ical(text)
        return str(zone["TZID"])[:NAME_LIMIT], zone.to_tz(lookup_tzid=False)
    return None


def known_zone(name: str) -> tzinfo | None:
    """A zone of the world by its name, that of Windows, or a city that a legend lists under its true offset."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    names, cities = _world()
    parts = name.strip().strip("/").split("/")
    tails = ("/".join(parts[first:]).lower() for first in range(len(parts)))
    if found := next((names[tail] for tail in tails if tail in names), None) or WINDOWS_TO_OLSON.get(name.strip()):
        return ZoneInfo(found) if found in names.values() else None
    offset = _offset(name)
    listed = (cities.get(fold(city)) for city in _LEGEND.sub("", name).split(","))
    for zone in (ZoneInfo(found) for found in listed if found):
        if offset is None or offset in _offsets(zone):
            return zone
    return None


@lru_cache(maxsize=1)
def _world() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Zones by their name in small letters, and by their city."""
    names = sorted(available_timezones())
    cities = {fold(name.rpartition("/")[2]): name for name in names if name.count("/") == 1 and "Etc" not in name}
    return {name.lower(): name for name in names}, cities


def _offset(name: str) -> timedelta | None:
    """What « (UTC+04:00) » says; None for two of them, and for more than a day has."""
    found = _OFFSET.findall(name)
    if len(found) != 1 or int(found[0][1]) > 14 or int(found[0][2] or 0) > 59:
        return None
    sign, hours, minutes = found[0]
    length = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return length if sign == "+" else -length


def _offsets(zone: tzinfo) -> Iterator[timedelta | None]:
    """Its offset of January and of July: a legend writes that of winter."""
    return (datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))
