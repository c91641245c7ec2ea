"""Pieces of page that several tabs share: tables as tall as their rows, parts under one another, a head."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget

from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Words, column, row
from scolarite_desk.ui.widgets.flow import Flow

R = TypeVar("R")
_AROUND = 8  # pixels around the text of a cell, besides what the sheet leaves


class Fitted(Table[R]):
    """A table as tall as its rows: the page scrolls, not the table."""

    least = 1

    def fill(self, rows: Sequence[R]) -> None:
        """Show these rows."""
        super().fill(rows)
        self._fit()

    def _measure(self) -> None:
        super()._measure()
        self._fit()

    def _fit(self) -> None:
        header, rows = self.horizontalHeader(), self.verticalHeader()
        head = 0 if header.isHidden() else header.sizeHint().height()
        self.setFixedHeight(head + max(rows.length(), self.least * rows.defaultSectionSize()) + 2)


class Wrapped(Fitted[R]):
    """The same, each row as tall as what it says, which is read whole."""

    def __init__(self, theme: Theme, columns: Sequence[Column[R]], name: str, *, key: Callable[[R], Hashable]) -> None:
        super().__init__(theme, columns, name, key=key)
        self.setWordWrap(True)
        self.rows_model.modelReset.connect(self._fit)  # sorted too
        self.head.sectionResized.connect(self._fit)

    def _fit(self) -> None:
        for place, one in enumerate(self.rows_model.rows):
            self.verticalHeader().resizeSection(place, self._tall(one))
        super()._fit()

    def _tall(self, one: R) -> int:
        """Of a row, with the widths that its columns have now; a line and the air around it at least."""
        theme, metrics, wraps = self._theme, QFontMetrics(self._theme.body), Qt.TextFlag.TextWordWrap
        most = 0
        for at, each in enumerate(self.rows_model.columns):
            icon = theme.glyph + theme.gap if each.icon else 0
            room = max(self.columnWidth(at) - icon - 2 * theme.tight - _AROUND, 1)
            most = max(most, metrics.boundingRect(0, 0, room, 0, wraps, each.text(one)).height())
        return theme.row + (max(most // metrics.height(), 1) - 1) * metrics.lineSpacing()


def stack(into: QWidget, theme: Theme, *parts: QWidget | Sequence[QWidget]) -> None:
    """Lay parts one under another in a widget, a sequence being side by side at the left."""
    body = column(into, spacing=theme.gap)
    for part in parts:
        if isinstance(part, QWidget):
            body.addWidget(part)
        else:
            body.addWidget(Flow(*part, spacing=theme.gap))


def head(theme: Theme, title: str, counts: QWidget | None, *acts: QWidget) -> QHBoxLayout:
    """A title, what it counts, its acts at the right; the acts go to the next line where there is no room."""
    said = Words(title, look="strong")
    parts = [(counts, 1)] if counts is not None else []
    if acts or counts is None:
        parts.append((Flow(*acts, spacing=theme.gap, right=True), 1))
    return row(None, said, *parts, spacing=theme.gap)
