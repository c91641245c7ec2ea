"""Who chose a row: a hand, which asks the table how, or accessibility, which does not.

Qt gives a cell a single action, « Toggle », which selects or unselects its row without moving there, as no hand ever
does.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QTimer, Signal
from PySide6.QtWidgets import QWidget

from scolarite_desk.ui.forms.bare import Bare
from scolarite_desk.ui.forms.columns import Index
from scolarite_desk.ui.widgets.panels import Empty


class Touched(Bare):
    """`touched(row)`: the rank of a row that accessibility chose, or left, once it is done."""

    touched = Signal(int)
    _soon: QTimer | None = None

    def __init__(self, empty: Empty | None, parent: QWidget | None = None) -> None:
        super().__init__(empty, parent)
        self._hand, self._row = False, -1
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)

    def by_hand(self) -> None:
        """What is chosen next is not accessibility's doing."""
        if self._soon is not None:  # Qt asks before the table is made
            self._hand = True
            self._soon.start()

    def selectionCommand(self, index: Index, event: Any = None) -> QItemSelectionModel.SelectionFlag:
        """A hand asks first."""
        self.by_hand()
        return super().selectionCommand(index, event)

    def selectAll(self) -> None:
        """All rows."""
        self.by_hand()
        super().selectAll()

    def clearSelection(self) -> None:
        """No row."""
        self.by_hand()
        super().clearSelection()

    def watch(self) -> None:
        """Once there is a model."""
        self.selectionModel().selectionChanged.connect(self._chosen)

    def _chosen(self, chosen: QItemSelection, left: QItemSelection) -> None:
        rows = {index.row() for index in (*chosen.indexes(), *left.indexes())} if not self._hand else set[int]()
        self._hand = False
        if len(rows) == 1 and self._soon is not None:
            self._row = rows.pop()
            self._soon.start()

    def _tell(self) -> None:
        row, self._row, self._hand = self._row, -1, False
        if row >= 0 and self.model() is not None and row < self.model().rowCount():
            self.touched.emit(row)
