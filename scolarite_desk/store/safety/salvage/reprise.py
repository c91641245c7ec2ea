"""What the journal knows of lost rows, and rows that the journal lost: one makes the other again."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.numeros import LONE_BLOCK
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Compteur, Local, Poste
from scolarite_desk.models.tables.uuid7 import new_key
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.store import effacement
from scolarite_desk.store.base import incarnate
from scolarite_desk.store.change import Change
from scolarite_desk.store.check.check_rows import STORED
from scolarite_desk.store.codec import columns_of, shared_classes, stored_lots
from scolarite_desk.store.file import migrate
from scolarite_desk.store.journal.journal import Writer, station
from scolarite_desk.store.replay import body
from scolarite_desk.store.store import Store

RECUPERER = "recuperer"  # the works that bring rows into the journal again
_LOT = 1000  # rows of one work
_KEY = re.compile("[0-9a-f]{32}")
_USUAL = {"bloc": LONE_BLOCK, "exercice": "", "plage_ine": ""}
_LOST = "FROM objet o LEFT JOIN \"{0}\" x ON x.id = o.uuid WHERE o.genre = '{0}' AND NOT o.efface AND x.id IS NULL"
_LINES = "SELECT o.uuid, l.corps, t.hlc {} ORDER BY o.uuid, coalesce(t.hlc, 0), l.numero, l.rang"


def facts(engine: Engine, path: Path) -> list[Msg]:
    """Stations and facts that any base has, whatever was lost; from here on it is another station. What was lost."""
    told = []
    with Session(engine) as session, session.begin():
        known = set(session.scalars(select(Local.cle)))
        usual = _USUAL | {"schema": migrate.HEAD, "cle_numeros": str(secrets.randbits(64))}
        if usual.keys() - known:
            told.append(N_("des réglages de ce poste sont perdus\u00a0: ils ont repris leur valeur habituelle"))
        session.add_all(Local(cle=name, valeur=value) for name, value in usual.items() if name not in known)
        session.flush()
        session.get_one(Local, "schema").valeur = migrate.HEAD
        told += _stations(session)
        _counters(session)
        _keep_numbers_apart(session.connection())
    incarnate(engine, path)
    return told


def _stations(session: Session) -> list[Msg]:
    """Every station that the journal names, and exactly one that is this file."""
    known = set(session.scalars(select(Poste.id)))
    named = session.connection().exec_driver_sql("SELECT poste, max(numero) FROM travail GROUP BY poste").all()
    lost = [(ident, numero) for ident, numero in named if ident not in known]
    for ident, numero in lost:
        session.add(Poste(id=ident, uuid=new_key(), nom="?", ici=False, numero=numero, empreinte=bytes(32), hlc=0))
    session.flush()
    here = list(session.scalars(select(Poste).where(Poste.ici)))
    for one in here[1:]:
        one.ici = False
    if not here:
        session.add(Poste(uuid=new_key(), nom="01", ici=True, numero=0, empreinte=bytes(32), hlc=0))
    return [N_("le nom et le code public du poste de rang {rang} sont perdus", rang=ident) for ident, _numero in lost]


def _counters(session: Session) -> None:
    """A number that stands on a paper is not given again, were its counter lost."""
    poste = session.scalars(select(Poste.nom).where(Poste.ici)).one()
    for genre, numero in session.execute(select(DocumentEmis.genre, DocumentEmis.numero)):
        series, _, rank = numero.rpartition("-")
        who, _, year = series.lstrip("L").partition("-")
        if who == poste and rank.isdigit():
            kept = session.get(Compteur, f"{genre} {year}")
            if kept is None:
                session.add(Compteur(nom=f"{genre} {year}", valeur=int(rank)))
            else:
                kept.valeur = max(kept.valeur, int(rank))
            session.flush()


def _keep_numbers_apart(connection: Connection) -> None:
    """Lines name objects by number: a new object must not take the number of a lost one."""
    sql = connection.exec_driver_sql
    last = max(sql(f"SELECT coalesce(max(objet), 0) FROM {table}").scalar_one() for table in ("ligne", "version"))
    if last > sql("SELECT coalesce(max(id), 0) FROM objet").scalar_one():
        sql(
            "INSERT INTO objet (id, uuid, genre, poste, numero, efface) VALUES (?, ?, '', 0, 0, 1)",
            (last, bytes.fromhex(new_key())),
        )


def erase_again(engine: Engine) -> None:
    """What was erased stays erased: an older version of a page, or a page of no tree, may still hold it."""
    connection = engine.execution_options(begin="IMMEDIATE").connect()
    try:
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")  # owners may be lost
        with connection.begin():
            marked = connection.exec_driver_sql("SELECT uuid FROM objet WHERE efface AND genre <> ''").scalars().all()
            told = connection.exec_driver_sql("SELECT cles FROM effacement").scalars().all()
            named = {key for cles in told for key in str(cles).split() if _KEY.fullmatch(key)}
            effacement.erase(connection, sorted(named | {key.hex() for key in marked}))
    finally:
        connection.invalidate()
        connection.close()


def rows_from_journal(store: Store, progress: Progress) -> Counter[str]:
    """Make again the rows that are lost and that the journal tells; returns how many by table."""
    made, raw = Counter[str](), store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("BEGIN IMMEDIATE")
        for genre in shared_classes():
            progress.step(0, 0)
            for key, values in list(_told(cursor, genre)):
                made[genre] += _insert(cursor, genre, key, values)
        cursor.execute("COMMIT")
    finally:
        raw.invalidate()
    return made


def _told(cursor: Any, genre: str) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """(key, values) of the lost rows of a table, as their lines left them."""
    source = _LOST.format(genre).replace("FROM objet o", "FROM objet o JOIN ligne l ON l.objet = o.id", 1)
    source = source.replace(" WHERE", " LEFT JOIN travail t ON t.poste = l.poste AND t.numero = l.numero WHERE", 1)
    for key, lines in groupby(cursor.execute(_LINES.format(source)).fetchall(), key=itemgetter(0)):
        values: dict[str, Any] = {}
        for _key, corps, _hlc in lines:
            with suppress(ValueError, TypeError, AttributeError):
                for _before, after, _replaces in body(corps).values():
                    values.update(after)
        yield key, values


def _insert(cursor: Any, genre: str, key: bytes, values: dict[str, Any]) -> int:
    """One row; 0 when what is left of it is not enough to make one."""
    columns = columns_of(genre)
    held = {name: value for name, value in values.items() if name in columns and value is not None}
    try:
        stored = {name: STORED.get(type(columns[name].type), _as_is)(value) for name, value in held.items()}
        names, marks = ", ".join(f'"{name}"' for name in ("id", *stored)), ", ".join("?" * (1 + len(stored)))
        cursor.execute(f'INSERT OR IGNORE INTO "{genre}" ({names}) VALUES ({marks})', (key, *stored.values()))
    except (ValueError, TypeError, ArithmeticError):
        return 0
    return int(cursor.rowcount > 0)


def _as_is(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def rows_into_journal(store: Store, progress: Progress) -> None:
    """Rows that no object names enter the journal as new ones: they can be corrected again, and travel."""
    for genre in shared_classes():
        with store.reading() as session:
            where = f'NOT EXISTS (SELECT 1 FROM objet o WHERE o.uuid = "{genre}".id)'
            unknown = [values for lot in stored_lots(session, genre, where) for values in lot]
        rows = iter(unknown)
        while lot := list(islice(rows, _LOT)):
            progress.step(0, 0)
            with store.side() as session:
                _write(store, session.connection(), genre, lot)


def _write(store: Store, connection: Connection, genre: str, lot: list[dict[str, Any]]) -> None:
    changes = {values.pop("id"): Change(genre, created=True, after=values) for values in lot}
    Writer(connection, station(connection), store.clock()).write(store.auteur, RECUPERER, "", "", changes)


def lost(connection: Connection) -> Counter[str]:
    """Rows that the journal knows and that could not be made again, by table."""
    counts = {genre: connection.exec_driver_sql(f"SELECT count(*) {_LOST.format(genre)}").scalar_one()
              for genre in shared_classes()}  # fmt: skip
    return Counter({genre: count for genre, count in counts.items() if count})


def settle(engine: Engine) -> None:
    """Everything in the file itself, given back. A file that cannot take it keeps its `-wal`, and says so when read."""
    with suppress(DatabaseError), engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
