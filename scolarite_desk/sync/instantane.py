"""A snapshot: what a new desk needs to start working at once, without the history, which can follow or stay elsewhere.

The file is one zstandard frame of JSON lines, each an array that begins with its kind: "instantane" (version, schema),
"poste" (a station: UUID, name, last number, chain value, clock; its place is its number in what follows, from 1),
"objets" (key, table, station and number of its first work, erased), "fiches" (table, columns, rows as the file holds
them, keys in hexadecimal), "versions" (key, group, station, number), "rivales" (the same, and the value), "horloges"
(station, number, clock) of every work that the others name, and "fin" with the SHA-256 of the lines before it. No
document, draft, counter, password or window habit is in it: they are each desk's own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import IO, Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.base import Cle
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.store import bulk, search
from scolarite_desk.store.codec import columns_of, journalled, shared_classes
from scolarite_desk.store.file.migrate import SHARED
from scolarite_desk.store.journal import fusion
from scolarite_desk.store.store import Changed, Store

VERSION = 1
LOT = 500  # rows of a line
LONGEST = 64 * 2**20  # characters of a line
_WINDOW = 2**27  # bytes that a decoder may be asked to hold


def write_snapshot(store: Store, target: IO[bytes], progress: Progress) -> int:
    """Write what this base holds, as it is at one moment; returns how many rows. A job."""
    import zstandard

    total, written = hashlib.sha256(), 0
    with store.reading() as session, zstandard.ZstdCompressor(level=6).stream_writer(target, closefd=False) as out:
        for line in _lines(session.connection(), progress):
            told = json.dumps(line, ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode() + b"\n"
            total.update(told)
            out.write(told)
            written += len(line[3]) if line[0] == "fiches" else 0
        out.write(json.dumps(["fin", total.hexdigest()]).encode() + b"\n")
    return written


def _lines(connection: Connection, progress: Progress) -> Iterator[list[Any]]:
    sql = connection.exec_driver_sql
    yield ["instantane", VERSION, SHARED]
    places = dict(zip(sql("SELECT id FROM poste ORDER BY id").scalars(), count(1), strict=False))
    for row in sql("SELECT uuid, nom, numero, empreinte, hlc FROM poste ORDER BY id"):
        yield ["poste", *row]
    place: Callable[[int], int] = lambda ident: places.get(ident, 0)  # noqa: E731
    steps = count()
    for kind, statement, where in _KINDS:
        for lot in sql(statement).partitions(LOT):
            progress.step(next(steps), 0)
            yield [kind, [[place(cell) if rank == where else cell for rank, cell in enumerate(row)] for row in lot]]
    for genre in shared_classes():
        names = ["id", *columns_of(genre)]
        for lot in sql(f'SELECT id, {journalled(genre)} FROM "{genre}" ORDER BY id').partitions(LOT):
            progress.step(next(steps), 0)
            yield ["fiches", genre, names, [list(row) for row in lot]]


# (kind, statement, which cell is a station)
_KINDS = (
    ("objets", "SELECT uuid, genre, poste, numero, efface FROM objet ORDER BY id", 2),
    (
        "versions",
        "SELECT o.uuid, v.groupe, v.poste, v.numero FROM version v JOIN objet o ON o.id = v.objet ORDER BY v.objet",
        2,
    ),
    (
        "rivales",
        "SELECT o.uuid, r.groupe, r.poste, r.numero, r.valeur FROM rivale r JOIN objet o ON o.id = r.objet",
        2,
    ),
    (
        "horloges",
        "SELECT n.poste, n.numero, coalesce(t.hlc, h.hlc) FROM (SELECT poste, numero FROM version UNION"
        " SELECT poste, numero FROM objet WHERE numero > 0) n"
        " LEFT JOIN travail t ON t.poste = n.poste AND t.numero = n.numero"
        " LEFT JOIN horloge h ON h.poste = n.poste AND h.numero = n.numero ORDER BY n.poste, n.numero",
        0,
    ),
)


def load_snapshot(store: Store, source: IO[bytes], progress: Progress) -> int:
    """Start a new base from a snapshot; returns how many rows. `Refused` for a base that others already wrote to, or a
    file that is damaged, cut, foreign or of another version: nothing is changed.
    """
    with store.side() as session, bulk.roomy(session.connection()) as connection:
        load, indexes = _Load(connection), bulk.drop_indexes(connection)
        try:
            for rank, line in enumerate(_read(source)):
                progress.step(rank, 0)
                load.take(line)
            load.close()
        except (DatabaseError, dbapi2.DatabaseError, *_MALFORMED) as error:
            if isinstance(error, DatabaseError | dbapi2.DatabaseError) and not _is_of_data(error):
                raise
            raise _damaged() from error
        bulk.make_indexes(connection, indexes)
        fusion.rebuild(session)
        search.rebuild(session, progress)
    store.announce(Changed(0, "recevoir", "", frozenset(), None))
    return load.written


_MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError)


def _is_of_data(error: Exception) -> bool:
    origin = getattr(error, "orig", error)
    return isinstance(origin, dbapi2.IntegrityError | dbapi2.InterfaceError | dbapi2.ProgrammingError)


def _damaged() -> Refused:
    return Refused(
        N_("Cette copie de départ est abîmée ou incomplète\u00a0: rien n’a été reçu. Demandez-la de nouveau.")
    )


def _read(source: IO[bytes]) -> Iterator[list[Any]]:
    """The lines, once each is known to be followed by the mark of the end: the last one says that all is here."""
    import zstandard

    total, ended = hashlib.sha256(), False
    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(source, closefd=False) as stream:
            for told in _cut(stream):
                line = json.loads(told)
                if ended or not isinstance(line, list):
                    raise _damaged()
                if line[0] == "fin":
                    ended = line[1] == total.hexdigest()
                    continue
                total.update(told + b"\n")
                yield line
    except zstandard.ZstdError as error:
        raise _damaged() from error
    if not ended:
        raise _damaged()


def _cut(stream: Any) -> Iterator[bytes]:
    left = bytearray()
    while chunk := stream.read(2**20):
        *whole, rest = chunk.split(b"\n")
        for part in whole:
            yield bytes(left) + part
            left.clear()
        left += rest
        if len(left) > LONGEST:
            raise _damaged()
    if left:
        raise _damaged()


class _Load:
    """Writes the lines of a snapshot into a base that is new."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection.exec_driver_sql
        self._many = connection.connection.cursor().executemany
        self.written = 0
        self._begun = False
        self._stations: list[int] = [0]
        self._objects: dict[str, int] = {}
        self._latest = 0
        (self._last,) = self._sql("SELECT coalesce(max(id), 0) FROM objet").one()
        if self._sql("SELECT 1 FROM poste WHERE NOT ici AND numero > 0").first():
            raise Refused(
                N_("Cette base a déjà reçu les modifications d’autres postes\u00a0: échangez avec eux, simplement.")
            )
        self._sql("PRAGMA defer_foreign_keys = ON")

    def take(self, line: list[Any]) -> None:
        """Take in one line of a snapshot: a row, a head, a clock or an end, as its first value says."""
        kind, *rest = line
        if kind == "instantane":
            self._begun = _same_version(*rest)
        elif not self._begun:
            raise _damaged()
        else:
            takers: dict[str, Callable[..., None]] = {
                "poste": self._station,
                "objets": self._objets,
                "versions": self._versions,
                "rivales": self._rivales,
                "horloges": self._horloges,
                "fiches": self._rows,
            }
            takers[kind](*rest)

    def _station(self, uuid: str, nom: str, numero: int, empreinte: str, hlc: int) -> None:
        if self._sql("SELECT 1 FROM poste WHERE uuid = ?", (_key(uuid),)).first():
            raise Refused(
                N_("Cette copie de départ contient déjà les modifications de ce poste\u00a0: échangez, simplement.")
            )
        tip = bytes.fromhex(empreinte)
        base = (numero, tip) if numero else (None, None)
        (ident,) = self._sql(
            "INSERT INTO poste (uuid, nom, ici, numero, empreinte, hlc, base, base_empreinte)"
            " VALUES (?, ?, 0, ?, ?, ?, ?, ?) RETURNING id",
            (_key(uuid), str(nom), int(numero), tip, int(hlc), *base),
        ).one()
        self._stations.append(ident)
        self._latest = max(self._latest, hlc)

    def _objets(self, rows: list[Sequence[Any]]) -> None:
        told = []
        for key, genre, station, numero, efface in rows:
            self._last += 1
            self._objects[key] = self._last
            told.append((self._last, _key(key), genre, self._stations[station], numero, efface))
        self._many("INSERT INTO objet (id, uuid, genre, poste, numero, efface) VALUES (?, ?, ?, ?, ?, ?)", told)

    def _versions(self, rows: list[Sequence[Any]]) -> None:
        self._many(
            "INSERT INTO version (objet, groupe, poste, numero) VALUES (?, ?, ?, ?)",
            [(self._objects[key], groupe, self._stations[station], numero) for key, groupe, station, numero in rows],
        )

    def _rivales(self, rows: list[Sequence[Any]]) -> None:
        if not all(isinstance(json.loads(row[-1]), dict) for row in rows):
            raise ValueError("value")
        self._many(
            "INSERT INTO rivale (objet, groupe, poste, numero, valeur) VALUES (?, ?, ?, ?, ?)",
            [
                (self._objects[key], groupe, self._stations[one], numero, said)
                for key, groupe, one, numero, said in rows
            ],
        )

    def _horloges(self, rows: list[Sequence[Any]]) -> None:
        self._many(
            "INSERT INTO horloge (poste, numero, hlc) VALUES (?, ?, ?)",
            [(self._stations[station], numero, hlc) for station, numero, hlc in rows],
        )

    def _rows(self, genre: str, names: list[str], rows: list[Sequence[Any]]) -> None:
        columns = Base.metadata.tables[shared_classes()[genre].__tablename__].columns
        keys = [rank for rank, name in enumerate(names) if isinstance(columns[name].type, Cle)]
        wanted = ", ".join(f'"{columns[name].name}"' for name in names)
        self._many(
            f'INSERT INTO "{genre}" ({wanted}) VALUES ({", ".join("?" * len(names))})', _bound(rows, keys, len(names))
        )
        self.written += len(rows)

    def close(self) -> None:
        """This desk's clock goes on from the latest; every tie leads somewhere."""
        self._sql("UPDATE poste SET hlc = max(hlc, ?) WHERE ici", (self._latest,))
        if not self._begun or self._sql("PRAGMA foreign_key_check").first():
            raise _damaged()


def _same_version(version: int, schema: str) -> bool:
    if (version, schema) != (VERSION, SHARED):
        raise Refused(
            N_(
                "Cette copie de départ vient d’une autre version de l’application\u00a0: "
                "mettez les deux postes à jour, "
                "puis demandez-en une autre."
            )
        )
    return True


def _key(text: str) -> bytes:
    key = bytes.fromhex(text)
    if len(key) != 16:
        raise ValueError("key")
    return key


def _bound(rows: Iterable[Sequence[Any]], keys: list[int], width: int) -> list[list[Any]]:
    told = []
    for row in rows:
        cells = list(row)
        for rank in keys:
            if cells[rank] is not None:
                cells[rank] = bytearray(_key(cells[rank]))
        if len(cells) != width:
            raise ValueError("row")
        told.append(cells)
    return told
