"""Decisions taken together: each candidature keeps its own work, and all of them are undone as one gesture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.lots import LotOutcome, do_each, rehearse
from scolarite_desk.store.queries.seance import ranks
from scolarite_desk.store.store import Store, Work

Values = Mapping[
    str, Any
]  # what `enter_avis` is told; `rang` is that of the first of each formation, the others follow


def preview_avis(store: Store, candidatures: Sequence[str], values: Values, progress: Progress) -> LotOutcome[str, str]:
    """What entering this avis would give; nothing is written."""
    return rehearse(store, _numbered(candidatures), candidatures, lambda key, _: _to(values, key), progress)


def enter_all(
    store: Store, source: object, candidatures: Sequence[str], values: Values, progress: Progress
) -> LotOutcome[str, str]:
    """Enter it. Cancelling keeps those already entered."""
    return do_each(store, source, _numbered(candidatures), candidatures, lambda key, _: _to(values, key), progress)


def validate_all(
    store: Store, source: object, candidatures: Sequence[str], progress: Progress
) -> LotOutcome[str, None]:
    """Validate their current avis. Cancelling keeps those already validated."""
    return do_each(store, source, validate_avis, candidatures, lambda key, _: {"candidature": key}, progress)


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
        others = ranks(work.session, formation, candidature)
        wanted = following.get(formation, rang)
        wanted = max(others) + 1 if wanted in others else wanted
        key = enter_avis(work, candidature, **{**values, "rang": wanted})
        following[formation] = wanted + 1
        return key

    return played
