"""Tables of frozen rows. SQL or Python sorts and filters; the model only shows a sequence, and resets at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from scolarite_desk.msg import Msg
from scolarite_desk.ui.forms.widths import Share, widths
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets.lines import is_enter
from scolarite_desk.ui.widgets.panels import Empty

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEAST, _NAME, _MOST = 5, 18, 40  # characters that a column keeps whatever the others say, or a name; asked for at most
_WHOLE = 11  # characters of a day, of a number: cut, they say nothing
_FRAME = 16  # pixels around a text that the style takes for itself, and the ring of the focus
_LOOKED = 200  # rows that say how wide a column would like to be
_LONGEST = 3  # of their texts, the longest are measured: letters are not equally wide
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: how a row says its text, icon (a name) and tone there. `chars`: width in average characters before
    there is a row. `worth`: a column of less gives way first when there is no room for all; a name is worth 2, and so
    is what takes the room left, unless it is told otherwise.
    """

    title: Msg
    text: Callable[[R], str]
    icon: Callable[[R], str] | None = None
    tone: Callable[[R], str] | None = None  # "" is plain ink; "icon:ok" colours the icon only
    strong: Callable[[R], bool] | None = None
    chars: float = 12
    right: bool = False
    code: bool = False
    stretch: bool = False
    worth: int | None = None
    spoken: Callable[[R], str] | None = None  # what a screen reader says instead, where the cell is only a drawing


class RowsModel(QAbstractTableModel, Generic[R]):
    """A sequence of frozen rows behind a table of columns."""

    def __init__(self, theme: Theme, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.columns, self.rows = theme, tuple(columns), ()  # type: Theme, tuple[Column[R], ...], Sequence[R]
        self._roles: dict[int, Callable[[Column[R], R], Any]] = {
            _ROLE.DisplayRole: lambda column, row: column.text(row),
            _ROLE.DecorationRole: self._icon,
            _ROLE.ForegroundRole: self._ink,
            _ROLE.FontRole: self._font,
            _ROLE.TextAlignmentRole: _alignment,
            _ROLE.AccessibleTextRole: _spoken,
            _ROLE.ToolTipRole: lambda column, row: (column.spoken or column.text)(row) or None,
        }

    def fill(self, rows: Sequence[R]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def change(self, rows: Mapping[int, R]) -> None:
        """Show these rows in the place of others, by number; nothing else moves."""
        kept = list(self.rows)
        for place, row in rows.items():
            kept[place] = row
        self.rows = tuple(kept)
        for place in rows:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows; none under a cell."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns; none under a cell."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What a cell says, asked at each paint."""
        tell = self._roles.get(role)
        return tell(self.columns[index.column()], self.rows[index.row()]) if tell and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _alignment(self.columns[section])
        return say(self.columns[section].title) if role == _ROLE.DisplayRole else None

    def _icon(self, column: Column[R], row: R) -> Any:
        name = column.icon(row) if column.icon else ""
        tone = column.tone(row).removeprefix("icon:") if column.tone else ""
        return self._theme.icon(name, tone or "text") if name else None

    def _ink(self, column: Column[R], row: R) -> QColor | None:
        tone = column.tone(row) if column.tone else ""
        return QColor(self._theme.colours.ink(tone)) if tone and not tone.startswith("icon:") else None

    def _font(self, column: Column[R], row: R) -> Any:
        if column.strong and column.strong(row):
            return self._theme.strong
        return self._theme.code if column.code else None


def _alignment(column: Column[Any], row: Any = None) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _spoken(column: Column[R], row: R) -> str:
    said = column.spoken(row) if column.spoken else column.text(row)
    if not said:
        return tr("{colonne}\u00a0: vide", colonne=column.title) if column.title else tr("vide")
    if not column.title:
        return said
    return tr("{colonne}\u00a0: {valeur}", colonne=column.title, valeur=said)


class Table(QTableView, Generic[R]):
    """A table worked with the keyboard: arrows move, Enter opens, Tab leaves. `key(row)` tells rows apart.

    `opened(row)`: Enter or a double click; `moved(row or None)`: the current row changed, by the person or by `fill`;
    `picked()`: the selection changed.
    """

    opened = Signal(object)
    moved = Signal(object)
    picked = Signal()

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column[R]],
        name: str,
        *,
        key: Callable[[R], Hashable] = lambda row: row,
        many: bool = False,
        desk: bool = False,
        empty: Empty | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`name`: what a screen reader calls it; `many`: several rows may be selected; `desk`: lies on the desk."""
        super().__init__(parent)
        self._theme, self._key, self.empty = theme, key, empty
        self._shares: list[Share] = []
        self._dragged_to: dict[int, int] = {}  # widths of columns that were put where they are
        self._sharing = False
        self.rows_model: RowsModel[R] = RowsModel(theme, columns, self)
        self.setModel(self.rows_model)
        self.setAccessibleName(name)
        dress(self, look="desk" if desk else "paper-table")
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self._settle()
        self._measure()
        self._place_empty()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.rows[index.row()]))
        selection = self.selectionModel()
        selection.currentRowChanged.connect(self._told)
        selection.selectionChanged.connect(self.picked)
        selection.selectionChanged.connect(self._reach, Qt.ConnectionType.QueuedConnection)
        theme.changed.connect(self._measure)

    def fill(self, rows: Sequence[R]) -> None:
        """Show these rows, keeping the current one and the selected ones wherever they now are."""
        current, chosen = self.current(), {self._key(row) for row in self.selected()}
        kept, scroll = (None if current is None else self._key(current)), self.verticalScrollBar().value()
        self.rows_model.fill(rows)
        self._look()
        self._place_empty()
        places = [i for i, row in enumerate(rows) if self._key(row) in chosen] if chosen else []
        if kept is not None:
            self.go(kept, place=next((i for i, row in enumerate(rows) if self._key(row) == kept), None))
            self.verticalScrollBar().setValue(scroll)
        elif self.hasFocus():
            self.step(0)
        if len(places) > 1:
            self._select(places)

    def current(self) -> R | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def selected(self) -> list[R]:
        """The selected rows, from top to bottom."""
        rows = self.rows_model.rows
        return [rows[i] for i in sorted({index.row() for index in self.selectionModel().selectedRows()})]

    def go(self, key: Hashable, place: int | None = None) -> bool:
        """Move to the row of that key; False when it is not shown."""
        rows = self.rows_model.rows
        found = place if place is not None else next((i for i, row in enumerate(rows) if self._key(row) == key), None)
        if found is not None:
            self.setCurrentIndex(self.rows_model.index(found, max(self.currentIndex().column(), 0)))
        return found is not None

    def step(self, rows: int) -> None:
        """Move by so many rows, within the table: F7, F8, ↓ from the search box."""
        last = len(self.rows_model.rows) - 1
        if last >= 0:
            now = self.currentIndex().row()
            place = min(max(now + rows, 0), last) if now >= 0 else 0
            self.setCurrentIndex(self.rows_model.index(place, max(self.currentIndex().column(), 0)))

    def _select(self, places: list[int]) -> None:
        selection = self.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for place in places:
            selection.select(self.rows_model.index(place, 0), flags)

    def _settle(self) -> None:
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
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setVisible(any(column.title for column in self.rows_model.columns))
        header.setMinimumSectionSize(1)
        header.setStretchLastSection(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionResized.connect(self._dragged)

    def _measure(self) -> None:
        theme = self._theme
        self.verticalHeader().setDefaultSectionSize(theme.row)
        self.setIconSize(QSize(theme.glyph, theme.glyph))
        self._look()

    def _look(self) -> None:
        """How wide each column would like to be, by what the first rows say."""
        rows = self.rows_model.rows[:_LOOKED]
        before, self._shares = self._shares, [self._share_of(column, rows) for column in self.rows_model.columns]
        self._share()
        if before != self._shares:
            self.updateGeometry()

    def _share_of(self, column: Column[R], rows: Sequence[R]) -> Share:
        theme, title = self._theme, say(column.title)
        around = 2 * theme.tight + _FRAME + (theme.glyph + theme.gap if column.icon else 0)
        said = sorted({column.text(row) for row in rows}, key=len)[-_LONGEST:]
        metrics = QFontMetrics(theme.code if column.code else theme.strong if column.strong else theme.body)
        head = QFontMetrics(self.horizontalHeader().font()).horizontalAdvance(title) + 2 * theme.tight + _FRAME
        widest = max((metrics.horizontalAdvance(one) for one in said), default=theme.wide(column.chars))
        worth = column.worth if column.worth is not None else 2 if column.stretch else 1
        least = (
            widest if widest <= theme.wide(_WHOLE) else theme.wide(min(_NAME if worth > 1 else _LEAST, column.chars))
        )
        need = max(min(widest, theme.wide(max(_MOST, column.chars))) + around, head)
        return Share(need, min(max(least + around, min(head, theme.wide(_WHOLE))), need), worth, column.stretch)

    def _share(self) -> None:
        """Columns share the width by what they say and what they are worth; what was dragged stays as it was put."""
        header, columns = self.horizontalHeader(), range(len(self.rows_model.columns))
        free = [i for i in columns if not self.isColumnHidden(i) and i not in self._dragged_to]
        room = self.viewport().width() - sum(self._dragged_to.values())
        self._sharing = True
        for i, width in zip(free, widths([self._shares[i] for i in free], room), strict=True):
            header.resizeSection(i, width)
        self._sharing = False

    def _dragged(self, section: int, _before: int, width: int) -> None:
        if not self._sharing and QApplication.mouseButtons():
            self._dragged_to[section] = width

    def sizeHint(self) -> QSize:
        """As wide as its columns would like to be together."""
        bar = self.verticalScrollBar().sizeHint().width()
        shown = (one.need for i, one in enumerate(self._shares) if not self.isColumnHidden(i))
        return QSize(sum(shown) + bar + 2 * self.frameWidth(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """What can be read of each column: it scrolls down, not sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        shown = (one.least for i, one in enumerate(self._shares) if not self.isColumnHidden(i))
        return QSize(sum(shown) + bar + 2 * self.frameWidth(), super().minimumSizeHint().height())

    def visualRect(self, index: Index) -> QRect:
        """Nowhere while the table is hidden: accessibility then says that its cells are, which it would not."""
        return super().visualRect(index) if self.isVisible() else QRect()

    def _place_empty(self) -> None:
        if self.empty is not None:
            self.empty.setParent(self.viewport())
            self.empty.setGeometry(self.viewport().rect())
            self.empty.fit()
            self.empty.setVisible(not self.rows_model.rows)

    def _told(self) -> None:
        self.moved.emit(self.current())

    def _reach(self) -> None:
        """Accessibility selects a row without moving there, as no hand does: where one is chosen, move."""
        chosen = self.selectionModel().selectedRows()
        one = self.selectionMode() == self.SelectionMode.SingleSelection and len(chosen) == 1
        if one and chosen[0].row() != self.currentIndex().row():
            self.setCurrentIndex(chosen[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The empty state fills the table."""
        super().resizeEvent(event)
        self._share()
        self._place_empty()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Arriving with the keyboard, one is on a row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.step(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        current = self.current()
        if is_enter(event) and current is not None:
            self.opened.emit(current)
        else:
            super().keyPressEvent(event)
