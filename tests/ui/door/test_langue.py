"""Before a base is open: every page in another language, and one that is not installed told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk import app
from scolarite_desk.langue import Langue
from scolarite_desk.progress import Progress
from scolarite_desk.services import backup, entree
from scolarite_desk.store.safety import armoire
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.desk.jobs import Jobs
from scolarite_desk.ui.door.lieu import broken
from scolarite_desk.ui.door.ouverture import Doors, Ouverture, Unlocking
from scolarite_desk.ui.door.panne import Panne
from scolarite_desk.ui.door.premiere import FirstTime
from scolarite_desk.ui.door.rescue import Reprise
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.pseudo import OPEN
from tests.ui.door.test_ouverture import CHEAP, DOORS, PASSWORD, nothing
from tests.ui.one_page import longer
from tests.ui.said import Known

ABSENT = "Le catalogue de la langue «\u00a0en\u00a0» manque ou est abîmé\u00a0: tout est dit en français."


@pytest.mark.parametrize("first", [False, True], ids=["a base", "first start"])
@pytest.mark.parametrize(
    ("chosen", "told"),
    [(Langue("en", missing=True), ABSENT), (Langue("en"), ""), (Langue("fr", missing=True), "")],
    ids=["absent", "installed", "french"],
)
def test_the_opening_page_says_that_the_language_is_not_there(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: bool,
    chosen: Langue,
    told: str,
) -> None:
    monkeypatch.setattr(app, "spoken", lambda: chosen)
    path = tmp_path / "guichet.sdesk"
    if not first:
        _made(path)
    font, palette = qapp.font(), qapp.palette()
    Habits().keep("base/derniere", "" if first else str(path))
    program = app.Program(qapp, None)
    program.start()
    assert program.opening is not None
    program.opening.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert isinstance(program.opening.page, FirstTime if first else Unlocking)
    assert program.opening.page.note.text() == told
    program.stop()
    program.theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def test_the_window_opens_in_the_language_of_its_habits(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Langue] = []

    class Stopped(Exception):
        pass

    def application(chosen: Langue) -> None:
        opened.append(chosen)
        raise Stopped

    monkeypatch.setattr(app, "application", application)
    for kept, code in (("", "fr"), ("en", "en")):
        Habits().keep("fenetre/langue", kept)
        with pytest.raises(Stopped):
            app.run([])
        assert opened.pop().code == code


def _made(path: Path) -> None:
    """A base with one backup."""
    store = entree.create(path, "Claire", PASSWORD, cost=CHEAP)[0]
    armoire.keep(path, dossier=path.with_name("armoire"))
    backup.automatic(store, Progress())
    store.close()


lengthened = pytest.fixture(longer)


@pytest.fixture
def doors(theme: Theme) -> Iterator[Doors]:
    """Ways in that lead nowhere, but to the page of the backups."""
    jobs = Jobs(nothing)
    yield replace(
        DOORS, join=nothing, reprise=lambda base, compte, back: Reprise(theme, base, compte, jobs, nothing, back)
    )
    jobs.shutdown()


def _faults(qtbot: QtBot, page: QWidget, *known: str) -> list[str]:
    """What of a page was never said, what is cut."""
    qtbot.addWidget(page)
    page.show()
    QApplication.processEvents()
    return [*Known(known).left(page), *complaints(page)]


@pytest.mark.usefixtures("lengthened")
def test_a_first_start_and_joining_the_others_are_said(
    theme: Theme, qtbot: QtBot, tmp_path: Path, doors: Doors
) -> None:
    path = tmp_path / "neuve.sdesk"
    opening = Ouverture(theme, path, "", doors)
    known = str(path), broken(path), "postgresql://serveur.exemple.fr/scolarite"  # what an address looks like
    page: Any = opening.page
    assert _faults(qtbot, opening, *known) == []
    page.go()
    assert _faults(qtbot, opening, *known) == []
    for turn in (opening.join, opening.reprise):
        turn()
        page = opening.page
        page.ask.ask()
        assert page.ask.note.text().startswith(OPEN)
        assert _faults(qtbot, opening, *known) == []
        opening._back()
    opening.close()


@pytest.mark.usefixtures("lengthened")
def test_asking_for_the_password_and_what_to_do_without_it_are_said(
    theme: Theme, qtbot: QtBot, tmp_path: Path, doors: Doors
) -> None:
    path = tmp_path / "guichet.sdesk"
    _made(path)
    for locked in (True, False):
        opening = Ouverture(theme, path, "Claire", doors, locked=locked)
        assert _faults(qtbot, opening, "guichet.sdesk", "Claire") == []
        opening.stop()
    for turn in (lambda: None, opening.rescue, opening.reprise):
        turn()
        page: Any = opening.page
        page.ask.ask()
        assert page.ask.note.text().startswith(OPEN)
        assert _faults(qtbot, opening, "guichet.sdesk", "Claire", "XXXXX-" * 6 + "XXXXX") == []
        opening.stop()
    opening.close()


@pytest.mark.usefixtures("lengthened")
def test_a_crash_is_told_beside_what_is_for_whoever_mends_it(theme: Theme, qtbot: QtBot) -> None:
    for safe in (True, False):
        panne = Panne(theme, "panne.py:12 leave", safe=safe)
        assert _faults(qtbot, panne, "panne.py", "leave") == []
