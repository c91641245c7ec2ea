"""The calendar of formations in their sessions, read from the base: whatever asks for a day of the season asks here.

A pair is (formation, session), None being the formation's own session. In sets: three statements, whatever their
number, beside the formations themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.calendrier import Calendrier, calendar_of
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Campagne, Formation, OuvertureFormation, SessionDepot
from scolarite_desk.store.queries.rows import read_by_key, read_by_owner

Paire = tuple[str, str | None]


def calendars(session: Session, pairs: Collection[Paire]) -> dict[Paire, Calendrier]:
    """Those of these pairs."""
    formations = read_by_key(session, Formation, {formation for formation, _ in pairs})
    asked = {pair: pair[1] or formations[pair[0]].session_id for pair in pairs}
    depots = read_by_key(session, SessionDepot, asked.values())
    campagnes = read_by_key(session, Campagne, {one.campagne_id for one in formations.values()})
    others = {formation for (formation, _), key in asked.items() if key != formations[formation].session_id}
    opened = _opened(session, others)
    return {
        pair: calendar_of(
            formations[pair[0]],
            opened.get((pair[0], key or "")),
            depots.get(key or ""),
            campagnes.get(formations[pair[0]].campagne_id),
        )
        for pair, key in asked.items()
    }


def calendars_of(session: Session, rows: Iterable[Candidature]) -> dict[str, Calendrier]:
    """Those that candidatures follow, by key: the session in which each was made."""
    asked = {row.id: (row.formation_id, row.session_id) for row in rows}
    found = calendars(session, {*asked.values()})
    return {key: found[pair] for key, pair in asked.items()}


def calendar(session: Session, row: Candidature) -> Calendrier:
    """That of one candidature."""
    return calendar_in(session, row.formation_id, row.session_id)


def calendar_in(session: Session, formation: str, depot: str | None = None) -> Calendrier:
    """That of a formation in a session, its own unless told."""
    return calendars(session, {(formation, depot)})[formation, depot]


def _opened(session: Session, formations: Collection[str]) -> dict[tuple[str, str], OuvertureFormation]:
    found = read_by_owner(session, OuvertureFormation, "formation_id", formations)
    return {(row.formation_id, row.session_id): row for rows in found.values() for row in rows}
