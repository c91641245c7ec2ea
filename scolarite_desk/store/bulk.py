"""The bulk door: many new rows at once, in lots, each lot one work of the journal, as if they had been typed.

For a new base or an import: rows go in by `executemany`, with their lines, so that `check` finds nothing to say. The
search index does not follow: whoever comes through here calls `finish` at the end.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count, islice
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Connection, Date, Dialect
from sqlalchemy.orm import Session

from scolarite_desk.models.base import Cle, Instant, Partagee, microseconds
from scolarite_desk.models.fields import group_of
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.codec import columns_of, dumps, encode, shared_classes
from scolarite_desk.store.journal import Header, Station, station
from scolarite_desk.store.store import Store

Values = Mapping[str, Any]
NewRow = tuple[type[Partagee], Values]  # a class and its values by column, its key under "id"
Lot = Sequence[NewRow]

_SALT = 16
_CACHE = -200_000  # KiB, as SQLite counts them
_HLC_BITS = 12  # below the millisecond


def load(store: Store, acte: str, lots: Iterable[Lot], together: int = 1) -> int:
    """Write every lot as one work, `together` works in one transaction; returns the number of rows.

    All but the first work belong to the first (`cible`). Rows of a lot may lean on one another whatever their order,
    and on those of earlier lots. A value left out is None.
    """
    tables = {cls: _Table(cls, store.engine.dialect) for cls in shared_classes().values()}
    left, cible, written = iter(lots), "", 0
    while some := list(islice(left, together)):
        with store.side() as session, _roomy(session.connection()) as connection:
            for lot in some:
                writer = _Writer(connection, store.clock(), tables)
                numero = writer.write(store.auteur, acte, cible, lot)
                cible = cible or f"{writer.poste.uuid}:{numero}"
                written += len(lot)
    return written


@contextmanager
def _roomy(connection: Connection) -> Iterator[Connection]:
    """More pages kept in memory meanwhile: numbers fall anywhere in their index, and each fall would read a page."""
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = {_CACHE}")
    yield connection
    connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def finish(store: Store, progress: Progress) -> None:
    """Make the search index again, once every lot is in."""
    with store.side() as session:
        search.rebuild(session, progress)


def in_lots(rows: Iterable[Lot], size: int) -> Iterator[Lot]:
    """Group small lots, such as a dossier's rows, by `size`: one lot of `size` dossiers."""
    lot: list[NewRow] = []
    for rank, some in enumerate(rows, 1):
        lot.extend(some)
        if rank % size == 0:
            yield lot
            lot = []
    if lot:
        yield lot


class _Table:
    """How rows of one class are written: the statement, each column's way to the file, the body of their lines."""

    def __init__(self, cls: type[Partagee], dialect: Dialect) -> None:
        self.genre = cls.__tablename__
        columns = columns_of(self.genre)
        names = ["id", *columns]
        self.sql = f"INSERT INTO {self.genre} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        self.binders = [(name, _binder(column.type, dialect)) for name, column in columns.items()]
        self.bodies: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def bound(self, values: Values) -> tuple[Any, ...]:
        """The row as the driver takes it."""
        found: list[Any] = [bytes.fromhex(values["id"])]
        for name, bind in self.binders:
            value = values.get(name)
            found.append(value if value is None or bind is None else bind(value))
        return tuple(found)

    def body(self, values: Values) -> bytes:
        """The journal's body of a created row, without its salt: what `dumps` gives of {group: [null, after, []]}.

        Written from pieces that rows of the same columns share: this is most of what a row costs.
        """
        names = tuple([name for name, value in values.items() if value is not None and name != "id"])
        pieces = self.bodies.get(names) or self.bodies.setdefault(names, self._pieces(names))
        return ("".join([before + _written(values[name]) for before, name in pieces]) + _END).encode()

    def _pieces(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """(text before, name) of each value, in the order of the canonical JSON."""
        grouped = sorted((group_of(self.genre, name), name) for name in names)
        pieces: list[tuple[str, str]] = []
        last = ""
        for group, name in grouped:
            opening = f'{_CLOSED + "," if last else "{"}"{group}":[null,{{'
            pieces.append((f'{"," if group == last else opening}"{name}":', name))
            last = group
        return pieces


_CLOSED = "},[]]"
_END = _CLOSED + "}"
_DIRECT: Mapping[type[Any], Callable[[Any], Any]] = {Cle: bytes.fromhex, Instant: microseconds, Date: date.isoformat}
_WRITTEN: Mapping[type[Any], Callable[[Any], str]] = {
    str: encode_basestring,
    int: str,
    date: lambda day: f'"{day.isoformat()}"',
    datetime: lambda instant: str(microseconds(instant)),
}


def _written(value: Any) -> str:
    """The JSON of a value."""
    write = _WRITTEN.get(type(value))
    return write(value) if write is not None else dumps(encode(value)).decode()


def _binder(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What SQLAlchemy does to a value of this type; the same, without its layers, for the types met most."""
    binder: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return _DIRECT.get(type(kind), binder)


class _Writer:
    """Writes one lot as one work, in the line format of `journal`."""

    def __init__(self, connection: Connection, now: datetime, tables: Mapping[type[Partagee], _Table]) -> None:
        self.sql, self.now, self.tables = connection.exec_driver_sql, now, tables
        self.poste: Station = station(connection)
        self.numero = self.poste.numero + 1
        self.objet: int = self.sql("SELECT coalesce(max(id), 0) FROM objet").scalar_one()
        self.lines: list[tuple[int, str, bytes, bytes]] = []  # row's local number, its key, digest, body

    def write(self, auteur: str, acte: str, cible: str, lot: Lot) -> int:
        """The number of the work."""
        found: dict[type[Partagee], list[Values]] = {}
        for cls, values in lot:
            found.setdefault(cls, []).append(values)
        for cls in shared_classes().values():  # those leant on first
            if cls in found:
                self._insert(self.tables[cls], found[cls])
        self._head(auteur, acte, cible)
        return self.numero

    def _insert(self, table: _Table, rows: list[Values]) -> None:
        self.sql(table.sql, [table.bound(values) for values in rows])
        known, salts = len(self.lines), os.urandom(_SALT * len(rows))
        for values, at in zip(rows, count(0, _SALT), strict=False):
            corps = salts[at : at + _SALT] + table.body(values)
            self.objet += 1
            self.lines.append((self.objet, values["id"], hashlib.sha256(corps).digest(), corps))
        self.sql(
            "INSERT INTO objet (id, uuid, genre, poste, numero, efface) VALUES (?, ?, ?, ?, ?, 0)",
            [
                (objet, bytes.fromhex(key), table.genre, self.poste.id, self.numero)
                for objet, key, _digest, _corps in self.lines[known:]
            ],
        )

    def _head(self, auteur: str, acte: str, cible: str) -> None:
        here, numero, at = self.poste, self.numero, microseconds(self.now)
        hlc = max(at // 1000 << _HLC_BITS, here.hlc + 1)
        header = Header(here.uuid, numero, hlc, self.now, auteur, acte, "", cible)
        empreinte = header.chain(here.empreinte, [(key, digest) for _objet, key, digest, _corps in self.lines])
        self.sql(
            "INSERT INTO travail (poste, numero, hlc, at, auteur, acte, detail, cible, empreinte)"
            " VALUES (?, ?, ?, ?, ?, ?, '', ?, ?)",
            (here.id, numero, hlc, at, auteur, acte, cible, empreinte),
        )
        self.sql(
            "INSERT INTO ligne (poste, numero, rang, objet, digest, corps) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (here.id, numero, rang, objet, digest, corps)
                for rang, (objet, _key, digest, corps) in enumerate(self.lines)
            ],
        )
        self.sql("UPDATE poste SET numero = ?, hlc = ?, empreinte = ? WHERE id = ?", (numero, hlc, empreinte, here.id))


def count_up(session: Session, sequence: str, value: int) -> None:
    """Say that a sequence of this desk has given its numbers up to `value`."""
    session.connection().exec_driver_sql(
        "INSERT INTO compteur (nom, valeur) VALUES (?, ?) ON CONFLICT (nom) DO UPDATE SET valeur = excluded.valeur",
        (sequence, value),
    )
