"""Pieces of page that several tabs share: tables as tall as their rows, parts under one another, a head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Words, column, row
from scolarite_desk.ui.widgets.flow import Flow

R = TypeVar("R")
T = TypeVar("T")


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
        header = self.horizontalHeader()
        head = 0 if header.isHidden() else header.sizeHint().height()
        rows = max(len(self.rows_model.rows), self.least)
        self.setFixedHeight(head + rows * self.verticalHeader().defaultSectionSize() + 2)


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
    right = Flow(*acts, spacing=theme.gap, right=True)
    return row(None, said, (counts, 1) if counts is not None else None, (right, 1), spacing=theme.gap)
