"""Keys of rows that travel between desks: UUIDv7 (RFC 9562), 32 lower-case hexadecimal figures, in order of making."""

from __future__ import annotations

import random
import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from time import time_ns

_TAIL = 74  # free bits after the millisecond
_FRESH = _TAIL - 1  # a new millisecond starts in the lower half, so that stepping does not overflow it
_STEP = 32


class _Source:
    """Always increasing keys: a new millisecond draws its tail, the same one (or a clock set back) steps it."""

    def __init__(self, now: Callable[[], int], draw: Callable[[int], int]) -> None:
        self._now, self._draw = now, draw
        self._last = 0
        self._lock = threading.Lock()

    def new_key(self) -> str:
        """A UUIDv7 as 32 hexadecimal characters, greater than every one that this process made before."""
        with self._lock:
            fresh = self._now() << _TAIL | self._draw(_FRESH)
            self._last = fresh if fresh >> _TAIL > self._last >> _TAIL else self._last + 1 + self._draw(_STEP)
            return _written(self._last)


def _written(value: int) -> str:
    """122 bits with version and variant set in: 48 of time, 4 of version, 12, 2 of variant, 62."""
    head, tail = value >> 62, value & (1 << 62) - 1
    return f"{head >> 12:012x}7{head & 0xFFF:03x}{0b10 << 62 | tail:016x}"


class KeyMaker(_Source):
    """The same keys for the same seed and instants: the practice base. `instant` may be moved on between keys."""

    def __init__(self, seed: int, instant: datetime) -> None:
        self.instant = instant
        super().__init__(lambda: int(self.instant.timestamp() * 1000), random.Random(seed).getrandbits)


new_key: Callable[[], str] = _Source(lambda: time_ns() // 1_000_000, secrets.randbits).new_key
