"""New rows made ready for the bulk door: statements, cells and journal bodies. Pure: any process may do it.

Blanks stay out of the statements and keys go in as `bytearray`: the driver takes ten times longer over None and
`bytes`, which it tries to adapt, than over all that it takes as it comes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Boolean, Date
from sqlalchemy.dialects.sqlite import dialect

from scolarite_desk.models.fields.groups import group_of
from scolarite_desk.models.tables.base import Cle, Instant, Partagee, microseconds
from scolarite_desk.store.codec import columns_of, dumps, encode, shared_classes

Values = Mapping[str, Any]
NewRow = tuple[type[Partagee], Values]  # a class and its values by column, its key under "id"
Lot = Sequence[NewRow]

_SALT = 16
_DIALECT = dialect()


@dataclass(frozen=True, slots=True)
class LineWritten:
    """The line of a new row: its key, its table, the digest and the salted body."""

    key: str
    genre: str
    digest: bytes
    corps: bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """A lot as the driver takes it: (statement, rows) in an order that ties can bear, then the lines of its work."""

    inserts: list[tuple[str, list[tuple[Any, ...]]]]
    lines: list[LineWritten]


def prepare(lots: Iterable[Lot]) -> Iterator[Ready]:
    """Each lot, ready. Rows may lean on one another whatever their order. A value left out is None; a row has one at
    least besides its key.
    """
    known: dict[tuple[type[Partagee], tuple[str, ...]], _Shape] = {}
    order = {cls: rank for rank, cls in enumerate(shared_classes().values())}
    for lot in lots:
        found: dict[tuple[type[Partagee], tuple[str, ...]], list[Values]] = {}
        for cls, values in lot:
            names = tuple([name for name, value in values.items() if value is not None and name != "id"])
            found.setdefault((cls, names), []).append(values)
        ready = Ready([], [])
        for key in sorted(found, key=lambda key: order[key[0]]):
            shape = known.get(key) or known.setdefault(key, _Shape(*key))
            ready.inserts.append((shape.sql, [shape.bound(values) for values in found[key]]))
            ready.lines.extend(shape.lines(found[key]))
        yield ready


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
    """How rows that fill the same columns of a class are written: the statement, and the body of their lines."""

    def __init__(self, cls: type[Partagee], names: tuple[str, ...]) -> None:
        self.genre = cls.__tablename__
        columns = columns_of(self.genre)
        self.sql = f"INSERT INTO {self.genre} (id, {', '.join(names)}) VALUES (?{', ?' * len(names)})"
        self.binders = [(name, _binder(columns[name].type)) for name in names]
        self.pieces = self._pieces(names)

    def bound(self, values: Values) -> tuple[Any, ...]:
        """The row as the driver takes it."""
        cells = [values[name] if bind is None else bind(values[name]) for name, bind in self.binders]
        return (bytearray.fromhex(values["id"]), *cells)

    def lines(self, rows: list[Values]) -> Iterator[LineWritten]:
        """The lines of these rows, each with a salt of its own."""
        salts = os.urandom(_SALT * len(rows))
        for values, at in zip(rows, count(0, _SALT), strict=False):
            corps = salts[at : at + _SALT] + self.body(values)
            yield LineWritten(values["id"], self.genre, hashlib.sha256(corps).digest(), corps)

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


def _binder(kind: Any) -> Callable[[Any], Any] | None:
    """What SQLAlchemy does to a value of this type; the same, without its layers, for the types met most."""
    binder: Callable[[Any], Any] | None = kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return _DIRECT.get(type(kind), binder)
