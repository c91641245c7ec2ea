"""The supplementary lists: the rank that each has on the day, and what the typed ranks look like. Nothing is mended
here: a rank that somebody was told is changed by a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, select
from sqlalchemy.orm import Session, aliased

from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_, NOTHING, Msg, joined
from scolarite_desk.store.courant import avis_courant, avis_valide, candidature_restee, candidature_vivante
from scolarite_desk.store.queries.rows import keys_in

_NOW = aliased(Avis, name="actuel")
_APPLIED = aliased(Formation)
_OWN = select(_APPLIED.session_id).where(_APPLIED.id == Candidature.formation_id).correlate(Candidature)
# The session of a candidature as a pair has it: None for the formation's own, however it was written.
SESSION = case((Candidature.session_id == _OWN.scalar_subquery(), None), else_=Candidature.session_id)


@dataclass(frozen=True, slots=True)
class Inscrit:
    """Who was given a rank, `valide` or not yet; those who left keep theirs."""

    candidature: str
    avis: str
    rang: int
    valide: bool


def paires_of(session: Session, candidatures: Collection[str]) -> dict[str, Paire]:
    """On which list each candidature would be."""
    asked = select(Candidature.id, Candidature.formation_id, SESSION).where(Candidature.id.in_(keys_in(candidatures)))
    return {key: Paire(formation, depot) for key, formation, depot in session.execute(asked)}


def inscrits(session: Session, formations: Collection[str]) -> dict[Paire, list[Inscrit]]:
    """The lists of some formations as they were typed, each by rank, then by key: who lives."""
    asked = _lists(formations, candidature_vivante(), avis_courant(), Avis.rang.is_not(None))
    found: dict[Paire, list[Inscrit]] = {}
    for formation, depot, key, avis, rang, valide_le in session.execute(asked):
        found.setdefault(Paire(formation, depot), []).append(Inscrit(key, avis, rang or 0, valide_le is not None))
    return found


def ranks_beside(session: Session, candidature: str) -> frozenset[int]:
    """The ranks that others have on the list where a candidature would be."""
    paire = paires_of(session, [candidature])[candidature]
    listed = inscrits(session, [paire.formation]).get(paire, [])
    return frozenset(one.rang for one in listed if one.candidature != candidature)


def real_lists(session: Session, formations: Collection[str]) -> dict[Paire, list[str]]:
    """Who waits on the list of each, the first to be called first: a validated rank that nobody gave up. One that is
    being changed holds until the new one is validated; who is being admitted waits no more.
    """
    found: dict[Paire, list[str]] = {}
    asked = _lists(formations, candidature_restee(), avis_valide(), ~_admitted())
    for formation, depot, key, *_ in session.execute(asked):
        found.setdefault(Paire(formation, depot), []).append(key)
    return found


def served(session: Session, formations: Collection[str]) -> dict[Paire, frozenset[int]]:
    """The ranks of those who were admitted since: nobody has them any more, and none is missing."""
    found: dict[Paire, frozenset[int]] = {}
    ranked = (Avis.retire_le.is_(None), Avis.valide_le.is_not(None), Avis.rang.is_not(None))
    for formation, depot, _key, _avis, rang, _le in session.execute(
        _lists(formations, candidature_vivante(), *ranked, _admitted())
    ):
        paire = Paire(formation, depot)
        found[paire] = found.get(paire, frozenset()) | {rang}
    return found


def _admitted() -> ColumnElement[bool]:
    current = (_NOW.candidature_id == Candidature.id, avis_courant(_NOW))
    return exists(select(1).where(*current, _NOW.avis == "FA"))


def _lists(formations: Collection[str], *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Ranks of the same list one after the other; two who have the same are in the order in which they applied."""
    return (
        select(Candidature.formation_id, SESSION, Candidature.id, Avis.id, Avis.rang, Avis.valide_le)
        .join(Avis, Avis.candidature_id == Candidature.id)
        .where(Candidature.formation_id.in_(formations), Avis.avis == "LC", *conditions)
        .order_by(Avis.rang.is_(None), Avis.rang, Candidature.id)
    )


def real_ranks(session: Session, formations: Collection[str]) -> dict[str, int]:
    """The rank of the day of each who waits on the lists of some formations: how many are called before, and one."""
    found = real_lists(session, formations).values()
    return {key: rank for waiting in found for rank, key in enumerate(waiting, 1)}


def gaps(listed: Iterable[Inscrit], admises: Collection[int] = ()) -> list[range]:
    """Ranks that nobody was given, under the last one: each run of them. `admises`: those of who has a place since."""
    held = sorted({*(one.rang for one in listed), *admises})
    return [range(before + 1, rang) for before, rang in zip([0, *held], held, strict=False) if rang > before + 1]


def twins(listed: Iterable[Inscrit]) -> list[range]:
    """Ranks that several were given: two desks did, apart."""
    counted = Counter(one.rang for one in listed)
    return [range(rang, rang + 1) for rang in sorted(counted) if counted[rang] > 1]


def said(listed: Sequence[Inscrit], admises: Collection[int] = ()) -> Msg:
    """What is told above a list: « rangs absents : 4, 6 · rangs donnés plusieurs fois : 2 »; blank of one in order."""
    absent, shared = gaps(listed, admises), twins(listed)
    return joined(
        " · ",
        N_("rangs absents\u00a0: {rangs}", rangs=_shown(absent)) if absent else NOTHING,
        N_("rangs donnés plusieurs fois\u00a0: {rangs}", rangs=_shown(shared)) if shared else NOTHING,
    )


_TOLD = 6  # runs of ranks: beyond, the list itself is looked at


def _shown(runs: Sequence[range]) -> list[str]:
    told = [str(one[0]) if len(one) == 1 else f"{one[0]}-{one[-1]}" for one in runs[:_TOLD]]
    return told if len(runs) <= _TOLD else [*told, "…"]
