"""The hub's snapshot: deposited by a desk when there is much that is new, taken by a desk that begins."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from scolarite_desk.progress import Progress
from scolarite_desk.store.file.migrate import SHARED
from scolarite_desk.store.store import Store
from scolarite_desk.sync.instantane import VERSION, load_snapshot, write_snapshot

FEW = 2_000  # works that a new desk takes in one by one without waiting
_SHORT = 2**23  # bytes of the lines that it takes in so: an import is few works, and long ones
_FORMAT = f"{VERSION} {SHARED}"


def is_wanted(connection: Any) -> bool:
    """Whether the works that the snapshot lacks are too many for a new desk to take them one by one."""
    held, octets = connection.execute(
        "SELECT (SELECT coalesce(sum(numero), 0) FROM poste), pg_relation_size('ligne')"
    ).fetchone()
    known = connection.execute("SELECT travaux FROM instantane WHERE version = %s", (_FORMAT,)).fetchone()
    if known is None and octets > _SHORT:
        return True
    return bool(held - (known[0] if known else 0) > max(FEW, held // 10))


def deposit(connection: Any, store: Store, progress: Progress) -> bool:
    """Leave what this base holds, whole. False when an erasure came meanwhile: the next exchange tries again."""
    with store.reading() as session:
        sql = session.connection().exec_driver_sql
        erased = sql("SELECT count(*) FROM objet WHERE efface = 1").scalar_one()
        works = sql("SELECT sum(numero) FROM poste").scalar_one()
    octets = BytesIO()
    write_snapshot(store, octets, progress)
    given = (_FORMAT, works, octets.getvalue(), erased)
    return bool(connection.execute("SELECT deposer_instantane(%s, %s, %s, %s)", given).fetchone()[0])


def take(connection: Any, store: Store, progress: Progress) -> bool:
    """Start this new base from the hub's snapshot; False when there is none of this version."""
    row = connection.execute("SELECT octets FROM instantane WHERE version = %s", (_FORMAT,)).fetchone()
    if row is None:
        return False
    load_snapshot(store, BytesIO(row[0]), progress)
    return True
