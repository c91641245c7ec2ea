"""Whose clock on the wall: the establishment's, a centre's own, the computer's before any base is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

PARIS = "Europe/Paris"  # where nobody chose

_UAI = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "983": "Pacific/Noumea",
    "984": "Pacific/Tahiti",
    "986": "Pacific/Wallis",
}


class _Computer(tzinfo):
    """The time of the computer, summer and winter: what is shown before a base says where it is."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """What the system says of that moment."""
        return (datetime.now() if dt is None else dt.replace(tzinfo=None)).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Not told apart."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """None: the system names zones in its own way."""
        return None

    def fromutc(self, dt: datetime) -> datetime:
        """A moment of UTC, at the computer's time."""
        return dt.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


COMPUTER = _Computer()


@lru_cache(maxsize=64)
def zone(code: str | None) -> ZoneInfo | None:
    """The zone of an IANA name; None for one that nothing here knows, whatever another desk wrote."""
    if not code:
        return None
    try:
        return ZoneInfo(code)
    except (LookupError, ValueError, OSError):  # a name that is none, or that leads out of the folder of zones
        return None


def fuseau_of(*codes: str | None) -> ZoneInfo:
    """The first of these zones that is known here, the nearest given first; Paris when none is."""
    return next(filter(None, map(zone, codes)), ZoneInfo(PARIS))


def fuseau_uai(uai: str) -> str:
    """The zone of the département in which an establishment stands, as its UAI begins."""
    return _UAI.get(uai.strip()[:3], PARIS)
