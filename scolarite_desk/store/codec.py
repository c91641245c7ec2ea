"""Values to journal JSON and back. The text of a value is the same on every desk, so that digests are."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Column

from scolarite_desk.models.base import Partagee, microseconds, moment
from scolarite_desk.models.schema import Base


def encode(value: Any) -> Any:
    """A JSON value: moments as microseconds since 1970, dates as ISO, amounts as text."""
    if isinstance(value, datetime):
        return microseconds(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def decode(column: Column[Any], value: Any) -> Any:
    """The Python value of a column from its JSON form."""
    if value is None:
        return None
    kind = column.type.python_type if not _is_instant(column) else datetime
    if kind is datetime:
        return moment(value)
    if kind is date:
        return date.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value


def _is_instant(column: Column[Any]) -> bool:
    return type(column.type).__name__ == "Instant"


def dumps(value: Any) -> bytes:
    """Canonical JSON: sorted keys, no space, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@cache
def columns_of(genre: str) -> dict[str, Column[Any]]:
    """The journalled columns of a shared table: all but its key."""
    return {column.key: column for column in Base.metadata.tables[genre].columns if column.key != "id"}


@cache
def shared_classes() -> dict[str, type[Any]]:
    """Shared classes by table name, in order of dependence."""
    by_table = {m.class_.__tablename__: m.class_ for m in Base.registry.mappers if issubclass(m.class_, Partagee)}
    return {t.name: by_table[t.name] for t in Base.metadata.sorted_tables if t.name in by_table}
