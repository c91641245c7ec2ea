"""Values to journal JSON and back. The text of a value is the same on every desk, so that digests are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Integer
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.lineage import person_column
from scolarite_desk.models.tables.base import Cle, Euros, Instant, Partagee, microseconds, moment
from scolarite_desk.models.tables.schema import Base

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


def bound(column: Column[Any], value: Any) -> Any:
    """What the file holds of a journal value."""
    turn = _BOUND.get(type(column.type))
    return value if value is None or turn is None else turn(value)


def look_of(column: Column[Any]) -> Callable[[Any], bool]:
    """Whether a journal value that is not blank, and may come from anywhere, is one that the column can hold."""
    return _FITS.get(type(column.type), _is_text)


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (ValueError, TypeError):
        return False


_EARLIEST, _LATEST = -62_135_596_800_000_000, 253_402_300_799_999_999  # years 1 to 9999
_FITS: dict[type[Any], Callable[[Any], bool]] = {
    Cle: lambda value: isinstance(value, str) and re.fullmatch("[0-9a-f]{32}", value) is not None,
    Instant: lambda value: _is_number(value) and _EARLIEST <= value <= _LATEST,
    Euros: lambda value: isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,12}\.[0-9]{2}", value) is not None,
    Boolean: lambda value: isinstance(value, bool),
    Integer: _is_number,
    Date: _is_day,
}
_BOUND: dict[type[Any], Callable[[Any], Any]] = {
    Cle: bytes.fromhex,
    Boolean: int,
    Euros: lambda value: int(value.replace(".", "")),
}
_DECODED: dict[type[Any], Callable[[Any], Any]] = {Instant: moment, Euros: Decimal, Date: date.fromisoformat}


def dumps(value: Any) -> bytes:
    """Canonical JSON: sorted keys, no space, UTF-8."""
    return _CANONICAL.encode(value).encode()


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def columns_of(genre: str) -> dict[str, Column[Any]]:
    """The journalled columns of a shared table: all but its key."""
    return {column.key: column for column in Base.metadata.tables[genre].columns if column.key != "id"}


@cache
def journalled(genre: str) -> str:
    """The columns of a shared table as the journal says them, in SQL: a row that follows a merged person names in the
    file the person shown, in the journal the one it was made for.
    """
    person = person_column(genre)
    made_for = f'coalesce((SELECT r.personne FROM rattachement r WHERE r.objet = "{genre}".id), "{person}")'
    return ", ".join(made_for if name == person else f'"{name}"' for name in columns_of(genre))


@cache
def shared_classes() -> dict[str, type[Any]]:
    """Shared classes by table name, in order of dependence."""
    by_table = {m.class_.__tablename__: m.class_ for m in Base.registry.mappers if issubclass(m.class_, Partagee)}
    return {t.name: by_table[t.name] for t in Base.metadata.sorted_tables if t.name in by_table}


def stored_lots(session: Session, genre: str, where: str = "1") -> Iterator[list[dict[str, Any]]]:
    """The rows of a table by key, "id" among their values, blanks left out, as the journal says them.

    Read as the file holds them, which is what `encode` gives but for three kinds of column: no mapped row is made.
    """
    names = ["id", *columns_of(genre)]
    turned = {"id": bytes.hex, **_turns(genre)}
    wanted = f'SELECT id, {journalled(genre)} FROM "{genre}" WHERE {where} ORDER BY id'
    found = session.connection().exec_driver_sql(wanted)
    for lot in found.partitions(LOT):
        rows = [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in lot]
        for name, turn in turned.items():
            for values in rows:
                if name in values:
                    values[name] = turn(values[name])
        yield rows


@cache
def _turns(genre: str) -> dict[str, Callable[[Any], Any]]:
    """The columns of a table that the journal says otherwise than the file holds them."""
    return {name: turn for name, column in columns_of(genre).items() if (turn := _turn(column))}


def _turn(column: Column[Any]) -> Callable[[Any], Any] | None:
    """From what the file holds to what the journal says."""
    if isinstance(column.type, Cle):
        return bytes.hex
    if isinstance(column.type, Euros):
        return lambda cents: encode(Decimal(cents) / 100)
    return bool if isinstance(column.type, Boolean) else None


def stored_row(connection: Connection, genre: str, key: str) -> dict[str, Any]:
    """The values of one row as the journal says them, blanks left out; nothing when it is not there."""
    turned = _turns(genre)
    found = connection.exec_driver_sql(
        f'SELECT {journalled(genre)} FROM "{genre}" WHERE id = ?', (bytes.fromhex(key),)
    ).first()
    values = {name: value for name, value in zip(columns_of(genre), found or (), strict=False) if value is not None}
    return {name: turned[name](value) if name in turned else value for name, value in values.items()}
