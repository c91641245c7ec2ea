"""The access log's own lines: chained like the journal, so that a line changed or taken out is found.

The last chain value stands in a fact of the file as well, so that a cut end shows. Chain value = SHA-256(previous +
canonical JSON of the line).
"""

from __future__ import annotations

import hashlib
from datetime import timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.models.tables.base import microseconds, moment
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.store.codec import dumps
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.store import Store

CONSULTATION, PURGE = "consultation", "purge"
AGAIN = timedelta(minutes=15)  # the same dossier by the same account within this time is one consultation
TIP = "acces_bout"  # the fact that holds "number:chain value" of the last line
ANCHOR = "acces_depart"  # the same, of the last line that was purged: the chain goes on from there


def chain(previous: bytes, ident: int, at: int, compte: str, quoi: str, cible: str, lignes: int, ou: str) -> bytes:
    """The chain value of a line after `previous`; `at` in microseconds since 1970, `cible` in hexadecimal."""
    return hashlib.sha256(previous + dumps([ident, at, compte, quoi, cible, lignes, ou])).digest()


def write(store: Store, quoi: str, cible: str, lignes: int, ou: str, once: bool = False) -> None:
    """One line, durable. `once`: nothing when the account has the same line since `AGAIN`."""
    with store.side() as session:
        cursor = session.connection().connection.cursor()
        now = microseconds(store.clock())
        if not (once and _lately(cursor, now, store.auteur, quoi, cible)):
            append(cursor, now, store.auteur, quoi, cible, lignes, ou)


def purge(store: Store, before: int, words: str) -> int:
    """Take out the lines before a moment (microseconds since 1970), from the oldest to the first one kept; how many.

    The chain goes on from the last one taken out, and a line says in `words` what was purged.
    """
    with store.side() as session:
        cursor = session.connection().connection.cursor()
        found = cursor.execute(
            "SELECT id, empreinte FROM acces WHERE id < coalesce((SELECT min(id) FROM acces WHERE at >= ?), id + 1)"
            " ORDER BY id DESC LIMIT 1",
            (before,),
        ).fetchone()
        if found is None:
            return 0
        last, empreinte = found
        count = int(cursor.execute("DELETE FROM acces WHERE id <= ?", (last,)).rowcount)
        _keep(cursor, ANCHOR, last, empreinte)
        append(cursor, microseconds(store.clock()), store.auteur, PURGE, "", count, words)
        return count


def _lately(cursor: Any, now: int, compte: str, quoi: str, cible: str) -> bool:
    """A clock set back is no reason to keep silent: only lines of the past count."""
    found = cursor.execute(
        "SELECT 1 FROM acces WHERE cible = ? AND quoi = ? AND compte = ? AND at BETWEEN ? AND ? LIMIT 1",
        (cible, quoi, compte, now - int(AGAIN.total_seconds() * 1_000_000), now),
    )
    return found.fetchone() is not None


def append(cursor: Any, at: int, compte: str, quoi: str, cible: str, lignes: int, ou: str) -> None:
    """Write the line in the transaction of the driver's cursor."""
    ident, previous = _fact(cursor, TIP)
    empreinte = chain(previous, ident + 1, at, compte, quoi, cible, lignes, ou)
    cursor.execute(_LINE, (ident + 1, at, compte, quoi, cible, lignes, ou, empreinte))
    _keep(cursor, TIP, ident + 1, empreinte)


def read(connection: Connection) -> tuple[list[Any], list[Any]]:
    """The whole log, with the facts that say where it begins and ends."""
    lines, facts = connection.exec_driver_sql(_ALL).all(), connection.exec_driver_sql(_FACTS, (TIP, ANCHOR)).all()
    return [tuple(one) for one in lines], [tuple(one) for one in facts]


def replace(connection: Connection, log: tuple[list[Any], list[Any]]) -> None:
    """Another log (`read`) in the place of this one: going back to a backup forgets no access."""
    lines, facts = log
    cursor = connection.connection.cursor()
    cursor.execute("DELETE FROM acces")
    cursor.execute("DELETE FROM local WHERE cle IN (?, ?)", (TIP, ANCHOR))
    cursor.executemany(_LINE, lines)
    cursor.executemany("INSERT INTO local (cle, valeur) VALUES (?, ?)", facts)


def _keep(cursor: Any, name: str, ident: int, empreinte: bytes) -> None:
    cursor.execute(
        "INSERT INTO local (cle, valeur) VALUES (?, ?) ON CONFLICT (cle) DO UPDATE SET valeur = excluded.valeur",
        (name, f"{ident}:{empreinte.hex()}"),
    )


def _fact(cursor: Any, name: str) -> tuple[int, bytes]:
    """(0, zeros) before the first line. Raises ValueError when the fact was changed into something else."""
    found = cursor.execute("SELECT valeur FROM local WHERE cle = ?", (name,)).fetchone()
    ident, _, value = (found[0] if found else f"0:{bytes(32).hex()}").partition(":")
    return int(ident), bytes.fromhex(value)


def verify(session: Session) -> tuple[int, list[Msg]]:
    """Every line follows from the one before, from the last purge to the last line written."""
    connection = session.connection()
    cursor = connection.connection.cursor()
    try:
        (expected, previous), last = _fact(cursor, ANCHOR), _fact(cursor, TIP)
    except ValueError:
        return 0, [N_("journal des accès\u00a0: son départ ou sa fin ne se lit plus")]
    count, faults = 0, list[Msg]()
    for ident, at, *rest, empreinte in connection.exec_driver_sql(_ALL).yield_per(1000):
        count += 1
        if ident != expected + 1:
            faults.append(
                NN_(
                    "journal des accès\u00a0: il manque {n} ligne avant la ligne {ligne}",
                    "journal des accès\u00a0: il manque {n} lignes avant la ligne {ligne}",
                    ident - expected - 1,
                    ligne=ident,
                )
            )
        elif chain(previous, ident, at, *rest) != empreinte:
            faults.append(_changed(ident, at, fuseau(session)))
        expected, previous = ident, empreinte
    if (expected, previous) != last:
        faults.append(
            NN_(
                "journal des accès\u00a0: la fin manque après la ligne {ligne} ({n} écrite)",
                "journal des accès\u00a0: la fin manque après la ligne {ligne} ({n} écrites)",
                last[0],
                ligne=expected,
            )
        )
    return count, faults


_ALL = "SELECT id, at, compte, quoi, cible, lignes, ou, empreinte FROM acces ORDER BY id"
_LINE = "INSERT INTO acces (id, at, compte, quoi, cible, lignes, ou, empreinte) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_FACTS = "SELECT cle, valeur FROM local WHERE cle IN (?, ?)"


def _changed(ident: int, at: Any, zone: tzinfo) -> Msg:
    try:
        quand = show_instant(moment(at), zone)
    except (ValueError, TypeError, OverflowError, OSError):
        return N_("journal des accès, ligne {ligne}\u00a0: elle a été changée", ligne=ident)
    return N_("journal des accès, ligne {ligne} du {quand}\u00a0: elle a été changée", ligne=ident, quand=quand)
