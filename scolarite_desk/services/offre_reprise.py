"""One formation taken from a file: made, or completed, by its code in its campaign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.archive import check_open
from scolarite_desk.services.bureau import check_named, check_new, check_tied
from scolarite_desk.services.ouvertures import set_calendar
from scolarite_desk.services.valeurs import write
from scolarite_desk.store.queries.rows import values_of
from scolarite_desk.store.store import Work

_LIENS = ("session_id", "centre_id")


@act(N_("Reprendre une formation d’un fichier"), right="formations")
def import_formation(work: Work, campagne: str, valeurs: Mapping[str, Any], formation: str | None = None) -> str:
    """A formation of that campaign, new unless told, takes the values that are given, ties as keys; returns its key. A
    session that is not its own gives the days there.
    """
    check_open(work.session, campagne)
    ties = {name: str(valeurs[name]) for name in _LIENS if valeurs.get(name)}
    given = {name: value for name, value in valeurs.items() if name not in _LIENS}
    if formation is None:
        return _made(work, {"campagne_id": campagne, "en_service": True, **given, **ties})
    row = work.get(Formation, formation)
    if row.campagne_id != campagne:
        raise Refused(N_("Cette formation est d’une autre campagne."), "formation.campagne_id")
    session, own = ties.get("session_id"), row.session_id
    if session is not None and own not in (None, session):
        days = {name: given.pop(name) for name in DATES if name in given}
        del ties["session_id"]
        set_calendar(work, row.id, days, session=session)
    for name, key in ties.items():
        check_tied(work, "formation", name, {**values_of(row), name: key})
    if given or ties:
        write(work, "formation", row, {**given, **ties})
    return row.id


def _made(work: Work, values: Mapping[str, Any]) -> str:
    check_new(work, "formation", values, begun=True)
    row = Formation(**values)
    check_named("formation", row)
    work.detail = kept(THINGS["formation"].title)
    return work.add(row).id
