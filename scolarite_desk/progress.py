"""What a long function says to whoever waits for it, and how it is asked to stop. No Qt here."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from scolarite_desk import interruption


class Cancelled(Exception):
    """The person asked the running job to stop; what was done before is whole."""


@contextmanager
def growing() -> Iterator[None]:
    """Around what keeps most of what it makes: Python looks for rings to free in young objects alone, and seldom, since
    looking each time through all that is kept takes as long as making it.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Progress:
    """Handed to every long function; `step` tells how far it is, and raises `Cancelled` once asked to stop."""

    def __init__(self, tell: Callable[[int, int], None] | None = None) -> None:
        self._tell = tell
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the function to stop at its next step. Safe from any thread."""
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Say that `done` of `total` are ready."""
        if interruption.asked() or self._stop.is_set():
            raise Cancelled
        if self._tell is not None:
            self._tell(done, total)
