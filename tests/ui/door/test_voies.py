"""The ways to a base from the door: the same everywhere, none without a way back, none that makes up a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from scolarite_desk.app import Program
from scolarite_desk.models.rules import exercice
from scolarite_desk.store import base
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.door import ways_in
from scolarite_desk.ui.door.ailleurs import Absente, Autres, Exercice
from scolarite_desk.ui.door.lieu import free, whole
from scolarite_desk.ui.door.ouverture import Ouverture, Unlocking
from scolarite_desk.ui.door.premiere import FirstTime
from scolarite_desk.ui.forms.demande import Eye, Secret
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Link
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.ui.door.test_ouverture import DOORS, nothing
from tests.ui.one_page import plain
from tests.words import words

PASSWORD = "quatre mots de passe"


def made(path: Path, compte: str = "Claire", password: str = PASSWORD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    base.create(path, compte, password, cost=vault.Cost(64, 1)).close()
    return path


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[Path | None], Program]]:
    """Starts the program, as a person does."""
    font, palette = qapp.font(), qapp.palette()
    begun: list[Program] = []

    def start(path: Path | None) -> Program:
        program = Program(qapp, path)
        begun.append(program)
        program.start()
        assert program.opening is not None
        program.opening.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and not program._jobs.busy)
        return program

    yield start
    for program in begun:
        program.stop()
        program.theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def page(program: Program) -> Any:
    assert program.opening is not None
    return program.opening.page


def take(program: Program, way: str) -> None:
    """Press the link of a way."""
    link = next(one for one in page(program).findChildren(Link) if way in one.accessibleName())
    pressed("Return", link)


def test_a_base_that_is_missing_is_named_and_opens_once_it_is_back(
    start: Callable[[Path | None], Program], tmp_path: Path
) -> None:
    Habits().opened(tmp_path / "cle" / "guichet.sdesk")
    program = start(None)
    assert isinstance(page(program), Absente)
    said = plain(words(page(program))).replace("\u200b", "")
    assert "guichet.sdesk" in said
    assert str(tmp_path / "cle") in said
    assert "Bienvenue" not in said
    pressed("Return")
    assert "Toujours rien" in page(program).note.text()
    made(tmp_path / "cle" / "guichet.sdesk")
    pressed("Return")
    assert isinstance(page(program), Unlocking)


def test_the_practice_base_says_its_password_before_and_at_its_lock(
    start: Callable[[Path | None], Program], tmp_path: Path
) -> None:
    program = start(made(tmp_path / "guichet.sdesk"))
    take(program, "exercice")
    assert isinstance(page(program), Exercice)
    assert exercice.PASSWORD in words(page(program))
    pressed("Escape")
    assert exercice.PASSWORD not in words(page(program))
    program._other(made(ways_in.practice_base(), exercice.COMPTE, exercice.PASSWORD))
    assert exercice.PASSWORD in words(page(program))
    assert page(program).compte.text() == exercice.COMPTE


def test_a_locked_practice_base_leads_to_the_others(
    start: Callable[[Path | None], Program], tmp_path: Path, qtbot: QtBot
) -> None:
    mine = made(tmp_path / "guichet.sdesk")
    Habits().opened(mine)
    program = start(made(ways_in.practice_base(), exercice.COMPTE, exercice.PASSWORD))
    typed(exercice.PASSWORD + "\n")
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    program.window.run("verrouiller")
    take(program, "autre base")
    assert isinstance(page(program), Autres)
    pressed("Return", page(program).first())
    assert isinstance(page(program), Unlocking)
    assert (program._base, page(program).compte.text()) == (mine, "Claire"), "not the account of the practice base"
    qtbot.waitUntil(lambda: not program._verrou.busy)


def test_the_account_of_another_base_is_not_proposed(start: Callable[[Path | None], Program], tmp_path: Path) -> None:
    Habits().opened(tmp_path / "ailleurs.sdesk")
    Habits().keep("base/compte", "Léa Martin")
    assert page(start(made(tmp_path / "guichet.sdesk"))).compte.text() == "Claire"


def test_a_place_is_whole_whatever_is_typed(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    given: list[Any] = []
    opening = Ouverture(
        theme, tmp_path / "scolarite.sdesk", "", replace(DOORS, create=lambda *all_: given.append(all_))
    )
    qtbot.addWidget(opening)
    with qtbot.waitActive(opening):
        opening.show()
        opening.activateWindow()
    assert isinstance(opening.page, FirstTime)
    typed(f"Claire\n{PASSWORD}\n{PASSWORD}\n")
    replaced("bonjou")
    assert str(tmp_path / "bonjou.sdesk") in opening.page.place.said.text().replace("\u200b", "")
    pressed("Return")
    assert given[0][0] == tmp_path / "bonjou.sdesk"
    assert whole(str(tmp_path), tmp_path) == tmp_path / "scolarite.sdesk"
    assert whole("../x", tmp_path / "y") == tmp_path / "x.sdesk"
    (tmp_path / "x.sdesk").touch()
    assert free(tmp_path / "x.sdesk") == tmp_path / "x-2.sdesk"


def test_a_refusal_goes_with_its_cause_and_the_making_of_a_base_is_told(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    opening = Ouverture(theme, tmp_path / "scolarite.sdesk", "", replace(DOORS, create=lambda *_: None))
    qtbot.addWidget(opening)
    with qtbot.waitActive(opening):
        opening.show()
        opening.activateWindow()
    page = opening.page
    assert isinstance(page, FirstTime)
    typed("Claire\ncourt\n\n\n")
    assert "douze caractères" in page.note.text()
    replaced(PASSWORD)
    assert page.note.text() == ""
    typed(f"\n{PASSWORD}\n\n")
    assert page.note.text() == "Création de la base…"


def test_what_is_typed_can_be_seen_and_is_hidden_once_forgotten(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    opening = Ouverture(theme, made(tmp_path / "guichet.sdesk"), "", DOORS)
    qtbot.addWidget(opening)
    with qtbot.waitActive(opening):
        opening.show()
        opening.activateWindow()
    typed(PASSWORD)
    secret = QApplication.focusWidget()
    assert isinstance(secret, Secret)
    pressed("Tab")
    assert isinstance(QApplication.focusWidget(), Eye)
    pressed("Space")
    assert secret.echoMode() == QLineEdit.EchoMode.Normal
    opening.stop()
    assert (secret.echoMode(), secret.text()) == (QLineEdit.EchoMode.Password, "")


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_page_of_the_ways_is_whole(theme: Theme, qtbot: QtBot, tmp_path: Path, size: float) -> None:
    theme.set(size=size)
    recents = (tmp_path / "ici.sdesk", tmp_path / "une-cle" / "qui-n-est-plus-la" / "scolarite-2025-2026.sdesk")
    doors = replace(DOORS, other=nothing, recents=recents)
    opening = Ouverture(theme, tmp_path / "absente.sdesk", "", doors, expected=True)
    qtbot.addWidget(opening)
    opening.show()
    assert complaints(opening) == []
    for turn in (opening.practise, opening.begin, opening.others):
        turn()
        assert complaints(opening) == []
        opening._back()
    opening.close()
