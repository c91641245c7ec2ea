"""A visit proves what it says: a document that is missing or empty, a late dialog, a fault in a slot, all end in 4."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QMainWindow, QVBoxLayout
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.msg import N_
from scolarite_desk.ui.played import hands as played
from scolarite_desk.ui.played.hands import Hands
from scolarite_desk.ui.played.jouee import Played
from scolarite_desk.ui.played.preuve import lacking

Answers = list[Callable[[Any], object]]


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    """A window with one line to type in."""
    made = QMainWindow()
    qtbot.addWidget(made)
    line = QLineEdit()
    made.setCentralWidget(line)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    line.setFocus()
    return made


def _dialog(window: QMainWindow) -> tuple[QDialog, QLineEdit]:
    dialog = QDialog(window)
    line = QLineEdit(dialog)
    QVBoxLayout(dialog).addWidget(line)
    line.returnPressed.connect(dialog.accept)
    return dialog, line


def test_nothing_is_typed_before_the_dialog_has_the_keyboard(
    window: QMainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, line = _dialog(window)
    ready: list[bool] = []
    has = played._has_keyboard
    monkeypatch.setattr(played, "_has_keyboard", lambda shown: bool(ready) and has(shown))
    QTimer.singleShot(150, window, lambda: ready.append(True))
    answers.append(lambda _: None)
    Hands(window).answer("liste.pdf")
    assert dialog.exec() == QDialog.DialogCode.Accepted
    behind = window.centralWidget()
    assert isinstance(behind, QLineEdit)
    assert (line.text(), behind.text()) == ("liste.pdf", "")


def test_a_dialog_that_never_takes_the_keyboard_is_closed_and_told(
    window: QMainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(played, "_has_keyboard", lambda _: False)
    monkeypatch.setattr(played, "_PATIENCE", 0.2)
    dialog, _line = _dialog(window)
    hands = Hands(window)
    answers.append(lambda _: None)
    hands.answer("liste.pdf")
    assert dialog.exec() == QDialog.DialogCode.Rejected
    with pytest.raises(TimeoutError):
        hands.check()


def test_a_document_that_is_missing_or_says_nothing_of_the_person_is_told(tmp_path: Path) -> None:
    (tmp_path / "recu-1.pdf").write_bytes(b"not a paper")
    (tmp_path / "decisions.xlsx").write_bytes(b"nom;prenom\nAUTRE;Maud\n")
    (tmp_path / "lettre-1.pdf").write_bytes(b"of an earlier visit")
    written = [tmp_path / "recu-1.pdf", tmp_path / "decisions.xlsx"]
    told = [kept(one) for one in lacking(tmp_path, "LE GUILVINEC", written)]
    assert len(told) == 4
    assert "recu-1.pdf" in told[0]
    assert "lettre-" in told[1]
    assert "liste-des-decisions" in told[2]
    assert "LE GUILVINEC" in told[3]


def test_a_fault_in_a_slot_ends_the_visit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    visit = Played(tmp_path)
    try:
        visit.begin("recu")
        sys.excepthook(ValueError, ValueError("KERMAREC"), None)
        assert visit.failed(TimeoutError(N_("une réponse de la fenêtre"))) == 4
        assert visit.failed(Unavailable(N_("il manque tout"))) == 4
    finally:
        visit.end()
    told = capsys.readouterr().err
    assert "recu" in told
    assert "ValueError" in told
    assert "KERMAREC" not in told


def test_a_step_that_hangs_ends_with_4_and_says_which() -> None:
    code = (
        "import time; from scolarite_desk.ui.played.delai import Deadline;"
        "Deadline(lambda step: f'arret: {step}', 0.2).begin('liste'); time.sleep(60)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=50)
    assert done.returncode == 4
    assert "arret: liste" in done.stderr
