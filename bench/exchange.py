"""Works received and merged, beside the same headers and lines put by `executemany` alone into the same kind of file.

python -m bench.exchange [dossiers] [works]
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import base
from scolarite_desk import practice as exercice
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.progress import Progress
from scolarite_desk.services import table
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store import base as bases
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost, vault_path
from scolarite_desk.sync.instantane import load_snapshot, write_snapshot
from scolarite_desk.sync.receive import LOT, receive
from scolarite_desk.sync.send import vector, works_since
from scolarite_desk.sync.wire import Sent

assert table.ACTS
# Typing thousands of works is thousands of durable commits, which are not what is measured.
SCRATCH = Path("/dev/shm") if Path("/dev/shm").is_dir() else base.BUILD
_FIELDS = (
    ("identite.courriel", "personne"),
    ("identite.ville_naissance", "personne"),
    ("adresse.ligne", "adresse"),
    ("adresse.code_postal", "adresse"),
    ("identite.nom_usage", "personne"),
    ("bac.etablissement_libre", "bac"),
)


def measure(dossiers: int = 2_000, works: int = 5_000) -> dict[str, float]:
    """Works per second, received and raw, in CPU and in all; a snapshot of the same base made and loaded."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        first = exercice.make(Path(folder) / "a.sdesk", dossiers, 7, base.TODAY)
        desks = [copied(first, Path(folder) / f"{name}.sdesk") for name in "bc"]
        type_works(first, works)
        with first.reading() as session:
            known = _vector(desks[0])
            sent = list(works_since(session, known))
        found: dict[str, float] = {"dossiers": dossiers, "works": len(sent)}
        found |= timed("received", len(sent), lambda: receive(desks[0], sent))
        found |= timed("raw", len(sent), lambda: put_raw(desks[1], sent))
        found |= timed("again", len(sent), lambda: receive(desks[0], sent))
        found["ratio"] = round(found["received_per_s"] / found["raw_per_s"], 3)
        found |= _snapshot(first, Path(folder) / "neuf.sdesk")
        for store in (first, *desks):
            store.close()
    return found


def _vector(store: Store) -> dict[str, int]:
    with store.reading() as session:
        return vector(session)


def copied(store: Store, path: Path) -> Store:
    """The same base as another desk has it."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(store.path, path)
    shutil.copy(vault_path(store.path), vault_path(path))
    return open_base(path, exercice.COMPTE, exercice.PASSWORD)


def type_works(store: Store, works: int, rank: int = 0, desks: int = 1) -> None:
    """So many fields, corrected one by one; each of several desks has people of its own."""
    dice = random.Random(rank)
    with store.reading() as session:
        run = session.connection().exec_driver_sql
        keys = {
            name: [key.hex() for (key,) in run(f"SELECT id FROM {name} ORDER BY id")][rank::desks]
            for _champ, name in _FIELDS
        }
    for turn in range(works):
        champ, name = _FIELDS[turn % len(_FIELDS)]
        do(store, None, correct, champ, dice.choice(keys[name]), f"{dice.randrange(10**6)} RUE DU PORT")


def put_raw(store: Store, sent: list[Sent]) -> None:
    """The same headers and lines, in lots of as many, and nothing else."""
    with store.side() as session:
        objects = {
            key.hex(): ident for ident, key in session.connection().exec_driver_sql("SELECT id, uuid FROM objet")
        }
    stations = {poste: 99 + rank for rank, poste in enumerate({one.header.poste for one in sent})}
    for start in range(0, len(sent), LOT):
        lot = sent[start : start + LOT]
        with store.side() as session:
            many = session.connection().connection.cursor().executemany
            heads = [
                (
                    stations[h.poste],
                    h.numero,
                    h.hlc,
                    microseconds(h.at),
                    h.auteur,
                    h.acte,
                    h.detail,
                    h.cible,
                    one.empreinte,
                )
                for one in lot
                for h in [one.header]
            ]
            many("INSERT INTO travail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", heads)
            lines = [
                (stations[one.header.poste], one.header.numero, rang, objects[line.key], line.digest, line.corps)
                for one in lot
                for rang, line in enumerate(one.lines)
            ]
            many("INSERT INTO ligne VALUES (?, ?, ?, ?, ?, ?)", lines)


def _snapshot(store: Store, path: Path) -> dict[str, float]:
    target = BytesIO()
    found = timed("snapshot_made", 1, lambda: write_snapshot(store, target, Progress()))
    new = bases.create(path, "Neuf", exercice.PASSWORD, cost=Cost(8192, 1))
    source = BytesIO(target.getvalue())
    found |= timed("snapshot_loaded", 1, lambda: load_snapshot(new, source, Progress()))
    new.close()
    return found | {"snapshot_mb": round(len(target.getvalue()) / 1e6, 2)}


def timed(name: str, count: int, act: Callable[[], Any]) -> dict[str, float]:
    """Seconds in all and of CPU, and how many of `count` in one of CPU."""
    wall, cpu = perf_counter(), process_time()
    act()
    wall, cpu = perf_counter() - wall, process_time() - cpu
    told = {f"{name}_wall_s": round(wall, 3), f"{name}_cpu_s": round(cpu, 3)}
    return told | ({f"{name}_per_s": round(count / cpu)} if count > 1 else {})


if __name__ == "__main__":
    base.settle()
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
