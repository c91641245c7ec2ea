"""How the system stops a command (Ctrl-C, SIGTERM): before anything of it lasts, or else at the end of what lasts."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Interrupted(KeyboardInterrupt):
    """The system asked a command to stop (Ctrl-C, end of session). `signal`: its number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.signal = number


class _Stop:
    """Whether the system asked to stop, and whether something lasts of what this command began."""

    number = 0  # of the signal
    waiting = False  # it was not answered yet
    done = False
    deaf = 0  # blocks inside which nothing is heard at once
    provisional = 0  # blocks of which nothing lasts yet

    def hear(self, number: int, _frame: object) -> None:
        """Before anything lasts, stop. After, go to the end, or to the next step of a lot; asked twice, stop."""
        again, self.number, self.waiting = bool(self.number), number, True
        if not self.deaf and (again or not self.done):
            raise Interrupted(number)


_STOP = _Stop()


@contextmanager
def interruptible() -> Iterator[None]:
    """Signals are heard for as long as a command runs. One that its parent told to ignore them goes on so."""
    global _STOP
    _STOP, former = _Stop(), dict[int, Any]()
    for number in map(int, (signal.SIGINT, signal.SIGTERM)):
        with suppress(ValueError):  # no signal is heard outside the main thread
            if signal.getsignal(number) is not signal.SIG_IGN:
                former[number] = signal.signal(number, _STOP.hear)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def asked() -> bool:
    """Whether a long function stops at its next step; answered, it is asked no more."""
    heard = _STOP.waiting and not _STOP.deaf
    _STOP.waiting = _STOP.waiting and not heard
    return heard


def over() -> tuple[bool, int]:
    """The command only has to say how it ended: whether something lasts of it, the number of a signal that it got."""
    _STOP.deaf += 1
    return _STOP.done, _STOP.number


@contextmanager
def lasting() -> Iterator[None]:
    """Around what lasts once it is left (a commit, the name of a file): never cut in two, nor said not to be."""
    stop = _STOP
    if stop.waiting and not stop.done and not stop.deaf:  # one that a destructor swallowed
        raise Interrupted(stop.number)
    stop.deaf += 1
    try:
        yield
        stop.done = stop.done or not stop.provisional
    finally:
        stop.deaf -= 1


@contextmanager
def provisional() -> Iterator[None]:
    """Around what is made under another name: nothing of it lasts before that name is given."""
    stop = _STOP
    stop.provisional += 1
    try:
        yield
    finally:
        stop.provisional -= 1
