"""Ctrl+K: any command, and any field of the page, by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget

from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import NOTHING
from scolarite_desk.ui.desk.actions import Actions
from scolarite_desk.ui.desk.commands import label_of, written
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Empty, SearchLine, column
from scolarite_desk.ui.widgets.within import lay_over

_ROWS = 10


@dataclass(frozen=True)
class Entry:
    """Something that can be asked for by name."""

    label: str
    run: Callable[[], object]
    keys: str = ""
    icon: str = "arrow-right"


Source = Callable[[], Iterable[Entry]]


def of_actions(actions: Actions) -> list[Entry]:
    """The commands that are allowed now."""
    return [Entry(label_of(c), run, written(c.keys), c.icon or "arrow-right") for c, run in actions.entries()]


def of_fields(entries: Iterable[tuple[str, Callable[[], object]]]) -> list[Entry]:
    """Fields: (label, function that goes there)."""
    return [Entry(label, run, tr("champ"), "pencil") for label, run in entries]


def found(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """Entries whose name holds each typed part, whatever the accents: whole beginnings first, then those of words."""
    asked = fold(typed).split()

    def rank(entry: Entry) -> int:
        name = fold(entry.label)
        words = name.split()
        if name.startswith(" ".join(asked)):
            return 0
        return 1 if all(any(word.lstrip("(").startswith(one) for word in words) for one in asked) else 2

    return sorted((entry for entry in entries if all(one in fold(entry.label) for one in asked)), key=rank)


class Palette(QFrame):
    """A sheet at the top of the window: type, ↓ ↑, Enter; Escape goes back to where one was."""

    def __init__(self, theme: Theme, window: QMainWindow, sources: Sequence[Source]) -> None:
        super().__init__(window)
        self._theme, self._window, self._sources = theme, window, sources
        self._entries: list[Entry] = []
        self._back: QWidget | None = None  # where the keyboard was
        self._line = SearchLine(theme, tr("Une commande ou un champ"))
        empty = Empty(theme, "search", tr("Aucune commande ni aucun champ de ce nom."))
        columns = (
            Column[Entry](NOTHING, lambda e: e.label, icon=lambda e: e.icon, tone=lambda e: "icon:muted", stretch=True),
            Column[Entry](NOTHING, lambda e: e.keys, tone=lambda e: "muted", chars=18, right=True),
        )
        self._table = Table(theme, columns, tr("Commandes"), key=lambda entry: entry.label, empty=empty)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column(self, self._line, self._table, margins=(theme.gap, theme.gap), spacing=theme.gap)
        dress(self, look="sheet")
        self._line.edited.connect(self._filter)
        self._line.moved.connect(self._table.step)
        self._line.entered.connect(self._choose)
        self._line.left.connect(self.hide)
        self._line.installEventFilter(self)
        self._table.clicked.connect(self._choose)
        self.hide()

    def ask(self) -> None:
        """Show everything that can be asked for now, and listen."""
        self._back = self._window.focusWidget()
        self._entries = [entry for source in self._sources for entry in source()]
        self._line.clear()
        self._filter()
        theme, window = self._theme, self._window
        lay_over(self, window, theme.wide(80), _ROWS * theme.row + theme.field + 4 * theme.gap, theme.gap)
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def labels(self) -> list[str]:
        """What is on offer."""
        return [entry.label for entry in self._table.rows_model.rows]

    def _filter(self) -> None:
        self._table.fill(found(self._entries, self._line.text()))
        self._table.scrollToTop()
        self._table.setCurrentIndex(self._table.rows_model.index(0, 0))

    def _choose(self) -> None:
        entry = self._table.current()
        if entry is not None:
            self._leave()
            entry.run()

    def _leave(self) -> None:
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes at once, whatever is typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return super().eventFilter(watched, event)
