"""The hours of the window: one place is told the zone of the establishment, as `texts.py` is told the language.

The desk tells it when a base is opened, and again when the setting changes; before, it is the computer's.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.fuseau import COMPUTER


class _Wall:
    fuseau: tzinfo = COMPUTER


def hours_of(fuseau: tzinfo) -> None:
    """From now on every hour on screen is of that zone."""
    _Wall.fuseau = fuseau


def zone() -> tzinfo:
    """The zone of what is on screen."""
    return _Wall.fuseau


def here(instant: datetime) -> datetime:
    """A stored instant at the time of the establishment."""
    return local(instant, _Wall.fuseau)
