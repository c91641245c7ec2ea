"""The first hour, from an empty home folder to the first receipt, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.app import Program
from scolarite_desk.services.documents import documents_of
from scolarite_desk.services.premiers_pas import premiers_pas
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.desk.printing import Preview
from scolarite_desk.ui.door.premiere import FirstTime
from scolarite_desk.ui.played.hands import Hands
from tests.ui.frame.test_premiers_pas import ETABLISSEMENT

PASSWORD = "quatre mots de passe"
SIGNATAIRE = {"prenom": "Anne", "nom": "Le Gall", "qualite": "Directrice de la scolarité"}
AGENT = {"agent_prenom": "Claire", "agent_nom": "Martin", "agent_qualite": "gestionnaire"}
CAMPAGNE = {"libelle": "Rentrée 2026", "annee": "2026-2027"}
INE = {"serie_ine": "W"}
FORMATION = {"code": "L3INF", "libelle": "Licence 3 Informatique", "genre": "Licence"}


def test_an_empty_home_leads_to_a_first_receipt(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answers: list[Callable[[Any], object]]
) -> None:
    answers.append(lambda dialog: None)  # where to write the receipt: the hands answer
    monkeypatch.setattr(vault.Cost.__init__, "__defaults__", (64, 1))
    font, palette = qapp.font(), qapp.palette()
    program = Program(qapp, None)
    program.start()
    try:
        _played(program, qtbot)
    finally:
        program.stop()
        program.theme.deleteLater()
        qapp.setStyleSheet("")
        qapp.setPalette(palette)
        qapp.setFont(font)


def _played(program: Program, qtbot: QtBot) -> None:
    opening = program.opening
    assert opening is not None
    assert isinstance(opening.page, FirstTime)
    hands = Hands(opening)
    hands.take()
    for answer in ("Claire", PASSWORD, PASSWORD, ""):
        hands.type(answer)
        hands.press("Return")
    qtbot.waitUntil(lambda: program.window is not None and program.window.room is not None)
    window: Any = program.window
    hands = Hands(window, hands.keys)
    hands.take()
    group = window.room.secours._groups[-1].text()
    hands.seek("J’ai mis la clé en lieu sûr")
    hands.press("Return")
    hands.type(f"{group}")
    hands.press("Return")
    for step, values in (("1", ETABLISSEMENT), ("2", SIGNATAIRE), ("3", CAMPAGNE), ("4", FORMATION), ("6", INE)):
        assert window.stack.currentWidget() is window.home
        hands.press(step)
        hands.fill(window.room.form, values)
        if values is CAMPAGNE:
            hands.seek("Ouvrir")
            hands.press("Return")
        hands.press("Escape")
    with window.store.reading() as session:
        assert [one.code for one in premiers_pas(session) if not one.fait] == ["personne"]
    hands.press("Return")  # the next step
    hands.fill(lambda: window.creation.form, {"nom_naissance": "KERMAREC", "prenom": "Maëlle"})
    hands.press("Ctrl+N")
    assert window.pane.view is not None
    hands.press("Ctrl+Shift+N")
    hands.fill(window.pane.form, {"formation": "L3INF"}, perhaps=("motif",))
    hands.press("Return")
    hands.press("Ctrl+P")
    assert "La notice des données personnelles" in window.messages.text()
    hands.seek("Renseigner ce qui manque")
    hands.press("Return")
    hands.fill(window.room.form, {"conservation_admis": "60", "conservation_vapp": "60"})
    hands.seek("Prénom")
    hands.fill(window.room.form, AGENT)
    hands.seek("Enregistrer et revenir au papier")
    hands.press("Return")  # and back to the receipt
    hands.wait(lambda: not window.desk.jobs.busy)
    hands.answer("", str(Path(window.store.path).parent))
    hands.press("Ctrl+S")
    window.findChild(Preview).close()  # without a screen no window is in front, and Escape would not find it
    assert [one.genre for one in window.desk.read(documents_of, window.pane.view.key)] == ["recu"]
    assert Path(window.store.path).suffix == ".sdesk"
    assert hands.keys < 600
