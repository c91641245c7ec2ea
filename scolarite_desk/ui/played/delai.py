"""A deadline for each step of a visit, held by a thread of its own: what hangs in a dialog or in Qt ends too."""

from __future__ import annotations

import faulthandler
import os
import sys
from collections.abc import Callable
from threading import Timer

PATIENCE = 180.0  # seconds for one step, on a machine that does much else


class Deadline:
    """`late(step)` says what was waited for; the process then ends with 4, after the places where it stood."""

    def __init__(self, late: Callable[[str], str], patience: float = PATIENCE) -> None:
        self._late, self._patience = late, patience
        self._timer: Timer | None = None

    def begin(self, step: str) -> None:
        """This step now, and no other."""
        self.end()
        self._timer = Timer(self._patience, self._over, (step,))
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Nothing is waited for any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _over(self, step: str) -> None:
        sys.stderr.write(self._late(step) + "\n")
        sys.stderr.flush()
        faulthandler.dump_traceback(sys.__stderr__ or 2)
        os._exit(4)
