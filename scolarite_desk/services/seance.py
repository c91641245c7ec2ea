"""Decisions taken together: each candidature keeps its own work, so that each can be undone alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import checked, do, working
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.store.store import Store

Values = Mapping[str, Any]  # what `enter_avis` is told; `rang` is that of the first, the others follow


@dataclass(frozen=True)
class Issue:
    """What a lot gives: keys of those that change, and (key, why) of the others, both in the order of the lot."""

    faites: tuple[str, ...]
    refusees: tuple[tuple[str, str], ...]


class _Nothing(Exception):
    """Raised to leave a work without writing."""


def preview_avis(store: Store, candidatures: Sequence[str], values: Values, progress: Progress) -> Issue:
    """What entering this avis would give: the acts themselves are played, then forgotten."""
    issue = Issue((), ())
    try:
        with working(store, "enter_avis") as work:

            def play(key: str, at: int) -> None:
                checked(work, enter_avis, key, **_at(values, at))
                work.session.flush()

            issue = _each(play, candidatures, progress)
            raise _Nothing
    except _Nothing:
        return issue


def enter_all(store: Store, source: object, candidatures: Sequence[str], values: Values, progress: Progress) -> Issue:
    """Enter it, one work each. Cancelling keeps those already entered."""
    return _each(lambda key, at: do(store, source, enter_avis, key, **_at(values, at)), candidatures, progress)


def validate_all(store: Store, source: object, candidatures: Sequence[str], progress: Progress) -> Issue:
    """Validate their current avis, one work each. Cancelling keeps those already validated."""
    return _each(lambda key, at: do(store, source, validate_avis, key), candidatures, progress)


def _at(values: Values, at: int) -> dict[str, Any]:
    """The values for the candidature that comes after `at` others: refused ones leave no hole in the ranks."""
    rang = values.get("rang")
    return dict(values) if rang is None else {**values, "rang": rang + at}


def _each(act: Callable[[str, int], object], candidatures: Sequence[str], progress: Progress) -> Issue:
    done: list[str] = []
    refused: list[tuple[str, str]] = []
    for rank, key in enumerate(candidatures):
        progress.step(rank, len(candidatures))
        try:
            act(key, len(done))
            done.append(key)
        except Refused as error:
            refused.append((key, error.message))
    return Issue(tuple(done), tuple(refused))
