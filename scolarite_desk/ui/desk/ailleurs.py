"""Works that a command writes in the base while a window is open on it: the window follows them, rights first."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from scolarite_desk.errors import Unavailable
from scolarite_desk.store.file.wal import wal_path
from scolarite_desk.store.queries.ailleurs import last_work, rows_since
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.desk import Desk

_EVERY = 1000  # milliseconds between two looks at the file where works arrive


class Elsewhere(QObject):
    """Looks at that file, asks the base only when it was written, and announces what this window did not do."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._wal = desk, wal_path(desk.store.path)
        self._known, self._mark = desk.read(last_work), self._written()
        desk.changed.connect(self._own)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Announce what was written since the last look."""
        mark = self._written()
        if mark in (None, self._mark):  # a base that was moved away is told by the next work
            return
        self._mark = mark
        with suppress(Unavailable):
            last = self._desk.read(last_work)
            if last > self._known:
                rows = self._desk.read(rows_since, self._known)
                self._known = last
                self._desk.store.announce(Changed(0, "", "", rows, None))

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _own(self, changed: Changed) -> None:
        self._known = max(self._known, changed.numero)

    def _written(self) -> tuple[int, int] | None:
        try:
            found = self._wal.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
