"""What the window says of the exchanges with the hub: always in the status bar, in the strip only when asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from scolarite_desk.services.synchro import Exchanged
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.liaison import said
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.look.texts import say


class HubStatus(QObject):
    """`lead()`: what pressing the hub in the status bar does."""

    def __init__(self, desk: Desk, status: Status, lead: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._status, self._liaison = desk, status, desk.liaison
        status.hub.clicked.connect(lead)
        self._liaison.moved.connect(self.show)
        self._liaison.done.connect(self._done)
        self._liaison.failed.connect(self._failed)
        self._liaison.start()
        self.show()

    def ask(self) -> None:
        """Exchange now: somebody asked."""
        self._liaison.now(self._desk.messages.tell)

    def show(self) -> None:
        """How things stand."""
        self._status.show_hub(self._liaison.etat, self._desk.store.clock(), busy=self._liaison.busy)

    def _done(self, bilan: Exchanged, asked: bool) -> None:
        if asked:
            self._desk.messages.say(" ".join((said(bilan), *map(say, bilan.avis))), "warn" if bilan.avis else "ok")
        elif bilan.avis:
            self._status.say(say(bilan.avis[0]), "triangle-alert", "warn")

    def _failed(self, sentence: str) -> None:
        self._status.say(sentence, "triangle-alert", "warn")
