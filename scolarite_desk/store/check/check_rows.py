"""Whether rows and heads are what the journal says of them: one pass over every object, whatever their number.

Objects, rows of each table and heads are read by key, side by side, and never held: memory stays flat.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.groups import RETRAIT, groups_of
from scolarite_desk.models.tables.base import Cle, Euros
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.codec import columns_of, journalled, shared_classes

NOT_WHAT_IT_SHOULD_BE = (ValueError, TypeError, ArithmeticError, AttributeError, KeyError, StopIteration)
_read = json.JSONDecoder().raw_decode  # what `loads` does, without what it does around
_ABSENT = ""  # in the place of a column: the whole row
_NO_TABLE = N_("{genre} {cle}\u00a0: aucun élément n’est de cette sorte")
_LEFT = N_("{genre} {cle}\u00a0: effacée, il en reste quelque chose")
_UNREADABLE = N_("{genre} {cle}\u00a0: le journal n’en dit rien de lisible, ou pas sa première modification")

# The lines of every object, station by station in their order: as their index has them, nothing is sorted.
_LINES = """SELECT o.uuid, o.genre, o.poste, o.numero, o.efface, l.poste, l.numero, l.corps
    FROM objet o LEFT JOIN ligne l ON l.objet = o.id ORDER BY o.uuid, l.poste, l.numero"""
_HEADS = "SELECT o.uuid, v.groupe, v.poste, v.numero FROM objet o JOIN version v ON v.objet = o.id ORDER BY o.uuid"
_KEPT_IN_SIGHT = """SELECT o.uuid FROM rivale r JOIN objet o ON o.id = r.objet WHERE r.groupe = 'retire_le'
    GROUP BY r.objet HAVING count(*) = (SELECT count(*) FROM version v
    WHERE v.objet = o.id AND v.groupe = 'retire_le')"""
_STRAY_HEADS = "SELECT DISTINCT objet FROM version WHERE objet NOT IN (SELECT id FROM objet) LIMIT 100"
# Whom owners not known yet are of: one key (`fiches.NOBODY`) in several tables, out of sight, that objects name once.
_OF_NOBODY = "id = zeroblob(16) AND retire_le IS 0"

Line = Sequence[Any]
Heads = dict[str, set[str]]  # group -> versions, as "station:number"


def check_rows(session: Session) -> tuple[int, list[Msg]]:
    """Every shared row is what the journal says of it, and its heads are its last versions."""
    connection, count, faults = session.connection(), 0, list[Msg]()
    objects = _Objects(connection)
    for key, lines in groupby(read(connection, _LINES), key=itemgetter(0)):
        count += 1
        faults += objects.faults(key, list(lines))
    return count, faults + objects.strays()


def read(connection: Connection, sql: str, *values: Any) -> Iterator[Line]:
    """Rows of the driver's own cursor: of millions, each costs a third less."""
    found: Iterator[Line] = connection.connection.cursor().execute(sql, values)
    return found


class _Objects:
    """Rows and heads, gone past in the order of keys."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection.exec_driver_sql
        self._tables = {genre: _Table(connection, genre) for genre in shared_classes()}
        self._heads = _ByKey(read(connection, _HEADS))
        found = self._sql("SELECT id, lower(hex(uuid)), coalesce(base, 0) FROM poste").all()
        self._stations = {ident: uuid for ident, uuid, _base in found}
        self._kept_in_sight = set(self._sql(_KEPT_IN_SIGHT).scalars())
        self._bases = {ident: base for ident, _uuid, base in found}

    def faults(self, key: Any, lines: list[Line]) -> Iterable[Msg]:
        """What is wrong with one object, its lines given in the order of their works."""
        genre, erased = lines[0][1], lines[0][4]
        held, table = self._heads.take(key), self._tables.get(genre)
        if table is None:
            return () if erased and not held else [_NO_TABLE.given(genre=genre, cle=_named(key))]
        row = table.row(key)
        if erased or not lines[0][3]:  # others may lean on what is erased, or not known yet
            bare = not held and not _said(lines) and table.holds_place(row)
            return () if bare else [_LEFT.given(genre=genre, cle=_named(key))]
        try:
            if lines[0][3] <= self._bases[lines[0][2]] and not _holds_birth(lines):
                return ()  # it came as a snapshot, without what made it
            told, heads = self._replay(lines)
            if key in self._kept_in_sight:
                told[RETRAIT] = None  # withdrawn elsewhere, and changed here: an edit wins until a person decides
            moved = table.moved(row, told)
        except NOT_WHAT_IT_SHOULD_BE:
            return [_UNREADABLE.given(genre=genre, cle=_named(key))]
        if not moved and not held and not heads:
            return ()
        name = f"{genre} {_named(key)}"
        return [*(_moved(name, column) for column in moved), *self._other_heads(name, heads, held)]

    def strays(self) -> list[Msg]:
        """Rows and heads of which the journal knows nothing."""
        found = [fault for table in self._tables.values() for fault in table.strays()]
        return found + [
            N_("objet {rang}\u00a0: une version sans élément", rang=one) for (one,) in self._sql(_STRAY_HEADS)
        ]

    def _replay(self, lines: list[Line]) -> tuple[dict[str, Any], Heads]:
        """What the lines make of the row, and its heads, those of its first work left out where they stand alone."""
        _key, _genre, born, first, *_rest = lines[0]
        if len(lines) == 1:
            return _born(lines[0]), {}
        if len({line[5] for line in lines}) > 1:
            return self._replay_several(lines)
        values: dict[str, Any] = {}
        heads: Heads = {}
        origin, births = f"{self._stations.get(born)}:{first}", 0
        for line in lines:
            if (line[5], line[6]) == (born, first):
                values, births = _born(line) | values, births + 1
                continue
            version = f"{self._stations.get(line[5])}:{line[6]}"
            for group, (before, after, replaces) in _groups(line[7]).items():
                _require(before is not None)
                values.update(after)
                heads[group] = heads.get(group, {origin}).difference(replaces) | {version}
        _require(births == 1)
        return values, {group: versions for group, versions in heads.items() if versions != {origin}}

    def _replay_several(self, lines: list[Line]) -> tuple[dict[str, Any], Heads]:
        """The same of a row that several stations wrote, and perhaps made, each without knowing the other."""
        genre, born, first = lines[0][1:4]
        origin = f"{self._stations.get(born)}:{first}"
        _require(_holds_birth(lines))
        values: dict[str, Any] = {}
        heads: Heads = {}
        replaced: Heads = {}
        births = 0
        for line in sorted(lines, key=self._when):
            groups = _groups(line[7])
            made = all(before is None for before, _after, _replaces in groups.values())
            births += made
            for group, (_before, after, replaces) in groups.items():
                values.update((dict.fromkeys(groups_of(genre).get(group, ())) if made else {}) | after)
                heads.setdefault(group, set()).add(f"{self._stations.get(line[5])}:{line[6]}")
                replaced.setdefault(group, set()).update(replaces)
        left = {group: versions - replaced[group] for group, versions in heads.items()}
        return values, {group: versions for group, versions in left.items() if births > 1 or versions != {origin}}

    def _when(self, line: Line) -> tuple[Any, str]:
        """Of two works of one moment, every desk shows the same one."""
        found = self._sql("SELECT hlc FROM travail WHERE poste = ? AND numero = ?", (line[5], line[6]))
        return found.scalar(), self._stations[line[5]]

    def _other_heads(self, name: str, heads: Heads, held: list[Line]) -> Iterator[Msg]:
        kept: Heads = {}
        for _key, group, poste, numero in held:
            kept.setdefault(group, set()).add(f"{self._stations.get(poste)}:{numero}")
        for group in sorted({*heads, *kept}, key=str):
            if heads.get(group) != kept.get(group):
                yield N_(
                    "{nom}, {groupe}\u00a0: ses versions ne sont pas celles que dit le journal", nom=name, groupe=group
                )


def _named(key: Any) -> str:
    return key.hex() if isinstance(key, bytes) else repr(key)


def _moved(name: str, column: str) -> Msg:
    if column == _ABSENT:
        return N_("{nom}\u00a0: connue du journal, absente de la base", nom=name)
    return N_("{nom}, {colonne}\u00a0: la base ne dit pas ce que dit le journal", nom=name, colonne=column)


def _holds_birth(lines: Iterable[Line]) -> bool:
    return any(line[2:4] == line[5:7] for line in lines)


def _said(lines: Iterable[Line]) -> bool:
    return any(line[7] is not None for line in lines)


def _groups(corps: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = _read(corps[16:].decode())[0]
    return found


def _born(line: Line) -> dict[str, Any]:
    """The values of the work that made a row."""
    _require(line[2:4] == line[5:7])
    values: dict[str, Any] = {}
    for before, after, _replaces in _groups(line[7]).values():
        _require(before is None)
        values.update(after)
    return values


def _require(held: bool) -> None:
    if not held:
        raise ValueError


_NOTHING: list[Line] = []


class _ByKey:
    """Rows in the order of their first column, taken key by key; those that nobody asked for are kept."""

    def __init__(self, rows: Iterable[Line]) -> None:
        self._rows = iter(rows)
        self._next: Line | None = next(self._rows, None)
        self.strays: list[Any] = []

    def take(self, key: Any) -> list[Line]:
        """The rows of that key; keys come in order."""
        if self._next is None or _after(self._next[0], key):
            return _NOTHING
        found: list[Line] = []
        while self._next is not None and not _after(self._next[0], key):
            if self._next[0] == key:
                found.append(self._next)
            else:
                self.strays.append(self._next[0])
            self._next = next(self._rows, None)
        return found

    def rest(self) -> list[Any]:
        """Every row that is left once the journal's objects took theirs: the journal knows nothing of them."""
        while self._next is not None:
            self.strays.append(self._next[0])
            self._next = next(self._rows, None)
        return self.strays


def _after(one: Any, other: Any) -> bool:
    """In the order of SQLite: what is no bytes comes first."""
    return isinstance(one, bytes) and (not isinstance(other, bytes) or one > other)


class _Table:
    """The rows of one table beside what the journal tells of them, as the file holds both."""

    def __init__(self, connection: Connection, genre: str) -> None:
        columns = columns_of(genre)
        self._genre, self._names = genre, tuple(columns)
        self._turned = [(name, turn) for name, column in columns.items() if (turn := STORED.get(type(column.type)))]
        rows = f'SELECT id, {journalled(genre)} FROM "{genre}" WHERE NOT ({_OF_NOBODY}) ORDER BY id'
        self._rows = _ByKey(read(connection, rows))

    def row(self, key: Any) -> Line | None:
        """The row of that key; keys come in order."""
        return next(iter(self._rows.take(key)), None)

    def moved(self, row: Line | None, told: dict[str, Any]) -> list[str]:
        """The columns that do not say what the journal says; `_ABSENT` for a row that is not there."""
        if row is None:
            return [_ABSENT]
        for name, turn in self._turned:
            if told.get(name) is not None:
                told[name] = turn(told[name])
        if tuple(map(told.get, self._names)) == tuple(row[1:]) and told.keys() <= columns_of(self._genre).keys():
            return []
        held = dict(zip(self._names, row[1:], strict=True))
        return [name for name in {**told, **held} if told.get(name) != held.get(name)]

    def holds_place(self, row: Line | None) -> bool:
        """Whether the row is absent, or an empty one kept out of sight for those that lean on it."""
        return row is None or row[1 + self._names.index(RETRAIT)] == 0

    def strays(self) -> Iterator[Msg]:
        """The rows that no object names."""
        return (
            N_("{genre} {cle}\u00a0: inconnue du journal", genre=self._genre, cle=_named(key))
            for key in self._rows.rest()
        )


STORED: dict[type[Any], Callable[[Any], Any]] = {Cle: bytes.fromhex, Euros: lambda euros: int(Decimal(euros) * 100)}
