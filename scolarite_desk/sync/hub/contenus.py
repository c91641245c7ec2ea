"""Bytes of documents: sent with the row that names them, fetched when somebody asks for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.store.sql import KEYS, as_json
from scolarite_desk.store.store import Store
from scolarite_desk.sync.wire import Sent

_GENRE = "document_emis"
_HELD = f"""SELECT d.id, c.empreinte, c.octets FROM document_emis d
    JOIN contenu c ON c.empreinte IN (d.empreinte, d.empreinte || ' duplicata')
    WHERE d.genre <> 'pv' AND d.id IN {KEYS}"""  # many persons in one: erased here with any of them, it goes nowhere


def deposit(connection: Any, session: Session, works: Iterable[Sent]) -> None:
    """Send, in the transaction of these works, the bytes of the documents that they name and this base holds."""
    keys = {line.key for sent in works for line in sent.lines if line.genre == _GENRE and line.corps is not None}
    if keys:
        held = session.connection().exec_driver_sql(_HELD, (as_json(keys),))
        connection.cursor().executemany("SELECT deposer(%s, %s, %s)", list(held))


def fetch(connection: Any, store: Store, empreinte: str) -> bool:
    """Bring bytes here by their name; False when the hub has none, or not those of that digest."""
    row = connection.execute("SELECT octets FROM contenu WHERE empreinte = %s", (empreinte,)).fetchone()
    if row is None or (len(empreinte) == 64 and hashlib.sha256(row[0]).hexdigest() != empreinte):
        return False
    with store.side() as session:
        session.merge(Contenu(empreinte=empreinte, octets=row[0]))
    return True


def sizes(connection: Any, names: Iterable[str]) -> dict[str, int]:
    """Bytes of those that the hub has, by name."""
    rows = connection.execute(
        "SELECT empreinte, octet_length(octets) FROM contenu WHERE empreinte = ANY(%s)", (list(names),)
    )
    return dict(rows.fetchall())
