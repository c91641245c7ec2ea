"""What a room of the window is: the day, the settings, the offer, the decisions... One class, one line in `rooms`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.limits import Limits
from scolarite_desk.ui.look.theme import dress

_BUSY = 250  # milliseconds between two readings while a job writes


class Room(QWidget):
    """One page of the window's stack, read when it is entered and again when one of the `tables` that it shows changes.

    `code` is the command that opens it: its line in `actions.py` says who may. A lot of works done elsewhere makes one
    reading, not one each.
    """

    title: Msg = NOTHING
    code = ""
    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")
        self._limits: Limits | None = None
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.reload)
        desk.changed.connect(self._changed)

    def open(self) -> None:
        """Read; called each time the room is entered."""
        self.reload()

    def limit(self) -> None:
        """Bar what the account may not do here."""
        self._limits = self._limits or Limits(self.desk, self)
        self._limits.show(come=True)

    def reload(self) -> None:
        """Show what the base holds now; what is being typed stays."""

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

    def entries(self) -> list[tuple[str, Callable[[], object]]]:
        """(label, function that goes there) of every field in sight, for the palette."""
        here = self.form()
        forms = [one for one in self.findChildren(Form) if one.isVisible() or (one is here and one.unfold is not None)]
        forms.sort(key=lambda one: one is not here)
        return [entry for form in forms for entry in form.entries()]

    def _changed(self, changed: Changed) -> None:
        mine = changed.source is self or not self.isVisible()
        if not mine and any(table in self.tables for table, _ in changed.rows):
            self._again.start(_BUSY if self.desk.jobs.busy else 0)
