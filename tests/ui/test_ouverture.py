"""Opening: the password, the first start, the crash window. Only Qt and the vault are there until the base opens."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.app import Program
from scolarite_desk.store import base, vault
from scolarite_desk.ui import ouverture
from scolarite_desk.ui.habitudes import Habits
from scolarite_desk.ui.ouverture import FirstTime, Ouverture, Unlocking
from scolarite_desk.ui.panne import Panne, report
from scolarite_desk.ui.theme import Theme
from scolarite_desk.ui.veille import Idle
from tests.accessible import complaints
from tests.keys import pressed, typed

PASSWORD = "quatre mots de passe"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A base, closed."""
    path = tmp_path / "guichet.sdesk"
    base.create(path, "Claire", PASSWORD, cost=vault.Cost(8192, 1)).close()
    return path


@pytest.fixture
def program(qapp: QApplication, closed: Path, qtbot: QtBot) -> Iterator[Program]:
    """The program, asking for the password."""
    font, palette = qapp.font(), qapp.palette()
    program = Program(qapp, closed)
    program.start()
    assert program.opening is not None
    program.opening.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield program
    program.stop()
    program.theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def test_the_right_password_opens_the_window(program: Program, qtbot: QtBot) -> None:
    typed(PASSWORD)
    pressed("Return")
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.opening is None
    assert program.habits.text("base/compte") == "Claire"


def test_a_wrong_password_is_said_and_can_be_typed_again(program: Program, qtbot: QtBot) -> None:
    assert program.opening is not None
    page = program.opening.page
    typed("pas le bon du tout")
    pressed("Return")
    qtbot.waitUntil(lambda: "incorrect" in page.note.text())
    assert complaints(program.opening) == []
    typed(PASSWORD)
    pressed("Return")
    qtbot.waitUntil(lambda: program.window is not None)


def test_a_locked_desk_comes_back_with_the_password_alone(program: Program, qtbot: QtBot) -> None:
    typed(PASSWORD)
    pressed("Return")
    qtbot.waitUntil(lambda: program.window is not None)
    window = program.window
    assert window is not None
    window.run("verrouiller")
    assert not window.isVisible()
    assert program.opening is not None
    program.opening.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    typed(PASSWORD)
    pressed("Return")
    qtbot.waitUntil(window.isVisible)


def test_five_failures_make_one_wait(theme: Theme, qtbot: QtBot, closed: Path) -> None:
    page = Unlocking(theme, closed, "Claire", lambda *_: None, locked=False)
    qtbot.addWidget(page)
    for _ in range(4):
        page.refuse("Mot de passe incorrect.")
    assert page.open.isEnabled()
    page.refuse("Mot de passe incorrect.")
    assert not page.open.isEnabled()
    assert "Réessayez dans 1 s" in page.note.text()
    page.stop()


def test_a_first_start_asks_three_things_and_says_what_is_missing(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    made: list[tuple[Path, str, str]] = []
    opening = Ouverture(
        theme,
        tmp_path / "neuve.sdesk",
        "",
        unlock=lambda *_: None,
        create=lambda *given: made.append(given),
        practise=lambda: None,
    )
    qtbot.addWidget(opening)
    with qtbot.waitActive(opening):
        opening.show()
        opening.activateWindow()
    page = opening.page
    assert isinstance(page, FirstTime)
    page.go()
    assert page.note.text() == "Écrivez votre nom."
    typed("Claire")
    pressed("Return")
    typed("court")
    page.go()
    assert "douze caractères" in page.note.text()
    page.password.setText(PASSWORD)
    page.again.setText(PASSWORD)
    page.go()
    assert made == [(tmp_path / "neuve.sdesk", "Claire", PASSWORD)]
    assert complaints(opening) == []


def test_only_qt_and_the_vault_are_loaded_before_the_password() -> None:
    code = "import sys, scolarite_desk.app; print([m for m in sys.modules if m.split('.')[0] in %s])"
    heavy = ("sqlalchemy", "sqlcipher3", "reportlab", "openpyxl", "alembic", "icalendar")
    run = subprocess.run([sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_crash_says_what_is_safe_and_nothing_of_a_dossier(theme: Theme, qtbot: QtBot) -> None:
    try:
        raise ValueError("KERMAREC Maëlle")
    except ValueError as error:
        told = report(type(error), error, error.__traceback__)
    assert "ValueError" in told
    assert "KERMAREC" not in told
    panne = Panne(theme, told, safe=True)
    qtbot.addWidget(panne)
    panne.show()
    assert complaints(panne) == []
    panne.copy()
    assert QGuiApplication.clipboard().text() == told


def test_nobody_for_five_minutes_locks(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scolarite_desk.ui.veille.IDLE", 30)
    page = ouverture.Secret(theme, "Mot de passe")
    qtbot.addWidget(page)
    page.show()
    locked: list[bool] = []
    idle = Idle(page.windowHandle(), lambda: locked.append(True))
    qtbot.waitUntil(lambda: bool(locked))
    idle.stop()


def test_habits_that_make_no_sense_are_never_said(tmp_path: Path) -> None:
    path = tmp_path / "fenetre.ini"
    path.write_text("[apparence]\ntaille=énorme\ntheme=rose\n", encoding="utf-8")
    habits = Habits(path)
    assert (habits.size, habits.scheme.value) == (1.0, "système")
