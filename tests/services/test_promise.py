"""The promise that every test of the services ends with, judged: whichever way it looks, it sees a replay that lies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.personne import Stage
from scolarite_desk.models.tables.piece import Piece
from scolarite_desk.progress import Progress
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.en_lot import give
from scolarite_desk.services.undo import undo_work
from scolarite_desk.store import replay as journalled
from scolarite_desk.store.store import Work
from tests.services import conftest
from tests.services.conftest import Desk, Named, _before, _done, promised, replay
from tests.store.conftest import founded, guichet, office

__all__ = ["founded", "guichet", "office"]

Revert = Callable[[Work, int], None]
_revert, _put_back = journalled.revert, journalled._put_back


def forgetful(work: Work, row: Partagee, line: journalled.LineRead) -> None:
    """A value is not put back."""
    for groups in line.groups.values():
        groups[0].pop("prenom", None)
    _put_back(work, row, line)


def blank(work: Work, row: Partagee, line: journalled.LineRead) -> None:
    """A value is lost on the way."""
    _put_back(work, row, line)
    if line.genre == "personne":
        row.nom_usage = None  # type: ignore[attr-defined]


def lingering(work: Work, numero: int) -> None:
    """A row that the work made stays in sight."""
    _revert(work, numero)
    for row in tuple(work.session.identity_map.values()):
        if isinstance(row, Stage):
            row.retire_le = None


def greedy(work: Work, numero: int) -> None:
    """A row that no work of the test named goes too."""
    _revert(work, numero)
    work.withdraw(work.find(select(Piece)))


def silent(work: Work, numero: int) -> None:
    """A row of the test changes without a line in the journal."""
    _revert(work, numero)
    work.session.connection().exec_driver_sql("UPDATE personne SET nom_usage = 'LE GAL'")


@pytest.fixture
def done(office: Desk) -> Desk:
    """A person with a name of use, a first name corrected, a training period added."""
    dossier = office.person(nom_usage="LE GALL")
    office(correct, "identite.prenom", office.owner(dossier), "Maela")
    office(add_item, "stages", {"annee": 2025, "organisme": "Mairie de Plougastel"}, personne=office.owner(dossier))
    return office


@pytest.mark.parametrize("whole", [False, True])
def test_a_replay_that_puts_everything_back_keeps_it(done: Desk, whole: bool) -> None:
    replay(done, whole)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("name", "fault"),
    [("_put_back", forgetful), ("_put_back", blank), ("revert", lingering), ("revert", greedy), ("revert", silent)],
)
def test_a_replay_that_lies_is_seen(
    done: Desk, monkeypatch: pytest.MonkeyPatch, name: str, fault: Any, whole: bool
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journalled, name, fault)
        with pytest.raises((AssertionError, Refused)):  # unequal rows, or the next undoing finds a value that moved
            replay(done, whole)


def behind(work: Work, numero: int) -> None:
    """A row that no work of the test named changes without a line in the journal."""
    _revert(work, numero)
    work.session.connection().exec_driver_sql("UPDATE piece SET ordre = ordre + 1")


def test_what_changes_behind_the_journal_and_elsewhere_takes_the_digest(
    done: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journalled, "revert", behind)
        with pytest.raises(AssertionError):
            replay(done, whole=True)


def test_what_did_nothing_new_is_not_replayed_twice(done: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    replayed = list[tuple[bool, int]]()
    monkeypatch.setattr(conftest, "_REPLAYED", {False: set(), True: set()})
    monkeypatch.setattr(conftest, "replay", lambda _office, whole, since: replayed.append((whole, since)))
    promised(done, whole=False)
    promised(done, whole=False)
    assert replayed == [(False, done.started)]
    promised(done, whole=True)
    promised(done, whole=True)
    assert replayed[1:] == [(True, done.started)]
    owner, before = done.owner(done.person("NOUVEAU")), done.number()
    done(correct, "identite.prenom", owner, "Maëlle")
    done(correct, "identite.prenom", owner, "Maela")
    promised(done, whole=False)
    promised(done, whole=False)
    assert replayed[2:] == [(False, before - 1)], (
        "the same act after another one is something new, and what came before is not"
    )
    promised(done, whole=False, always=True)
    assert replayed[3:] == [(False, done.started)]


def test_neither_a_gesture_nor_an_undoing_is_cut_in_two(done: Desk) -> None:
    first = done.number()
    done(correct, "identite.prenom", done.owner(done.person("NOUVEAU")), "Maëlle")
    undo_work(done.store, first)
    works = done.read(_done, done.started)
    assert _before(done.number(), works) == first - 1
    assert _before(first + 1, works) == first - 1
    both = [done.apply(done.person(nom)) for nom in ("ABGRALL", "BIHAN")]
    before = done.number()
    give(done.store, None, "enter_avis", both, {"avis": "FA"}, Progress())
    assert _before(before + 2, done.read(_done, done.started)) == before


def test_the_rows_looked_at_are_those_that_the_works_made_or_changed(done: Desk) -> None:
    made = {genre: len(rows) for genre, rows in Named(done, done.started)().items()}
    assert made == {"personne": 1, "adresse": 1, "bac": 1, "dossier": 1, "stage": 1}
