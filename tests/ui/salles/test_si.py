"""Pégase and Apogée in the window: what is to be mended opens its field, files leave, a withdrawal is treated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from scolarite_desk.models.rules.si import A_EXPORTER, DESISTE, EXPORTE
from scolarite_desk.services.candidatures import desist
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.services.si.une_admission import admitted, coded, somebody
from tests.texts import golden
from tests.ui.one_page import cells
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def dossier(office: Office) -> str:
    """Two who confirmed a licence that has its codes, one of them of no civility; one in a master that has none."""
    coded(office)
    maelle = somebody(office)
    admitted(office, maelle)
    admitted(office, somebody(office, "LE GOFF", "Yann", civilite=""))
    admitted(office, somebody(office, "MOREL", "Ana"), office.master)
    return maelle


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, dossier: str) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "si")


def _said(room: Room, vue: str) -> list[str]:
    room.room.views.choose(vue)
    return cells(room.room._table())


def test_what_is_to_be_mended_opens_its_field(room: Room) -> None:
    room.settled()
    lines = cells(room.room.seen)
    assert [line.split(" | ")[:3] for line in lines] == [
        ["À corriger", "M1BIO – Master 1 Biologie", "Code vœu : à renseigner"],
        ["À corriger", "M1BIO – Master 1 Biologie", "Code période : à renseigner"],
        ["À corriger", "LE GOFF Yann", "Civilité : à renseigner"],
    ]
    room.room.seen.step(2)
    pressed("Return", room.room.seen)
    assert room.asked[-1][1] == "identite.civilite"


def test_files_leave_and_a_withdrawal_is_treated_by_hand(
    room: Room, office: Office, dossier: str, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    room.settled()

    def here(dialog: QFileDialog) -> None:
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(str(tmp_path))
        dialog.accept()

    answers.append(here)
    room.press("Exporter…")
    room.settled()
    assert list(tmp_path.glob("inscription-*.csv"))
    assert [line.split(" | ")[0] for line in _said(room, EXPORTE)] == ["KERMAREC Maëlle"]
    [gone] = [one.candidature for one in room.room.voeux.rows_model.rows]
    office(desist, gone)
    room.room.reload()
    room.settled()
    assert _said(room, DESISTE)
    room.room.voeux.selectAll()
    room.press("Traité à la main")
    room.settled()
    assert not _said(room, DESISTE)


def test_the_records_of_the_establishment_are_shown_first(theme: Theme, qtbot: QtBot, office: Office) -> None:
    office(change_setting, "si", "apogee")
    for one in shown(theme, qtbot, office, "si"):
        one.settled()
        assert one.room.systems.code == "apogee"
        one.room.views.choose(A_EXPORTER)
        assert one.says("pas un document de l’Amue"), "where its layout comes from"


def test_its_words_and_its_names(room: Room) -> None:
    room.settled()
    assert not complaints(room.room)
    said = [f"{one.code}\n" + "\n".join(_said(room, one.code)) for one in room.room.views._filters.values()]
    golden("si", "\n\n".join(said))
