"""Another process at the same base: a command without a window, or somebody who writes for a long time."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scolarite_desk.langue import kept
from scolarite_desk.services import acts
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.services.undo import undo
from scolarite_desk.store.base import open_base
from scolarite_desk.store.file.presence import Presence
from tests import enfants
from tests.noms import lettered
from tests.services.conftest import MORNING, PASSWORD


def create_dossiers(told: Connection, base: Path, count: int) -> None:
    """So many dossiers, one work each; tells their numbers of work."""
    store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
    numbers: list[int] = []
    store.subscribe(lambda changed: numbers.append(changed.numero))
    for rank in range(count):
        acts.do(store, None, create_dossier, {"nom_naissance": f"VOISIN {lettered(rank)}"})
    store.close()
    told.send(numbers)


def undo_last(told: Connection, base: Path, _count: int) -> None:
    """`Annuler` without a window."""
    store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
    told.send(kept(undo(store).label))
    store.close()


def write_long(told: Connection, base: Path, _count: int) -> None:
    """Holds the base until told to stop: as an import does."""
    store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
    with store.side() as session:
        session.connection()
        told.send("begun")
        told.recv()
    store.close()
    told.send("ended")


def sit_at(told: Connection, base: Path, _count: int) -> None:
    """Is the window of that base until it is killed."""
    presence = Presence()
    presence.take(base)
    told.send("begun")
    told.recv()
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def beside(act: Callable[[Connection, Path, int], None], base: Path, count: int = 0) -> Iterator[Any]:
    """Another process does this; the pipe to it."""
    context = enfants.context()
    mine, its = context.Pipe()
    child = context.Process(target=act, args=(its, base, count), daemon=True)
    child.start()
    its.close()
    try:
        yield mine
    finally:
        with suppress(OSError):
            mine.send("enough")
        child.join(60)
        mine.close()
        code = child.exitcode
        child.close()
    assert code in (0, -signal.SIGKILL), code
