"""Statements of the search, straight to the driver: fifteen of them keep a saved name up to date, and the layers above
the driver would cost more than they do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Row = tuple[Any, ...]

KEYS = "(SELECT unhex(value) FROM json_each(?))"  # of `as_json`, as a set


def one_cvec(column: str) -> str:
    """What two writings of one CVEC number have in common (`rules/cvec.py normalise`): they are kept as typed."""
    for sign in " .-_":
        column = f"replace({column}, '{sign}', '')"
    return column


def as_json(values: Iterable[Any]) -> str:
    """Keys (hexadecimal), places or rows, as one value of a statement."""
    return json.dumps(list(values))


def climbed(way: Iterable[tuple[str, str]], genre: str, keys: str) -> str:
    """The keys to which rows of a table (`keys`, as a set) lead, column by column, as a set."""
    for column, table in way:
        keys, genre = f'(SELECT "{column}" FROM "{genre}" WHERE id IN {keys})', table
    return keys


def read(session: Session, statement: str, *values: Any) -> Iterable[Row]:
    """The rows that a statement gives, as they are asked for."""
    cursor = session.connection().connection.cursor()
    try:
        cursor.execute(statement, values)
    except Exception as error:
        raise _wrapped(session, statement, error) from error
    return cursor  # type: ignore[return-value]  # a driver's cursor is iterable


def value(session: Session, statement: str, *values: Any) -> Any:
    """The one value that a statement gives."""
    ((found,),) = read(session, statement, *values)
    return found


def write(session: Session, statement: str, rows: Iterable[Row]) -> None:
    """Do the statement for each row, in their order."""
    if ordered := sorted(rows):
        cursor = session.connection().connection.cursor()
        try:
            cursor.executemany(statement, ordered)
        except Exception as error:
            raise _wrapped(session, statement, error) from error


def _wrapped(session: Session, statement: str, error: Exception) -> BaseException:
    """The error as every other statement of the store would raise it, and without the values, which are personal."""
    dialect = session.get_bind().dialect
    assert dialect.dbapi is not None
    return DBAPIError.instance(statement, None, error, dialect.dbapi.Error, hide_parameters=True, dialect=dialect)
