"""Decisions taken together: each candidature keeps its own work, and all of them are undone as one gesture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import wraps
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.lots import Ending, LotOutcome, do_each, rehearse
from scolarite_desk.store.queries.rangs import ranks_held
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.store import Store, Work

# What `enter_avis` is told; `rang` is that of the first of each formation, the others follow.
Values = Mapping[str, Any]


def preview_avis(store: Store, candidatures: Sequence[str], values: Values, progress: Progress) -> LotOutcome[str, str]:
    """What entering this avis would give; nothing is written."""
    return rehearse(store, _numbered(candidatures, values), candidatures, lambda key, _: _to(values, key), progress)


def enter_all(
    store: Store,
    source: object,
    candidatures: Sequence[str],
    values: Values,
    progress: Progress,
    ending: Ending = nullcontext,
) -> LotOutcome[str, str]:
    """Enter it. Cancelling keeps those already entered."""
    return do_each(
        store, source, _numbered(candidatures, values), candidatures, lambda key, _: _to(values, key), progress, ending
    )


def validate_all(
    store: Store, source: object, candidatures: Sequence[str], progress: Progress
) -> LotOutcome[str, None]:
    """Validate their current avis. Cancelling keeps those already validated."""
    return do_each(store, source, validate_avis, candidatures, lambda key, _: {"candidature": key}, progress)


def preview_validation(store: Store, candidatures: Sequence[str], progress: Progress) -> LotOutcome[str, None]:
    """What validating them would give; nothing is written."""
    return rehearse(store, validate_avis, candidatures, lambda key, _: {"candidature": key}, progress)


class _Ranks:
    """Ranks of a lot: each formation numbers its own from a first one, and goes on after its last one where that is
    somebody else's.
    """

    def __init__(self, lot: Sequence[str], first: int) -> None:
        self._lot, self._first, self._following = frozenset(lot), first, dict[str, int]()

    def next(self, formation: str, held: Mapping[str, int], candidature: str) -> int:
        """The rank of one of the lot. `held`: those of the formation, by candidature."""
        wanted = self._following.get(formation, self._first)
        outside = {rang for key, rang in held.items() if key not in self._lot}
        wanted = max(outside) + 1 if wanted in outside else wanted
        others = {rang for key, rang in held.items() if key != candidature}
        return max(others) + 1 if wanted in others else wanted

    def given(self, formation: str, rang: int) -> None:
        """The next one comes after it."""
        self._following[formation] = rang + 1


def ranks_of(session: Session, done: Sequence[str], first: int) -> list[tuple[str, int]]:
    """(candidature, rank) that a lot would give to those that it would be done to."""
    held, ranks, given = ranks_held(session), _Ranks(done, first), list[tuple[str, int]]()
    rows = by_key(session, Candidature, done)
    for key in done:
        formation = rows[key].formation_id
        known = held.setdefault(formation, {})
        known[key] = ranks.next(formation, known, key)
        ranks.given(formation, known[key])
        given.append((key, known[key]))
    return given


def _to(values: Values, candidature: str) -> Values:
    return {**values, "candidature": candidature}


def _numbered(lot: Sequence[str], values: Values) -> Callable[..., str]:
    """`enter_avis` for a lot, which numbers its ranks; refused ones leave no hole. For one alone, the rank typed."""
    if values.get("rang") is None or len(lot) == 1:
        return enter_avis
    ranks = _Ranks(lot, values["rang"])

    @wraps(enter_avis)
    def played(work: Work, candidature: str, **values: Any) -> str:
        formation = work.get(Candidature, candidature).formation_id
        held = ranks_held(work.session, Candidature.formation_id == formation).get(formation, {})
        rang = ranks.next(formation, held, candidature)
        key = enter_avis(work, candidature, **{**values, "rang": rang})
        ranks.given(formation, rang)
        return key

    return played
