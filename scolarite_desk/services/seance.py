"""Ranks of avis that are given together: each list numbers its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import wraps
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.store.queries.listes import inscrits, paires_of
from scolarite_desk.store.store import Work

# What an act that gives an avis is told; `rang` is that of the first of each formation, the others follow.
Values = Mapping[str, Any]


class _Ranks:
    """Ranks of a lot: each list numbers its own from a first one, and goes on after its last one where that is
    somebody else's.
    """

    def __init__(self, lot: Sequence[str], first: int) -> None:
        self._lot, self._first, self._following = frozenset(lot), first, dict[Paire, int]()

    def next(self, paire: Paire, held: Mapping[str, int], candidature: str) -> int:
        """The rank of one of the lot. `held`: those of its list, by candidature."""
        wanted = self._following.get(paire, self._first)
        outside = {rang for key, rang in held.items() if key not in self._lot}
        wanted = max(outside) + 1 if wanted in outside else wanted
        others = {rang for key, rang in held.items() if key != candidature}
        return max(others) + 1 if wanted in others else wanted

    def given(self, paire: Paire, rang: int) -> None:
        """The next one comes after it."""
        self._following[paire] = rang + 1


def ranks_of(session: Session, done: Sequence[str], first: int) -> list[tuple[str, int]]:
    """(candidature, rank) that a lot would give to those that it would be done to."""
    paires, ranks, given = paires_of(session, done), _Ranks(done, first), list[tuple[str, int]]()
    held = _held(session, {one.formation for one in paires.values()})
    for key in done:
        paire = paires[key]
        known = held.setdefault(paire, {})
        known[key] = ranks.next(paire, known, key)
        ranks.given(paire, known[key])
        given.append((key, known[key]))
    return given


def _held(session: Session, formations: Collection[str]) -> dict[Paire, dict[str, int]]:
    """By list, the rank of each who is on it."""
    listed = inscrits(session, formations)
    return {paire: {one.candidature: one.rang for one in many} for paire, many in listed.items()}


def numbered(acte: Callable[..., str]) -> Callable[[Sequence[str], Values], Callable[..., str]]:
    """An act that gives an avis, as a lot of it is played: it numbers its ranks, and refused ones leave no hole. For
    one alone, the rank typed.
    """

    def of(lot: Sequence[str], values: Values) -> Callable[..., str]:
        if values.get("rang") is None or len(lot) == 1:
            return acte
        ranks = _Ranks(lot, values["rang"])

        @wraps(acte)
        def played(work: Work, candidature: str, **values: Any) -> str:
            paire = paires_of(work.session, [work.get(Candidature, candidature).id])[candidature]
            rang = ranks.next(paire, _held(work.session, [paire.formation]).get(paire, {}), candidature)
            key = acte(work, candidature, **{**values, "rang": rang})
            ranks.given(paire, rang)
            return key

        return played

    return of
