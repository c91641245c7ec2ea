"""A practice base in the making, in a process that is going to be killed: (phase,) as it begins."""

from __future__ import annotations

from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep

from scolarite_desk import practice as exercice
from scolarite_desk.practice import papiers, parcours  # noqa: F401  # loaded once, before every child is forked
from scolarite_desk.progress import Progress
from scolarite_desk.store.vault.vault import Cost

DOSSIERS = 12
PHASES = {"demo": 1, "demo, lots": 3, "demo, fin": 1}


def play(told: Connection, base: Path, seed: int) -> None:
    """Make it, then wait to be killed."""
    told.send(("demo",))

    def tell(done: int, total: int) -> None:
        told.send(("demo, fin" if done >= total else "demo, lots",))

    exercice.make(base, DOSSIERS, seed, date(2026, 9, 4), Progress(tell), Cost(64, 1)).close()
    told.send(("fait", str(base)))
    while True:
        sleep(1)
