"""The backups that make themselves: soon after the base is opened, every few hours, and when one leaves the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.progress import Progress
from scolarite_desk.services import backup
from scolarite_desk.services.backup import BackupMade
from scolarite_desk.store.safety.armoire import backup_plan
from scolarite_desk.store.store import Store
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.look.texts import say, tr

_FIRST, _EVERY = 20_000, 600_000  # milliseconds: after the opening, and between two looks


class AutoBackup(QObject):
    """It runs in the window's jobs, so that it is shown and can be cancelled; a failure is told in the status line."""

    def __init__(self, desk: Desk, status: Status, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._status, self._busy = desk, status, False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._timer.start(_FIRST)
        gone = backup_plan(desk.store.path).parti
        if gone:
            day = show_day(gone)
            told = tr("Cette base a été copiée pour un autre ordinateur le {jour}. N’écrivez plus ici.", jour=day)
            desk.messages.say(told, "accent")

    def look(self) -> None:
        """Make a backup if the time has come, and look again later."""
        self._run(leaving=False, then=lambda: self._timer.start(_EVERY))

    def leave(self, then: Callable[[], object]) -> bool:
        """One leaves: make a backup if something was done since the last one, then call `then`. False: no need to."""
        if self._busy or not _due(self._desk.store, leaving=True):
            return False
        self._run(leaving=True, then=then)
        return True

    def stop(self) -> None:
        """Nothing will be done by itself any more: timers are stopped."""
        self._timer.stop()

    def _run(self, *, leaving: bool, then: Callable[[], object]) -> None:
        store, self._busy = self._desk.store, True

        def ended(told: str = "") -> None:
            self._busy = False
            if told:
                self._status.say(told, "triangle-alert", "bad")
            then()

        def done(made: BackupMade | None) -> None:
            ended(say(made.second) if made is not None else "")

        def failed(error: BaseException) -> None:
            if not isinstance(error, Refused | Unavailable):
                raise error
            ended(tr("La sauvegarde automatique a échoué. {faute}", faute=error.message))

        self._desk.jobs.run(
            tr("Sauvegarde"), lambda progress: _made(store, leaving, progress),
            done=done, failed=failed, cancelled=ended, unasked=not leaving,
        )  # fmt: skip


def _made(store: Store, leaving: bool, progress: Progress) -> BackupMade | None:
    return backup.automatic(store, progress) if _due(store, leaving=leaving) else None


def _due(store: Store, *, leaving: bool) -> bool:
    """Nobody asked for it: a base that cannot be looked at now will be another time."""
    known = attempt(partial(backup.due, store, leaving=leaving), lambda _: None)
    return known is not None and known.answer
