"""Decisions taken together: each candidature keeps its own work, and all of them are undone as one gesture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from functools import wraps
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.lots import Ending, LotOutcome, do_each, rehearse
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.queries.seance import ranks_held
from scolarite_desk.store.store import Store, Work

Values = Mapping[
    str, Any
]  # what `enter_avis` is told; `rang` is that of the first of each formation, the others follow


def preview_avis(store: Store, candidatures: Sequence[str], values: Values, progress: Progress) -> LotOutcome[str, str]:
    """What entering this avis would give; nothing is written."""
    return rehearse(store, _numbered(candidatures), candidatures, lambda key, _: _to(values, key), progress)


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
        store, source, _numbered(candidatures), candidatures, lambda key, _: _to(values, key), progress, ending
    )


def validate_all(
    store: Store, source: object, candidatures: Sequence[str], progress: Progress
) -> LotOutcome[str, None]:
    """Validate their current avis. Cancelling keeps those already validated."""
    return do_each(store, source, validate_avis, candidatures, lambda key, _: {"candidature": key}, progress)


def ranks_of(session: Session, done: Sequence[str], first: int) -> list[tuple[str, int]]:
    """(candidature, rank) that a lot would give to those that it would be done to."""
    held, following, given = ranks_held(session), dict[str, int](), list[tuple[str, int]]()
    of_each = {key: row.formation_id for key, row in by_key(session, Candidature, done).items()}
    for key in done:
        formation = of_each[key]
        known = held.setdefault(formation, {})
        known[key] = _free(known, done, key, following.get(formation, first))
        following[formation] = known[key] + 1
        given.append((key, known[key]))
    return given


def _free(held: Mapping[str, int], lot: Collection[str], candidature: str, wanted: int) -> int:
    """The rank wanted, or the one after the last when somebody out of the lot has it, else when one of the lot has."""
    outside = {rang for key, rang in held.items() if key not in lot}
    wanted = max(outside) + 1 if wanted in outside else wanted
    others = {rang for key, rang in held.items() if key != candidature}
    return max(others) + 1 if wanted in others else wanted


def _to(values: Values, candidature: str) -> Values:
    return {**values, "candidature": candidature}


def _numbered(lot: Sequence[str]) -> Callable[..., str]:
    """`enter_avis` for a lot: each formation numbers its own from the rank given, and goes on after its last one where
    a rank is somebody else's. Refused ones leave no hole.
    """
    following: dict[str, int] = {}

    @wraps(enter_avis)
    def played(work: Work, candidature: str, **values: Any) -> str:
        rang = values.get("rang")
        if rang is None or len(lot) == 1:
            return enter_avis(work, candidature, **values)
        formation = work.get(Candidature, candidature).formation_id
        held = ranks_held(work.session, Candidature.formation_id == formation).get(formation, {})
        wanted = _free(held, lot, candidature, following.get(formation, rang))
        key = enter_avis(work, candidature, **{**values, "rang": wanted})
        following[formation] = wanted + 1
        return key

    return played
