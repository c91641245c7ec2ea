"""Shared by the queries: living rows, and rows as plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from json import dumps
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.base import Partagee, is_key
from scolarite_desk.store.codec import columns_of

Row = TypeVar("Row", bound=Partagee)


def keys_in(keys: Any) -> Select[Any]:
    """Any number of keys as one parameter, for `column.in_(…)`: each bound apart costs what its row costs,
    and the base takes no more than 32 766 of them.
    """
    told = keys if isinstance(keys, BindParameter) else dumps(list(keys))
    return select(func.unhex(func.json_each(told).table_valued("value").c.value))


_KEYS = keys_in(bindparam("keys"))


def living(cls: type[Row]) -> Select[Row]:
    """Rows of a class that nobody withdrew."""
    return select(cls).where(cls.retire_le.is_(None))


def row_of(session: Session, cls: type[Row], key: object) -> Row | None:
    """The row that a key names, withdrawn or not; None when it names none, or is no key at all."""
    return session.get(cls, key) if isinstance(key, str) and is_key(key) else None


def values_of(row: Partagee) -> Mapping[str, Any]:
    """Every column of a row but its key."""
    return {name: getattr(row, name) for name in columns_of(row.__tablename__)}


def by_owner(session: Session, cls: type[Row], column: str, keys: Collection[str]) -> dict[str, list[Row]]:
    """The living rows of a class by the value of one of its columns, oldest first."""
    return _grouped(_found(session, cls, column, keys), column)


def by_key(session: Session, cls: type[Row], keys: Iterable[str | None]) -> dict[str, Row]:
    """Rows of a class by key, withdrawn or not."""
    return _keyed(_found(session, cls, "id", {key for key in keys if key}))


def read_by_owner(session: Session, cls: type[Row], column: str, keys: Collection[str]) -> dict[str, list[Row]]:
    """As `by_owner`, for rows that are only read: tuples with the columns of the class as attributes.

    For thousands at once: mapped objects take twice the time, half of it the collector's, going over them.
    """
    return _grouped(_found(session, cls, column, keys, plain=True), column)


def read_by_key(session: Session, cls: type[Row], keys: Iterable[str | None]) -> dict[str, Row]:
    """As `by_key`, for rows that are only read."""
    return _keyed(_found(session, cls, "id", {key for key in keys if key}, plain=True))


def _found(session: Session, cls: Any, column: str, keys: Collection[str], plain: bool = False) -> Iterable[Any]:
    if not keys:
        return ()
    found = session.execute(_asked(cls, column, plain), {"keys": dumps(list(keys))})
    return found if plain else found.scalars()


def _grouped(rows: Iterable[Any], column: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, column), []).append(row)
    return found


def _keyed(rows: Iterable[Any]) -> dict[str, Any]:
    return {row.id: row for row in rows}


@cache  # building a statement costs more than running it: opening one dossier asks for forty of these
def _asked(cls: Any, column: str, plain: bool) -> Select[Any]:
    statement: Select[Any] = select(cls) if column == "id" else living(cls).order_by(cls.id)
    if plain:
        statement = statement.with_only_columns(*(getattr(cls, one.key) for one in cls.__table__.columns))
    return statement.where(getattr(cls, column).in_(_KEYS))
