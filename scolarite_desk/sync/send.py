"""What a base holds, for whoever lacks it: works in the order of clocks, a cause never after its effect."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.models.base import moment
from scolarite_desk.store.journal import Header
from scolarite_desk.sync.wire import Line, Sent

Vector = Mapping[str, int]  # station (UUID) -> the last of its works that is held
_AT_ONCE = 500  # works of a station read together


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


def _of_station(connection: Connection, ident: int, uuid: str, nom: str, since: int) -> Iterator[Sent]:
    while works := connection.exec_driver_sql(_WORKS, (ident, since, _AT_ONCE)).all():
        last = works[-1][0]
        lines = _lines(connection.exec_driver_sql(_LINES, (ident, since, last)))
        for numero, hlc, at, auteur, acte, detail, cible, empreinte in works:
            header = Header(uuid, numero, hlc, moment(at), auteur, acte, detail, cible)
            yield Sent(header, lines.get(numero, ()), empreinte, nom)
        since = last


def _lines(rows: Iterable[Any]) -> dict[int, tuple[Line, ...]]:
    return {
        numero: tuple(Line(key.hex(), genre, digest, corps) for _numero, key, genre, digest, corps in found)
        for numero, found in groupby(rows, key=itemgetter(0))
    }


_WORKS = """SELECT numero, hlc, at, auteur, acte, detail, cible, empreinte FROM travail
    WHERE poste = ? AND numero > ? ORDER BY numero LIMIT ?"""
_LINES = """SELECT l.numero, o.uuid, o.genre, l.digest, l.corps FROM ligne l JOIN objet o ON o.id = l.objet
    WHERE l.poste = ? AND l.numero > ? AND l.numero <= ? ORDER BY l.numero, l.rang"""
