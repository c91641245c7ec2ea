"""Works to the hub and from it. Each lot is one transaction under one lock: cut anywhere, the next try goes on.

The vector says everything: a station's works are numbered without a hole, so (station, last number) is a whole answer.
No sequence, no cursor to remember, and whoever holds a work of another station that the hub lacks sends it too.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.msg import N_
from scolarite_desk.store.safety.temoin import Tip, compare
from scolarite_desk.store.safety.temoin import tips as tips_here
from scolarite_desk.sync.hub.contenus import deposit
from scolarite_desk.sync.hub.names import LOCK
from scolarite_desk.sync.send import next_lot, side_by_side, works_since
from scolarite_desk.sync.wire import Sent

LOT = 20_000  # works of one transaction
_AT_ONCE = 1_000  # rows brought together

_TRAVAIL = "COPY travail (poste, numero, hlc, at, auteur, acte, detail, cible, empreinte) FROM STDIN (FORMAT BINARY)"
_TRAVAIL_TYPES = ("bytea", "int8", "int8", "int8", "text", "text", "text", "text", "bytea")
_LIGNE = "COPY ligne (poste, numero, rang, objet, genre, digest, corps) FROM STDIN (FORMAT BINARY)"
_LIGNE_TYPES = ("bytea", "int8", "int4", "bytea", "text", "bytea", "bytea")


def tips(connection: Any) -> tuple[Tip, ...]:
    """How far the hub goes, by station."""
    rows = connection.execute(
        "SELECT encode(uuid, 'hex'), numero, encode(empreinte, 'hex'), hlc FROM poste WHERE numero > 0 ORDER BY uuid"
    )
    return tuple(Tip(*row) for row in rows)


def push(connection: Any, session: Session) -> int:
    """Send the hub one lot of what it lacks; returns how many works. 0: it has everything. Commits.

    `Refused` when the hub holds other works than this base under the same identity: a copy, or an older file.
    """
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
    known = tips(connection)
    _refuse_a_double(session, known)
    works = next_lot(works_since(session, {tip.poste: tip.numero for tip in known}), LOT)
    if works:
        send(connection, works)
        deposit(connection, session, works)
        _name_stations(connection, works)
    connection.commit()
    return len(works)


def _refuse_a_double(session: Session, known: tuple[Tip, ...]) -> None:
    here = {tip.poste: tip for tip in tips_here(session)}
    mine = session.connection().exec_driver_sql("SELECT uuid FROM poste WHERE ici").scalar_one().hex()
    unlike = [tip for tip in known if tip != here.get(tip.poste)]
    held = [tip for tip in unlike if tip.poste == mine or (tip.poste in here and tip.numero <= here[tip.poste].numero)]
    if faults := compare(session, held):
        raise Refused(
            N_(
                "Le serveur commun ne reconnaît pas cette base\u00a0: {faute} Rien n’a été échangé. "
                "Si la base a été copiée ou restaurée, déclarez-la comme un nouveau poste.",
                faute=faults[0],
            )
        )


def send(connection: Any, works: list[Sent]) -> None:
    """Headers, then lines, in the transaction that goes on."""
    from psycopg.types.string import BytesBinaryDumper

    cursor = connection.cursor()
    cursor.adapters.register_dumper(bytes, BytesBinaryDumper)  # the one in C: a third less to send a lot
    with cursor.copy(_TRAVAIL) as copy:
        copy.set_types(_TRAVAIL_TYPES)
        for sent in works:
            one = sent.header
            copy.write_row(
                (
                    bytes.fromhex(one.poste),
                    one.numero,
                    one.hlc,
                    microseconds(one.at),
                    one.auteur,
                    one.acte,
                    one.detail,
                    one.cible,
                    sent.empreinte,
                )
            )
    with cursor.copy(_LIGNE) as copy:
        copy.set_types(_LIGNE_TYPES)
        for sent in works:
            poste, numero = bytes.fromhex(sent.header.poste), sent.header.numero
            for rang, line in enumerate(sent.lines):
                copy.write_row((poste, numero, rang, bytes.fromhex(line.key), line.genre, line.digest, line.corps))


def _name_stations(connection: Any, works: Iterable[Sent]) -> None:
    names = {sent.header.poste: sent.nom for sent in works}
    connection.cursor().executemany(
        "SELECT nommer(%s, %s)", [(bytes.fromhex(poste), nom) for poste, nom in names.items()]
    )


def pull(connection: Any, known: dict[str, int]) -> Iterator[Sent]:
    """The works that the holder of `known` lacks, by (clock, station), read little by little."""
    behind = [tip for tip in tips(connection) if tip.numero > known.get(tip.poste, 0)]
    names = dict(connection.execute("SELECT encode(uuid, 'hex'), nom FROM poste").fetchall()) if behind else {}
    streams = [_of_station(connection, tip, names[tip.poste], known.get(tip.poste, 0)) for tip in behind]
    return heapq.merge(*streams, key=lambda sent: (sent.header.hlc, sent.header.poste))


def _of_station(connection: Any, tip: Tip, nom: str, since: int) -> Iterator[Sent]:
    headers = _pages(connection, _WORKS, tip, (since,))
    lines = _pages(connection, _LINES, tip, (since, _LAST))
    return side_by_side(tip.poste, nom, headers, lines)


def _pages(connection: Any, statement: str, tip: Tip, after: tuple[int, ...]) -> Iterator[Any]:
    """Rows by pages, so that a station that wrote for years is not held in memory."""
    key, width = bytes.fromhex(tip.poste), len(after)
    while True:
        rows = connection.execute(statement, (key, *after, tip.numero, _AT_ONCE), binary=True).fetchall()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][:width]


_LAST = 2**31 - 1  # rank of a line
_WORKS = """SELECT numero, hlc, at, auteur, acte, detail, cible, empreinte FROM travail
    WHERE poste = %s AND numero > %s AND numero <= %s ORDER BY numero LIMIT %s"""
_LINES = """SELECT numero, rang, objet, genre, digest, corps FROM ligne
    WHERE poste = %s AND (numero, rang) > (%s, %s) AND numero <= %s ORDER BY numero, rang LIMIT %s"""
