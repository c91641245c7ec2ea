"""What a base holds, for whoever lacks it: works in the order of clocks, a cause never after its effect."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.base import moment
from scolarite_desk.store.journal.journal import Header
from scolarite_desk.sync.wire import Line, Sent

Vector = Mapping[str, int]  # station (UUID) -> the last of its works that is held
LINES, OCTETS = 50_000, 2**25  # of a lot, beyond which it takes no other work
_AT_ONCE = 1_000  # rows read together


def vector(session: Session) -> dict[str, int]:
    """How far this base goes, by station."""
    found = session.connection().exec_driver_sql("SELECT uuid, numero FROM poste WHERE numero > 0")
    return {uuid.hex(): numero for uuid, numero in found}


def works_since(session: Session, known: Vector, limit: int | None = None) -> Iterator[Sent]:
    """The works that the holder of `known` lacks, by (clock, station), `limit` at most.

    Read little by little: the session stays open meanwhile. What came here as a snapshot, without its lines, is not
    sent: another desk or the hub has it.
    """
    connection = session.connection()
    stations = connection.exec_driver_sql("SELECT id, uuid, nom, numero FROM poste ORDER BY uuid").all()
    streams = [
        _of_station(connection, ident, uuid.hex(), nom, known.get(uuid.hex(), 0))
        for ident, uuid, nom, numero in stations
        if numero > known.get(uuid.hex(), 0)
    ]
    return islice(heapq.merge(*streams, key=lambda sent: (sent.header.hlc, sent.header.poste)), limit)


def next_lot(works: Iterator[Sent], most: int) -> list[Sent]:
    """The next works, `most` of them, fewer when they are long: a transaction and memory stay within bounds."""
    found: list[Sent] = []
    lines = octets = 0
    for sent in works:
        found.append(sent)
        lines += len(sent.lines)
        octets += sum(len(line.corps or b"") for line in sent.lines)
        if len(found) >= most or lines >= LINES or octets >= OCTETS:
            break
    return found


def side_by_side(uuid: str, nom: str, headers: Iterable[Any], lines: Iterable[Any]) -> Iterator[Sent]:
    """The works of a station from the rows of its headers and those of its lines, both in order, read as they come."""
    groups = groupby(lines, key=itemgetter(0))
    owner, rows = next(groups, _END)
    for numero, hlc, at, auteur, acte, detail, cible, empreinte in headers:
        while owner < numero:
            owner, rows = next(groups, _END)
        told: tuple[Line, ...] = ()
        if owner == numero:
            told = tuple(Line(key.hex(), genre, digest, corps) for _numero, _rang, key, genre, digest, corps in rows)
        yield Sent(Header(uuid, numero, hlc, moment(at), auteur, acte, detail, cible), told, empreinte, nom)


def _of_station(connection: Connection, ident: int, uuid: str, nom: str, since: int) -> Iterator[Sent]:
    headers, lines = (_rows(connection, statement, ident, since) for statement in (_WORKS, _LINES))
    return side_by_side(uuid, nom, headers, lines)


def _rows(connection: Connection, statement: str, *values: int) -> Iterator[Any]:
    for some in connection.exec_driver_sql(statement, values).partitions(_AT_ONCE):
        yield from some


_END: tuple[int, tuple[Any, ...]] = (2**63, ())
_WORKS = """SELECT numero, hlc, at, auteur, acte, detail, cible, empreinte FROM travail
    WHERE poste = ? AND numero > ? ORDER BY numero"""
_LINES = """SELECT l.numero, l.rang, o.uuid, o.genre, l.digest, l.corps FROM ligne l JOIN objet o ON o.id = l.objet
    WHERE l.poste = ? AND l.numero > ? ORDER BY l.numero, l.rang"""
