"""Values to journal JSON and back. The text of a value is the same on every desk, so that digests are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date
from sqlalchemy.orm import Session

from scolarite_desk.models.base import Cle, Instant, Montant, Partagee, microseconds, moment
from scolarite_desk.models.schema import Base

LOT = 500  # rows read at once: memory stays flat, and larger lots were slower


def encode(value: Any) -> Any:
    """A JSON value: moments as microseconds since 1970, dates as ISO, amounts as text, cents always said."""
    if isinstance(value, datetime):
        return microseconds(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"  # 178.5 and 178.50 are one amount
    return value


def decode(column: Column[Any], value: Any) -> Any:
    """The Python value of a column from its JSON form."""
    turn = _DECODED.get(type(column.type))
    return value if value is None or turn is None else turn(value)


_DECODED: dict[type[Any], Callable[[Any], Any]] = {Instant: moment, Montant: Decimal, Date: date.fromisoformat}


def dumps(value: Any) -> bytes:
    """Canonical JSON: sorted keys, no space, UTF-8."""
    return _CANONICAL.encode(value).encode()


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def columns_of(genre: str) -> dict[str, Column[Any]]:
    """The journalled columns of a shared table: all but its key."""
    return {column.key: column for column in Base.metadata.tables[genre].columns if column.key != "id"}


@cache
def shared_classes() -> dict[str, type[Any]]:
    """Shared classes by table name, in order of dependence."""
    by_table = {m.class_.__tablename__: m.class_ for m in Base.registry.mappers if issubclass(m.class_, Partagee)}
    return {t.name: by_table[t.name] for t in Base.metadata.sorted_tables if t.name in by_table}


def stored_lots(session: Session, genre: str, where: str = "1") -> Iterator[list[dict[str, Any]]]:
    """The rows of a table by key, "id" among their values, blanks left out, as the journal says them.

    Read as the file holds them, which is what `encode` gives but for three kinds of column: no mapped row is made.
    """
    columns = columns_of(genre)
    names = ["id", *columns]
    turned = [("id", bytes.hex), *((name, turn) for name, column in columns.items() if (turn := _turn(column)))]
    wanted = ", ".join(f'"{name}"' for name in names)
    found = session.connection().exec_driver_sql(f'SELECT {wanted} FROM "{genre}" WHERE {where} ORDER BY id')
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
