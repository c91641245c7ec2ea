"""One number that says whether two bases hold the same thing: living rows, without journal, counters or registers.

Each row is canonical JSON followed by a comma, its values as the journal encodes them, blanks left out so that a new
empty column changes nothing. Tables by name, each after a line that names it; rows by key. Digest = SHA-256 of it all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column
from sqlalchemy.orm import Session

from scolarite_desk.models.base import Cle, Montant
from scolarite_desk.store.codec import columns_of, dumps, encode, shared_classes

LOT = 500  # rows read at once: memory stays flat, and larger lots were slower


@dataclass(frozen=True)
class Digest:
    """`value` in hexadecimal, over so many living rows."""

    value: str
    lignes: int


def digest(session: Session) -> Digest:
    """Of everything that can be undone."""
    return _digest(session, (genre for genre, cls in shared_classes().items() if not cls.REGISTRE))


def digest_registers(session: Session) -> Digest:
    """Of numbers given and documents issued, which no undo takes back."""
    return _digest(session, (genre for genre, cls in shared_classes().items() if cls.REGISTRE))


def _digest(session: Session, genres: Iterable[str]) -> Digest:
    total, count = hashlib.sha256(), 0
    for genre in sorted(genres):
        total.update(f"{genre}\n".encode())
        for lot in _lots(session, genre):
            total.update(dumps(lot)[1:-1] + b",")
            count += len(lot)
    return Digest(total.hexdigest(), count)


def _lots(session: Session, genre: str) -> Iterator[list[dict[str, Any]]]:
    """Rows are read as the file holds them, which is what `codec.encode` gives but for three kinds of column."""
    columns = {name: column for name, column in columns_of(genre).items() if name != "retire_le"}
    names = ["id", *columns]
    turned = [("id", bytes.hex), *((name, turn) for name, column in columns.items() if (turn := _turn(column)))]
    wanted = ", ".join(f'"{name}"' for name in names)
    found = session.connection().exec_driver_sql(f'SELECT {wanted} FROM "{genre}" WHERE retire_le IS NULL ORDER BY id')
    for lot in found.partitions(LOT):
        rows = [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in lot]
        for name, turn in turned:
            for values in rows:
                if name in values:
                    values[name] = turn(values[name])
        yield rows


def _turn(column: Column[Any]) -> Callable[[Any], Any] | None:
    """From what the file holds to what the journal says."""
    if isinstance(column.type, Cle):
        return bytes.hex
    if isinstance(column.type, Montant):
        return lambda cents: encode(Decimal(cents) / 100)
    return bool if isinstance(column.type, Boolean) else None
