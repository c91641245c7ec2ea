"""Typing as a person does. Qt's own test typing aborts on é è ç, so these send key events that carry their text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    """The widget that would hear the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def typed(text: str, widget: QWidget | None = None) -> None:
    """Type a text, letter by letter, where the focus is (or in `widget`); a new line is Enter, a tab is Tab."""
    for letter in text:
        if letter in "\n\t":
            pressed("Return" if letter == "\n" else "Tab", widget)
        else:
            _send(widget or focused(), Qt.Key.Key_unknown, NONE, letter)


def pressed(keys: str, widget: QWidget | None = None) -> None:
    """Press a combination such as "Tab", "Return", "Ctrl+Z", "Shift+Tab" or "F7", window shortcuts included."""
    for combination in QKeySequence(keys):  # type: ignore[attr-defined]  # iterable at run time
        QTest.keyClick(widget or focused(), combination.key(), combination.keyboardModifiers())


def replaced(text: str, widget: QWidget | None = None) -> None:
    """Select all that is there and type over it."""
    pressed("Ctrl+A", widget)
    typed(text, widget)


def _send(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))
