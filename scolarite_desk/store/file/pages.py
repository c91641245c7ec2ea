"""Damaged pages of a file, by number and by the table or index that holds them.

After one broken seal the driver refuses everything else on that connection: each question has its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.file.failures import error_name

_OBJECTS = "SELECT type, name, tbl_name FROM sqlite_master WHERE rootpage > 0 AND type IN ('table', 'index')"


def ask(engine: Engine, sql: str) -> list[Any]:
    """Rows of a statement, on a connection of its own."""
    with engine.connect() as connection:
        try:
            return list(connection.exec_driver_sql(sql))
        finally:
            connection.invalidate()


def damaged(engine: Engine) -> list[Msg]:
    """One sentence per page whose seal (HMAC) is broken, then per table or index that cannot be read through."""
    try:
        seals = ask(engine, "PRAGMA cipher_integrity_check")
    except DatabaseError:  # without its schema the file takes no connection
        return [N_("le schéma ne se lit plus")]
    found = [N_("page {numero} abîmée", numero=fault.split()[-1]) for (fault,) in seals]
    if not found:
        return []
    return found + [N_("{sorte} {nom} illisible", sorte=kind, nom=name) for kind, name in unreadable(engine)]


def told(engine: Engine, path: Path) -> Unavailable:
    """Why a base does not open, its damaged pages named."""
    return Unavailable(
        N_(
            "La base «\u00a0{base}\u00a0» est abîmée\u00a0: {fautes}. Elle n’a pas été modifiée. "
            "Reprenez la dernière sauvegarde.",
            base=path.name,
            fautes=damaged(engine) or N_("elle ne se lit plus"),
        )
    )


def unreadable(engine: Engine) -> Iterator[tuple[str, str]]:
    """(table or index, name) of what holds damaged pages."""
    objects = sorted(ask(engine, _OBJECTS), key=lambda one: one[0] == "index")
    tables = set()
    for kind, name, table in objects:
        if table in tables:
            continue
        what = f'* FROM "{table}" NOT INDEXED' if kind == "table" else f'1 FROM "{table}" INDEXED BY "{name}"'
        if not _reads(engine, what):
            tables.add(name)
            yield kind, name


def _reads(engine: Engine, what: str) -> bool:
    try:
        with engine.connect() as connection:
            try:
                for _ in connection.exec_driver_sql(f"SELECT {what}").yield_per(1000):
                    pass
            finally:
                connection.invalidate()
    except DatabaseError as error:
        return error_name(error) == "SQLITE_ERROR"  # an index that answers no such question
    return True
