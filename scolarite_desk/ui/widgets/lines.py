"""One-line and long text fields that leave to the window the keys that are the window's."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress

_NOT_LEAVING = (
    Qt.FocusReason.ActiveWindowFocusReason,  # another application: what is typed waits, its draft is kept
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_WINDOW_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_EDITING = "ACVXYZ"  # with Ctrl, the only letters that are the field's
_LONGEST = 2**24  # letters of one line: Qt cuts a longer paste at 32 767, in silence; fields say their own bound
_CODE = re.compile(r";(\w+)$")  # of a phrase
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def leaves(event: QFocusEvent) -> bool:
    """Whether losing the focus this way means that the person has finished with the field."""
    return event.reason() not in _NOT_LEAVING


def is_enter(event: QKeyEvent) -> bool:
    """Enter alone: Ctrl+Enter is the window's."""
    return event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def for_the_window(event: QEvent, undo: bool, redo: bool) -> bool:
    """Whether a key that a text field would swallow is for the window: Ctrl+Z with nothing to undo, Ctrl+K..."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undo
    if event.matches(QKeySequence.StandardKey.Redo):
        return not redo
    modifier = Qt.KeyboardModifier
    if not event.modifiers() & modifier.ControlModifier or event.modifiers() & modifier.AltModifier:
        return False  # Ctrl+Alt is AltGr, which types @ and €
    letter = chr(event.key()) if event.key() < 128 else ""
    return event.key() in _WINDOW_KEYS or (letter.isalpha() and letter not in _EDITING)


class OneLine(QLineEdit):
    """A one-line field. `edited`: the person typed, or had it written by what reads the window to them; `left`: the
    person went elsewhere; `entered`: Enter.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written = text  # or shown by us: accessibility writes behind both
        self.setMaxLength(_LONGEST)
        self.setText(text)
        self._theme = theme
        self._mark: QAction | None = None
        self.phrases: Callable[[str], str] | None = None  # as in `LongText`
        self.textEdited.connect(self._by_hand)
        self.textChanged.connect(self._changed)

    def mark(self, tone: str, icon: str = "") -> None:
        """Outline the field in a tone ("bad", "warn", "" for none), with an icon inside."""
        dress(self, tone=tone)
        set_mark(self._theme, self, tone, icon)

    def _by_hand(self, text: str) -> None:
        self._written = text
        self.edited.emit()

    def _changed(self, text: str) -> None:
        if text != self._written:
            self._by_hand(text)

    def setText(self, text: str | None) -> None:
        """Show a text; nobody typed it."""
        self._written = text or ""
        super().setText(text)

    def clear(self) -> None:
        """Show nothing; nobody emptied it."""
        self._written = ""
        super().clear()

    def set_text(self, text: str) -> None:
        """Show a text from its beginning, which is what tells; nothing is left to undo in the field."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Let the window have its keys."""
        if for_the_window(event, self.isUndoAvailable() and not self.isReadOnly(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        if leaves(event):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say that Enter was pressed."""
        if event.text() == " " and self._wrote():
            return
        super().keyPressEvent(event)
        if is_enter(event):
            self.entered.emit()

    def _wrote(self) -> bool:
        """As in a long text, on one line."""
        found = _CODE.search(self.text()[: self.cursorPosition()])
        text = self.phrases(found[1]) if self.phrases is not None and found and not self.isReadOnly() else ""
        if text and found:
            self.setSelection(self.cursorPosition() - len(found[0]), len(found[0]))
            self.insert(" ".join(text.split("\n")))
        return bool(text)


def set_mark(theme: Theme, line: QLineEdit, tone: str, icon: str) -> None:
    """Put one icon at the end of a line edit, or take it off."""
    old = line.findChild(QAction, "mark")
    if (old.property("icon_name"), old.property("icon_tone")) == (icon, tone) if old else not icon:
        return
    if old is not None:
        line.removeAction(old)
        old.deleteLater()
        old.setObjectName("")
    if icon:
        mark = QAction(line)
        mark.setObjectName("mark")
        theme.wear(mark, icon, tone)
        line.addAction(mark, QLineEdit.ActionPosition.TrailingPosition)
        _name(mark, tr("À corriger") if tone == "bad" else tr("À vérifier"))


def _name(drawing: QAction, words: str) -> None:
    """What a drawing in a field says: its button has no other words."""
    for button in drawing.associatedObjects():
        if isinstance(button, QAbstractButton):
            button.setAccessibleName(words)
            button.setToolTip(words)


class CodeLine(OneLine):
    """A field for INE, CVEC and the like: fixed font, where 0 is not O."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        dress(self, look="code")


class SearchLine(OneLine):
    """The search box: a glass at its start, a cross that empties it, Escape too. `moved(±1)`: ↓ or ↑, for the list."""

    moved = Signal(int)

    def __init__(self, theme: Theme, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        glass = QAction(self)
        theme.wear(glass, "search", "muted")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        _name(glass, tr("Chercher"))
        self.setClearButtonEnabled(True)
        cross = self.findChild(QAction, "_q_qlineeditclearaction")
        if cross is not None:
            theme.wear(cross, "x", "muted")
            _name(cross, tr("Vider la recherche"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties; ↓ and ↑ go to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.edited.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


_ENDS = dict.fromkeys(map(ord, "\u2028\u2029"), "\n")  # how Qt keeps the end of a line, of a paragraph


class LongText(QPlainTextEdit):
    """A text of several lines: Enter goes to the line, Tab leaves. Same signals as `OneLine`; `entered` comes only
    while something is `asked` of the person, that Enter answers. `phrases`: what a code after « ; » writes in its
    place once a space is typed, blank for none.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, text: str = "", lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme, self._lines, self._ours, self.asked = theme, lines, False, False
        self.phrases: Callable[[str], str] | None = None
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)  # as a one-line field
        self.document().clearUndoRedoStacks()
        self.textChanged.connect(self._typed)

    def text(self) -> str:
        """What is typed, its no-break spaces too: `toPlainText` would give back another text than the one shown."""
        return self.document().toRawText().translate(_ENDS)

    def set_text(self, text: str) -> None:
        """Show a text; nothing is left to undo in the field."""
        if text != self.text():
            self._ours = True
            self.setPlainText(text)
            self._ours = False

    def mark(self, tone: str, icon: str = "") -> None:
        """Outline the field in a tone; no icon fits in a long text."""
        dress(self, tone=tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers what is asked."""
        if self.asked and is_enter(event):
            self.entered.emit()
        elif event.text() != " " or not self._wrote():
            super().keyPressEvent(event)

    def _wrote(self) -> bool:
        """Whether the code before the cursor was a phrase, which is there now; one Ctrl+Z takes it back."""
        cursor = self.textCursor()
        found = _CODE.search(cursor.block().text()[: cursor.positionInBlock()])
        text = self.phrases(found[1]) if self.phrases is not None and found and not self.isReadOnly() else ""
        if text and found:
            back, kept = QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor
            cursor.movePosition(back, kept, len(found[0]))
            cursor.insertText(text)
        return bool(text)

    def sizeHint(self) -> QSize:
        """As many lines as were asked for."""
        return QSize(self._theme.wide(40), self._lines * self._theme.line + 4 * self._theme.tight)

    def minimumSizeHint(self) -> QSize:
        """The same height: a form never squeezes it."""
        return QSize(self._theme.wide(20), self.sizeHint().height())

    def _typed(self) -> None:
        if not self._ours:
            self.edited.emit()

    def event(self, event: QEvent) -> bool:
        """Let the window have its keys."""
        document: QTextDocument = self.document()
        if for_the_window(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        if leaves(event):
            self.left.emit()
