"""How the fields of a page are laid out: titled parts in two columns, one under the other where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import LongText, Tick, Words

Part = tuple[str, list[Seat]]
_LEAST = 46  # average characters that a column needs for its labels and fields


class Halves(QWidget):
    """The seats of a form in their places; Tab goes down a column, then down the next."""

    def __init__(self, theme: Theme, seats: Sequence[Seat], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._seats = theme, seats
        self._grids: list[QGridLayout] = []
        self._sides = [self._side(parts) for parts in _halves(seats)]
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setSpacing(2 * theme.block)
        self._box.setContentsMargins(theme.block, theme.block, theme.block, theme.block)
        for side in self._sides:
            self._box.addWidget(side, 1)
        for one, other in pairwise(seat.editor for seat in seats):
            QWidget.setTabOrder(one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where they fit."""
        super().resizeEvent(event)
        wide = self.width() >= len(self._sides) * self._theme.wide(_LEAST)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        self._box.setSpacing(2 * self._theme.block if wide else self._theme.block)
        labels = 0 if wide else max((seat.label.sizeHint().width() for seat in self._seats), default=0)
        for grid in self._grids:  # one under the other, their fields begin at the same place
            grid.setColumnMinimumWidth(0, labels)

    def minimumSizeHint(self) -> QSize:
        """One column must fit; the height is that of the present arrangement."""
        hint = super().minimumSizeHint()
        widest = max((side.minimumSizeHint().width() for side in self._sides), default=0)
        return QSize(min(hint.width(), widest + 2 * self._theme.block), hint.height())

    def _side(self, parts: list[Part]) -> QWidget:
        side, theme = QWidget(), self._theme
        grid = QGridLayout(side)
        self._grids.append(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.gap + theme.tight)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for number, (title, seats) in enumerate(parts):
            if title:
                grid.setRowMinimumHeight(grid.rowCount(), theme.gap if number else 0)
                grid.addWidget(Words(title, look="strong"), grid.rowCount() + 1, 0, 1, 2)
                grid.setRowMinimumHeight(grid.rowCount(), theme.gap)
            for seat in seats:
                _place(grid, seat, grid.rowCount() + 1, theme.tight + 2)
        grid.setRowStretch(grid.rowCount(), 1)
        return side


def _place(grid: QGridLayout, seat: Seat, line: int, lowered: int) -> None:
    align = Qt.AlignmentFlag
    long = isinstance(seat.editor, LongText)
    if long:
        seat.label.setContentsMargins(0, lowered, 0, 0)  # level with the first line of the text
    grid.addWidget(seat.label, line, 0, align.AlignTop if long else align.AlignVCenter)
    grid.addWidget(seat.editor, line, 1, align.AlignLeft if isinstance(seat.editor, Tick) else align(0))
    grid.addWidget(seat.note, line + 1, 1)


def _halves(seats: Sequence[Seat]) -> list[list[Part]]:
    """The parts in one or two columns, as equal as the order of Tab allows."""
    parts: dict[str, list[Seat]] = {}
    for seat in seats:
        parts.setdefault(seat.field.part, []).append(seat)
    listed = list(parts.items())
    sizes = [len(of_part) + 1 for _, of_part in listed]
    cuts = range(1, len(listed))
    best = min(cuts, key=lambda cut: max(sum(sizes[:cut]), sum(sizes[cut:])), default=len(listed))
    return [half for half in (listed[:best], listed[best:]) if half]
