"""Tables of frozen rows, worked with the keyboard, laid out as each person wants.

Rows are given in the order of the desk; a person sorts them by any column, and what is shown is another sequence of the
same rows (`rows_model.rows`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from scolarite_desk.ui.desk.habitudes import Shape
from scolarite_desk.ui.forms import copies, menus
from scolarite_desk.ui.forms.columns import Column, RowsModel, names_of
from scolarite_desk.ui.forms.find import Typed, beginning
from scolarite_desk.ui.forms.head import TableHead
from scolarite_desk.ui.forms.layout import Layout, read_layout
from scolarite_desk.ui.forms.marques import Chips
from scolarite_desk.ui.forms.moves import Moved, Moving, MovingRows
from scolarite_desk.ui.forms.order import Order, turned
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button
from scolarite_desk.ui.widgets.lines import is_enter
from scolarite_desk.ui.widgets.panels import Empty

__all__ = ["Column", "Table"]

R = TypeVar("R")
_FLAG = QItemSelectionModel.SelectionFlag
_ALONE = _FLAG.ClearAndSelect | _FLAG.Rows
_SORT, _SORT_MORE = QKeySequence("Ctrl+T"), QKeySequence("Ctrl+Shift+T")
_MANY = 1_000  # rows of which the order is not made here and now
_COPY_ALL, _MENU = QKeySequence("Ctrl+Shift+C"), QKeySequence("Shift+F10")


class Table(Moved, Generic[R]):
    """A table worked with the keyboard: arrows move, Enter opens, Tab leaves. `key(row)` tells rows apart.

    `opened(row)`: Enter or a double click; `moved(row or None)`: the current row changed, by the person or by `fill`;
    `picked()`: the selection changed. `acts`: the buttons of the page that act on the selection, for its menu; `opens`:
    what Enter does, in words. `more(every, then)`: shows the rows that were left for later, some when somebody reaches
    the last one, every one when they sort or take them all, and then does what waited for them. `aside(work, done)`:
    works where nobody is held, when there are many.
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
        shape: Shape | None = None,
        moving: Moving[R] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`name`: what a screen reader calls it; `many`: several rows may be selected; `desk`: lies on the desk;
        `shape`: where its layout is kept (`Desk.shape`); `moving`: how a person changes the places of its rows.
        """
        super().__init__(empty, moving, parent)
        self._theme, self._key, self.many, self._shape = theme, key, many, shape
        self.acts: Sequence[Button] = ()
        self.opens = ""
        self.more: Callable[[bool, Callable[[], object]], object] | None = None
        self.aside: Callable[[Callable[[], Any], Callable[[Any], object]], object] = _here
        self._typed = Typed()
        self._worn: Layout | None = None  # that of a saved view: what a person changes of it is not kept as theirs
        made = RowsModel(theme, columns, self) if moving is None else MovingRows(theme, columns, moving, self)
        self.rows_model: RowsModel[R] = made
        self.setModel(self.rows_model)
        self.head = TableHead(theme, self.rows_model, self)
        self.setHorizontalHeader(self.head)
        for number, one in enumerate(columns):
            if one.marks is not None:
                self.setItemDelegateForColumn(number, Chips(theme, self))
        self.setAccessibleName(name)
        dress(self, look="desk" if desk else "paper-table")
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self._lay_out(self.own())
        self._measure()
        self.place_empty(False)
        self._listen()

    def fill(self, rows: Sequence[R]) -> None:
        """Show these rows, keeping the current one and the selected ones wherever they now are."""
        self._fill(rows, None)

    def current(self) -> R | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def column(self) -> int | None:
        """The column the keyboard is on."""
        index, shown = self.currentIndex(), self.head.in_sight()
        return index.column() if index.isValid() and index.column() in shown else next(iter(shown), None)

    def selected(self) -> list[R]:
        """The selected rows, from top to bottom."""
        rows = self.rows_model.rows  # by runs: asked one by one, ten thousand rows take a tenth of a second
        runs = {(run.top(), run.bottom()) for run in self.selectionModel().selection().toList()}
        return [rows[i] for i in sorted({i for top, bottom in runs for i in range(top, bottom + 1)})]

    def go(self, key: Hashable, place: int | None = None) -> bool:
        """Move to the row of that key; False when it is not shown."""
        rows = self.rows_model.rows
        found = place if place is not None else next((i for i, row in enumerate(rows) if self._key(row) == key), None)
        if found is not None:
            self._stand(found)
        return found is not None

    def step(self, rows: int) -> None:
        """Move by so many rows, within the table: F7, F8, ↓ from the search box."""
        last = len(self.rows_model.rows) - 1
        if last >= 0:
            now, heading = self.currentIndex().row(), self.rows_model.heading or _no
            place = min(max(now + rows, 0), last) if now >= 0 else 0
            onward = (*(range(place, -1, -1) if rows < 0 else ()), *range(place, last + 1))  # above no title: its rows
            self._stand(next((at for at in onward if not heading(self.rows_model.rows[at])), max(now, 0)))

    def leave(self) -> None:
        """Be on no row."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    # --- The order of its rows, the layout of its columns.

    def turn(self, column: int, *, more: bool = False) -> None:
        """Sort by a column, the other way when it is sorted already; `more`: after the columns that sort already."""
        self.sort(turned(self.rows_model.order, column, more=more))

    def sort(self, order: Order) -> None:
        """Show the rows in that order; none is the one of the desk."""
        if order and self.more is not None:
            self._all_there(lambda: self.sort(order))
            return
        given, in_order = self.rows_model.given, self.rows_model.in_order
        run = self.aside if order and len(given) > _MANY else _here
        run(lambda: in_order(given, order), lambda rows: self._sorted(given, order, rows))

    def _sorted(self, given: Sequence[R], order: Order, rows: Sequence[R]) -> None:
        if given is not self.rows_model.given:  # others were shown meanwhile
            self.sort(order)
            return
        self._fill(given, order, rows)
        self.head.viewport().update()
        self._keep()
        said = ", ".join(self.rows_model.said_of(by.column) for by in order) or tr("Ordre de départ")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def restore(self) -> None:
        """Back to the layout that the table has at first."""
        self._lay_out(self._worn or Layout())
        self._fill(self.rows_model.given, self.rows_model.order)
        self._keep()

    def own(self) -> Layout:
        """The layout that the person made."""
        return read_layout(self._shape.text() if self._shape else "", names_of(self.rows_model.columns))

    def wear(self, layout: Layout | None) -> None:
        """Lie as a saved view says; None: as the person made it."""
        if layout is not None or self._worn is not None:
            self._worn = layout
            self._lay_out(layout or self.own())
            self._look()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """What the page does not show at present; a person hides columns by the menu."""
        if self.head.barred(column) != hide:
            self.head.bar(column, hide)
        self.viewport().update()

    # --- Copying, choosing, finding.

    def copy_cell(self) -> None:
        """The cell the keyboard is on, as it is read."""
        row, column = self.current(), self.column()
        if row is not None and column is not None:
            QGuiApplication.clipboard().setText(copies.cell(self.rows_model.columns[column], row))

    def copy_rows(self, *, titles: bool = False) -> None:
        """The selected rows as text for a spreadsheet, columns as they are shown."""
        columns = [self.rows_model.columns[i] for i in self.head.in_sight()]
        QGuiApplication.clipboard().setText(copies.sheet(columns, self.selected(), titles=titles))

    def selectAll(self) -> None:
        """All rows, those that were left for later too."""
        if self.more is not None:
            self._all_there(self.selectAll)
        else:
            super().selectAll()

    def keyboardSearch(self, typed: str) -> None:
        """Go to the next name that begins as what is typed."""
        letters = self._typed.more(typed)
        if not self._found(letters):
            self._all_there(lambda: self._found(letters))

    def _found(self, typed: str) -> bool:
        text, rows = self.rows_model.columns[self._names()].text, self.rows_model.rows
        place = beginning(typed, rows, text, self.currentIndex().row())
        return place is not None and self.go(None, place=place)

    def _names(self) -> int:
        """The first column of names that is shown, else the first one that says something."""
        columns, shown = self.rows_model.columns, self.head.in_sight()
        return next((i for i in shown if columns[i].weight > 1), next(iter(shown), 0))

    def _all_there(self, then: Callable[[], object], *, every: bool = True) -> None:
        if self.more is not None:
            more, self.more = self.more, None
            more(every, then)

    # --- How it is made.

    def _listen(self) -> None:
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.rows[index.row()]))
        selection = self.selectionModel()
        selection.currentRowChanged.connect(self._told)
        selection.selectionChanged.connect(self.picked)
        self.watch()
        self.touched.connect(self._reach)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.head.clicked.connect(lambda column, more: self.turn(column, more=more))
        self.head.asked.connect(lambda column, where: menus.of_column(self, column, where))
        self.head.changed.connect(self._keep)
        self._theme.changed.connect(self._measure)

    def _fill(self, rows: Sequence[R], order: Order | None, in_order: Sequence[R] | None = None) -> None:
        current, chosen = self.current(), {self._key(row) for row in self.selected()}
        kept, scroll = (None if current is None else self._key(current)), self.verticalScrollBar().value()
        column = max(self.currentIndex().column(), 0)
        self.rows_model.fill(rows, order, in_order)
        rows = self.rows_model.rows
        self._span()
        self._look()
        self.place_empty(bool(self.rows_model.rows))
        places = [i for i, row in enumerate(rows) if self._key(row) in chosen] if chosen else []
        if kept is not None:
            self.go(kept, place=next((i for i, row in enumerate(rows) if self._key(row) == kept), None))
            if order is None:
                self.verticalScrollBar().setValue(scroll)
            if column and self.currentIndex().isValid():
                self.selectionModel().setCurrentIndex(self.currentIndex().siblingAtColumn(column), _FLAG.NoUpdate)
        elif self.hasFocus():
            self.step(0)
        if self.many and kept is not None and places != [self.currentIndex().row()]:
            self.by_hand()  # those and no other: the row that the keyboard is on may have been left out by hand
            self.selectionModel().select(self.rows_model.chosen(places), _FLAG.ClearAndSelect)
        elif len(places) > 1:
            self._select(places)

    def _span(self) -> None:
        """A title has the whole width, whatever the columns."""
        heading = self.rows_model.heading
        if heading is not None:
            self.clearSpans()
            for place, row in enumerate(self.rows_model.rows):
                if heading(row):
                    self.setSpan(place, 0, 1, len(self.rows_model.columns))

    def _stand(self, place: int) -> None:
        # Said in full: by itself Qt would add to the selection where Ctrl or Maj is still down after a shortcut.
        self.by_hand()
        here = self.rows_model.index(place, max(self.currentIndex().column(), 0))
        self.selectionModel().setCurrentIndex(here, _ALONE)

    def _select(self, places: list[int]) -> None:
        self.by_hand()
        self.selectionModel().select(self.rows_model.chosen(places), _FLAG.Select)

    def _lay_out(self, layout: Layout) -> None:
        self.rows_model.order = layout.order
        self.head.lay(layout)

    def _keep(self) -> None:
        if self._shape is not None and self._worn is None:
            self._shape.keep(self.head.layout_().written(names_of(self.rows_model.columns)))

    def _measure(self) -> None:
        theme = self._theme
        self.verticalHeader().setDefaultSectionSize(theme.row)
        self.setIconSize(QSize(theme.glyph, theme.glyph))
        self._look()

    def _look(self) -> None:
        if self.head.look():
            self.updateGeometry()

    def _told(self) -> None:
        self.moved.emit(self.current())

    def _reach(self, place: int) -> None:
        """Accessibility chose a row without moving there: move."""
        flags = _FLAG.NoUpdate if self.many else _ALONE
        self.by_hand()
        self.selectionModel().setCurrentIndex(self.rows_model.index(place, max(self.currentIndex().column(), 0)), flags)

    def _scrolled(self, value: int) -> None:
        if self.more is not None and value and value == self.verticalScrollBar().maximum():
            self._all_there(_nothing, every=False)

    # --- What Qt asks.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The empty state fills the table."""
        super().resizeEvent(event)
        self.head.share()
        self.place_empty(bool(self.rows_model.rows))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Arriving with the keyboard, one is on a row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.step(0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The acts of the selection, under the mouse or at the row that the keyboard is on."""
        self._offer(None if event.reason() == QContextMenuEvent.Reason.Keyboard else event.globalPos())

    def _offer(self, where: QPoint | None) -> None:
        if QApplication.activePopupWidget() is None:  # a system may say the key, then what it asks for
            here = self.visualRect(self.currentIndex()).bottomLeft()
            menus.of_rows(self, where or self.viewport().mapToGlobal(QPoint(max(here.x(), 0), max(here.y(), 0))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the keys of tables sort, copy and move."""
        current, column, pressed = self.current(), self.column(), QKeySequence(event.keyCombination())
        if current is not None and self.stepped(current, pressed):
            return
        if is_enter(event) and current is not None:
            self.opened.emit(current)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_cell() if len(self.selected()) < 2 else self.copy_rows()
        elif pressed == _MENU:
            self._offer(None)
        elif pressed == _COPY_ALL:
            self.copy_rows(titles=True)
        elif column is not None and self.head.isVisible() and pressed in (_SORT, _SORT_MORE):
            self.turn(column, more=pressed == _SORT_MORE)
        else:
            super().keyPressEvent(event)


def _here(work: Callable[[], Any], done: Callable[[Any], object]) -> None:
    done(work())


def _no(_row: Any) -> bool:
    return False


def _nothing() -> None:
    """What waits for nothing."""
