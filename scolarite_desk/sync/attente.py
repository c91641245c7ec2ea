"""Works received before their cause: kept in the base, counted for people, tried again when the cause comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.base import microseconds, moment
from scolarite_desk.msg import NN_, Msg
from scolarite_desk.store.journal.journal import Header
from scolarite_desk.store.journal.lignes import Named
from scolarite_desk.sync.wire import Line, Sent

_KEY = "poste = ? AND numero = ? AND empreinte = ?"
_WORK = "INSERT OR REPLACE INTO attente VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LINE = "INSERT OR REPLACE INTO attente_ligne VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True)
class Waiting:
    """How many works wait for the work `numero` of a station or a later one. `version`: for a newer application."""

    poste: str
    nom: str
    numero: int
    combien: int
    version: bool


@dataclass(frozen=True)
class Kept:
    """A work that waits, without its lines, and what it waits for."""

    poste: str
    numero: int
    empreinte: bytes
    manque: Named


def waiting(session: Session) -> tuple[Waiting, ...]:
    """What waits, by the station that must send first."""
    found = session.connection().exec_driver_sql(
        "SELECT a.manque_poste, coalesce(p.nom, max(a.nom) FILTER (WHERE a.poste = a.manque_poste), ''),"
        " min(a.manque_numero), count(*), max(a.poste = a.manque_poste AND a.numero = a.manque_numero)"
        " FROM attente a LEFT JOIN poste p ON p.uuid = a.manque_poste GROUP BY a.manque_poste ORDER BY a.manque_poste"
    )
    return tuple(Waiting(uuid.hex(), nom, numero, count, bool(newer)) for uuid, nom, numero, count, newer in found)


def keep(connection: Connection, sent: Sent, manque: Named) -> None:
    """Keep a work that is too early, or say what it waits for now."""
    one, key = sent.header, _key(sent.header.poste, sent.header.numero, sent.empreinte)
    texts = (one.auteur, one.acte, one.detail, one.cible)
    cursor = connection.connection.cursor()
    cursor.execute(_WORK, (*key, sent.nom, one.hlc, microseconds(one.at), *texts, bytes.fromhex(manque[0]), manque[1]))
    cursor.executemany(
        _LINE,
        [
            (*key, rang, bytes.fromhex(line.key), line.genre, line.digest, line.corps)
            for rang, line in enumerate(sent.lines)
        ],
    )


def kept(connection: Connection) -> list[Kept]:
    """Everything that waits, in the order of clocks."""
    found = connection.exec_driver_sql(
        "SELECT poste, numero, empreinte, manque_poste, manque_numero FROM attente ORDER BY hlc, poste, numero"
    )
    return [Kept(poste.hex(), numero, tip, (by.hex(), number)) for poste, numero, tip, by, number in found]


def read(connection: Connection, one: Kept) -> Sent:
    """A work that waits, whole; bodies erased meanwhile are None."""
    key = _key(one.poste, one.numero, one.empreinte)
    nom, hlc, at, *texts = connection.exec_driver_sql(
        f"SELECT nom, hlc, at, auteur, acte, detail, cible FROM attente WHERE {_KEY}", key
    ).one()
    lines = connection.exec_driver_sql(
        f"SELECT objet, genre, digest, corps FROM attente_ligne WHERE {_KEY} ORDER BY rang", key
    )
    told = tuple(Line(objet.hex(), genre, digest, corps) for objet, genre, digest, corps in lines)
    return Sent(Header(one.poste, one.numero, hlc, moment(at), *texts), told, one.empreinte, nom)


def drop(connection: Connection, one: Kept) -> None:
    """It waits no more: applied, known already, or forged."""
    for table in ("attente", "attente_ligne"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {_KEY}", _key(one.poste, one.numero, one.empreinte))


def _key(poste: str, numero: int, empreinte: bytes) -> tuple[bytes, int, bytes]:
    return bytes.fromhex(poste), numero, empreinte


def empty(connection: Connection) -> bool:
    """Whether no work waits for another, of any station."""
    return connection.exec_driver_sql("SELECT 1 FROM attente LIMIT 1").first() is None


def stations(waits: tuple[Waiting, ...]) -> Iterator[Msg]:
    """A sentence for each station that is waited for."""
    for one in waits:
        if one.version:
            yield NN_(
                "{n} modification attend une version plus récente de l’application\u00a0: mettez ce poste à jour.",
                "{n} modifications attendent une version plus récente de l’application\u00a0: mettez ce poste à jour.",
                one.combien,
            )
        else:
            yield NN_(
                "{n} modification attend la modification {numero} du poste {nom}, qui n’est pas encore arrivée.",
                "{n} modifications attendent la modification {numero} du poste {nom}, qui n’est pas encore arrivée.",
                one.combien,
                numero=one.numero,
                nom=one.nom or one.poste[:8],
            )
