"""Ways to hurt a base, and what is then said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scolarite_desk.errors import Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.store.base import open_base
from scolarite_desk.store.check.check import check
from scolarite_desk.store.store import Store
from tests.services.conftest import PASSWORD

PAGE = 4096


def sql(store: Store, statement: str, *values: Any) -> list[Any]:
    """A statement behind the back of the journal; its rows, if it has any."""
    with store.side() as session:
        found = session.connection().exec_driver_sql(statement, values)
        return list(found) if found.returns_rows else []


def untied(store: Store, statement: str) -> None:
    """A statement that no foreign key stops."""
    raw = store.engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys = OFF")
    raw.cursor().execute(statement)
    raw.invalidate()


def flip(path: Path, offset: int) -> None:
    """One bit of the file is no longer what it was."""
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


def faults(store: Store) -> list[str]:
    """Everything that checking has to say."""
    return [kept(fault) for one in check(store) for fault in one.fautes]


def verdict(path: Path) -> str:
    """What is said of a base that someone opens then checks."""
    try:
        store = open_base(path, "Claire", PASSWORD)
    except Unavailable as refused:
        return str(refused)
    told = "\n".join(faults(store))
    store.engine.dispose()
    return told
