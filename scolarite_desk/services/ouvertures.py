"""The offer changed in mass: what is named is written, what is not keeps its value; a formation in one more session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import wraps
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import TIES
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.models.tables.formation import Formation, OuvertureFormation
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act
from scolarite_desk.services.bureau import check_tied
from scolarite_desk.services.catalogue import fixed_key
from scolarite_desk.services.lots import Ending, LotOutcome, do_each, rehearse
from scolarite_desk.services.valeurs import named, write
from scolarite_desk.store.queries.rows import values_of
from scolarite_desk.store.store import Store, Work

# What may be changed of several formations at once, besides their days: nothing that names one of them.
EN_MASSE = ("capacite", "en_service", "traitement", "mon_master", "centre_id", "session_id", "code_periode",
            "origine_admission", "annee_concours", "version_etape", "version_diplome", "centre_gestion")  # fmt: skip


@act(N_("Ouvrir dans une session"), right="formations")
def open_in_session(work: Work, formation: str, session: str) -> str:
    """The formation takes applications in one more session of its campaign; returns the key of the pair."""
    row = work.get(Formation, formation)
    check_tied(work, "ouverture", "session_id", {"formation_id": formation, "session_id": session})
    known = _pair(work, formation, session)
    if row.session_id == session or (known is not None and known.retire_le is None):
        raise Refused(N_("Cette formation est déjà dans cette session."), "ouverture.session_id")
    return _opened(work, formation, session).id


@act(N_("Changer le calendrier"), right="formations")
def set_calendar(
    work: Work, formation: str, valeurs: Mapping[str, Any], vider: Sequence[str] = (), session: str | None = None
) -> None:
    """Days of a formation, in its own session unless told: those of `valeurs` are written, those that `vider` names are
    emptied, the others stay. In a session where it is not yet, it is opened.
    """
    row, given = work.get(Formation, formation), named("formation", valeurs, vider, DATES)
    if session is None or session == row.session_id:
        write(work, "formation", row, given)
        return
    check_tied(work, "ouverture", "session_id", {"formation_id": formation, "session_id": session})
    write(work, "ouverture", _opened(work, formation, session), given)


@act(N_("Changer une formation"), right="formations")
def set_formation(
    work: Work, formation: str, valeurs: Mapping[str, Any], vider: Sequence[str] = (), session: str | None = None
) -> None:
    """What may be the same for several formations (`EN_MASSE`), and their days: written, emptied or left as above."""
    row, given = work.get(Formation, formation), named("formation", valeurs, vider, (*EN_MASSE, *DATES))
    days = {name: value for name, value in given.items() if name in DATES}
    own = {name: value for name, value in given.items() if name not in days}
    for name, value in own.items():
        if f"formation.{name}" in TIES and value is not None:
            check_tied(work, "formation", name, {**values_of(row), name: value})
    if own or not days:
        write(work, "formation", row, own)
    if days:
        filled = {name: value for name, value in days.items() if value is not None}
        set_calendar(work, formation, filled, [name for name in days if name not in filled], session)


def _pair(work: Work, formation: str, session: str) -> OuvertureFormation | None:
    return work.session.get(OuvertureFormation, fixed_key("ouverture", formation, session))


def _opened(work: Work, formation: str, session: str) -> OuvertureFormation:
    """The pair, made or taken out of the trash when need be."""
    known = _pair(work, formation, session)
    if known is None:
        key = fixed_key("ouverture", formation, session)
        return work.add(OuvertureFormation(id=key, formation_id=formation, session_id=session, en_service=True))
    if known.retire_le is not None:
        known.retire_le, known.en_service = None, True
    return known


Faits = Mapping[str, Any]  # fields by name
Change = dict[str, tuple[Any, Any]]  # by field, what it was and what it is


def preview_all(
    store: Store, formations: Sequence[str], given: Mapping[str, Any], progress: Progress
) -> LotOutcome[str, Change]:
    """What `change_all` would do: of each formation, what would change. Nothing is written."""
    return rehearse(store, _seen, formations, lambda key, _: {**given, "formation": key}, progress)


@wraps(set_formation)
def _seen(work: Work, formation: str, session: str | None = None, **given: Any) -> Change:
    before = _facts(work, formation, session)
    set_formation(work, formation, session=session, **given)
    after = _facts(work, formation, session)
    return {name: (before[name], now) for name, now in after.items() if before[name] != now}


def _facts(work: Work, formation: str, session: str | None) -> Faits:
    """What may be changed of a formation, its days being those of a session."""
    days = own = values_of(work.get(Formation, formation))
    if session is not None and session != own["session_id"]:
        pair = _pair(work, formation, session)
        days = values_of(pair) if pair is not None else dict.fromkeys(DATES)
    return {name: own[name] for name in EN_MASSE} | {name: days[name] for name in DATES}


def preview_open(store: Store, formations: Sequence[str], session: str, progress: Progress) -> LotOutcome[str, str]:
    """What `open_all` would do."""
    return rehearse(store, open_in_session, formations, lambda key, _: {"formation": key, "session": session}, progress)


def change_all(
    store: Store,
    source: object,
    formations: Sequence[str],
    given: Mapping[str, Any],
    progress: Progress,
    ending: Ending = nullcontext,
) -> LotOutcome[str, None]:
    """`set_formation` for each of these; `given`: what it takes besides. A job."""
    return do_each(
        store, source, set_formation, formations, lambda key, _: {**given, "formation": key}, progress, ending
    )


def open_all(
    store: Store, source: object, formations: Sequence[str], session: str, progress: Progress
) -> LotOutcome[str, str]:
    """`open_in_session` for each of these. A job."""
    return do_each(
        store, source, open_in_session, formations, lambda key, _: {"formation": key, "session": session}, progress
    )
