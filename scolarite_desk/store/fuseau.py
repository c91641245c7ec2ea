"""The time zone of the establishment, as the base of a session says it: each base has its own, none is of the process.

Read from the base by each session, as rights are: a setting changed by another window, or received, holds at once.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.fuseau import fuseau_of
from scolarite_desk.models.tables.formation import Centre, Formation

_ZONE = "fuseau"  # under which a session keeps it once read
_CHOSEN = "SELECT valeur FROM reglage WHERE cle = 'fuseau' AND retire_le IS NULL"


def fuseau_centre(session: Session, centre: str | None) -> ZoneInfo:
    """The zone of a centre (its key): its own, else the establishment's."""
    row = session.get(Centre, centre) if centre else None
    return fuseau_of(row.fuseau if row else None, fuseau(session).key)


def fuseau_formation(session: Session, formation: str) -> ZoneInfo:
    """The zone of the centre of a formation (its key)."""
    return fuseau_centre(session, session.get_one(Formation, formation).centre_id)


def fuseau(session: Session) -> ZoneInfo:
    """The zone of the establishment; Paris when nobody chose one that is known here."""
    found = session.info.get(_ZONE)
    if not isinstance(found, ZoneInfo):
        chosen = session.connection().exec_driver_sql(_CHOSEN).scalar()
        found = session.info[_ZONE] = fuseau_of(str(chosen or ""))
    return found
