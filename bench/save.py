"""One field saved, from the act to its durable commit, beside a raw commit of the same bytes in the same kind of file.

python -m bench.save [dossiers]
"""

from __future__ import annotations

import gc
import json
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Connection

from bench import base
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.store import Store

_PAGE = 4096
_FRAME = 4120  # a page and its header in the WAL
_FIELDS = ("identite.nom_usage", "identite.autres_prenoms", "identite.ville_naissance", "adresse.ligne")


def measure(dossiers: int = base.LARGE, saves: int = 400) -> dict[str, float]:
    """Milliseconds of CPU and of wall clock of a save and of a raw commit taken in turn, and the pages of a save."""
    store = base.opened(dossiers)
    acts = _acts(store, saves)
    pages = _pages(store, acts[:50])
    with tempfile.TemporaryDirectory(dir=base.BUILD) as folder:
        raw = _Raw(Path(folder) / "brut.sdesk", pages)
        gc.collect()
        gc.freeze()
        taken = [(_timed(act), _timed(raw.commit)) for act in acts[50:]]
        raw.close()
    gc.unfreeze()
    store.close()
    found: dict[str, float] = {"dossiers": dossiers, "saves": len(taken), "pages": pages}
    for name, place in (("save", 0), ("raw", 1)):
        for unit, which in (("cpu", 0), ("wall", 1)):
            times = sorted(one[place][which] for one in taken)
            found |= {f"{name}_{unit}_p{rank}": round(times[len(times) * rank // 100], 3) for rank in (50, 99)}
    return found | {
        f"over_cpu_p{rank}": round(found[f"save_cpu_p{rank}"] - found[f"raw_cpu_p{rank}"], 3) for rank in (50, 99)
    }


def _acts(store: Store, saves: int) -> list[Callable[[], object]]:
    dice = random.Random(7)
    with store.reading() as session:
        run = session.connection().exec_driver_sql
        keys = {
            thing: [key.hex() for key in run(f"SELECT id FROM {table} ORDER BY random() LIMIT {saves + 50}").scalars()]
            for thing, table in (("identite", "personne"), ("adresse", "adresse"))
        }
    acts = []
    for rank in range(saves + 50):
        champ = _FIELDS[rank % len(_FIELDS)]
        key, value = keys[champ.split(".")[0]][rank], f"{dice.randrange(999)} RUE DU PORT"
        acts.append(lambda champ=champ, key=key, value=value: do(store, None, correct, champ, key, value))
    return acts


def _pages(store: Store, acts: list[Callable[[], object]]) -> int:
    """How many pages one save writes, on average."""
    _fold(store.engine.connect())
    wal = store.path.with_name(store.path.name + "-wal")
    before = wal.stat().st_size
    for act in acts:
        act()
    return max(1, round((wal.stat().st_size - before) / _FRAME / len(acts)))


def _fold(connection: Connection) -> None:
    with connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


class _Raw:
    """As many pages rewritten in one commit, by the driver alone, in a file opened in the same way."""

    def __init__(self, path: Path, pages: int) -> None:
        self.engine, self.pages, self.turn = open_engine(path, bytes(32)), pages, 0
        self.raw = self.engine.raw_connection()
        run = self.cursor = self.raw.cursor()
        run.execute("CREATE TABLE brut (id INTEGER PRIMARY KEY, octets BLOB)")
        run.execute("BEGIN")
        run.executemany("INSERT INTO brut VALUES (?, ?)", [(rank, bytes(_PAGE - 200)) for rank in range(2000)])
        run.execute("COMMIT")

    def commit(self) -> None:
        """One durable commit."""
        self.turn += 1
        self.cursor.execute("BEGIN IMMEDIATE")
        for rank in range(self.pages):
            place = (self.turn * 7919 + rank * 131) % 2000
            self.cursor.execute("UPDATE brut SET octets = randomblob(?) WHERE id = ?", (_PAGE - 200, place))
        self.cursor.execute("COMMIT")

    def close(self) -> None:
        """Leave the file."""
        self.raw.close()
        self.engine.dispose()


def _timed(act: Callable[[], Any]) -> tuple[float, float]:
    """(CPU, wall) in milliseconds."""
    wall, cpu = perf_counter(), process_time()
    act()
    return (process_time() - cpu) * 1000, (perf_counter() - wall) * 1000


if __name__ == "__main__":
    base.settle()
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
