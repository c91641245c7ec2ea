"""One room alone in a window, on the small office of the services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import Jobs
from scolarite_desk.ui.desk.messages import Messages
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets import column
from tests.services.conftest import Desk as Office
from tests.services.conftest import Founded
from tests.ui.one_page import plain
from tests.words import words


@pytest.fixture
def office(tmp_path: Path, founded: Founded) -> Iterator[Office]:
    """The small office, this test's own."""
    office = founded.opened(founded.copied(tmp_path / "guichet.sdesk"))
    yield office
    office.store.close()


class Room:
    """The room, the office behind it, and where it wanted to lead."""

    def __init__(self, theme: Theme, qtbot: QtBot, office: Office, code: str, size: tuple[int, int]) -> None:
        self.office, self.qtbot, self.asked = office, qtbot, list[tuple[str, str]]()
        self.window = QMainWindow()
        self.messages = Messages(theme)
        self.desk = Desk(office.store, theme, Jobs(self.messages.tell, self.window), self.messages, self.window)
        self.desk.wanted.connect(lambda key, path: self.asked.append((key, path)))
        self.room: Any = ROOMS[code]()(self.desk)
        body = QWidget()
        dress(body, look="paper")
        self.window.setCentralWidget(body)
        column(body, self.messages, (self.room, 1))
        self.window.resize(*size)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.room.open()
        self.drawn()

    def press(self, text: str) -> None:
        """Press the button of that name, or whose name holds it, from the keyboard."""
        named = [b for b in self.room.findChildren(QPushButton) if b.isVisible() and text in b.accessibleName()]
        button = min(named, key=lambda one: one.accessibleName() != text)
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Return)

    def offered(self) -> list[str]:
        """The names of the buttons that can be pressed."""
        return [b.accessibleName() for b in self.room.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]

    def says(self, text: str) -> bool:
        """Whether a label on screen holds that text."""
        return any(text in plain(label.text()) for label in self.window.findChildren(QLabel) if label.isVisible())

    def told(self) -> str:
        """What the message bar says."""
        return plain(self.messages.text())

    def settled(self) -> None:
        """Wait for what runs in the background, then for what it changed on screen."""
        self.qtbot.waitUntil(lambda: not self.desk.jobs.busy)
        self.drawn()

    def drawn(self) -> None:
        """Let Qt lay out what was just shown."""
        for _ in range(4):
            QApplication.processEvents()

    def words(self) -> str:
        """The room, as a screen reader would say it."""
        return plain(words(self.room))


def shown(theme: Theme, qtbot: QtBot, office: Office, code: str, size: tuple[int, int] = (1180, 760)) -> Iterator[Room]:
    """Give the room, then leave it as the window does."""
    room = Room(theme, qtbot, office, code, size)
    yield room
    room.desk.jobs.shutdown()
    room.desk.close()
    room.window.close()


def choosing(path: Path) -> Callable[[QFileDialog], None]:
    """What the person does in a file dialog."""

    def answer(dialog: QFileDialog) -> None:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(str(path))
        dialog.done(QFileDialog.DialogCode.Accepted)

    return answer
