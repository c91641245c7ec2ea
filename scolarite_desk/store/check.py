"""What can be verified of a base, one check a line: what it looked at, how much, and the culprit by name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from scolarite_desk.models.base import moment
from scolarite_desk.models.document import DocumentEmis
from scolarite_desk.models.dossier import Dossier
from scolarite_desk.models.schema import Base
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.codec import columns_of, encode, shared_classes
from scolarite_desk.store.failures import is_damage
from scolarite_desk.store.journal import Header
from scolarite_desk.store.pages import damaged
from scolarite_desk.store.replay import body
from scolarite_desk.store.store import Store

MOST = 20  # culprits named by one check


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
    for genre, cls in shared_classes().items():
        told = _told(session.connection(), genre)
        for row in session.scalars(select(cls).order_by(cls.id).execution_options(yield_per=500)):
            count += 1
            values = {name: encode(getattr(row, name)) for name in columns_of(genre)}
            expected = next(told, ("", {}))
            while expected[0] and expected[0] < row.id:
                faults.append(f"{genre} {expected[0]}\u00a0: connue du journal, absente de la base")
                expected = next(told, ("", {}))
            faults += [
                f"{genre} {row.id}, {name}\u00a0: la base ne dit pas ce que dit le journal"
                for name, value in values.items()
                if expected[0] != row.id or expected[1].get(name) != value
            ]
            session.expunge(row)
    return count, faults


def _told(connection: Connection, genre: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(key, values) of the rows of a table as their lines say, by key."""
    lines = connection.exec_driver_sql(
        "SELECT o.uuid, l.corps FROM objet o JOIN ligne l ON l.objet = o.id"
        " JOIN travail t ON t.poste = l.poste AND t.numero = l.numero"
        " WHERE o.genre = ? ORDER BY o.uuid, t.hlc, l.rang",
        (genre,),
    ).yield_per(1000)
    for key, found in groupby(lines, key=itemgetter(0)):
        values: dict[str, Any] = {}
        for _key, corps in found:
            for _before, after, _replaces in body(corps).values() if corps is not None else ():
                values.update(after)
        yield key.hex(), values


def _numbers(session: Session) -> tuple[int, list[str]]:
    """Dossier numbers and issued numbers are each given once."""
    given = Counter(f"dossier {numero}" for numero in session.scalars(select(Dossier.numero)))
    given.update(session.scalars(select(DocumentEmis.genre + " " + DocumentEmis.numero)))
    return len(given), [f"{numero} donné {times} fois" for numero, times in given.items() if times > 1]


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
    "index de recherche": _index,
}
