"""What the access log must say, written by the worker a moment later: nothing of it is on the typing path."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, QTimer

from scolarite_desk.services import acces
from scolarite_desk.store.store import Store
from scolarite_desk.ui.desk.jobs import Jobs

SOON = 300  # milliseconds


class Accesses(QObject):
    """Lines that wait; they are written soon, and at the latest when the base is left. One not written waits on."""

    def __init__(self, store: Store, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._left = store, jobs, deque[Callable[[], object]]()
        self._writing = Lock()  # the base may be left while the worker writes: each line is written once
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(lambda: self._jobs.aside(self.write))

    def consulted(self, dossier: str) -> None:
        """A dossier (its key) is on screen."""
        self._later(partial(acces.consulted, self._store, dossier))

    def exported(self, quoi: str, lignes: int, ou: str, cible: str = "") -> None:
        """Something left (`services.acces.exported`)."""
        self._later(partial(acces.exported, self._store, quoi, lignes, ou, cible))

    def purge(self) -> None:
        """Take out the months that are over."""
        self._later(partial(acces.purge, self._store))

    def write(self) -> None:
        """Write what waits, in its order."""
        with self._writing:
            while self._left:
                self._left[0]()
                self._left.popleft()

    def close(self) -> None:
        """Write what still waits, before the base closes."""
        self._soon.stop()
        self.write()

    def _later(self, line: Callable[[], object]) -> None:
        self._left.append(line)
        self._soon.start()
