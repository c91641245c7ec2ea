"""The commands of one window as Qt actions: menus, shortcuts, and what is allowed now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from scolarite_desk.models.rules.droits import Droits
from scolarite_desk.ui.desk.commands import ANYWHERE, COMMANDS, MENUS, Command, command_of, label_of
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme


class Actions(QObject):
    """The commands of one window as Qt actions: menus, shortcuts, and what is allowed now.

    `calls`: code to function. `before()` is called first, always: it pulls the field being typed (`Form.commit`).
    """

    def __init__(
        self,
        theme: Theme,
        window: QMainWindow,
        calls: Mapping[str, Callable[[], object]],
        before: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(window)
        self._theme, self._calls, self._before = theme, dict(calls), before
        self._open: frozenset[str] = frozenset()
        self._barred: frozenset[str] = frozenset()
        self._menus: dict[str, QMenu] = {}
        self._all = {command.code: self._made(command, window) for command in COMMANDS}
        self.allow()

    def __getitem__(self, code: str) -> QAction:
        """The Qt action of a command."""
        return self._all[code]

    def fill(self, window: QMainWindow) -> None:
        """Build the menu bar."""
        for menu, title in MENUS.items():
            self._menus[menu] = window.menuBar().addMenu(say(title))
            self._fill(self._menus[menu], menu)
        self._hide()

    def menu(self, name: str) -> QMenu:
        """A menu of the bar that was built."""
        return self._menus[name]

    def grant(self, droits: Droits) -> None:
        """Take out of sight what these rights do not open: menus, keys and palette know nothing of it."""
        self._barred = frozenset(command.code for command in COMMANDS if command.refusal(droits))
        self._hide()
        self.allow(*self._open)

    def allow(self, *opened: str) -> None:
        """Say what is open now: DOSSIER, SESSION. Commands that need something else are greyed."""
        self._open = frozenset((ANYWHERE, *opened))
        for command in COMMANDS:
            self._all[command.code].setEnabled(self._possible(command) and command.where in self._open)

    def answer(self, codes: Iterable[str]) -> None:
        """Allow what the room that is shown answers by itself."""
        for command in COMMANDS:
            if command.code in codes:
                self._all[command.code].setEnabled(self._possible(command))

    def enable(self, code: str, enabled: bool, label: str = "") -> None:
        """Allow one command or not, with what it would do (« Annuler « Corriger « Nom » » »)."""
        command = command_of(code)
        self._all[code].setEnabled(enabled and self._possible(command) and command.where in self._open)
        self._all[code].setText(label or label_of(command))

    def run(self, code: str) -> None:
        """Do a command as its key would, if it is allowed."""
        self._all[code].trigger()

    def entries(self) -> Iterator[tuple[Command, Callable[[], object]]]:
        """(command, function) of everything allowed now, for the palette."""
        for command in COMMANDS:
            if self._all[command.code].isEnabled():
                yield command, self._all[command.code].trigger

    def _possible(self, command: Command) -> bool:
        return command.code in self._calls and command.code not in self._barred

    def _hide(self) -> None:
        for command in COMMANDS:
            self._all[command.code].setVisible(command.code not in self._barred)
        for name, menu in self._menus.items():
            left = any(command.menu == name and command.code not in self._barred for command in COMMANDS)
            menu.menuAction().setVisible(left)

    def _made(self, command: Command, window: QWidget) -> QAction:
        action = QAction(label_of(command), self)
        action.setObjectName(command.code)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys.split("; ") if keys])
        if command.icon:
            self._theme.wear(action, command.icon, "muted")
        action.triggered.connect(lambda: self._do(command.code))
        window.addAction(action)
        return action

    def _fill(self, menu: QMenu, name: str) -> None:
        for command in COMMANDS:
            if command.menu == name:
                if command.line:
                    menu.addSeparator()
                menu.addAction(self._all[command.code])

    def _do(self, code: str) -> None:
        self._before()
        self._calls[code]()
