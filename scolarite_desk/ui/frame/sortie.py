"""What is done before a window closes: works are sent, a backup is made, and what would be lost is told once."""

from __future__ import annotations

from collections.abc import Callable

from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.frame.auto_backup import AutoBackup
from scolarite_desk.ui.look.texts import tr


class Leaving:
    """`close()` closes the window, once what comes first is done."""

    def __init__(self, desk: Desk, gardien: AutoBackup, close: Callable[[], object]) -> None:
        self._desk, self._gardien, self._close = desk, gardien, close
        self._warned = False

    def first(self) -> bool:
        """Whether something is done first; the window closes by itself after it."""
        return self._desk.liaison.leave(self._sent) or self._gardien.leave(self._close)

    def holds_back(self, unwritten: Callable[[], bool]) -> bool:
        """Whether closing would lose what the base could not take; asked again, it closes all the same."""
        held, self._warned = unwritten() and not self._warned, True
        if held:
            lost = tr(
                "Ce que vous venez de taper n’a pas pu être enregistré. Fermez encore une fois pour l’abandonner."
            )
            self._desk.messages.say(lost, "warn", holds=unwritten)
        return held

    def forget(self) -> None:
        """Something was written since: what could not be is told again."""
        self._warned = False

    def _sent(self) -> None:
        if not self._gardien.leave(self._close):
            self._close()
