"""Decisions taken together: each candidature keeps its own work, and all of them are undone as one gesture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.lots import Ending, LotOutcome, do_each, rehearse
from scolarite_desk.store.store import Store

Values = Mapping[str, Any]  # what `enter_avis` is told; `rang` is that of the first, the others follow


def preview_avis(store: Store, candidatures: Sequence[str], values: Values, progress: Progress) -> LotOutcome[str, str]:
    """What entering this avis would give; nothing is written."""
    return rehearse(store, enter_avis, candidatures, lambda key, at: _at(values, key, at), progress)


def enter_all(
    store: Store,
    source: object,
    candidatures: Sequence[str],
    values: Values,
    progress: Progress,
    ending: Ending = nullcontext,
) -> LotOutcome[str, str]:
    """Enter it. Cancelling keeps those already entered."""
    return do_each(store, source, enter_avis, candidatures, lambda key, at: _at(values, key, at), progress, ending)


def validate_all(
    store: Store, source: object, candidatures: Sequence[str], progress: Progress
) -> LotOutcome[str, None]:
    """Validate their current avis. Cancelling keeps those already validated."""
    return do_each(store, source, validate_avis, candidatures, lambda key, _: {"candidature": key}, progress)


def _at(values: Values, candidature: str, at: int) -> Values:
    """The values for the candidature that comes after `at` others: refused ones leave no hole in the ranks."""
    rang = values.get("rang")
    return {**values, "candidature": candidature, "rang": None if rang is None else rang + at}
