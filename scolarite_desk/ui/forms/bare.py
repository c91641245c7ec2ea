"""What every table looks like before it knows its rows: whole rows, no grid, and what it says when there are none."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from scolarite_desk.ui.widgets.panels import Empty


class Bare(QTableView):
    """A table that is read, not typed in."""

    def __init__(self, empty: Empty | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = empty
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def place_empty(self, rows: bool) -> None:
        """The empty state fills the table that has no row."""
        if self.empty is not None:
            self.empty.setParent(self.viewport())
            self.empty.setGeometry(self.viewport().rect())
            self.empty.fit()
            self.empty.setVisible(not rows)
