"""Rows that a person puts in their places: by Alt and an arrow, or with the mouse. What it means is the page's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from scolarite_desk.ui.forms.columns import Column, Index, RowsModel
from scolarite_desk.ui.forms.touch import Touched
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets.panels import Empty

R = TypeVar("R")
_STEPS = {QKeySequence("Alt+Up"): -1, QKeySequence("Alt+Down"): 1}


@dataclass(frozen=True)
class Moving(Generic[R]):
    """How rows move: which of them the mouse may take; `step(row, by)`, by so many places; `drop(row, before)`, before
    another one, None: the last one.
    """

    movable: Callable[[R], bool]
    step: Callable[[R, int], object]
    drop: Callable[[R, R | None], object]


class MovingRows(RowsModel[R]):
    """Rows of which some are taken by the mouse, and left between two others."""

    def __init__(self, theme: Theme, columns: Sequence[Column[R]], moving: Moving[R], parent: QWidget) -> None:
        super().__init__(theme, columns, parent)
        self._moving = moving

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What Qt may do with a cell; no index is the space between rows."""
        found = super().flags(index)
        if not index.isValid():
            return found | Qt.ItemFlag.ItemIsDropEnabled
        taken = self._moving.movable(self.rows[index.row()])
        return found | Qt.ItemFlag.ItemIsDragEnabled if taken else found


class Moved(Touched):
    """What a table of such rows does; nothing where nobody says how they move."""

    rows_model: RowsModel[Any]

    def __init__(self, empty: Empty | None, moving: Moving[Any] | None, parent: QWidget | None) -> None:
        super().__init__(empty, parent)
        self.moving = moving
        if moving is not None:
            self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
            self.setDragDropOverwriteMode(False)  # between rows, never over one

    def stepped(self, row: Any, pressed: QKeySequence) -> bool:
        """Move a row by one place, if that is what was pressed."""
        if self.moving is None or pressed not in _STEPS:
            return False
        self.moving.step(row, _STEPS[pressed])
        return True

    def dropEvent(self, event: QDropEvent) -> None:
        """The row that was taken comes where the mouse leaves it."""
        rows, here = self.rows_model.rows, self.currentIndex()
        if self.moving is None or event.source() is not self or not here.isValid():
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # nothing is taken out of the table: the page shows it anew
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        at = self._left_at(event.position().toPoint())
        self.moving.drop(rows[here.row()], rows[at] if at < len(rows) else None)

    def _left_at(self, where: QPoint) -> int:
        """Before which row: the one under the mouse, or the next one under its middle."""
        index = self.indexAt(where)
        if not index.isValid():
            return len(self.rows_model.rows)
        return index.row() + (where.y() > self.visualRect(index).center().y())
