"""Several desks of one office: copies of one base, each another station, that send works to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scolarite_desk.sync.receive import Report, receive
from scolarite_desk.sync.send import vector, works_since
from tests.services.conftest import Desk, Founded, founded
from tests.store.damage import sql

__all__ = ["founded"]  # a fixture

NAMES = ("Claire", "Denis", "Nadia", "Yves", "Salma", "Hugo")


def opened(path: Path, founded: Founded, rank: int = 1) -> Desk:
    """A desk on its own copy of the base; the first goes on under the name that the base had."""
    founded.copied(path, moved=rank == 0)
    return reopened(path, founded, rank)


def reopened(path: Path, founded: Founded, rank: int) -> Desk:
    """The desk of a file that is there."""
    desk = founded.opened(path)
    desk.store.auteur = NAMES[rank]
    sql(desk.store, "UPDATE poste SET nom = ? WHERE ici", f"{rank + 1:02}")
    return desk


@pytest.fixture
def abc(tmp_path: Path, founded: Founded) -> Iterator[list[Desk]]:
    """Three desks."""
    desks = [opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("abc")]
    yield desks
    for desk in desks:
        desk.store.close()


def send(one: Desk, other: Desk) -> Report:
    """What the other lacks, given to it."""
    known = other.read(vector)
    with one.store.reading() as session:
        works = list(works_since(session, known))
    return receive(other.store, works)


def share(*desks: Desk) -> None:
    """Everyone gives everything to everyone until nobody learns anything."""
    for _ in range(6):
        learnt = [send(one, other).recus for one in desks for other in desks if one is not other]
        if not any(learnt):
            return
    raise AssertionError("exchange does not end")


def later(desks: list[Desk], **delay: float) -> None:
    """Time passes at every desk."""
    for desk in desks:
        desk.later(**delay)


Act = Callable[..., object]
