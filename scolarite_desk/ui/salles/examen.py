"""When what an act would do is looked at: a few rows at once, many in a job; what was asked before is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from scolarite_desk.progress import Progress
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import Job
from scolarite_desk.ui.look.texts import tr

T = TypeVar("T")
_SOON = 200  # milliseconds after the last change of the selection


class Examen:
    """One at a time. `look()`: asks for it, once the selection is still."""

    def __init__(self, desk: Desk, parent: QObject, look: Callable[[], object]) -> None:
        self._desk, self._turn = desk, 0
        self._job: Job | None = None
        self._soon = QTimer(parent, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(look)

    def soon(self) -> None:
        """Look once nothing has changed for a while."""
        self.drop()
        self._soon.start()

    def drop(self) -> None:
        """What is being looked at is of another selection, or of other values: it is never told."""
        self._turn += 1
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def play(self, count: int, work: Callable[[Progress], T], told: Callable[[T], object]) -> None:
        """Look at that many rows, and tell what was seen unless something else was asked since."""
        self.drop()
        turn = self._turn

        def done(seen: T) -> None:
            if turn == self._turn:
                self._job = None
                told(seen)

        self._job = self._desk.jobs.several(tr("Examen de la sélection"), count, work, done=done)
