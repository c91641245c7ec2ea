"""The head of a table: how wide its columns are, which are shown and where, what a click on one of them does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHeaderView

from scolarite_desk.ui.forms.columns import Column, RowsModel
from scolarite_desk.ui.forms.layout import Layout
from scolarite_desk.ui.forms.widths import Share, widths
from scolarite_desk.ui.look.theme import Theme

_LEAST, _NAME, _MOST = 5, 18, 40  # characters that a column keeps whatever the others say, or a name; asked for at most
_WHOLE = 12  # characters of a word, of a number: cut, they say nothing
_STAMP = 24  # the same of what begins with a figure: a day and its hour
_FRAME = 16  # pixels around a text that the style takes for itself, and the ring of the focus
_LOOKED = 200  # rows that say how wide a column would like to be
_LONGEST = 3  # of their texts, the longest are measured: letters are not equally wide


class TableHead(QHeaderView):
    """`clicked(column, more)`: asked to sort by it; `asked(column, where)`: its menu; `changed()`: a person did it."""

    clicked = Signal(int, bool)
    asked = Signal(int, QPoint)
    changed = Signal()

    def __init__(self, theme: Theme, model: RowsModel[Any], table: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme, self._rows, self._table = theme, model, table
        self.shares: list[Share] = []
        self.dragged: dict[int, float] = {}  # widths, in characters, of columns that were put where they are
        self.unwanted = frozenset(i for i, column in enumerate(model.columns) if column.offered)  # by the person
        self._barred: set[int] = set()  # by the page
        self._sharing = self._dragging = False
        self.setModel(model)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setStretchLastSection(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        titled = any(column.title for column in model.columns)
        self.setVisible(titled)
        self.setSectionsClickable(titled)
        self.setSectionsMovable(titled)
        self.sectionResized.connect(self._resized)
        self.sectionMoved.connect(self._moved)
        self.sectionHandleDoubleClicked.connect(self.release)
        self.sectionClicked.connect(self._clicked)

    # --- Which columns, and where.

    def in_sight(self) -> list[int]:
        """The columns that are shown, from left to right."""
        return [i for i in self.places() if not self.isSectionHidden(i)]

    def places(self) -> list[int]:
        """Every column, from left to right."""
        return [self.logicalIndex(place) for place in range(len(self._rows.columns))]

    def bar(self, column: int, barred: bool) -> None:
        """What the page does not show at present, whatever the person wants."""
        (self._barred.add if barred else self._barred.discard)(column)
        self.see()

    def barred(self, column: int) -> bool:
        """Whether the page shows it not."""
        return column in self._barred

    def want(self, column: int, wanted: bool) -> None:
        """A person shows a column or not; the last one stays."""
        if wanted or self.in_sight() != [column]:
            self.unwanted = self.unwanted - {column} if wanted else self.unwanted | {column}
            self.see()
            self.changed.emit()

    def see(self) -> None:
        """Show the columns that are wanted."""
        for column in range(len(self._rows.columns)):
            self.setSectionHidden(column, column in self.unwanted or column in self._barred)
        self.share()

    def shift(self, column: int, steps: int) -> None:
        """Move a column by so many of those that are shown."""
        shown = self.in_sight()
        place = shown.index(column) + steps
        if 0 <= place < len(shown):
            self.moveSection(self.visualIndex(column), self.visualIndex(shown[place]))

    def widen(self, column: int, characters: int) -> None:
        """Make a column wider, or narrower down to what can be read of it."""
        wide = self.sectionSize(column) + self._theme.wide(characters)
        self._drag(column, max(wide, min(self.shares[column].least, self.sectionSize(column))))
        self.share()
        self.changed.emit()

    def release(self, column: int) -> None:
        """A column is as wide as what it says again."""
        if self.dragged.pop(column, None) is not None:
            self.share()
            self.changed.emit()

    # --- What is kept of it.

    def layout_(self) -> Layout:
        """As it is now, what was never touched left out."""
        columns = self._rows.columns
        places = tuple(self.places())
        first = frozenset(i for i, column in enumerate(columns) if column.offered)
        return Layout(
            places if places != tuple(range(len(columns))) else (),
            self.unwanted if self.unwanted != first else None,
            dict(self.dragged),
            self._rows.order,
        )

    def lay(self, layout: Layout) -> None:
        """Put every column where the layout says."""
        self._sharing = True
        for place, column in enumerate(layout.places or range(len(self._rows.columns))):
            self.moveSection(self.visualIndex(column), place)
        self._sharing = False
        first = frozenset(i for i, column in enumerate(self._rows.columns) if column.offered)
        self.unwanted = first if layout.hidden is None else layout.hidden
        if len(self.unwanted) == len(self._rows.columns):
            self.unwanted = first
        self.dragged = dict(layout.widths)
        self.see()

    # --- How wide they are.

    def look(self) -> bool:
        """How wide each column would like to be, by what the first rows say; whether that is new."""
        rows = self._rows.rows[:_LOOKED]
        before, self.shares = (
            self.shares,
            [self._share_of(i, column, rows) for i, column in enumerate(self._rows.columns)],
        )
        self.share()
        return before != self.shares

    def _share_of(self, place: int, column: Column[Any], rows: Sequence[Any]) -> Share:
        theme, title = self._theme, self._rows.title(place)
        around = 2 * theme.tight + _FRAME + (theme.glyph + theme.gap if column.icon else 0)
        said = sorted({column.text(row) for row in rows}, key=len)[-_LONGEST:]
        metrics = QFontMetrics(theme.code if column.code else theme.strong if column.strong else theme.body)
        head = QFontMetrics(self.font()).horizontalAdvance(title) + 2 * theme.tight + _FRAME
        widest = max((metrics.horizontalAdvance(one) for one in said), default=theme.wide(column.chars))
        whole, worth = theme.wide(_WHOLE), column.weight
        least = widest if widest <= whole else theme.wide(min(_NAME if worth > 1 else _LEAST, column.chars))
        need = max(min(widest, theme.wide(max(_MOST, column.chars))) + around, head)
        least = min(max(least + around, min(head, whole)), need)
        figures = bool(said) and widest <= theme.wide(_STAMP) and all(text[:1].isdigit() for text in said if text)
        return Share(need, least, worth, column.stretch, min(widest + around, need) if figures else 0)

    def share(self) -> None:
        """Columns share the width by what they say and what they are worth; what was dragged stays as it was put."""
        if not self.shares:
            return
        shown = self.in_sight()
        free = [i for i in shown if i not in self.dragged]
        wide = {i: self._theme.wide(self.dragged[i]) for i in shown if i in self.dragged}
        room = self._table.viewport().width() - sum(wide.values())
        wide |= dict(zip(free, widths([self.shares[i] for i in free], room), strict=True))
        self._sharing = True
        for i in shown:
            self.resizeSection(i, wide[i])
        self._sharing = False

    def _resized(self, section: int, _before: int, width: int) -> None:
        if not self._sharing and QApplication.mouseButtons() and width:
            self._drag(section, width)
            self._dragging = True

    def _drag(self, section: int, width: int) -> None:
        self.dragged[section] = width / self._theme.wide(1)

    # --- The mouse.

    def _moved(self) -> None:
        if not self._sharing:
            self.changed.emit()

    def _clicked(self, column: int) -> None:
        shift = Qt.KeyboardModifier.ShiftModifier
        self.clicked.emit(column, bool(QApplication.keyboardModifiers() & shift))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was dragged is kept once it is let go."""
        super().mouseReleaseEvent(event)
        if self._dragging:
            self._dragging = False
            self.share()
            self.changed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the column under the mouse."""
        self.asked.emit(self.logicalIndexAt(event.pos()), event.globalPos())
