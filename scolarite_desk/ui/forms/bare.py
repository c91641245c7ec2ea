"""What every table looks like before it knows its rows: whole rows, no grid, and what it says when there are none."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from scolarite_desk.ui.forms.columns import Index
from scolarite_desk.ui.forms.head import TableHead
from scolarite_desk.ui.widgets.panels import Empty


class Bare(QTableView):
    """A table that is read, not typed in."""

    head: TableHead

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

    def sizeHint(self) -> QSize:
        """As wide as its columns would like to be together."""
        return QSize(self._wide([one.need for one in self.head.shares]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """What can be read of each column: it scrolls down, not sideways."""
        return QSize(self._wide([one.least for one in self.head.shares]), super().minimumSizeHint().height())

    def visualRect(self, index: Index) -> QRect:
        """Nowhere while the table is hidden: accessibility then says that its cells are, which it would not."""
        return super().visualRect(index) if self.isVisible() else QRect()

    def _wide(self, each: list[int]) -> int:
        bar = self.verticalScrollBar().sizeHint().width()
        return sum(wide for i, wide in enumerate(each) if not self.isColumnHidden(i)) + bar + 2 * self.frameWidth()
