"""The columns of a table, and the rows behind them: a model that only shows a sequence, and resets at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import kept
from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.msg import NBSP, Msg
from scolarite_desk.ui.forms.order import Order, ordered, place
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
MARKS = _ROLE.UserRole  # the tags of a cell


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: how a row says its text, icon (a name) and tone there. `chars`: width in average characters before
    there is a row. `worth`: a column of less gives way first when there is no room for all; a name is worth 2, and so
    is what takes the room left, unless it is told otherwise. `sort`: what is compared, where the text does not sort
    (a day, a number, a state); None or "" is a blank.
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
    sort: Callable[[R], Any] | None = None
    offered: bool = False  # not shown until a person asks for it
    marks: Callable[[R], Sequence[Marque]] | None = None  # tags, drawn as such (`marques.py`)
    vue: tuple[str, ...] = ()  # what it is in a saved view: the first code orders it

    @property
    def value(self) -> Callable[[R], Any]:
        """What two rows are compared by."""
        return self.sort or self.text

    @property
    def weight(self) -> int:
        """What the column is worth, told or not."""
        return self.worth if self.worth is not None else 2 if self.stretch else 1


def names_of(columns: Sequence[Column[Any]]) -> list[str]:
    """The name that each column is kept under: its French title, or its rank where that is blank or taken."""
    names: list[str] = []
    for rank, column in enumerate(columns):
        title = kept(column.title)
        names.append(title if title and title not in names else f"{title}#{rank}")
    return names


class RowsModel(QAbstractTableModel, Generic[R]):
    """A sequence of frozen rows behind a table of columns: `given` as they came, `rows` as they are shown."""

    def __init__(self, theme: Theme, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.columns, self.rows = theme, tuple(columns), ()  # type: Theme, tuple[Column[R], ...], Sequence[R]
        self.given: Sequence[R] = ()
        self.heading: Callable[[R], bool] | None = (
            None  # rows that are titles of those under them: one is never on them
        )
        self.order: Order = ()
        self._roles: dict[int, Callable[[Column[R], R], Any]] = {
            _ROLE.DisplayRole: lambda column, row: column.text(row),
            _ROLE.DecorationRole: self._icon,
            _ROLE.ForegroundRole: self._ink,
            _ROLE.FontRole: self._font,
            MARKS: lambda column, row: column.marks(row) if column.marks else None,
            _ROLE.TextAlignmentRole: _alignment,
            _ROLE.AccessibleTextRole: _spoken,
            _ROLE.ToolTipRole: lambda column, row: (column.spoken or column.text)(row) or None,
        }

    def in_order(self, rows: Sequence[R], order: Order) -> Sequence[R]:
        """The same rows by these columns; nothing of Qt is touched."""
        return ordered(rows, order, lambda column: self.columns[column].value)

    def fill(self, rows: Sequence[R], order: Order | None = None, in_order: Sequence[R] | None = None) -> None:
        """Show these rows instead, in the order of the table, which may change with them; `in_order`: made already."""
        self.beginResetModel()
        self.order = self.order if order is None else order
        self.given = rows
        self.rows = self.in_order(rows, self.order) if in_order is None else in_order
        self.endResetModel()

    def change(self, fresh: Mapping[int, R]) -> bool:
        """Show these rows in the place of others, by their rank in `given`; nothing else moves. False, and nothing is
        done, when the order of the table would move one.
        """
        before = {rank: self.given[rank] for rank in fresh}
        sorting = [self.columns[by.column].value for by in self.order]
        if any(place(value(fresh[rank])) != place(value(old)) for rank, old in before.items() for value in sorting):
            return False
        shown = {id(row): at for at, row in enumerate(self.rows)} if self.order else {}
        places = {shown.get(id(old), rank): fresh[rank] for rank, old in before.items()}
        self.given = _replaced(self.given, fresh)
        self.rows = _replaced(self.rows, places) if self.order else self.given
        for at in places:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))
        return True

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

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A title is read, and left out by keys and clicks."""
        title = self.heading is not None and index.isValid() and self.heading(self.rows[index.row()])
        return Qt.ItemFlag.NoItemFlags if title else super().flags(index)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The titles of the columns, with the mark of the order."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _alignment(self.columns[section])
        if role == _ROLE.AccessibleTextRole:
            return self.said_of(section)
        if role == _ROLE.ToolTipRole:
            return say(self.columns[section].title) or None
        return self.title(section) if role == _ROLE.DisplayRole else None

    def title(self, section: int) -> str:
        """« Nom ↓ », « Nom ↓2 » as the second of several. Over drawings, the mark alone: names need the room."""
        column = self.columns[section]
        title = say(column.title) if column.chars else ""
        for rank, by in enumerate(self.order, 1):
            if by.column == section:
                return f"{title}{NBSP}{'↓' if by.down else '↑'}{rank if len(self.order) > 1 else ''}".strip()
        return title

    def said_of(self, section: int) -> str:
        """The title, and in words how it sorts."""
        title = self.columns[section].title
        down = next((by.down for by in self.order if by.column == section), None)
        if down is None:
            return say(title)
        if down:
            return tr("{colonne}, en ordre décroissant", colonne=title)
        return tr("{colonne}, en ordre croissant", colonne=title)

    def chosen(self, places: Sequence[int]) -> QItemSelection:
        """Rows as Qt selects them, by runs of neighbours: thousands of rows are few runs."""
        found, last = QItemSelection(), len(self.columns) - 1
        for rank, at in enumerate(places):
            if rank and at == places[rank - 1] + 1:
                continue
            end = rank
            while end + 1 < len(places) and places[end + 1] == places[end] + 1:
                end += 1
            found.select(self.index(at, 0), self.index(places[end], last))
        return found

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


def _replaced(rows: Sequence[R], fresh: Mapping[int, R]) -> Sequence[R]:
    kept = list(rows)
    for rank, row in fresh.items():
        kept[rank] = row
    return tuple(kept)


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
