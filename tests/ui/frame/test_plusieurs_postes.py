"""The whole window on a base that two desks wrote: what a dossier says, where it leads, what an export held."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.langue import kept
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.fusions import merge_persons
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.sync.conftest import share
from tests.ui.office import settle
from tests.ui.one_page import plain
from tests.ui.two_desks import office, other

__all__ = ["founded", "office", "other"]


@pytest.fixture
def dossier(office: Office, other: Office) -> str:
    """A dossier whose first name was written apart."""
    key = office.person()
    office.apply(key)
    office.person("KERMARREC", "Maelle")
    share(office, other)
    office(correct, "identite.prenom", office.owner(key), "Maelle")
    other.later(minutes=5)
    other(correct, "identite.prenom", other.owner(key), "Maëlla")
    share(office, other)
    return key


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, office: Office, dossier: str) -> Iterator[Window]:
    window = Window(office.store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    settle(qtbot, lambda: not window.desk.jobs.busy and window.queue.counted)
    window.show_dossier(dossier)
    yield window
    window.close()


def _press(window: Window, text: str) -> None:
    buttons = [one for one in window.findChildren(QPushButton) if one.isVisible()]
    button = next(one for one in buttons if text in plain(one.accessibleName()))
    button.setFocus()
    pressed("Return", button)


def test_a_dossier_says_what_diverges_and_leads_to_it(window: Window, qtbot: QtBot, dossier: str) -> None:
    assert plain(window.pane.bands.diverging.text()) == "1 désaccord à trancher"
    assert complaints(window) == []
    _press(window, "Trancher")
    settle(qtbot, lambda: not window.desk.jobs.busy)
    room: Any = window.room
    assert room.code == "divergences"
    assert kept(room.table.current().qui.nom) == "KERMAREC Maëlla"
    pressed("2", room.table)
    settle(qtbot, lambda: not window.desk.jobs.busy)
    window.show_dossier(dossier)
    assert window.pane.bands.isHidden()


def test_two_dossiers_are_merged_from_the_menu_and_ctrl_z_parts_them(window: Window, qtbot: QtBot) -> None:
    window.run("fusionner")
    typed("kermarrec")
    pressed("Return")
    room: Any = window.room
    pressed("1", room.other.people)
    settle(qtbot, lambda: not window.desk.jobs.busy)
    assert plain(window.messages.text()).startswith("KERMARREC Maelle est maintenant KERMAREC Maëlla")
    pressed("Ctrl+Z", window)
    assert "Fusionner deux personnes" in window.status.text()


def test_a_dossier_that_unites_two_persons_parts_them(window: Window, office: Office, dossier: str) -> None:
    second = next(one.id for one in office.rows(select(Personne)) if one.nom_naissance == "KERMARREC")
    office(merge_persons, office.owner(dossier), second)
    window.show_dossier(dossier)
    assert plain(window.pane.bands.merged.text()).startswith("Réunit aussi KERMARREC Maelle (fusionnée le")
    _press(window, "Défaire")
    assert office.row(Personne, second).fusion_id is None
    assert "est de nouveau une personne à part" in plain(window.messages.text())


def test_an_export_that_held_something_leads_to_the_divergences(
    window: Window, qtbot: QtBot, tmp_path: Path, answers: list[Any]
) -> None:
    window.run("decisions")

    def choose(dialog: QFileDialog) -> None:
        dialog.selectFile(str(tmp_path / "decisions.csv"))
        dialog.accept()

    answers.append(choose)
    window.run("exporter_csv")
    settle(qtbot, lambda: not window.desk.jobs.busy)
    assert "1 candidature laissée de côté" in plain(window.messages.text())
    _press(window, "Trancher")
    assert window.room is not None
    assert window.room.code == "divergences"


def test_letters_that_are_held_lead_there_too(window: Window, qtbot: QtBot) -> None:
    window.run("lettres")
    settle(qtbot, lambda: not window.desk.jobs.busy)
    _press(window, "Trancher les désaccords")
    assert window.room is not None
    assert window.room.code == "divergences"
