"""Opening: the password, the first start, the crash window. Only Qt and the vault are there until the base opens."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from scolarite_desk.app import Program
from scolarite_desk.services import coffre, entree
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.dossiers import add_item, create_dossier
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store import base
from scolarite_desk.store.file import location
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.journal.journal import station
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.desk.commands import COMMANDS
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.door.ouverture import Doors, Ouverture, Unlocking
from scolarite_desk.ui.door.panne import Panne, report
from scolarite_desk.ui.door.premiere import FirstTime
from scolarite_desk.ui.door.retrouver import Rescue
from scolarite_desk.ui.door.veille import Idle
from scolarite_desk.ui.door.verrou import patience
from scolarite_desk.ui.forms.demande import Secret
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.texts import golden
from tests.ui.one_page import plain
from tests.words import words

PASSWORD, OTHER = "quatre mots de passe", "une phrase de passe"
CHEAP = vault.Cost(64, 1)


def nothing(*_: object) -> None:
    """A door that leads nowhere."""


DOORS = Doors(nothing, nothing, nothing, nothing, nothing)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A base, closed."""
    path = tmp_path / "guichet.sdesk"
    base.create(path, "Claire", PASSWORD, cost=vault.Cost(64, 1)).close()
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


def test_a_base_that_lost_its_end_says_so_in_the_window(program: Program, closed: Path, qtbot: QtBot) -> None:
    with named(closed) as poste:
        location.remember(poste, closed, 1000)
    said = opened(program, qtbot).desk.messages.text()
    assert "modifications faites sur ce poste" in said
    assert "Les sauvegardes sont dans" in said


@contextmanager
def named(path: Path) -> Iterator[str]:
    """The station of a closed base."""
    engine = open_engine(path, vault.unwrap(path, "Claire", PASSWORD), still=True)
    with engine.connect() as connection:
        yield station(connection).uuid
    engine.dispose()


def test_a_wrong_password_is_said_and_can_be_typed_again(program: Program, qtbot: QtBot) -> None:
    assert program.opening is not None
    page = unlocking(program)
    typed("pas le bon du tout")
    pressed("Return")
    qtbot.waitUntil(lambda: "incorrect" in page.note.text())
    assert complaints(program.opening) == []
    typed(PASSWORD)
    pressed("Return")
    qtbot.waitUntil(lambda: program.window is not None)


def unlocking(program: Program) -> Unlocking:
    """The page that asks for the password."""
    assert program.opening is not None
    assert isinstance(program.opening.page, Unlocking)
    return program.opening.page


def opened(program: Program, qtbot: QtBot) -> Window:
    """Type the password, and the window is there."""
    assert program.opening is not None
    program.opening.activateWindow()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Secret))
    typed(PASSWORD)
    pressed("Return")
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    return program.window


def test_a_locked_desk_holds_neither_the_key_nor_the_window(program: Program, qtbot: QtBot) -> None:
    window = opened(program, qtbot)
    store, shown = weakref.ref(window.store), weakref.ref(window)
    engine = weakref.ref(window.store.engine)
    window.run("verrouiller")
    del window
    qtbot.waitUntil(lambda: shown() is None or not isValid(shown()))
    gc.collect()
    assert (store(), engine()) == (None, None)
    opened(program, qtbot)


def test_a_locked_desk_comes_back_where_one_was_with_what_was_being_typed(program: Program, qtbot: QtBot) -> None:
    window = opened(program, qtbot)
    window.desk.do(None, add_item, "campagne", {"libelle": "2026", "annee": "2026-2027", "etat": "ouverte"})
    dossier = window.desk.do(None, create_dossier, {"nom_naissance": "KERMAREC", "prenom": "Maëlle"})
    window.show_dossier(dossier, "identite.ne_le")
    typed("31/02/2004")
    window.run("verrouiller")
    window = opened(program, qtbot)
    assert window.pane.view is not None
    assert window.pane.view.key == dossier
    form = window.pane.form()
    assert form is not None
    assert form.text("identite.ne_le") == "31/02/2004"


def test_a_locked_desk_comes_back_in_its_room(program: Program, qtbot: QtBot) -> None:
    window = opened(program, qtbot)
    window.run("registre")
    window.run("verrouiller")
    window = opened(program, qtbot)
    qtbot.waitUntil(lambda: window.room is not None)
    assert window.room is not None
    assert window.room.code == "registre"


def test_what_runs_is_finished_behind_the_lock(program: Program, qtbot: QtBot) -> None:
    window = opened(program, qtbot)
    go, done = threading.Event(), list[object]()
    window.desk.jobs.run("longue tâche", lambda _: go.wait(10), done=done.append)
    window.run("verrouiller")
    opened(program, qtbot)  # nobody waits for it
    go.set()
    qtbot.waitUntil(lambda: done == [True])
    qtbot.waitUntil(lambda: not program._verrou.busy)


def test_another_account_takes_the_desk_from_the_lock(program: Program, closed: Path, qtbot: QtBot) -> None:
    window = opened(program, qtbot)
    window.desk.do(None, create_account, "Denis", "accueil")
    coffre.let_in(window.store, PASSWORD, "Denis", OTHER, CHEAP)
    window.run("registre")
    window.run("verrouiller")
    assert program.opening is not None
    program.opening.activateWindow()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Secret))
    page = unlocking(program)
    page.compte.setFocus()
    pressed("Down")
    pressed("Down")
    pressed("Return")
    assert page.compte.text() == "Denis"
    typed(OTHER)
    pressed("Return")
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert program.window.store.auteur == "Denis"
    assert program.window.room is None  # the place of the other one is not shown


def test_five_wrong_passwords_make_one_wait(program: Program, qtbot: QtBot) -> None:
    page = unlocking(program)
    for number in range(5):
        page.password.setText("pas le bon du tout")
        pressed("Return", page.password)
        qtbot.waitUntil(lambda: "incorrect" in page.note.text())
        assert page.open.isEnabled() == (number < 4)
    assert "Réessayez dans 1\u00a0s" in page.note.text()
    qtbot.waitUntil(page.open.isEnabled)
    assert page.note.text() == ""


def test_the_recovery_key_opens_with_a_new_password(program: Program, closed: Path, qtbot: QtBot) -> None:
    store = entree.open_base(closed, "Claire", PASSWORD)
    key = coffre.new_recovery(store, PASSWORD, CHEAP)
    store.close()
    assert program.opening is not None
    program.opening.rescue()
    page = program.opening.page
    assert isinstance(page, Rescue)
    assert QApplication.focusWidget() is page.key
    typed(key[:4] + ("2" if key[4] != "2" else "3"))
    assert page.ask.note.text() == "Groupe 1\u00a0: un caractère est mal recopié."
    replaced(key.partition("-")[0])
    assert page.ask.note.text() == "1 groupe juste sur 7."
    replaced(key.lower())
    assert page.ask.note.text() == "7 groupes justes sur 7."
    pressed("Return")
    typed("court\ncourt\n")
    assert "au moins douze caractères" in page.ask.note.text()
    page.password.setText(OTHER)
    page.again.setText("une autre")
    pressed("Return", page.again)
    assert "diffèrent" in page.ask.note.text()
    page.again.setText(OTHER)
    assert complaints(program.opening) == []
    pressed("Return", page.again)
    qtbot.waitUntil(lambda: program.window is not None)
    entree.open_base(closed, "Claire", OTHER).close()


def test_escape_comes_back_from_the_recovery_key(program: Program) -> None:
    assert program.opening is not None
    program.opening.rescue()
    pressed("Escape", program.opening)
    assert isinstance(program.opening.page, Unlocking)
    assert isinstance(QApplication.focusWidget(), Secret)


def test_the_session_is_offered_only_where_it_was_kept_and_never_when_locked(
    theme: Theme, qtbot: QtBot, closed: Path
) -> None:
    key = vault.unwrap(closed, "Claire", PASSWORD)
    for name, kept, locked, offered in (
        ("seule", False, False, False),
        ("session", True, False, True),
        ("verrou", True, True, False),
    ):
        if kept:
            vault.give(closed, vault.wrap("Claire", "x" * 64, key, CHEAP, vault.SESSION))
        opening = Ouverture(theme, closed, "Claire", DOORS, locked=locked)
        qtbot.addWidget(opening)
        opening.show()
        assert isinstance(opening.page, Unlocking)
        assert opening.page.session.isVisible() == offered
        assert complaints(opening) == []
        golden(f"ouverture_{name}", plain(words(opening)))
        opening.stop()


def test_a_session_that_opens_no_more_says_to_type_the_password(program: Program, closed: Path, qtbot: QtBot) -> None:
    page = unlocking(program)
    page.use_session()
    qtbot.waitUntil(lambda: "tapez le mot de passe" in page.note.text())


def test_a_first_start_asks_three_things_and_says_what_is_missing(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    made: list[tuple[Path, str, str, bool]] = []
    opening = Ouverture(
        theme,
        tmp_path / "neuve.sdesk",
        "",
        replace(DOORS, create=lambda *given: made.append(given)),
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
    assert made == [(tmp_path / "neuve.sdesk", "Claire", PASSWORD, True)]
    assert complaints(opening) == []


def test_a_new_base_opens_on_its_recovery_key(
    program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault.Cost.__init__, "__defaults__", (64, 1))
    base = tmp_path / "neuve.sdesk"
    program._create(base, "Claire", PASSWORD, False)
    qtbot.waitUntil(lambda: program.window is not None and program.window.room is not None)
    assert program.window is not None
    room: Any = program.window.room
    key = "-".join(label.text() for label in room.secours._groups)
    program.stop()
    entree.recover(base, "Claire", key, OTHER, CHEAP).close()


def test_a_desk_locks_after_five_minutes_unless_the_office_says_otherwise(program: Program, qtbot: QtBot) -> None:
    window = opened(program, qtbot)
    assert patience(window.store) == 5
    window.desk.do(None, change_setting, "verrouillage", "12")
    assert patience(window.store) == 12
    assert next(one.keys for one in COMMANDS if one.code == "verrouiller") == "Ctrl+L"


def test_only_qt_and_the_vault_are_loaded_before_the_password() -> None:
    code = "import sys, scolarite_desk.app; print([m for m in sys.modules if m.split('.')[0] in %s])"
    heavy = ("sqlalchemy", "sqlcipher3", "reportlab", "openpyxl", "alembic", "icalendar")
    run = subprocess.run([sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_crash_says_what_is_safe_and_nothing_of_a_dossier(theme: Theme, qtbot: QtBot) -> None:
    try:
        raise ValueError("KERMAREC Maëlle")
    except ValueError as error:
        told = report(error)
    assert "ValueError" in told
    assert "KERMAREC" not in told
    panne = Panne(theme, told, safe=True)
    qtbot.addWidget(panne)
    panne.show()
    assert complaints(panne) == []
    panne.copy()
    assert QGuiApplication.clipboard().text() == told


def test_nobody_for_five_minutes_locks(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scolarite_desk.ui.door.veille.MINUTE", 6)
    page = Secret(theme, "Mot de passe")
    qtbot.addWidget(page)
    page.show()
    locked: list[bool] = []
    idle = Idle(page.windowHandle(), lambda: locked.append(True), 5)
    qtbot.waitUntil(lambda: bool(locked))
    idle.stop()


def test_habits_that_make_no_sense_are_never_said(tmp_path: Path) -> None:
    path = tmp_path / "fenetre.ini"
    path.write_text("[apparence]\ntaille=énorme\ntheme=rose\n", encoding="utf-8")
    habits = Habits(path)
    assert (habits.size, habits.scheme.value) == (1.0, "système")
