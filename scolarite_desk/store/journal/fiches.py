"""Office rows written by plain SQL, from journal values: what merging desks gives is no act of this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Date, String
from sqlalchemy.schema import Column

from scolarite_desk.models.fields.lineage import leans, ties
from scolarite_desk.models.tables.base import Cle
from scolarite_desk.store.codec import bound, columns_of, stored_row
from scolarite_desk.store.sql import as_json

NOBODY = bytes(16).hex()  # the owner of an owner that is not known
Values = dict[str, Any]


class Fiches:
    """Rows to make and to change, written together by `flush`; `get` already sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        cursor = connection.connection.cursor()
        self._sql, self._many = cursor.execute, cursor.executemany
        self._made: dict[str, dict[str, Values]] = {}
        self._changed: dict[str, dict[str, Values]] = {}

    def make(self, genre: str, key: str, values: Values) -> None:
        """A row that is not there yet, or a placeholder to fill."""
        self._made.setdefault(genre, {})[key] = dict(values)

    def change(self, genre: str, key: str, values: Mapping[str, Any]) -> None:
        """Give columns of a row their values."""
        made = self._made.get(genre, {}).get(key)
        (made if made is not None else self._changed.setdefault(genre, {}).setdefault(key, {})).update(values)

    def get(self, genre: str, key: str) -> Values:
        """The values of a row that are not blank."""
        made = self._made.get(genre, {}).get(key)
        values = made or stored_row(self._connection, genre, key) | self._changed.get(genre, {}).get(key, {})
        return {name: value for name, value in values.items() if value is not None}

    def flush(self) -> None:
        """Write everything. Ties are looked at when the transaction commits: see `tie`."""
        for genre, rows in self._made.items():
            self._insert(genre, rows)
        for genre, rows in self._changed.items():
            self._update(genre, rows)

    def ties(self) -> dict[str, dict[str, list[str]]]:
        """What the rows written lean on: {table: {key: [leaning keys]}}; `ANY` among the tables."""
        found: dict[str, dict[str, list[str]]] = {}
        for by_genre in (self._made, self._changed):
            for genre, rows in by_genre.items():
                for name, table in leans(genre).items():
                    for key, values in rows.items():
                        if values.get(name):
                            found.setdefault(table, {}).setdefault(values[name], []).append(key)
        return found

    def _insert(self, genre: str, rows: dict[str, Values]) -> None:
        needed = {name: blank_of(column) for name, column in columns_of(genre).items() if not column.nullable}
        shaped: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        columns = columns_of(genre)
        for key, values in rows.items():
            filled = {name: value for name, value in (needed | values).items() if value is not None}
            cells = [bound(columns[name], value) for name, value in filled.items()]
            shaped.setdefault(tuple(filled), []).append((bytearray.fromhex(key), *cells))
        for names, cells_of in shaped.items():
            blanks = [f'"{name}" = NULL' for name in columns if name not in names]
            taken = ", ".join([f'"{name}" = excluded."{name}"' for name in names] + blanks)
            self._many(
                f'INSERT INTO "{genre}" ({", ".join(["id", *(_quoted(names))])}) VALUES (?{", ?" * len(names)})'
                f" ON CONFLICT (id) DO {f'UPDATE SET {taken}' if taken else 'NOTHING'}",
                cells_of,
            )

    def _update(self, genre: str, rows: dict[str, Values]) -> None:
        columns = columns_of(genre)
        shaped: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for key, values in rows.items():
            cells = [bound(columns[name], _kept(columns[name], value)) for name, value in values.items()]
            shaped.setdefault(tuple(values), []).append((*cells, bytearray.fromhex(key)))
        for names, cells_of in shaped.items():
            given = ", ".join(f"{name} = ?" for name in _quoted(names))
            self._many(f'UPDATE "{genre}" SET {given} WHERE id = ?', cells_of)

    def missing(self, table: str, keys: Iterable[str]) -> list[str]:
        """Those of these keys that no row of the table has."""
        found = self._sql(
            "SELECT hex(k.id) FROM (SELECT unhex(value) AS id FROM json_each(?)) k"
            f' WHERE NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = k.id)',
            (as_json(keys),),
        )
        return [key.lower() for (key,) in found]

    def hold_place(self, table: str, keys: Iterable[str]) -> None:
        """Empty rows, out of sight, for owners that are not here: not known yet, or erased."""
        wanted = list(keys)
        if not wanted:
            return
        self._many(
            "INSERT INTO objet (uuid, genre, poste, numero, efface) VALUES (?, ?, 0, 0, 0) ON CONFLICT DO NOTHING",
            [(bytearray.fromhex(key), table) for key in wanted],
        )
        self._insert(table, {key: {"retire_le": 0} for key in wanted})
        for name, owner in ties(table).items():
            if not columns_of(table)[name].nullable:
                self.hold_place(owner, self.missing(owner, [NOBODY]))


def blank_of(column: Column[Any]) -> Any:
    """The journal value of a column that cannot be empty, in a row that says nothing of it."""
    if isinstance(column.type, Cle):
        return NOBODY
    if isinstance(column.type, Date):
        return "1970-01-01"
    return "" if isinstance(column.type, String) else 0


def _kept(column: Column[Any], value: Any) -> Any:
    return blank_of(column) if value is None and not column.nullable else value


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]
