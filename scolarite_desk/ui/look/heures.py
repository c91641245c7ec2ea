"""The hours of the window: one place is told the zone of the establishment, as `texts.py` is told the language.

The desk tells it when a base is opened, and again when the setting changes; before, it is the computer's.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.fuseau import COMPUTER
from scolarite_desk.ui.look.texts import tr


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


def day(at: datetime | None) -> str:
    """« 04/09/2026 » of a stored instant; blank without one."""
    return f"{here(at):%d/%m/%Y}" if at is not None else ""


def hour(at: datetime | None) -> str:
    """« 10:12 »; blank without one."""
    return f"{here(at):%H:%M}" if at is not None else ""


def moment(at: datetime | None) -> str:
    """« 04/09/2026 à 10:12 », in a sentence; blank without one."""
    return tr("{jour} à {heure}", jour=day(at), heure=hour(at)) if at is not None else ""


def stamp(at: datetime) -> str:
    """« 04/09/2026 10:12 », in a column."""
    return f"{day(at)} {hour(at)}"
