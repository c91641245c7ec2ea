"""Decisions taken together: each candidature keeps its own work, and all of them are undone as one gesture."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.lots import Arguments, LotOutcome, do_each, rehearse
from scolarite_desk.store.courant import avis_courant, candidature_vivante
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.store import Store

Values = Mapping[
    str, Any
]  # what `enter_avis` is told; `rang` is that of the first of each formation, the others follow


def preview_avis(store: Store, candidatures: Sequence[str], values: Values, progress: Progress) -> LotOutcome[str, str]:
    """What entering this avis would give; nothing is written."""
    return rehearse(store, enter_avis, candidatures, _asked(store, candidatures, values), progress)


def enter_all(
    store: Store, source: object, candidatures: Sequence[str], values: Values, progress: Progress
) -> LotOutcome[str, str]:
    """Enter it. Cancelling keeps those already entered."""
    return do_each(store, source, enter_avis, candidatures, _asked(store, candidatures, values), progress)


def validate_all(
    store: Store, source: object, candidatures: Sequence[str], progress: Progress
) -> LotOutcome[str, None]:
    """Validate their current avis. Cancelling keeps those already validated."""
    return do_each(store, source, validate_avis, candidatures, lambda key, _: {"candidature": key}, progress)


def _asked(store: Store, candidatures: Sequence[str], values: Values) -> Arguments[str]:
    rang = values.get("rang")
    if rang is None:
        return lambda key, _: {**values, "candidature": key, "rang": None}
    with store.reading() as session:
        ranks = Ranks(session, candidatures, rang)
    return lambda key, at: {**values, "candidature": key, "rang": ranks.next(key, at)}


def ranks_of(session: Session, done: Sequence[str], first: int) -> list[tuple[str, int]]:
    """(candidature, rank) of those that a lot would be done to."""
    ranks = Ranks(session, done, first)
    return [(key, ranks.next(key, at)) for at, key in enumerate(done)]


class Ranks:
    """The ranks of a lot: in each formation the one that was asked, or the one after its last when it is held, then the
    following. Refused candidatures leave no hole.
    """

    def __init__(self, session: Session, candidatures: Sequence[str], first: int) -> None:
        self._formations = {key: row.formation_id for key, row in by_key(session, Candidature, candidatures).items()}
        held = self._held(session, frozenset(candidatures))
        self._last = {formation: max(ranks) for formation, ranks in held.items()}
        self._next = {
            formation: self._last[formation] + 1 if first in held.get(formation, ()) else first
            for formation in set(self._formations.values())
        }
        self._asked, self._done = "", 0

    def next(self, candidature: str, done: int) -> int:
        """The rank of a candidature that comes after `done` others were given theirs."""
        if done > self._done:
            self._next[self._asked] = max(self._next[self._asked], self._last.get(self._asked, 0)) + 1
        self._asked, self._done = self._formations.get(candidature, ""), done
        return self._next.setdefault(self._asked, 1)

    def _held(self, session: Session, lot: Collection[str]) -> dict[str, set[int]]:
        """By formation, the ranks that others hold: those of the lot are given anew."""
        asked = select(Candidature.id, Candidature.formation_id, Avis.rang)
        asked = asked.join(Avis, Avis.candidature_id == Candidature.id).where(Avis.avis == "LC")
        found: dict[str, set[int]] = {}
        for key, formation, rang in session.execute(asked.where(candidature_vivante(), avis_courant())):
            if rang is not None and key not in lot:
                found.setdefault(formation, set()).add(rang)
        return found
