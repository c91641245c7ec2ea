"""Slow work, one at a time, away from the window. The callbacks are given before it starts: later ones lose results."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from scolarite_desk.progress import Cancelled, Progress

T = TypeVar("T")
_EVERY = 0.05  # seconds between two reports: a loop of 100 000 steps must not flood the window


class Job(QObject):
    """One piece of slow work. `stepped(done, total)` and `ended` come in the window's thread."""

    stepped = Signal(int, int)
    ended = Signal()
    _over = Signal(object, object)

    def __init__(self, name: str, finish: Callable[[Any, BaseException | None], None], parent: QObject) -> None:
        super().__init__(parent)
        self.name, self._finish, self._last = name, finish, 0.0
        self.progress = Progress(self._tell)
        self._over.connect(self._finished, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self.progress.cancel()

    def _tell(self, done: int, total: int) -> None:
        now = monotonic()
        if now - self._last >= _EVERY or done >= total:
            self._last = now
            self.stepped.emit(done, total)

    def work(self, function: Callable[[Progress], Any]) -> None:
        """Run in the worker; whatever happens is said once."""
        try:
            self.progress.step(0, 1)  # cancelled while it waited its turn
            self._last = 0.0
            result, error = function(self.progress), None
        except BaseException as failure:
            result, error = None, failure
        self._over.emit(result, error)

    def _finished(self, result: Any, error: BaseException | None) -> None:
        self.ended.emit()
        self._finish(result, error)


class Jobs(QObject):
    """The application's one background worker. `began(job)` tells the status bar."""

    began = Signal(Job)

    def __init__(self, tell: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        """`tell` hears of the failures that nobody else asked for: `Messages.tell`."""
        super().__init__(parent)
        self._tell, self._live, self._open = tell, set[Job](), True
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")

    @property
    def busy(self) -> bool:
        """Whether something runs or waits."""
        return bool(self._live)

    def run(
        self,
        name: str,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Queue `work`; one of the three callbacks is called, once, in the window's thread. `name`: what is shown."""

        def finish(result: T, error: BaseException | None) -> None:
            self._live.discard(job)
            job.deleteLater()
            if not self._open:
                return
            if error is None:
                if done is not None:
                    done(result)
            elif isinstance(error, Cancelled):
                if cancelled is not None:
                    cancelled()
            else:
                (failed or self._tell)(error)

        job = Job(name, finish, self)
        self._live.add(job)
        self.began.emit(job)
        self._pool.submit(job.work, work)
        return job

    def shutdown(self) -> None:
        """Ask everything to stop, wait for the present step, and call nobody back."""
        self._open = False
        for job in self._live:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._live.clear()
