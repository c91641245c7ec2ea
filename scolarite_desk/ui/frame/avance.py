"""Pages made before somebody asks for them, one a slice, while nobody touches anything."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from scolarite_desk.ui.desk.commands import command_of
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.vie import SIGNS
from scolarite_desk.ui.salles.rooms import ROOMS

QUIET = 300  # milliseconds without a sign of life before a slice
_NEXT = 10  # the same, between two slices


class Ahead(QObject):
    """Makes every tab and every room that the account may enter. A sign of life makes the next slice wait.

    Nothing is read before a page is looked at: one that was made ahead is the one that would have been made.
    """

    def __init__(self, window: Window) -> None:
        handle = window.windowHandle()
        super().__init__(handle)  # a window that is locked or closed makes nothing more
        self._slices = _slices(window)
        self._timer = QTimer(self, singleShot=True, interval=QUIET)
        self._timer.timeout.connect(self._slice)
        self._timer.start()
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever types or points is served first."""
        if event.type() in SIGNS and self._timer.isActive():
            self._timer.start(QUIET)
        return False

    def _slice(self) -> None:
        if next(self._slices, None) is not None:
            self._timer.start(_NEXT)


def _slices(window: Window) -> Iterator[QWidget]:
    """A page made, then dressed: asked its size, it dresses all that it holds."""
    pages = _pages(window)
    while window.isVisible() and (page := next(pages, None)) is not None:
        yield page
        page.sizeHint()
        yield page


def _pages(window: Window) -> Iterator[QWidget]:
    yield from window.pane.made()
    for code in ROOMS:
        if not command_of(code).refusal(window.desk.droits):
            yield window.made(code)
