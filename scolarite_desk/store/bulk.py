"""The bulk door: many new rows at once, in lots, each lot one work of the journal, as if they had been typed.

For a new base or an import: rows go in by `executemany`, with their lines, so that `check` finds nothing to say. A new
base (`load`), which nobody reads yet, is filled faster `without_indexes`, and its search index is made at the end
(`finish`). In a base that is at work (`put`), the index follows in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.journal.journal import Header, Station, named, station
from scolarite_desk.store.journal.press import LineWritten, Lot, Ready, prepare
from scolarite_desk.store.store import Store, Work

_CACHE = -200_000  # KiB, as SQLite counts them
_HLC_BITS = 12  # below the millisecond


def load(store: Store, acte: str, lots: Iterable[Ready], together: int = 1) -> int:
    """Write every lot (`press.prepare`) as one work, `together` works in one transaction; returns how many rows.

    All but the first work belong to the first (`cible`). Rows lean on those of their lot and of earlier ones.
    """
    left, cible, written = iter(lots), "", 0
    for first in left:  # waited for outside the transaction, which others may be waiting to write after
        with store.side() as session, roomy(session.connection()) as connection:
            for lot in chain([first], islice(left, together - 1)):
                writer = _Writer(connection, store.clock())
                numero = writer.write(store.auteur, acte, cible, lot)
                cible = cible or named(writer.poste.uuid, numero)
                written += len(lot.lines)
    return written


def put(work: Work, acte: str, rows: Lot) -> None:
    """New rows, in the transaction of a work that is open and as a work of their own just before it: whoever goes on in
    it may change rows that were there, and one commit keeps both. The first of a lot gives it its name (`cible`).
    """
    [ready] = prepare([rows])
    writer = _Writer(work.session.connection(), work.now, work.poste)
    numero = writer.write(work.auteur, acte, work.cible, ready)
    work.cible = work.cible or named(work.poste.uuid, numero)
    moved: dict[str, set[str]] = {}
    for line in ready.lines:
        if line.genre in search.WATCHED:
            moved.setdefault(line.genre, set()).add(line.key)
    search.follow(work.session, search.persons_of(work.session, moved))
    work.beside.append((numero, frozenset((line.genre, line.key) for line in ready.lines)))


@contextmanager
def without_indexes(store: Store) -> Iterator[None]:
    """Secondary indexes are made once, at the end: many values fall anywhere in theirs. For a base that is being made:
    one left in the middle is slow and has to be made again.
    """
    with store.side() as session:
        indexes = drop_indexes(session.connection())
    yield
    with store.side() as session:
        make_indexes(session.connection(), indexes)


def drop_indexes(connection: Connection) -> list[str]:
    """Secondary indexes go; returns the statements that make them again."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    )
    indexes = [(name, sql) for name, sql in found]
    for name, _sql in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [sql for _name, sql in indexes]


def make_indexes(connection: Connection, statements: Iterable[str]) -> None:
    """Make the indexes of these statements, once every row is there: cheaper than keeping them up at each row."""
    with roomy(connection):
        for statement in statements:
            connection.exec_driver_sql(statement)


@contextmanager
def roomy(connection: Connection) -> Iterator[Connection]:
    """More pages kept in memory meanwhile: numbers fall anywhere in their index, and each fall would read a page."""
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = {_CACHE}")
    try:
        yield connection
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def finish(store: Store, progress: Progress) -> None:
    """Make the search index again, once every lot is in."""
    with store.side() as session:
        search.rebuild(session, progress)


class _Writer:
    """Writes one lot as one work, in the line format of `journal`."""

    def __init__(self, connection: Connection, now: datetime, poste: Station | None = None) -> None:
        self.sql, self.now = connection.exec_driver_sql, now
        self.poste: Station = poste or station(connection)
        self.numero = self.poste.numero + 1

    def write(self, auteur: str, acte: str, cible: str, lot: Ready) -> int:
        """The number of the work."""
        for statement, rows in lot.inserts:
            self.sql(statement, rows)
        self._head(auteur, acte, cible, lot.lines)
        objets = self._objects(lot.lines)
        self.sql(
            "INSERT INTO ligne (poste, numero, rang, objet, digest, corps) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (self.poste.id, self.numero, rang, objets[line.key], bytearray(line.digest), bytearray(line.corps))
                for rang, line in enumerate(lot.lines)
            ],
        )
        return self.numero

    def _head(self, auteur: str, acte: str, cible: str, lines: list[LineWritten]) -> None:
        here, numero, at = self.poste, self.numero, microseconds(self.now)
        hlc = max(at // 1000 << _HLC_BITS, here.hlc + 1)
        header = Header(here.uuid, numero, hlc, self.now, auteur, acte, "", cible)
        empreinte = header.chain(here.empreinte, [(line.key, line.digest) for line in lines])
        self.sql(
            "INSERT INTO travail (poste, numero, hlc, at, auteur, acte, detail, cible, empreinte)"
            " VALUES (?, ?, ?, ?, ?, ?, '', ?, ?)",
            (here.id, numero, hlc, at, auteur, acte, cible, empreinte),
        )
        self.sql("UPDATE poste SET numero = ?, hlc = ?, empreinte = ? WHERE id = ?", (numero, hlc, empreinte, here.id))
        here.numero, here.hlc, here.empreinte = numero, hlc, empreinte

    def _objects(self, lines: list[LineWritten]) -> dict[str, int]:
        """The local number of each new row. In the order of keys: its index then only grows at its end."""
        first: int = 1 + self.sql("SELECT coalesce(max(id), 0) FROM objet").scalar_one()
        new = sorted((line.key, line.genre) for line in lines)
        self.sql(
            "INSERT INTO objet (id, uuid, genre, poste, numero, efface) VALUES (?, ?, ?, ?, ?, 0)",
            [
                (objet, bytearray.fromhex(key), genre, self.poste.id, self.numero)
                for objet, (key, genre) in enumerate(new, first)
            ],
        )
        return {key: objet for objet, (key, _genre) in enumerate(new, first)}


def count_up(session: Session, sequence: str, value: int) -> None:
    """Say that a sequence of this desk has given its numbers up to `value`."""
    session.connection().exec_driver_sql(
        "INSERT INTO compteur (nom, valeur) VALUES (?, ?) ON CONFLICT (nom) DO UPDATE SET valeur = excluded.valeur",
        (sequence, value),
    )
