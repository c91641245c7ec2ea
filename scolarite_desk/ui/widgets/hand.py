"""Where the keyboard goes when what has it greys or hides: Qt would take whatever comes next, an opposite act too.

Never onto a button: a second Space would press it, and nobody chose that one. To the field, the table or the list that
follows on the page, or to the one before when nothing follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QWidget,
)
from shiboken6 import isValid

_BY_QT = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)  # as Qt moves it, and the person too


def lead_on(left: QWidget, event: QFocusEvent, then: QWidget | None) -> None:
    """`left` loses the keyboard: when that is because it greyed or hid, go to `then`, else to what is useful next, once
    all that the act changes is shown. What the act itself leads to stays where it leads; where Qt took it may hide too,
    and nothing has it any more.
    """
    if event.reason() not in _BY_QT or (left.isEnabled() and left.isVisible()):
        return
    landed = QApplication.focusWidget()
    listed = [one for one in (then, *_around(left)) if one is not None]

    def go() -> None:
        if QApplication.focusWidget() in (landed, None):
            useful = next((one for one in listed if isValid(one) and is_useful(one)), None)
            if useful is not None:
                useful.setFocus(Qt.FocusReason.OtherFocusReason)

    QTimer.singleShot(0, go)


def is_useful(widget: QWidget) -> bool:
    """Whether the keyboard may be put there without a word: nothing is done by one more Space."""
    if isinstance(widget, QAbstractButton | QTabBar) or not (widget.isEnabled() and widget.isVisible()):
        return False
    if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly():
        return False
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and not has_proxy(widget)


def has_proxy(widget: QWidget) -> bool:
    """Whether another has the keyboard for it: the box of a line, the bar of tabs. Qt is not asked: see `ring`."""
    if isinstance(widget, QLineEdit):
        return isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
    return isinstance(widget, QTabWidget | QCalendarWidget)


def ring(window: QWidget) -> list[QWidget]:
    """All that Tab would go through in a window, but the window.

    The bindings make what a widget answers its child, for Python alone: here each the child of the one before, and the
    window that of the last. Nothing outside holds such a ring, and it is collected while it is shown. So all of it is
    given back to the window, as `findChildren` does of what it answers, and the window to whatever has it.
    """
    found: list[QWidget] = []
    one = window.nextInFocusChain()
    while one is not None and one is not window:
        found.append(one)
        one = one.nextInFocusChain()
    window.findChildren(QWidget)
    window.setParent(window.parentWidget())  # nothing to Qt, which has it so already
    return found


def _around(left: QWidget) -> Iterator[QWidget]:
    """What follows on the page in the order of Tab, then what comes before, the nearest first; then the tabs."""
    page, ringed = _page_of(left), ring(left.window())
    here = ringed.index(left) if left in ringed else 0
    inside = [one for one in (*ringed[here:], *ringed[:here]) if one is not left and page.isAncestorOf(one)]
    before = dict(zip(ringed, (None, *ringed), strict=False))
    order = page.findChildren(QWidget)
    known = set(order)
    first = next((one for one in order if before.get(one) not in known), left)
    turned = next((number for number, one in enumerate(inside) if one is first), len(inside))
    yield from inside[:turned]
    yield from reversed(inside[turned:])


def _page_of(widget: QWidget) -> QWidget:
    """The page of a stack or of tabs that it is on, or its window."""
    inside, around = widget, widget.parentWidget()
    while around is not None and not isinstance(around, QStackedWidget) and not inside.isWindow():
        inside, around = around, around.parentWidget()
    return inside
