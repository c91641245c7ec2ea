"""Walks a window and says what a person could not use: nameless fields, cut words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from scolarite_desk.ui.forms.note import FaultNote
from scolarite_desk.ui.widgets import Primary
from scolarite_desk.ui.widgets.hand import has_proxy
from scolarite_desk.ui.widgets.tabs import TabLines
from tests.words import name_of

_BREAKS = re.compile(r"[\s/·\u200b-]+")  # where Qt goes to the next line


def complaints(window: QWidget) -> list[str]:
    """Everything wrong in a shown window, one sentence each; an empty list is a good window."""
    for _ in range(10):  # what was just changed is laid out, level by level
        QApplication.processEvents()
    shown = [widget for widget in (window, *window.findChildren(QWidget)) if widget.isVisible()]
    looks = (_nameless, _clipped, _sideways, _tabs_out_of_sight)
    return [sentence for widget in shown for look in looks for sentence in look(widget)]


def out_of_sight(window: QWidget) -> list[str]:
    """The main buttons of a shown window that one would have to scroll to."""
    return [
        f"{_called(button)} is out of sight"
        for button in window.findChildren(Primary)
        if button.isVisible() and button.visibleRegion().boundingRect() != button.rect()
    ]


def _nameless(widget: QWidget) -> Iterator[str]:
    tabs = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    if tabs and widget.isEnabled() and not has_proxy(widget) and not isinstance(widget, QTabBar):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not (interface and name_of(interface)):
            yield f"{_called(widget)} takes the keyboard and has no name"


def _clipped(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text():
        need = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        if need > widget.height():
            yield f"{_called(widget)} needs {need} px of height and has {widget.height()}"
        if widget.wordWrap() and not isinstance(widget, FaultNote):  # a hint is as narrow as its field
            longest = max(
                (widget.fontMetrics().horizontalAdvance(word) for word in _BREAKS.split(widget.text())), default=0
            )
            if longest > widget.contentsRect().width():
                yield f"{_called(widget)} has a word of {longest} px and {widget.contentsRect().width()} px"
        if not widget.wordWrap() and widget.sizeHint().width() > widget.width():
            yield f"{_called(widget)} needs {widget.sizeHint().width()} px of width and has {widget.width()}"
    elif isinstance(widget, QAbstractButton) and widget.text():
        if widget.sizeHint().width() > widget.width() or widget.sizeHint().height() > widget.height():
            yield f"{_called(widget)} needs {widget.sizeHint().toTuple()} and has {widget.size().toTuple()}"
    elif isinstance(widget, QLineEdit | QComboBox) and widget.fontMetrics().height() > widget.height():
        yield f"{_called(widget)} is lower than its text"


def _sideways(widget: QWidget) -> Iterator[str]:
    """Scrolling down is no fault; what can only be read by scrolling sideways is one, and a column of no width."""
    if not isinstance(widget, QScrollArea | QTableView):
        return
    hidden = widget.horizontalScrollBar().maximum()
    if hidden:
        yield f"{_called(widget)} hides {hidden} px of {widget.viewport().width() + hidden} at its right"
    if isinstance(widget, QTableView):
        model, header = widget.model(), widget.horizontalHeader()
        for column in range(model.columnCount()):
            said = any(model.index(row, column).data() for row in range(min(model.rowCount(), 20)))
            if said and not widget.isColumnHidden(column) and header.sectionSize(column) < widget.iconSize().width():
                yield f"{_called(widget)} gives column {column} {header.sectionSize(column)} px"


def _tabs_out_of_sight(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QTabBar):
        for index in range(widget.count()):
            place = widget.place(index) if isinstance(widget, TabLines) else widget.tabRect(index)
            if widget.isTabVisible(index) and not widget.rect().contains(place):
                yield f"the tab « {widget.tabText(index)} » is out of sight"


def _called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {text!r}"
