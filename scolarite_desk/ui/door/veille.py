"""Nobody at the desk for a while: the window locks itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow

from scolarite_desk.ui.look.vie import SIGNS

MINUTE = 60_000  # milliseconds


class Idle(QObject):
    """Watches one native window, which sees every key and move once; a filter on every widget would slow typing."""

    def __init__(self, window: QWindow, lock: Callable[[], object], minutes: int) -> None:
        super().__init__(window)
        self._timer = QTimer(self, singleShot=True, interval=minutes * MINUTE)
        self._timer.timeout.connect(lock)
        self._timer.start()
        window.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any sign of life starts the wait again."""
        if event.type() in SIGNS:
            self._timer.start()
        return False
