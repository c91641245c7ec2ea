"""What arrives of someone who was erased: it was added where the erasure was not known, and is erased too, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.groups import group_of
from scolarite_desk.models.fields.lineage import leans, person_column, ties
from scolarite_desk.models.tables.effacement import Effacement
from scolarite_desk.msg import N_
from scolarite_desk.store import effacement
from scolarite_desk.store.change import Change
from scolarite_desk.store.codec import shared_classes, stored_row
from scolarite_desk.store.journal.fiches import Fiches
from scolarite_desk.store.journal.journal import Writer, station, watch
from scolarite_desk.store.sql import KEYS, as_json

ACTE = "completer_effacement"
_NUMBERS = (
    f"SELECT 'dossier', numero, NULL FROM dossier WHERE id IN {KEYS}",
    f"SELECT genre, numero, emis_le FROM document_emis WHERE id IN {KEYS}",
    f"SELECT 'ine', valeur, NULL FROM ine_emis WHERE id IN {KEYS}",
)

Owned = dict[str, str]  # table by key


def complete(session: Session, leaning: Iterable[str], now: datetime, auteur: str) -> int:
    """Erase, by a work of this desk, those of these rows that still lean on an erased one, and all that leans on them.

    A row of which desks disagree whose it is, or that someone else owns too, stays: it is listed as an orphan, and a
    place is held for its owner. Returns how many were erased.
    """
    wanted = _closure(session, leaning)
    if wanted:
        _write(session, wanted, now, auteur)
    _hold_places(session)
    return len(wanted)


def _closure(session: Session, leaning: Iterable[str]) -> Owned:
    found: Owned = {}
    frontier = _with_tables(session, leaning)
    while frontier:
        found |= {key: genre for key, genre in frontier.items() if _follows(session, genre, key, found)}
        children = {key: genre for genre, key in _children(session, found) if key not in found}
        frontier = {key: genre for key, genre in children.items() if _follows(session, genre, key, found)}
    return found


def _with_tables(session: Session, keys: Iterable[str]) -> Owned:
    rows = session.connection().exec_driver_sql(
        f"SELECT uuid, genre FROM objet WHERE efface = 0 AND uuid IN {KEYS}", (as_json(keys),)
    )
    return {key.hex(): genre for key, genre in rows if genre in shared_classes()}


def _follows(session: Session, genre: str, key: str, going: Owned) -> bool:
    """Whether it belongs to what is erased or `going`, to nobody else, and no desk says otherwise."""
    connection = session.connection()
    row = stored_row(connection, genre, key)
    owning = {name: row[name] for name in leans(genre) if row.get(name)}
    gone = effacement.erased_among(session, owning.values()) | going.keys()
    person = owning.get(person_column(genre) or "")
    if person is not None and person not in gone:
        return False
    groups = as_json(group_of(genre, name) for name in owning)
    disputed = connection.exec_driver_sql(
        "SELECT 1 FROM rivale r JOIN objet o ON o.id = r.objet WHERE o.uuid = ?"
        " AND r.groupe IN (SELECT value FROM json_each(?)) LIMIT 1",
        (bytes.fromhex(key), groups),
    ).first()
    return disputed is None and not gone.isdisjoint(owning.values())


def _children(session: Session, going: Owned) -> Iterator[tuple[str, str]]:
    connection, keys = session.connection(), as_json(going)
    for genre in shared_classes():
        for name in leans(genre):
            rows = connection.exec_driver_sql(f'SELECT id FROM "{genre}" WHERE "{name}" IN {KEYS}', (keys,))
            yield from ((genre, key.hex()) for (key,) in rows.all())


def _write(session: Session, wanted: Owned, now: datetime, auteur: str) -> None:
    connection, keys = session.connection(), sorted(wanted)
    numbers = [tuple(row) for one in _NUMBERS for row in connection.exec_driver_sql(one, (as_json(keys),))]
    changes: dict[str, Change] = {}
    watch(session, changes)
    session.add(
        Effacement(
            cles=" ".join(keys),
            numeros=json.dumps(sorted(numbers, key=str)),
            origine="complement",
            motif=kept(N_("Données arrivées d’un autre poste après l’effacement")),
            fait_le=now,
            fait_par=auteur,
        )
    )
    session.flush()
    Writer(connection, station(connection), now).write(auteur, ACTE, "", "", changes)
    effacement.erase(session, keys)


def _hold_places(session: Session) -> None:
    """What still leans on an erased row, because nobody can tell whose it is, finds an empty one in its place."""
    connection = session.connection()
    fiches = Fiches(connection)
    keys = ((table, genre, name) for genre in shared_classes() for name, table in ties(genre).items())
    for table, genre, name in keys:
        rows = connection.exec_driver_sql(
            f'SELECT DISTINCT t."{name}" FROM "{genre}" t JOIN objet o ON o.uuid = t."{name}" WHERE o.efface = 1'
            f' AND NOT EXISTS (SELECT 1 FROM "{table}" p WHERE p.id = o.uuid)'
        )
        fiches.hold_place(table, [key.hex() for (key,) in rows.all()])
