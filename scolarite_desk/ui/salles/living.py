"""A room that shows what the base holds: read when it is entered, and again when what it shows has changed."""

from __future__ import annotations

from typing import ParamSpec, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.salles.room import Room

P = ParamSpec("P")
T = TypeVar("T")
_BUSY = 250  # milliseconds between two readings while a job writes


class Living(Room):
    """`tables` are those that it shows. A lot of works done elsewhere makes one reading, not one each."""

    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.reload)
        desk.changed.connect(self._changed)

    def open(self) -> None:
        """Read."""
        self.reload()

    def reload(self) -> None:
        """Show what the base holds now; what is being typed stays."""

    def _changed(self, changed: Changed) -> None:
        mine = changed.source is self or not self.isVisible()
        if not mine and any(table in self.tables for table, _ in changed.rows):
            self._again.start(_BUSY if self.desk.jobs.busy else 0)


class Beside(QSplitter):
    """Two halves with a line between them; the right one keeps its width, never under `least` characters."""

    def __init__(self, theme: Theme, left: QWidget, right: QWidget, wide: int, least: int) -> None:
        """`wide`: characters of the right half until it is dragged."""
        super().__init__(Qt.Orientation.Horizontal)
        self._theme, self._right, self._least = theme, right, least
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self._measure()
        self.setSizes([10 * theme.wide(wide), theme.wide(wide)])
        theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self._right.setMinimumWidth(self._theme.wide(self._least))
