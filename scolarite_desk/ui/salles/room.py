"""What a room of the window is: the day, the settings, the offer, the decisions... One class, one line in `rooms`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form


class Room(QWidget):
    """One page of the window's stack. `code` is the command that opens it: its line in `actions.py` says who may."""

    title = ""
    code = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def open(self) -> None:
        """Show what the base holds now; called each time the room is entered."""

    def lead(self, path: str) -> None:
        """Show one thing of the room."""

    def commit(self) -> bool:
        """Give what is being typed; False when it cannot be read or was refused, and the person should look."""
        return True

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """The commands (codes of `actions.py`) that this room answers."""
        return {}

    def form(self) -> Form | None:
        """The form under the keyboard, for the palette."""
        return None
