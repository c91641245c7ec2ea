"""Rows follow the person shown. `Personne.fusion_id` is journalled and merges as any value; the rest is derived here.

A merged person leads to another, who may lead further; a ring shows the one of the least key, the same on every desk.
Undoing is clearing the field: what was moved goes back where the journal says, exactly. Address and baccalauréat stay
with whom they were written for: the person shown has their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.lineage import person_column
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.change import Change
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.sql import KEYS, as_json

_FIELD = "fusion_id"
_STAY = frozenset({"adresse", "bac"})


@cache
def followers() -> tuple[str, ...]:
    """Tables whose rows follow the person shown."""
    return tuple(genre for genre in shared_classes() if person_column(genre) and genre not in _STAY)


def remember_owners(session: Session, changes: Mapping[str, Change]) -> None:
    """Before a work is written: rows that follow another person say in the journal whom they were made for."""
    connection = session.connection()
    if _none(connection, "rattachement"):
        return
    rows = connection.exec_driver_sql(
        f"SELECT objet, personne FROM rattachement WHERE objet IN {KEYS}", (as_json(changes),)
    )
    for objet, personne in rows.all():
        changes[objet.hex()].owner = personne.hex()
    for key, change in changes.items():
        _with_dossier(connection, key, change)


def _with_dossier(connection: Connection, key: str, change: Change) -> None:
    """A row that is of a dossier too (a tag, a note, a visit) is made for whom that dossier was: it parts with it."""
    named = person_column(change.genre)
    if named is None or not change.after.get(named) or not {"dossier_id", "candidature_id"} & change.after.keys():
        return
    held = [bytes.fromhex(change.after.get(name) or "") for name in ("dossier_id", "candidature_id")]
    found = connection.exec_driver_sql(_OF_DOSSIER, tuple(held)).first()
    if found is not None and found[1].hex() == change.after[named]:
        change.after[named] = found[0].hex()
        connection.exec_driver_sql(
            f'UPDATE "{change.genre}" SET {named} = ? WHERE id = ?', (found[0], bytes.fromhex(key))
        )


def made_for(session: Session, key: str) -> str | None:
    """The person that a row was made for, when it follows another one."""
    found = session.connection().exec_driver_sql(
        "SELECT personne FROM rattachement WHERE objet = ?", (bytes.fromhex(key),)
    )
    row = found.first()
    return row[0].hex() if row else None


def follow(session: Session, changes: Mapping[str, Change]) -> frozenset[tuple[str, str]]:
    """After rows were written: those of merged persons follow. Returns (table, key) of what moved, persons among it."""
    connection = session.connection()
    persons = {key for key, one in changes.items() if one.genre == "personne" and _FIELD in {*one.after, *one.before}}
    persons |= _awaited(connection, (key for key, one in changes.items() if one.genre == "personne" and one.created))
    if not persons and _none(connection, "fusion"):
        return frozenset()
    moved = _roots(connection) if persons else set()
    written = {
        key for key, one in changes.items() if one.genre in followers() and person_column(one.genre) in one.after
    }
    return frozenset(_rows(connection, moved, changes, written)) | {("personne", key) for key in moved | persons}


def part(session: Session, erased: str) -> set[str]:
    """Once rows (keys in JSON) are erased: those merged into them are on their own again, with what was theirs."""
    connection = session.connection()
    connection.exec_driver_sql(f"DELETE FROM rattachement WHERE objet IN {KEYS}", (erased,))
    if _none(connection, "fusion"):
        return set()
    persons = _roots(connection)
    _rows(connection, persons, {}, set())
    return persons


def rebuild(session: Session) -> None:
    """Everything again from the persons and the rows as they are journalled."""
    connection = session.connection()
    _rows(connection, _roots(connection), {}, set())


def faults(session: Session) -> tuple[int, list[Msg]]:
    """How many merged persons, and those whose rows do not follow."""
    connection = session.connection()
    wanted, held = _wanted(connection), _held(connection)
    told = [
        N_("personne {cle}\u00a0: fusionnée, mais ce qui est à elle ne la suit pas", cle=key)
        for key in {key for key, _root in wanted.items() ^ held.items()}
    ]
    for genre in followers():
        strays = connection.exec_driver_sql(
            f'SELECT t.id FROM "{genre}" t JOIN fusion f ON f.personne = t.{person_column(genre)} ORDER BY 1'
        ).all()
        told += [
            N_("{genre} {cle}\u00a0: rattachée à une personne fusionnée", genre=genre, cle=key.hex())
            for (key,) in strays
        ]
    return len(wanted), sorted(told, key=kept)


def _awaited(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of these new persons that another one already leads to."""
    found = connection.exec_driver_sql(
        f"SELECT DISTINCT fusion_id FROM personne WHERE fusion_id IN {KEYS}", (as_json(keys),)
    )
    return {key.hex() for (key,) in found}


def _none(connection: Connection, table: str) -> bool:
    return connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first() is None


def _held(connection: Connection) -> dict[str, str]:
    return {one.hex(): root.hex() for one, root in connection.exec_driver_sql("SELECT personne, racine FROM fusion")}


def _wanted(connection: Connection) -> dict[str, str]:
    """The person shown for each merged one. Who leads to somebody erased, or not known yet, is shown as before."""
    leads = {one.hex(): other.hex() for one, other in connection.exec_driver_sql(_LEADS)}
    roots = {one: _root(leads, one) for one in leads}
    return {one: root for one, root in roots.items() if one != root}


def _root(leads: Mapping[str, str], one: str) -> str:
    seen = [one]
    while (following := leads.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]


def _roots(connection: Connection) -> set[str]:
    """Write `fusion` anew where it changed; returns the persons concerned, old and new ones."""
    wanted, held = _wanted(connection), _held(connection)
    changed = dict(wanted.items() ^ held.items()).keys()
    many = connection.connection.cursor().executemany
    many("DELETE FROM fusion WHERE personne = ?", [(bytearray.fromhex(one),) for one in changed])
    many(
        "INSERT INTO fusion (personne, racine) VALUES (?, ?)",
        [(bytearray.fromhex(one), bytearray.fromhex(wanted[one])) for one in changed if one in wanted],
    )
    return {*changed, *(root for one in changed for root in (wanted.get(one), held.get(one)) if root)}


def _rows(
    connection: Connection, persons: Iterable[str], changes: Mapping[str, Change], written: set[str]
) -> set[tuple[str, str]]:
    """Rows of these persons, and those just written, name the person shown; returns what moved."""
    sql, moved = connection.exec_driver_sql, set[tuple[str, str]]()
    sql(f"DELETE FROM rattachement WHERE objet IN {KEYS}", (as_json(written),))  # the row says it now
    among = as_json(persons)
    for genre in followers():
        mine = as_json(key for key in written if changes[key].genre == genre)
        named = person_column(genre)
        found = sql(_MISPLACED.format(genre=genre, named=named), (genre, among, among, mine)).all()
        for key, made_for, root in found:
            if made_for == root:
                sql("DELETE FROM rattachement WHERE objet = ?", (key,))
            else:
                sql(
                    "INSERT OR REPLACE INTO rattachement (objet, genre, personne) VALUES (?, ?, ?)",
                    (key, genre, made_for),
                )
            sql(f'UPDATE "{genre}" SET {named} = ? WHERE id = ?', (root, key))
            moved.add((genre, key.hex()))
    return moved


# The person that a dossier, named by its key or by that of a candidature, was made for, and whom it follows.
_OF_DOSSIER = """SELECT r.personne, d.personne_id FROM rattachement r JOIN dossier d ON d.id = r.objet
    WHERE d.id = ? OR d.id = (SELECT c.dossier_id FROM candidature c WHERE c.id = ?)"""
_LEADS = """SELECT p.id, p.fusion_id FROM personne p JOIN personne q ON q.id = p.fusion_id
    JOIN objet o ON o.uuid = q.id WHERE p.fusion_id IS NOT NULL AND NOT o.efface AND o.poste"""
# (row, person it was made for, person to show) of the rows that name another one than that.
_MISPLACED = f"""SELECT * FROM (
    SELECT t.id, coalesce(r.personne, t.{{named}}) AS made_for,
        coalesce((SELECT f.racine FROM fusion f WHERE f.personne = coalesce(r.personne, t.{{named}})),
            r.personne, t.{{named}}) AS shown, t.{{named}} AS now
    FROM "{{genre}}" t LEFT JOIN rattachement r ON r.objet = t.id
    WHERE t.id IN (SELECT objet FROM rattachement WHERE genre = ? AND personne IN {KEYS}
        UNION SELECT id FROM "{{genre}}" WHERE {{named}} IN {KEYS} UNION SELECT unhex(value) FROM json_each(?))
    ) WHERE now IS NOT shown"""
_MISPLACED = _MISPLACED.replace("SELECT * FROM", "SELECT id, made_for, shown FROM", 1)
