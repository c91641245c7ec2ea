"""Before the base is open: back to a backup, a base from another computer, what is left of a damaged one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from scolarite_desk.app import Program
from scolarite_desk.progress import Progress
from scolarite_desk.services import backup, entree
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.store.safety import armoire
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.door.ouverture import Unlocking
from scolarite_desk.ui.door.rescue import Reprise
from tests.accessible import complaints
from tests.keys import typed
from tests.store.damage import flip
from tests.ui.one_page import plain
from tests.ui.one_room import choosing

PASSWORD = "quatre mots de passe"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A base with one backup, closed."""
    path = tmp_path / "guichet.sdesk"
    store, _recovery = entree.create(path, "Claire", PASSWORD, cost=vault.Cost(64, 1))
    armoire.keep(path, dossier=tmp_path / "armoire")
    backup.automatic(store, Progress())
    store.close()
    return path


def started(qapp: QApplication, qtbot: QtBot, path: Path) -> Iterator[Program]:
    """The program on that base, its first page shown."""
    font, palette = qapp.font(), qapp.palette()
    program = Program(qapp, path)
    program.start()
    qtbot.waitUntil(lambda: not program._jobs.busy)
    yield program
    program.stop()
    program.theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, closed: Path) -> Iterator[Program]:
    yield from started(qapp, qtbot, closed)


def reprise(program: Program) -> Reprise:
    """The page of the backups."""
    assert program.opening is not None
    program.opening.reprise()
    assert isinstance(program.opening.page, Reprise)
    return program.opening.page


def settled(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program._jobs.busy)
    QApplication.processEvents()


def said(page: Reprise) -> str:
    return plain("\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible()))


def unlocking(program: Program) -> Unlocking:
    assert program.opening is not None
    assert isinstance(program.opening.page, Unlocking)
    return program.opening.page


def test_going_back_is_seen_then_done_and_the_password_is_asked(program: Program, qtbot: QtBot, closed: Path) -> None:
    store = entree.open_base(closed, "Claire", PASSWORD)
    with store.work("fonder") as work:
        add_item(work, "campagne", {"libelle": "2026", "annee": "2026-2027", "etat": "ouverte"})
    store.close()
    page = reprise(program)
    page.password.setFocus()
    typed(PASSWORD)
    page.ask.ask()
    settled(program, qtbot)
    assert "serait perdu" in said(page)
    assert program.opening is not None
    for size in (1.0, 2.0):
        program.theme.set(size=size)
        QApplication.processEvents()
        assert complaints(program.opening) == []
    page.restore()
    settled(program, qtbot)
    assert "La sauvegarde est en place" in unlocking(program).note.text()
    assert len(list(closed.parent.glob("guichet.avant-*.sdesk"))) == 1
    unlocking(program).password.setText(PASSWORD)
    unlocking(program).go()
    qtbot.waitUntil(lambda: program.window is not None)


def test_a_wrong_password_and_no_password_are_said(program: Program, qtbot: QtBot) -> None:
    page = reprise(program)
    page.ask.ask()
    assert "Tapez le mot de passe." in page.ask.note.text()
    page.password.setText("pas le bon du tout")
    page.ask.ask()
    settled(program, qtbot)
    assert "incorrect" in page.ask.note.text()


def test_what_is_left_of_a_damaged_base_takes_its_place(program: Program, qtbot: QtBot, closed: Path) -> None:
    flip(closed, 4096 * 4 + 40)
    page = reprise(program)
    page.password.setText(PASSWORD)
    page.rescue()
    settled(program, qtbot)
    assert "La base abîmée n’a pas été touchée" in said(page)
    page.put()
    settled(program, qtbot)
    assert "Les données récupérables sont en place" in unlocking(program).note.text()


def test_a_base_from_another_computer_is_taken(
    qapp: QApplication, qtbot: QtBot, closed: Path, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    store = entree.open_base(closed, "Claire", PASSWORD)
    moved = backup.move(store, tmp_path / "cle", Progress())
    store.close()
    place = tmp_path / "ailleurs" / "guichet.sdesk"
    for program in started(qapp, qtbot, place):
        page = reprise(program)
        answers.append(choosing(moved.dossier))
        page.browse()
        assert page.compte.text() == "Claire"
        page.password.setText(PASSWORD)
        page.ask.ask()
        settled(program, qtbot)
        assert "La base est là" in unlocking(program).note.text()
        assert place.exists()


def test_the_room_hands_over_to_the_program(program: Program, qtbot: QtBot, closed: Path) -> None:
    unlocking(program).password.setText(PASSWORD)
    unlocking(program).go()
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    room = program.window.enter("sauvegardes")
    assert room is not None
    qtbot.waitUntil(lambda: program.window is None or not program.window.desk.jobs.busy)
    room.restore()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: program.window is None and program.opening is not None)
    assert "La sauvegarde est en place" in unlocking(program).note.text()
    assert len(list(closed.parent.glob("guichet.avant-*.sdesk"))) == 1
