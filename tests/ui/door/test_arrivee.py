"""First start: a new desk joins the others from the keyboard, through a real hub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.app import Program
from scolarite_desk.services import synchro
from scolarite_desk.services.acts import do
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.services.entree import open_base
from scolarite_desk.sync.hub.hub_url import HubUrl
from scolarite_desk.sync.hub.invitations import invite
from scolarite_desk.ui.door.joindre import Joindre
from scolarite_desk.ui.door.lieu import broken
from scolarite_desk.ui.door.ouverture import Ouverture
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Link
from tests import postgres
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import PASSWORD, Desk
from tests.sync.hub.conftest import founded, guichet, hub, office
from tests.texts import golden
from tests.ui.door.test_ouverture import DOORS, nothing
from tests.ui.one_page import plain
from tests.words import words

__all__ = ["founded", "guichet", "hub", "office"]

ADMIN = postgres.ADMIN, postgres.PASSWORD


@pytest.fixture
def held(hub: HubUrl, office: Desk, guichet: Path) -> HubUrl:
    """A hub that holds an office, with an account for Denis."""
    office.person("KERMAREC")
    office.store.close()
    first = open_base(guichet, "Claire", PASSWORD)
    do(first, None, create_account, "Denis", "gestionnaire")
    synchro.enrol_desk(first, hub, invite(hub, *ADMIN, "01"))
    synchro.synchronise(first)
    first.close()
    return hub


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """The program on its first day."""
    font, palette = qapp.font(), qapp.palette()
    program = Program(qapp, tmp_path / "nouveau" / "scolarite.sdesk")
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


def to_the_page(program: Program) -> Joindre:
    """Press the third way."""
    assert program.opening is not None
    link = next(one for one in program.opening.findChildren(Link) if "rejoindre" in one.accessibleName())
    link.setFocus()
    pressed("Return", link)
    assert isinstance(program.opening.page, Joindre)
    return program.opening.page


def test_a_new_desk_joins_the_others(program: Program, qtbot: QtBot, held: HubUrl) -> None:
    page = to_the_page(program)
    code = invite(held, *ADMIN, "02")
    typed(f"{held}\t\t{code}\tInconnu\t02\t{PASSWORD}\t{PASSWORD}\n")
    qtbot.waitUntil(lambda: "ne connaît pas de compte" in page.ask.note.text())
    assert QApplication.focusWidget() is page.compte
    replaced("Denis")
    pressed("Return", page.again)
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    qtbot.waitUntil(lambda: program.window is not None and program.window.queue.counted)
    assert [row.nom for row in program.window.queue.people.rows_model.rows] == ["KERMAREC"]
    assert program.window.store.poste == "02"
    qtbot.waitUntil(lambda: program.window is not None and not program.window.desk.jobs.busy)


def test_locking_sends_what_was_done_then_lets_the_key_go(program: Program, qtbot: QtBot, held: HubUrl) -> None:
    to_the_page(program)
    typed(f"{held}\t\t{invite(held, *ADMIN, '02')}\tDenis\t02\t{PASSWORD}\t{PASSWORD}\n")
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    base = program.window.store.path
    qtbot.waitUntil(lambda: program.window is not None and not program.window.desk.jobs.busy)
    program.window.desk.do(None, create_dossier, {"nom_naissance": "TANGUY", "prenom": "Yann"})
    program.window.run("verrouiller")
    assert isinstance(program.opening, Ouverture), "nobody waits for the hub"
    qtbot.waitUntil(lambda: not program._verrou.busy)
    again = open_base(base, "Denis", PASSWORD)
    with again.reading() as session:
        assert synchro.hub_state(session).a_envoyer == 0
    again.close()


def test_what_is_missing_is_said_where_it_is(program: Program) -> None:
    page = to_the_page(program)
    pressed("Return", page.again)
    assert "Adresse du serveur commun" in page.ask.note.text()
    assert QApplication.focusWidget() is page.adresse
    for line, text in zip((page.adresse, page.code, page.compte, page.poste), ("x", "y", "Denis", "02"), strict=True):
        typed(text, line)
    typed(PASSWORD, page.password)
    pressed("Return", page.again)
    assert "diffèrent" in page.ask.note.text()


def test_an_address_that_cannot_be_read_is_said_at_the_address(program: Program, qtbot: QtBot) -> None:
    page = to_the_page(program)
    typed(f"hub.exemple.fr\t\tABCD\tDenis\t02\t{PASSWORD}\t{PASSWORD}\n")
    qtbot.waitUntil(lambda: "postgresql://" in page.ask.note.text())
    assert QApplication.focusWidget() is page.adresse


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_page_in_words_and_at_every_size(theme: Theme, qtbot: QtBot, tmp_path: Path, size: float) -> None:
    theme.set(size=size)
    opening = Ouverture(theme, tmp_path / "neuve.sdesk", "", replace(DOORS, join=nothing))
    qtbot.addWidget(opening)
    opening.show()
    assert complaints(opening) == []
    opening.join()
    assert complaints(opening) == []
    golden("rejoindre", plain(words(opening.page)).replace(broken(tmp_path), "…"))
    opening.close()
