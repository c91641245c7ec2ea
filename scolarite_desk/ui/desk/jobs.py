"""Slow work away from the window, in three lanes of one worker each: what a person waits for, what nobody asked for
(counters, the backup that makes itself), what waits for the network. None waits for another lane. The callbacks are
given before it starts: later ones lose results.

Nothing of Qt may die in the worker: a widget destroyed there hangs or crashes the window. So the worker lends what it
calls from its `Job`, which forgets it in the window's thread, and cycles are collected in that thread only.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.ui.desk.attempt import attempt

T = TypeVar("T")
_EVERY = 0.05  # seconds between two reports: a loop of 100 000 steps must not flood the window
MANY = 20  # things done here and now; more of them are a job
_SWEEP = 1000  # milliseconds between two looks at what is to be collected


class Job(QObject):
    """One piece of slow work. `stepped(done, total)` and `ended` come in the window's thread."""

    # A backup counts in bytes, and `int` stops at 2 GB.
    stepped = Signal("qlonglong", "qlonglong")  # type: ignore[arg-type]  # its stub knows no name of a C++ type
    ended = Signal()
    _over = Signal(object, object)

    def __init__(
        self,
        name: str,
        work: Callable[[Progress], Any],
        finish: Callable[[Any, BaseException | None], None],
        parent: QObject,
        *,
        unasked: bool = False,
    ) -> None:
        super().__init__(parent)
        self.unasked = unasked  # nobody waits for it
        self.name, self._work, self._finish, self._last = name, work, finish, 0.0
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

    def work(self) -> None:
        """Run in the worker; whatever happens is said once."""
        try:
            self.progress.step(0, 1)  # cancelled while it waited its turn
            self._last = 0.0
            result, error = self._work(self.progress), None
        except BaseException as failure:
            result, error = None, failure
        self._over.emit(result, error)

    def _finished(self, result: Any, error: BaseException | None) -> None:
        self.ended.emit()
        finish = self._finish
        del self._work, self._finish  # here: the worker may be the last to let this job go
        finish(result, error)


class Jobs(QObject):
    """The application's background workers, one a lane. `began(job)` tells the status bar."""

    began = Signal(Job)

    def __init__(self, tell: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        """`tell` hears of the failures that nobody else asked for: `Messages.tell`."""
        super().__init__(parent)
        self._tell, self._live, self._open = tell, set[Job](), True
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._behind = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job-unasked")
        self._afar = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job-afar")
        gc.disable()  # automatic, it would run in whichever thread allocates
        self._sweep = QTimer(self, interval=_SWEEP)
        self._sweep.timeout.connect(_sweep)
        self._sweep.start()

    @property
    def busy(self) -> bool:
        """Whether something runs or waits."""
        return bool(self._live)

    def run(
        self,
        name: str,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        afar: bool = False,
        unasked: bool = False,
    ) -> Job:
        """Queue `work`; one of the three callbacks is called, once, in the window's thread. `name`: what is shown.

        `afar`: it waits for the network. `unasked`: nobody waits for it, so that what a person asks passes it.
        """

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

        job = Job(name, work, finish, self, unasked=unasked)
        if not self._open:  # a clock of a page that outlives its window: nobody waits for it any more
            return job
        self._live.add(job)
        self.began.emit(job)
        (self._afar if afar else self._behind if unasked else self._pool).submit(job.work)
        return job

    def several(
        self,
        name: str,
        count: int,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job | None:
        """What is done of `count` things, one after the other: a few here and now (None), many in a job."""
        if count > MANY:
            return self.run(name, work, done=done, failed=failed, cancelled=cancelled)
        made = attempt(lambda: work(Progress()), failed or self._tell)
        if made:
            done(made.answer)
        return None

    def beside(self, name: str) -> Callable[[Callable[[], T], Callable[[T], object]], Job]:
        """What runs a work under that name in the lane that a person waits for, then says what it found."""
        return lambda work, done: self.run(name, lambda _: work(), done=done)

    def aside(self, work: Callable[[], None]) -> None:
        """Queue what nobody waits for or is shown; a failure is told."""
        job = Job("", lambda _: work(), self._aside_done, self)
        self._behind.submit(job.work)

    def _aside_done(self, _result: None, error: BaseException | None) -> None:
        if self._open and error is not None and not isinstance(error, Cancelled):
            self._tell(error)

    def shutdown(self) -> None:
        """Ask everything to stop, wait for the present step, and call nobody back."""
        self._open = False
        self._sweep.stop()
        for job in self._live:
            job.cancel()
        for pool in (self._pool, self._behind, self._afar):
            pool.shutdown(wait=True, cancel_futures=True)
        self._live.clear()


def _sweep() -> None:
    """What automatic collection would have done by now."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
