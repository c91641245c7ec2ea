"""Shared by the queries: living rows, and rows as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.store.codec import columns_of

Row = TypeVar("Row", bound=Partagee)
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)


def living(cls: type[Row]) -> Select[Row]:
    """Rows of a class that nobody withdrew."""
    return select(cls).where(cls.retire_le.is_(None))


def values_of(row: Partagee) -> Mapping[str, Any]:
    """Every column of a row but its key."""
    return {name: getattr(row, name) for name in columns_of(row.__tablename__)}


def by_owner(session: Session, cls: type[Row], column: str, keys: Iterable[str]) -> dict[str, list[Row]]:
    """The living rows of a class by the value of one of its columns, oldest first."""
    found: dict[str, list[Row]] = {}
    for row in session.scalars(_owned(cls, column), {"keys": list(keys)}):  # type: ignore[arg-type]  # classes are hashable
        found.setdefault(getattr(row, column), []).append(row)
    return found


def by_key(session: Session, cls: type[Row], keys: Iterable[str | None]) -> dict[str, Row]:
    """Rows of a class by key, withdrawn or not."""
    wanted = {key for key in keys if key}
    return {row.id: row for row in session.scalars(_keyed(cls), {"keys": list(wanted)})} if wanted else {}  # type: ignore[arg-type]


@cache  # building a statement costs more than running it: opening one dossier asks for forty of these
def _owned(cls: Any, column: str) -> Select[Any]:
    statement: Select[Any] = living(cls).where(getattr(cls, column).in_(_KEYS)).order_by(cls.id)
    return statement


@cache
def _keyed(cls: Any) -> Select[Any]:
    return select(cls).where(cls.id.in_(_KEYS))
