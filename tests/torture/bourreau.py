"""Starts a process that works at the desk, kills it at a chosen phase and a random moment, and keeps what it told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from tests import enfants

Message = tuple[Any, ...]
Play = Callable[[Connection, Path, int], None]
_PATIENCE = 240.0  # seconds for a child to say something
_FIRST = 0.01  # seconds: how long a phase is thought to last before one was seen


class Killer:
    """`kills`: how many fell in each phase.

    `phases`: those to die in, in turn, and how many times at most the child goes through each before.
    """

    def __init__(self, play: Play, phases: Mapping[str, int], seed: int) -> None:
        self.play, self.phases, self.most, self.random = play, tuple(phases), phases, Random(seed)
        self.kills: Counter[str] = Counter()
        self.died = 0.0  # seconds, of the clock that every process of the machine shares
        self._lasts: dict[str, float] = {}
        self._context = enfants.context()

    def kill(self, base: Path) -> list[Message]:
        """One more: everything the child told before it died."""
        wanted = self.phases[self.kills.total() % len(self.phases)]
        mine, its = self._context.Pipe(duplex=False)
        child = self._context.Process(target=self.play, args=(its, base, self.random.randrange(2**32)), daemon=True)
        child.start()
        its.close()
        with closing(mine):
            told = list(self._until(mine, wanted, self.random.randrange(self.most[wanted]) + 1))
            sleep(self.random.random() * 1.2 * self._lasts.get(wanted, _FIRST))
            self.died = monotonic()
            child.kill()
            child.join()
            code = child.exitcode
            child.close()
            told += _rest(mine)
        assert code == -9, f"the child ended by itself: {code}, {told[-3:]}"
        self.kills[fell(told)] += 1
        return told

    def _until(self, pipe: Connection, wanted: str, times: int) -> Iterator[Message]:
        """What is told until that phase has begun so many times; how long each phase lasts is learnt on the way."""
        phase, since = "", 0.0
        while times:
            if not pipe.poll(_PATIENCE):
                raise TimeoutError(f"nothing told after {phase}")
            message = pipe.recv()
            yield message
            if len(message) == 1:
                if phase:
                    self._lasts[phase] = monotonic() - since
                phase, since = message[0], monotonic()
                times -= phase == wanted


def _rest(pipe: Connection) -> Iterator[Message]:
    try:
        while True:
            yield pipe.recv()
    except (EOFError, OSError):  # the last one may be cut short: then it was never told
        return


def fell(told: Sequence[Message]) -> str:
    """The phase that was going on when the child died."""
    return next((message[0] for message in reversed(told) if len(message) == 1), "démarrage")
