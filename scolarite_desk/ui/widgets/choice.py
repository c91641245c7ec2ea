"""A field whose values come from a list: type the first letters, or open the list with ↓."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QHideEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QListView, QWidget

from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets.lines import OneLine, is_enter, leaves, set_mark
from scolarite_desk.ui.widgets.within import lay_under

Propose = Callable[[str], list[tuple[str, str]]]
_SHOWN = 9  # rows of the list before it scrolls
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}


class _Proposed(QStringListModel):
    """What is proposed: a row that is too long for its list is whole under the mouse."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text is its own tip."""
        tip = role == Qt.ItemDataRole.ToolTipRole
        return super().data(index, Qt.ItemDataRole.DisplayRole if tip else role)


class Choice(QComboBox):
    """A type-ahead field over `propose(text) -> [(code, label)]`.

    The list of proposals lies in the window, never takes the focus, and follows what is typed. `closed`: only what is
    proposed makes sense, so its first row is taken on leaving; otherwise only a row that the person chose is, and the
    typed text stays. Signals as `OneLine`;
    `chosen`: a row was clicked.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()
    chosen = Signal()

    def __init__(self, theme: Theme, propose: Propose, *, closed: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._propose, self._closed = theme, propose, closed
        self._pairs: list[tuple[str, str]] = []
        self._picked: tuple[str, str] | None = None
        self._list: QListView | None = None
        self._meant = False  # whether the row shown as chosen is to be taken on leaving
        self._line = OneLine(theme, "", self)
        # Neither `setEditable` nor a policy of size: they make Qt's own line and list, that nobody sees.
        self.setLineEdit(self._line)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt accepts none, the stub does not say so
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(10)
        self._line.textEdited.connect(self._typed)

    def text(self) -> str:
        """What is written in the field."""
        return self._line.text()

    def meant(self) -> str:
        """What to read: the code of the row that was chosen, or what is typed."""
        return self._picked[0] if self._picked and self._picked[1] == self.text() else self.text()

    def set_text(self, text: str) -> None:
        """Show a text."""
        self._picked = None
        self._line.set_text(text)

    def setAccessibleName(self, name: str) -> None:
        """A combo box answers its value as its name: both of its parts are told theirs."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Both parts again."""
        super().setAccessibleDescription(description)
        self._line.setAccessibleDescription(description)

    def mark(self, tone: str, icon: str = "") -> None:
        """Outline the field in a tone ("bad", "warn", "" for none), with an icon inside."""
        dress(self, tone=tone)
        set_mark(self._theme, self._line, tone, icon)

    def setReadOnly(self, read_only: bool) -> None:
        """Shown, not chosen; Tab still comes to it, and it is read in full ink."""
        self._line.setReadOnly(read_only)
        dress(self, look="locked" if read_only else "")

    def settle(self) -> None:
        """Take the row that leaving the field now would take, and close the list."""
        if self.opened() and self._meant:
            self._take(self._list.currentIndex().row())  # type: ignore[union-attr]
        self.hidePopup()

    def opened(self) -> bool:
        """Whether the list of proposals is on screen."""
        return self._list is not None and self._list.isVisible()

    def showPopup(self) -> None:
        """Open the list from its start, on the present value when it is there."""
        if self._line.isReadOnly():
            return
        pairs = self._propose("")
        labels = [label for _, label in pairs]
        self._open(pairs, labels.index(self.text()) if self.text() in labels else 0, meant=False)

    def hidePopup(self) -> None:
        """Close the list; the text stays as it is."""
        if self._list is not None:
            self._list.hide()
        self._meant = False

    def _typed(self, text: str) -> None:
        self._picked = None
        self._open(self._propose(text) if text.strip() else [], 0, meant=self._closed)
        self.edited.emit()

    def _open(self, pairs: list[tuple[str, str]], row: int, *, meant: bool) -> None:
        self._pairs = pairs
        if not pairs:
            self.hidePopup()
            return
        shown = self._proposals()
        model = shown.model()
        assert isinstance(model, QStringListModel)
        model.setStringList([label for _, label in pairs])
        self._meant = meant
        self._go(row)
        self._place(shown)
        shown.show()
        shown.raise_()

    def _proposals(self) -> QListView:
        if self._list is None or self._list.parent() is not self.window():
            self._list = QListView(self.window())
            self._list.setModel(_Proposed(self._list))
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setUniformItemSizes(True)
            self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._list.clicked.connect(lambda index: self._clicked(index.row()))
            dress(self._list, look="proposals")
        return self._list

    def _place(self, shown: QListView) -> None:
        shown.ensurePolished()
        height = min(len(self._pairs), _SHOWN) * max(shown.sizeHintForRow(0), self._theme.line) + 2
        lay_under(shown, self, QSize(self.width(), height))

    def _go(self, row: int) -> None:
        assert self._list is not None
        row = min(max(row, 0), len(self._pairs) - 1)
        self._list.setCurrentIndex(self._list.model().index(row, 0))
        said = tr("{choix}, {rang} sur {nombre}", choix=self._pairs[row][1], rang=row + 1, nombre=len(self._pairs))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _clicked(self, row: int) -> None:
        self._take(row)
        self.hidePopup()
        self.chosen.emit()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._pairs):
            pair = self._pairs[row]
            self._line.set_text(pair[1])
            self._picked = pair
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ opens and moves, Enter takes, Escape closes and keeps the text; the rest is typed."""
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_F4:
            self.showPopup()
        elif key == Qt.Key.Key_Escape and self.opened():
            self.hidePopup()
        elif is_enter(event):
            self._meant = self._meant or self._closed
            self.settle()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, rows: int) -> None:
        if self.isEnabled() and not self._line.isReadOnly():
            if not self.opened():
                self.showPopup()
            elif self._list is not None:
                self._go(self._list.currentIndex().row() + rows)
                self._meant = True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes the proposed row; looking elsewhere only closes the list."""
        super().focusOutEvent(event)
        if leaves(event):
            self.settle()
            self.left.emit()
        else:
            self.hidePopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page, never the value."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """A field that is disabled or restyled shows no list."""
        if event.type() == QEvent.Type.StyleChange and not self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            QWidget.changeEvent(self, event)  # that of a combo box makes its list to dress it
        else:
            super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.hidePopup()

    def hideEvent(self, event: QHideEvent) -> None:
        """A field that goes away takes its list along."""
        self.hidePopup()
        super().hideEvent(event)
