"""How the seats of a form are laid out: titled parts in one column or two, as equal as the order of Tab allows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.forms.two_columns import TwoColumns
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import LongText, Tick, Words

Part = tuple[str, list[Seat]]


def laid(theme: Theme, seats: Sequence[Seat], *, bare: bool = False) -> TwoColumns:
    """The seats in their places; Tab goes down a column, then down the next. `bare`: no margin around."""
    halves = [(QWidget(), parts) for parts in _halves(seats)]
    grids = [_grid(theme, side, parts) for side, parts in halves]
    columns = TwoColumns(theme, *(side for side, _ in halves), bare=bare)
    shares = [[seat for _, of_part in parts for seat in of_part] for _, parts in halves]
    columns.folded.connect(partial(_align, grids, shares))
    for one, other in pairwise(seat.editor for seat in seats):
        QWidget.setTabOrder(one, other)
    return columns


def _align(grids: Sequence[QGridLayout], shares: Sequence[Sequence[Seat]], folded: bool) -> None:
    """One under the other, the fields of all the columns begin at the same place; no star that goes moves them."""
    labels = [max((seat.label_width() for seat in share), default=0) for share in shares]
    for grid, own in zip(grids, labels, strict=True):
        grid.setColumnMinimumWidth(0, max(labels) if folded else own)


def _grid(theme: Theme, side: QWidget, parts: list[Part]) -> QGridLayout:
    grid = QGridLayout(side)
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
    return grid


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
        parts.setdefault(say(seat.field.part), []).append(seat)
    listed = list(parts.items())
    sizes = [len(of_part) + 1 for _, of_part in listed]
    cuts = range(1, len(listed))
    best = min(cuts, key=lambda cut: max(sum(sizes[:cut]), sum(sizes[cut:])), default=len(listed))
    return [half for half in (listed[:best], listed[best:]) if half]
