"""An import in a process that is killed: whole lines are there, and the same file goes on to the same rows."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from scolarite_desk.services.imports import appliquer, apply_import
from scolarite_desk.store.base import open_base
from tests import enfants
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded
from tests.services.imports.conftest import planned
from tests.services.imports.test_comportements import many
from tests.store.damage import faults, sql

LINES, LOT = 23, 10
_ROWS = """SELECT p.nom_naissance, p.prenom, p.ne_le, i.genre, i.valeur, c.formation_id, c.statut
    FROM personne p JOIN identifiant i ON i.personne_id = p.id JOIN dossier d ON d.personne_id = p.id
    JOIN candidature c ON c.dossier_id = d.id ORDER BY i.valeur"""


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _between(turn: int) -> None:
    """Once that lot is written, before the next one."""
    one, turns = appliquer._one_lot, iter(range(LINES))

    def lot(*given: object) -> None:
        one(*given)  # type: ignore[arg-type]
        if next(turns) == turn:
            _die()

    appliquer._one_lot = lot


def _within(turn: int) -> None:
    """In that lot: its new rows are in the transaction, which is not kept yet."""
    change, turns = appliquer._change, iter(range(LINES))

    def changed(*given: object) -> None:
        change(*given)  # type: ignore[arg-type]
        if next(turns) == turn:
            _die()

    appliquer._change = changed


def _import(base: Path, when: Callable[[int], None], turn: int) -> None:
    """What the child does until it dies."""
    appliquer.LOT = LOT
    when(turn)
    desk = Desk(open_base(base, "Claire", PASSWORD, clock=lambda: MORNING))
    apply_import(desk.store, planned(desk, *many(LINES)))


@pytest.mark.parametrize(
    ("when", "turn", "there"), [(_within, 0, 0), (_within, 1, LOT), (_between, 0, LOT), (_between, 1, 2 * LOT)]
)
def test_killed_half_way_whole_lines_are_there_and_the_same_file_goes_on_to_the_same_rows(
    tmp_path: Path, founded: Founded, when: Callable[[int], None], turn: int, there: int
) -> None:
    base, whole = founded.copied(tmp_path / "tuee.sdesk"), founded.opened(founded.copied(tmp_path / "entiere.sdesk"))
    child = enfants.context().Process(target=_import, args=(base, when, turn))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    desk = founded.opened(base)
    assert len(sql(desk.store, _ROWS)) == there
    assert sql(desk.store, "SELECT count(*) FROM import_fait") == [(min(there, 1),)], "kept with its first lot"
    assert faults(desk.store) == []
    report = apply_import(desk.store, planned(desk, *many(LINES)))
    assert (report.creees, report.inchangees) == (LINES - there, there)
    apply_import(whole.store, planned(whole, *many(LINES)))
    assert sql(desk.store, _ROWS) == sql(whole.store, _ROWS)
    assert faults(desk.store) == []
    for one in (desk, whole):
        one.store.close()
