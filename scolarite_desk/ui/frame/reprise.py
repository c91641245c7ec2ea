"""Back to a paper that the office kept back, once the settings that were asked for are there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from scolarite_desk.ui.desk.desk import Desk


class BackToPaper(QObject):
    """Made before whoever shows the settings hears of them. `turn(page)` shows a page, once `commit()` lets go."""

    def __init__(
        self, desk: Desk, stack: QStackedWidget, turn: Callable[[QWidget], object], commit: Callable[[], bool]
    ) -> None:
        super().__init__(desk)
        self._desk, self._stack, self._turn, self._commit = desk, stack, turn, commit
        self._left: QWidget | None = None  # the page from which the settings were asked for
        desk.messages.setting.connect(self._leave)
        desk.returned.connect(self.go_back)

    def go_back(self) -> None:
        """Show the page that was left, and ask for its paper again."""
        again, self._desk.reprise = self._desk.reprise, None
        if again is not None and self._left is not None and self._commit():
            self._turn(self._left)
            again()

    def _leave(self, _key: str) -> None:
        self._left = self._stack.currentWidget()
