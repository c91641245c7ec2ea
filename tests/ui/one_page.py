"""One tab of a dossier alone in a window, on the small office of the services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.commands import COMMANDS
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import Jobs
from scolarite_desk.ui.desk.messages import Messages
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.look import texts
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import column
from tests.pseudo import PSEUDO
from tests.services.conftest import Desk as Office
from tests.services.conftest import Founded
from tests.words import words


@pytest.fixture
def office(tmp_path: Path, founded: Founded) -> Iterator[Office]:
    """The office, this test's own. That acts are undone and redone is tested with the services."""
    office = founded.opened(founded.copied(tmp_path / "guichet.sdesk"))
    yield office
    office.store.close()


class Shown:
    """The page, the office behind it, and what the window would do for it: refresh, shortcuts, messages."""

    def __init__(self, theme: Theme, qtbot: QtBot, office: Office, kind: type[DossierPage], dossier: str) -> None:
        self.office, self.dossier, self.asked = office, dossier, list[tuple[str, str]]()
        self.window = QMainWindow()
        self.messages = Messages(theme)
        self.desk = Desk(office.store, theme, Jobs(self.messages.tell, self.window), self.messages, self.window)
        self.page: Any = kind(self.desk)
        body = QWidget()
        dress(body, look="paper")
        self.window.setCentralWidget(body)
        column(body, self.messages, (self.page, 1))
        self.window.resize(1180, 720)
        self.desk.wanted.connect(lambda key, path: self.asked.append((key, path)))
        self.desk.changed.connect(self._changed)
        keys = {command.code: command.keys for command in COMMANDS}
        for code, function in self.page.commands().items():
            action = QAction(code, self.window, shortcut=QKeySequence(keys[code]))
            action.triggered.connect(function)
            self.window.addAction(action)
        qtbot.addWidget(self.window)
        self.page.open(self.desk.read(dossier_view, dossier))
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def _changed(self, changed: Changed) -> None:
        self.page.refresh(self.desk.read(dossier_view, self.dossier))

    def view(self) -> Any:
        """The dossier as it is in the base."""
        return self.office.read(dossier_view, self.dossier)

    def at(self) -> str:
        """The accessible name of what has the keyboard."""
        focus = QApplication.focusWidget()
        return focus.accessibleName() if focus is not None else ""

    def words(self) -> str:
        """The page, as a screen reader would say it."""
        return plain(words(self.page))

    def drawn(self) -> None:
        """Let Qt lay out what was just shown."""
        for _ in range(4):
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def cells(table: Any) -> list[str]:
    """The rows of a table, cell by cell, but the columns that the page does not show."""
    columns = [one for i, one in enumerate(table.rows_model.columns) if not table.head.barred(i)]
    return [plain(" | ".join(column.text(row) for column in columns)) for row in table.rows_model.rows]


def closed(shown: Shown) -> Iterator[Shown]:
    """Give the page, then leave it as the window does."""
    yield shown
    shown.desk.jobs.shutdown()
    shown.desk.close()
    shown.window.close()


def longer() -> Iterator[None]:
    """Every text of the window half as long again, as another language may be, for the time of a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts._Window, "langue", PSEUDO)
        yield
