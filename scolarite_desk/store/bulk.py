"""The bulk door: many new rows at once, in lots, each lot one work of the journal, as if they had been typed.

For a new base or an import: rows go in by `executemany`, with their lines, so that `check` finds nothing to say. The
search index does not follow: whoever comes through here calls `finish` at the end. A new base, which nobody reads yet,
is filled faster `without_indexes`.
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

from sqlalchemy import Boolean, Connection, Date, Dialect
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
    and on those of earlier lots. A value left out is None; a row has one at least besides its key.
    """
    shapes = _Shapes(store.engine.dialect)
    left, cible, written = iter(lots), "", 0
    while some := list(islice(left, together)):
        with store.side() as session, _roomy(session.connection()) as connection:
            for lot in some:
                writer = _Writer(connection, store.clock(), shapes)
                numero = writer.write(store.auteur, acte, cible, lot)
                cible = cible or f"{writer.poste.uuid}:{numero}"
                written += len(lot)
    return written


@contextmanager
def without_indexes(store: Store) -> Iterator[None]:
    """Secondary indexes are made once, at the end: many values fall anywhere in theirs. For a base that is being made:
    one left in the middle is slow and has to be made again.
    """
    with store.side() as session:
        found = session.connection().exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        )
        indexes = [(name, sql) for name, sql in found]
        for name, _sql in indexes:
            session.connection().exec_driver_sql(f"DROP INDEX {name}")
    yield
    with store.side() as session, _roomy(session.connection()) as connection:
        for _name, sql in indexes:
            connection.exec_driver_sql(sql)


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


class _Shape:
    """How rows that fill the same columns of a class are written: the statement, and the body of their lines.

    Blanks stay out of the statement and keys go in as `bytearray`: the driver takes ten times longer over None and
    `bytes`, which it tries to adapt, than over all it takes as it comes.
    """

    def __init__(self, cls: type[Partagee], names: tuple[str, ...], dialect: Dialect) -> None:
        self.genre = cls.__tablename__
        columns = columns_of(self.genre)
        self.sql = f"INSERT INTO {self.genre} (id, {', '.join(names)}) VALUES (?{', ?' * len(names)})"
        self.binders = [(name, _binder(columns[name].type, dialect)) for name in names]
        self.pieces = self._pieces(names)

    def bound(self, values: Values) -> list[Any]:
        """The row as the driver takes it."""
        cells = [values[name] if bind is None else bind(values[name]) for name, bind in self.binders]
        return [bytearray.fromhex(values["id"]), *cells]

    def body(self, values: Values) -> bytes:
        """The journal's body of a created row, without its salt: what `dumps` gives of {group: [null, after, []]}.

        Written from pieces that rows of one shape share: this is most of what a row costs in Python.
        """
        return ("".join([before + _written(values[name]) for before, name in self.pieces]) + _END).encode()

    def _pieces(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """(text before, name) of each value, in the order of the canonical JSON."""
        pieces: list[tuple[str, str]] = []
        last = ""
        for group, name in sorted((group_of(self.genre, name), name) for name in names):
            opening = f'{_CLOSED + "," if last else "{"}"{group}":[null,{{'
            pieces.append((f'{"," if group == last else opening}"{name}":', name))
            last = group
        return pieces


_CLOSED = "},[]]"
_END = _CLOSED + "}"
_DIRECT: Mapping[type[Any], Callable[[Any], Any]] = {
    Cle: bytearray.fromhex,
    Instant: microseconds,
    Date: date.isoformat,
    Boolean: int,
}
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


class _Shapes:
    """The shapes met so far."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.known: dict[tuple[type[Partagee], tuple[str, ...]], _Shape] = {}
        self.order = {cls: rank for rank, cls in enumerate(shared_classes().values())}

    def sorted(self, lot: Lot) -> list[tuple[_Shape, list[Values]]]:
        """The rows of a lot by shape, those leant on first."""
        found: dict[tuple[type[Partagee], tuple[str, ...]], list[Values]] = {}
        for cls, values in lot:
            names = tuple([name for name, value in values.items() if value is not None and name != "id"])
            found.setdefault((cls, names), []).append(values)
        return [(self._shape(*key), found[key]) for key in sorted(found, key=lambda key: self.order[key[0]])]

    def _shape(self, cls: type[Partagee], names: tuple[str, ...]) -> _Shape:
        if (cls, names) not in self.known:
            self.known[cls, names] = _Shape(cls, names, self.dialect)
        return self.known[cls, names]


class _Writer:
    """Writes one lot as one work, in the line format of `journal`."""

    def __init__(self, connection: Connection, now: datetime, shapes: _Shapes) -> None:
        self.sql, self.now, self.shapes = connection.exec_driver_sql, now, shapes
        self.poste: Station = station(connection)
        self.numero = self.poste.numero + 1
        self.lines: list[tuple[str, str, bytes, bytes]] = []  # key and table of a row, digest and body of its line

    def write(self, auteur: str, acte: str, cible: str, lot: Lot) -> int:
        """The number of the work."""
        for shape, rows in self.shapes.sorted(lot):
            self._insert(shape, rows)
        self._head(auteur, acte, cible)
        return self.numero

    def _insert(self, shape: _Shape, rows: list[Values]) -> None:
        self.sql(shape.sql, [tuple(shape.bound(values)) for values in rows])
        salts = os.urandom(_SALT * len(rows))
        for values, at in zip(rows, count(0, _SALT), strict=False):
            corps = salts[at : at + _SALT] + shape.body(values)
            self.lines.append((values["id"], shape.genre, hashlib.sha256(corps).digest(), corps))

    def _objects(self) -> dict[str, int]:
        """The local number of each new row. In the order of keys: its index then only grows at its end."""
        first: int = 1 + self.sql("SELECT coalesce(max(id), 0) FROM objet").scalar_one()
        new = sorted((key, genre) for key, genre, _digest, _corps in self.lines)
        self.sql(
            "INSERT INTO objet (id, uuid, genre, poste, numero, efface) VALUES (?, ?, ?, ?, ?, 0)",
            [
                (objet, bytearray.fromhex(key), genre, self.poste.id, self.numero)
                for objet, (key, genre) in enumerate(new, first)
            ],
        )
        return {key: objet for objet, (key, _genre) in enumerate(new, first)}

    def _head(self, auteur: str, acte: str, cible: str) -> None:
        here, numero, at = self.poste, self.numero, microseconds(self.now)
        hlc = max(at // 1000 << _HLC_BITS, here.hlc + 1)
        header = Header(here.uuid, numero, hlc, self.now, auteur, acte, "", cible)
        empreinte = header.chain(here.empreinte, [(key, digest) for key, _genre, digest, _corps in self.lines])
        self.sql(
            "INSERT INTO travail (poste, numero, hlc, at, auteur, acte, detail, cible, empreinte)"
            " VALUES (?, ?, ?, ?, ?, ?, '', ?, ?)",
            (here.id, numero, hlc, at, auteur, acte, cible, empreinte),
        )
        objets = self._objects()
        self.sql(
            "INSERT INTO ligne (poste, numero, rang, objet, digest, corps) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (here.id, numero, rang, objets[key], bytearray(digest), bytearray(corps))
                for rang, (key, _genre, digest, corps) in enumerate(self.lines)
            ],
        )
        self.sql("UPDATE poste SET numero = ?, hlc = ?, empreinte = ? WHERE id = ?", (numero, hlc, empreinte, here.id))


def count_up(session: Session, sequence: str, value: int) -> None:
    """Say that a sequence of this desk has given its numbers up to `value`."""
    session.connection().exec_driver_sql(
        "INSERT INTO compteur (nom, valeur) VALUES (?, ?) ON CONFLICT (nom) DO UPDATE SET valeur = excluded.valeur",
        (sequence, value),
    )
