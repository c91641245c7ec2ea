"""Where help stands in the window: beside the page where there is room for both, else in its place while it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from scolarite_desk.ui.desk.commands import command_of
from scolarite_desk.ui.frame.help_pages import FIRST_DAY
from scolarite_desk.ui.frame.help_panel import Help

_LEAST, _MOST = 18, 28  # lines that help takes beside a page
_KEEPS = ("aide", "affichage")  # menus whose commands leave the page as it is


class HelpPlace:
    """`topic()`: the page of help of what is shown; `fit()`: the window shares its width again."""

    def __init__(self, panel: Help, topic: Callable[[], str], fit: Callable[[], object]) -> None:
        self.panel, self._topic, self._fit = panel, topic, fit
        self.open = self.covers = False
        self._before: QWidget | None = None
        panel.hide()
        panel.closed.connect(self.close)

    def calls(self) -> Mapping[str, Callable[[], object]]:
        """The commands that it answers: the same key closes."""
        return {"aide": lambda: self.ask(self._topic()), "premier_jour": lambda: self.ask(FIRST_DAY)}

    def ask(self, name: str) -> None:
        """Show a page of help, which takes the keyboard; close it when it is there already."""
        if self.open and self.panel.name == name and self.panel.isVisible():
            self.close()
            return
        here = QApplication.focusWidget()
        if not self.open or (here is not None and not self.panel.isAncestorOf(here)):
            self._before = here
        self.open = True
        self.panel.show_page(name)
        self._fit()
        self.panel.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> None:
        """The keyboard goes back where it was."""
        before, self._before = self._before, None
        self.open = False
        self._fit()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """Another page is shown: so is its help; one that stood in its place goes."""
        if self.covers:
            self.close()
        elif self.open:
            self.panel.show_page(self._topic())
            self._fit()

    def give_way(self, code: str) -> None:
        """A command is about to be done: what it does is seen."""
        if self.covers and command_of(code).menu not in _KEEPS:
            self.close()

    def takes(self, left: float, line: int) -> float:
        """How many lines it takes of those left beside the page; none where it stands in its place."""
        least = max(_LEAST, self.panel.minimumSizeHint().width() / line)
        self.covers = self.open and left < least
        return least if self.open and not self.covers else 0

    def show(self, shown: bool, split: QSplitter, line: int) -> None:
        """In its part of the window, no wider than one reads."""
        was = self.panel.isHidden()
        self.panel.setVisible(self.open and shown)
        if was and not self.panel.isHidden() and not self.covers:
            queue, page, _ = split.sizes()
            wide = min(_MOST * line, max(_LEAST * line, (queue + page) // 4))
            split.setSizes([queue, queue + page - wide - queue, wide])
