"""What can be verified of a base, one check a line: what it looked at, how much, and the culprit by name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from scolarite_desk.models.base import moment
from scolarite_desk.models.document import DocumentEmis
from scolarite_desk.models.dossier import Dossier
from scolarite_desk.models.effacement import Effacement
from scolarite_desk.models.schema import Base
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.codec import shared_classes, stored_lots
from scolarite_desk.store.failures import is_damage
from scolarite_desk.store.journal import Header
from scolarite_desk.store.pages import damaged
from scolarite_desk.store.replay import body
from scolarite_desk.store.store import Store

MOST = 20  # culprits named by one check
_NOT_WHAT_IT_SHOULD_BE = (ValueError, TypeError, ArithmeticError, AttributeError)


@dataclass(frozen=True)
class Verified:
    """One check: its name, how many things it looked at, what is wrong (empty when all is well)."""

    nom: str
    nombre: int
    fautes: tuple[str, ...]


def check(store: Store, progress: Progress | None = None) -> tuple[Verified, ...]:
    """Every check of the base, the file's pages first. A damaged part does not stop the others."""
    steps = progress or Progress()
    done = []
    for rank, (name, one) in enumerate(CHECKS.items()):
        steps.step(rank, len(CHECKS))
        done.append(_run(store, name, one))
    return tuple(done)


def _run(store: Store, name: str, one: Callable[[Session], tuple[int, list[str]]]) -> Verified:
    try:
        with Session(store.engine) as session:
            count, faults = one(session)
    except DatabaseError as error:
        store.engine.dispose()  # a connection that met a broken page reads nothing more
        return Verified(
            name, 0, ("illisible\u00a0: une page est abîmée" if is_damage(error) else f"illisible\u00a0: {error.orig}",)
        )
    except _NOT_WHAT_IT_SHOULD_BE as error:
        return Verified(name, 0, (f"une valeur n’est pas de son espèce\u00a0: {error}",))
    more = [f"… et {len(faults) - MOST} autres"] if len(faults) > MOST else []
    return Verified(name, count, (*faults[:MOST], *more))


def _pages(session: Session) -> tuple[int, list[str]]:
    """Every page's seal (HMAC), and SQLite's own integrity check."""
    connection = session.connection()
    count = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    broken = damaged(connection.engine)
    if broken:
        return count, broken
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    return count, [] if found == ["ok"] else found


def _links(session: Session) -> tuple[int, list[str]]:
    """Every tie between rows leads somewhere."""
    count = sum(len(table.foreign_keys) for table in Base.metadata.sorted_tables)
    broken = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    return count, [f"{table}, ligne {rowid}\u00a0: {parent} manque" for table, rowid, parent, _ in broken]


def _journal(session: Session) -> tuple[int, list[str]]:
    """Every work is chained to the one before it, no number is missing, every body matches its digest."""
    connection, count, faults = session.connection(), 0, []
    for station, uuid, name, last, tip in connection.exec_driver_sql(
        "SELECT id, uuid, nom, numero, empreinte FROM poste"
    ).all():
        previous, expected = bytes(32), 1
        for work, lines in _works(connection, station):
            numero, hlc, at, auteur, acte, detail, cible, kept = work
            faults += [f"journal, poste {name}\u00a0: le travail {one} manque" for one in range(expected, numero)]
            header = Header(uuid.hex(), numero, hlc, moment(at), auteur, acte, detail, cible)
            computed = header.chain(previous, [(key.hex(), digest) for _rang, key, digest, _corps in lines])
            if computed != kept and numero == expected:  # after a gap there is nothing to compare with
                faults.append(f"journal, poste {name}\u00a0: le travail {numero} ({acte}) a été changé")
            for rang, _key, digest, corps in lines:
                if corps is not None and hashlib.sha256(corps).digest() != digest:
                    faults.append(f"journal, poste {name}\u00a0: la ligne {rang} du travail {numero} a été changée")
            previous, expected, count = kept, numero + 1, count + 1
        if expected != last + 1 or previous != tip:
            faults.append(f"journal, poste {name}\u00a0: la fin manque ({expected - 1} travaux sur {last})")
    return count, faults


def _works(connection: Connection, station: int) -> Iterator[tuple[Any, list[Any]]]:
    works = connection.exec_driver_sql(
        "SELECT numero, hlc, at, auteur, acte, detail, cible, empreinte FROM travail WHERE poste = ? ORDER BY numero",
        (station,),
    ).yield_per(1000)
    lines = connection.exec_driver_sql(
        "SELECT l.numero, l.rang, o.uuid, l.digest, l.corps FROM ligne l JOIN objet o ON o.id = l.objet"
        " WHERE l.poste = ? ORDER BY l.numero, l.rang",
        (station,),
    ).yield_per(1000)
    grouped = groupby(lines, key=itemgetter(0))
    current = next(grouped, None)
    for work in works:
        mine: list[Any] = []
        while current is not None and current[0] <= work.numero:
            mine += [line[1:] for line in current[1] if line[0] == work.numero]
            current = next(grouped, None)
        yield work, mine


def _rows(session: Session) -> tuple[int, list[str]]:
    """Every shared row is what the journal says of it."""
    count, faults = 0, []
    for genre in shared_classes():
        told = _told(session.connection(), genre)
        expected = next(told, _NOBODY)
        for values in chain.from_iterable(stored_lots(session, genre)):
            key, count = values.pop("id"), count + 1
            while expected[0] and expected[0] < key:
                faults.append(f"{genre} {expected[0]}\u00a0: connue du journal, absente de la base")
                expected = next(told, _NOBODY)
            if expected[0] == key:
                faults += [f"{genre} {key}, {name}\u00a0: {_OTHERWISE}" for name in _moved(expected[1], values)]
                expected = next(told, _NOBODY)
            else:
                faults.append(f"{genre} {key}\u00a0: inconnue du journal")
        left = [expected, *told] if expected[0] else []
        faults += [f"{genre} {key}\u00a0: connue du journal, absente de la base" for key, _values in left]
    return count, faults


_NOBODY: tuple[str, dict[str, Any]] = ("", {})
_OTHERWISE = "la base ne dit pas ce que dit le journal"


def _moved(told: dict[str, Any], values: dict[str, Any]) -> list[str]:
    return [] if told == values else [name for name in {**told, **values} if told.get(name) != values.get(name)]


def _told(connection: Connection, genre: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(key, values that are not blank) of the rows of a table as their lines say, by key."""
    lines = connection.exec_driver_sql(
        "SELECT o.uuid, l.corps FROM objet o JOIN ligne l ON l.objet = o.id"
        " JOIN travail t ON t.poste = l.poste AND t.numero = l.numero"
        " WHERE o.genre = ? AND o.efface = 0 ORDER BY o.uuid, t.hlc, l.rang",
        (genre,),
    ).yield_per(1000)
    for key, found in groupby(lines, key=itemgetter(0)):
        values: dict[str, Any] = {}
        for _key, corps in found:
            values.update(_after(corps))
        yield key.hex(), {name: value for name, value in values.items() if value is not None}


def _after(corps: bytes | None) -> dict[str, Any]:
    """What a line says that a row became; nothing when its body is erased, or is no body (`_journal` names it)."""
    if corps is None:
        return {}
    try:
        return {name: value for _before, after, _replaces in body(corps).values() for name, value in after.items()}
    except _NOT_WHAT_IT_SHOULD_BE:
        return {}


def _numbers(session: Session) -> tuple[int, list[str]]:
    """Dossier numbers and issued numbers are each given once."""
    given = Counter(f"dossier {numero}" for numero in session.scalars(select(Dossier.numero)))
    for erased in session.scalars(select(Effacement)):
        given.update(f"{genre} {numero}" for genre, numero, _at in erased.given() if genre != "ine")
    given.update(session.scalars(select(DocumentEmis.genre + " " + DocumentEmis.numero)))
    return len(given), [f"{numero} donné {times} fois" for numero, times in given.items() if times > 1]


def _erased(session: Session) -> tuple[int, list[str]]:
    """What was erased is nowhere: neither its rows nor what the journal said of them."""
    sql = session.connection().exec_driver_sql
    count: int = sql("SELECT count(*) FROM objet WHERE efface = 1").scalar_one()
    bodies: int = sql(
        "SELECT count(*) FROM objet o JOIN ligne l ON l.objet = o.id WHERE o.efface = 1 AND l.corps IS NOT NULL"
    ).scalar_one()
    named = {key for row in session.scalars(select(Effacement)) for key in row.erased()}
    known = {key.hex() for key in sql("SELECT uuid FROM objet WHERE efface = 1").scalars()}
    faults = [f"{bodies} lignes du journal disent encore ce qui a été effacé"] if bodies else []
    return count, faults + [f"fiche {key}\u00a0: effacée, mais encore là" for key in sorted(named - known)]


def _index(session: Session) -> tuple[int, list[str]]:
    """The search index says what the rows say."""
    count = session.scalar(text("SELECT count(*) FROM personne")) or 0
    return count, search.check(session)


CHECKS: dict[str, Callable[[Session], tuple[int, list[str]]]] = {
    "pages du fichier": _pages,
    "liens": _links,
    "travaux du journal": _journal,
    "fiches": _rows,
    "numéros": _numbers,
    "effacements": _erased,
    "index de recherche": _index,
}
