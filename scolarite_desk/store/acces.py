"""The access log's own lines: chained like the journal, so that a line changed or taken out is found.

The last chain value stands in a fact of the file as well, so that a cut end shows. Chain value = SHA-256(previous +
canonical JSON of the line).
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from scolarite_desk.models.base import microseconds
from scolarite_desk.store.codec import dumps
from scolarite_desk.store.store import Store

CONSULTATION = "consultation"
AGAIN = timedelta(minutes=15)  # the same dossier by the same account within this time is one consultation
TIP = "acces_bout"  # the fact that holds "number:chain value" of the last line


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


def _lately(cursor: Any, now: int, compte: str, quoi: str, cible: str) -> bool:
    """A clock set back is no reason to keep silent: only lines of the past count."""
    found = cursor.execute(
        "SELECT 1 FROM acces WHERE cible = ? AND quoi = ? AND compte = ? AND at BETWEEN ? AND ? LIMIT 1",
        (cible, quoi, compte, now - int(AGAIN.total_seconds() * 1_000_000), now),
    )
    return found.fetchone() is not None


def append(cursor: Any, at: int, compte: str, quoi: str, cible: str, lignes: int, ou: str) -> None:
    """Write the line in the transaction of the driver's cursor."""
    ident, previous = tip(cursor)
    empreinte = chain(previous, ident + 1, at, compte, quoi, cible, lignes, ou)
    cursor.execute(
        "INSERT INTO acces (id, at, compte, quoi, cible, lignes, ou, empreinte) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (ident + 1, at, compte, quoi, cible, lignes, ou, empreinte),
    )
    cursor.execute(
        "INSERT INTO local (cle, valeur) VALUES (?, ?) ON CONFLICT (cle) DO UPDATE SET valeur = excluded.valeur",
        (TIP, f"{ident + 1}:{empreinte.hex()}"),
    )


def tip(cursor: Any) -> tuple[int, bytes]:
    """Number and chain value of the last line written, (0, zeros) before the first."""
    found = cursor.execute("SELECT valeur FROM local WHERE cle = ?", (TIP,)).fetchone()
    ident, _, value = (found[0] if found else f"0:{bytes(32).hex()}").partition(":")
    return int(ident), bytes.fromhex(value)
