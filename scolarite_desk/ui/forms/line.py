"""A few fields on one line, or one under another where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.look.theme import Theme

_FIELD = 26  # average characters that a field of a line needs, its label included


class InLine(QWidget):
    """The seats side by side; a day is narrower than the others."""

    def __init__(self, theme: Theme, seats: Sequence[Seat]) -> None:
        super().__init__()
        self._theme, self._seats, self._across = theme, seats, True
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.gap + theme.tight)
        self._grid.setVerticalSpacing(0)
        self._place()
        for one, other in pairwise(seat.editor for seat in seats):
            QWidget.setTabOrder(one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A line that has no room becomes a column."""
        super().resizeEvent(event)
        across = self.width() >= max(len(self._seats) * self._theme.wide(_FIELD), self._words())
        if across != self._across:
            self._across = across
            self._place()

    def minimumSizeHint(self) -> QSize:
        """One field must fit."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._theme.wide(_FIELD)), hint.height())

    def _words(self) -> int:
        """What labels and fields need side by side, in the language that is spoken."""
        parts = [part for seat in self._seats for part in (seat.label.sizeHint(), seat.editor.minimumSizeHint())]
        return sum(part.width() for part in parts) + self._grid.horizontalSpacing() * (len(parts) - 1)

    def _place(self) -> None:
        for place, seat in enumerate(self._seats):
            top, left = (0, 2 * place) if self._across else (2 * place, 0)
            self._grid.addWidget(seat.label, top, left)
            self._grid.addWidget(seat.editor, top, left + 1)
            self._grid.addWidget(seat.note, top + 1, left + 1, Qt.AlignmentFlag.AlignTop)
            share = 2 if seat.field.reader.kind == "jour" else 3
            self._grid.setColumnStretch(2 * place + 1, share if self._across or not place else 0)
