"""Erasing rows for good: their bodies, heads, drafts, documents and search lines, then the file rewritten.

What stays of a row: its key, who wrote it and when, and digests salted with 128 bits that are gone. Chain, counts and
exchange hold. SQLite leaves pieces of old cells in pages that it rebalanced, whatever `secure_delete`, and the index of
words keeps old names until it is merged: `rewrite` takes both out after the commit. The mark that asks for it is
written in the transaction, so that a crash between the two is mended when the base is closed or opened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from scolarite_desk.models.fields.lineage import ties
from scolarite_desk.store import search
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.journal import fusion
from scolarite_desk.store.sql import KEYS, as_json, read, write

TO_REWRITE = "a_reecrire"  # the local fact that asks for it
_OBJECTS = f"(SELECT id FROM objet WHERE uuid IN {KEYS})"
_KNOWN = f"SELECT uuid FROM objet WHERE uuid IN {KEYS}"
_ERASED = f"SELECT uuid FROM objet WHERE efface = 1 AND uuid IN {KEYS}"

_EMPTIED = (
    f"UPDATE objet SET efface = 1 WHERE uuid IN {KEYS}",
    f"UPDATE ligne SET corps = NULL WHERE objet IN {_OBJECTS}",
    f"UPDATE attente_ligne SET corps = NULL WHERE objet IN {KEYS}",
    f"DELETE FROM rivale WHERE objet IN {_OBJECTS}",
    f"DELETE FROM version WHERE objet IN {_OBJECTS}",
    f"DELETE FROM brouillon WHERE objet IN {KEYS}",
    "DELETE FROM brouillon WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(champ, value))",  # after its « @ »
)


def is_erased(where: Session | Connection, key: str) -> bool:
    """Whether this row was erased here: whatever still arrives of it is dropped."""
    return bool(erased_among(where, [key]))


def erased_among(where: Session | Connection, keys: Iterable[str]) -> frozenset[str]:
    """Those of these rows that were erased here."""
    return frozenset(key.hex() for (key,) in read(_session(where), _ERASED, as_json(keys)))


def erase(where: Session | Connection, keys: Iterable[str]) -> frozenset[str]:
    """Erase these rows in the transaction under way; one that is not known here is remembered as erased.

    Gives back the keys of rows that leaned on them and were not named: the caller erases those too, by a line of their
    own, before it commits (foreign keys are only looked at then). `rewrite` comes after the commit.
    """
    session = _session(where)
    wanted = as_json(dict.fromkeys(keys))
    read(session, "PRAGMA defer_foreign_keys = ON")
    _mark(session, wanted)
    _forget_documents(session, wanted)
    named = _by_table(session, wanted)
    touched = search.persons_of(session, named)
    for genre in reversed(shared_classes()):
        read(session, f'DELETE FROM "{genre}" WHERE id IN {KEYS}', wanted)
    search.follow(session, sorted({*touched, *fusion.part(session, wanted)}))
    read(session, "INSERT INTO local (cle, valeur) VALUES (?, 'oui') ON CONFLICT (cle) DO NOTHING", TO_REWRITE)
    return frozenset(chain.from_iterable(_leaning(session, genre, named.keys(), wanted) for genre in shared_classes()))


def rewrite(engine: Engine) -> bool:
    """Rewrite the file if an erasure asks for it: nothing erased is in its bytes, nor in those of its WAL. A job: about
    a second per 100 MB.

    False when it must be tried again: the disk is full, or someone is reading. The mark stays until it is done.
    """
    raw = engine.raw_connection()
    try:
        return _rewrite(raw.cursor())
    except dbapi2.DatabaseError:
        raw.invalidate()
        return False
    finally:
        raw.close()


def _rewrite(cursor: Any) -> bool:
    if not cursor.execute("SELECT 1 FROM local WHERE cle = ?", (TO_REWRITE,)).fetchone():
        return True
    cursor.execute("INSERT INTO trouvable_mot (trouvable_mot) VALUES ('optimize')")
    cursor.execute("VACUUM")
    busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if not busy:
        cursor.execute("DELETE FROM local WHERE cle = ?", (TO_REWRITE,))
    return not busy


def _session(where: Session | Connection) -> Session:
    """A session in the transaction under way, which it neither ends nor commits."""
    return where if isinstance(where, Session) else Session(bind=where, autoflush=False)


def _mark(session: Session, wanted: str) -> None:
    known = {key for (key,) in read(session, _KNOWN, wanted)}
    unknown = [(key,) for (key,) in read(session, f"SELECT * FROM {KEYS}", wanted) if key not in known]
    write(session, "INSERT INTO objet (uuid, genre, poste, numero, efface) VALUES (?, '', 0, 0, 1)", unknown)
    for statement in _EMPTIED:
        read(session, statement, wanted)


def _forget_documents(session: Session, wanted: str) -> None:
    """The bytes of the documents of these rows and of their reprints, but for those that another document has too; and
    those of the procès-verbaux that name them among others: their numbers stay, and they may be given again without.
    """
    meetings = f"SELECT seance_id FROM avis WHERE seance_id IS NOT NULL AND id IN {KEYS}"
    named = f"SELECT empreinte FROM document_emis WHERE genre = 'pv' AND seance_id IN ({meetings})"
    read(session, f"DELETE FROM contenu WHERE empreinte IN ({named})", wanted)
    given = f"SELECT empreinte FROM document_emis WHERE empreinte IS NOT NULL AND id IN {KEYS}"
    others = f"SELECT empreinte FROM document_emis WHERE empreinte IN ({given}) AND id NOT IN {KEYS}"
    for name in ("empreinte", "empreinte || ' duplicata'"):
        gone = f"SELECT {name} FROM ({given} EXCEPT {others})"
        read(session, f"DELETE FROM contenu WHERE empreinte IN ({gone})", wanted, wanted, wanted)


def _by_table(session: Session, wanted: str) -> dict[str, set[str]]:
    """Keys by table, of the rows that are here."""
    found: dict[str, set[str]] = {}
    for genre, key in read(session, f"SELECT genre, uuid FROM objet WHERE uuid IN {KEYS}", wanted):
        found.setdefault(genre, set()).add(key.hex())
    return found


def _leaning(session: Session, genre: str, tables: Collection[str], wanted: str) -> Iterable[str]:
    """Rows of a table whose owner, of one of these tables, was just erased."""
    for name, table in ties(genre).items():
        if table in tables:
            found = read(session, f'SELECT id FROM "{genre}" WHERE "{name}" IN {KEYS}', wanted)
            yield from (key.hex() for (key,) in found)
