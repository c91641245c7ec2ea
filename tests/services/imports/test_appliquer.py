"""A file taken in: as if each line had been typed, taken back as one gesture, resumed where it was cut."""

from __future__ import annotations

from scolarite_desk.services.undo import undo
from tests.services.conftest import Desk, desk, founded
from tests.services.imports.conftest import MAELLE, YANN, actions, planned, taken

__all__ = ["desk", "founded"]


def test_an_import_that_is_undone_leaves_the_base_as_it_was(desk: Desk) -> None:
    before = desk.digest().value
    report = taken(desk, MAELLE, YANN)
    assert (report.creees, report.modifiees, report.laissees) == (2, 0, ())
    assert actions(planned(desk, MAELLE, YANN)) == ["inchange", "inchange"]
    undo(desk.store)
    assert desk.digest().value == before
