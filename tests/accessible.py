"""Walks a window and says what a person could not use: nameless fields, cut words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTabBar, QWidget

from tests.words import name_of


def complaints(window: QWidget) -> list[str]:
    """Everything wrong in a shown window, one sentence each; an empty list is a good window."""
    for _ in range(4):  # what was just changed is laid out, level by level
        QApplication.processEvents()
    shown = [widget for widget in (window, *window.findChildren(QWidget)) if widget.isVisible()]
    return [sentence for widget in shown for sentence in (*_nameless(widget), *_clipped(widget))]


def _nameless(widget: QWidget) -> Iterator[str]:
    tabs = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    if tabs and widget.isEnabled() and widget.focusProxy() is None and not isinstance(widget, QTabBar):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not (interface and name_of(interface)):
            yield f"{_called(widget)} takes the keyboard and has no name"


def _clipped(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text():
        need = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        if need > widget.height():
            yield f"{_called(widget)} needs {need} px of height and has {widget.height()}"
        if not widget.wordWrap() and widget.sizeHint().width() > widget.width():
            yield f"{_called(widget)} needs {widget.sizeHint().width()} px of width and has {widget.width()}"
    elif isinstance(widget, QAbstractButton) and widget.text():
        if widget.sizeHint().width() > widget.width() or widget.sizeHint().height() > widget.height():
            yield f"{_called(widget)} needs {widget.sizeHint().toTuple()} and has {widget.size().toTuple()}"
    elif isinstance(widget, QLineEdit | QComboBox) and widget.fontMetrics().height() > widget.height():
        yield f"{_called(widget)} is lower than its text"


def _called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {text!r}"
