"""A table whose rows are opened by the one action that accessibility has of a cell."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QTimer

from scolarite_desk.ui.forms.columns import Index
from scolarite_desk.ui.forms.tables import Table

R = TypeVar("R")
_ONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class OpeningTable(Table[R]):
    """Qt gives a cell a single action, « Toggle », which selects or unselects a row without asking the table how, as no
    hand ever does: a row that it touched is opened.
    """

    _soon: QTimer | None = None
    _hand, _touched = False, -1

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, many=True, **options)  # in another mode, a chosen row answers nothing
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._after)
        self.selectionModel().selectionChanged.connect(self._told_of)

    def selectionCommand(self, index: Index, event: Any = None) -> QItemSelectionModel.SelectionFlag:
        """A hand, or the table itself, asks first."""
        self._by_hand()
        return super().selectionCommand(index, event)

    def selectAll(self) -> None:
        """All rows, by hand."""
        self._by_hand()
        super().selectAll()

    def leave(self) -> None:
        """Be on no row."""
        self._by_hand()
        super().leave()

    def _stand(self, place: int) -> None:
        self._by_hand()
        super()._stand(place)

    def _select(self, places: list[int]) -> None:
        self._by_hand()
        super()._select(places)

    def _by_hand(self) -> None:
        if self._soon is not None:  # Qt asks before the table is made
            self._hand = True
            self._soon.start()

    def _told_of(self, chosen: QItemSelection, left: QItemSelection) -> None:
        rows = {index.row() for index in (*chosen.indexes(), *left.indexes())}
        by_hand, self._hand = self._hand, False
        if not by_hand and len(rows) == 1 and self._soon is not None:
            self._touched = rows.pop()
            self._soon.start()

    def _after(self) -> None:
        place, self._touched, self._hand = self._touched, -1, False
        if 0 <= place < len(self.rows_model.rows):
            self.setCurrentIndex(self.rows_model.index(place, 0))
            self.selectionModel().select(self.rows_model.index(place, 0), _ONE)
            self.opened.emit(self.rows_model.rows[place])
