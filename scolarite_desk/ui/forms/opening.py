"""A table whose rows are opened by the one action that accessibility has of a cell."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import QItemSelectionModel, QTimer
from PySide6.QtWidgets import QAbstractItemView

from scolarite_desk.ui.forms.tables import Index, Table

R = TypeVar("R")
_ONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class OpeningTable(Table[R]):
    """One row is chosen at a time. Qt gives a cell a single action, « Toggle », which selects or unselects without
    moving the current row, as no hand ever does: a row that it touched is opened.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
        )  # in another, a chosen row answers nothing
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._touched)
        self.picked.connect(self._soon.start)

    def selectionCommand(self, index: Index, event: Any = None) -> QItemSelectionModel.SelectionFlag:
        """A hand chooses one row."""
        return _ONE

    def selectAll(self) -> None:
        """Never all of them."""

    def _touched(self) -> None:
        current = self.currentIndex().row()
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        if chosen == {current} or (current < 0 and not chosen):
            return
        place = next(iter(chosen - {current}), current)
        self.setCurrentIndex(self.rows_model.index(place, 0))
        self.selectionModel().select(self.rows_model.index(place, 0), _ONE)
        self.opened.emit(self.rows_model.rows[place])
