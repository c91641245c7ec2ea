"""What can be verified of a base, one check a line: what it looked at, how much, and the culprit by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.effacement import Effacement, numbers_given
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.msg import N_, NN_, Msg, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.store import acces
from scolarite_desk.store.check.check_journal import check_journal
from scolarite_desk.store.check.check_rows import NOT_WHAT_IT_SHOULD_BE, check_rows
from scolarite_desk.store.check.check_search import check_search
from scolarite_desk.store.file.failures import is_damage
from scolarite_desk.store.file.pages import damaged
from scolarite_desk.store.journal import fusion
from scolarite_desk.store.queries.illisibles import looked_at, unread
from scolarite_desk.store.queries.regles import broken
from scolarite_desk.store.store import Store

VALEURS = N_("valeurs")
MOST = 20  # culprits named by one check
Found = tuple[int, list[Msg]]  # how many things were looked at, what is wrong


@dataclass(frozen=True)
class Verified:
    """One check: its name, how many things it looked at, what is wrong (empty when all is well)."""

    nom: Msg
    nombre: int
    fautes: tuple[Msg, ...]


def check(store: Store, progress: Progress | None = None) -> tuple[Verified, ...]:
    """Every check of the base, the file's pages first. A damaged part does not stop the others."""
    steps = progress or Progress()
    done = []
    for rank, (name, one) in enumerate(CHECKS.items()):
        steps.step(rank, len(CHECKS))
        done.append(_run(store, name, one))
    return tuple(done)


def _run(store: Store, name: Msg, one: Callable[[Session], Found]) -> Verified:
    try:
        with Session(store.engine) as session:
            count, faults = one(session)
    except (DatabaseError, dbapi2.DatabaseError) as error:
        store.engine.dispose()  # a connection that met a broken page reads nothing more
        other = N_("illisible\u00a0: {erreur}", erreur=str(error))
        return Verified(name, 0, (N_("illisible\u00a0: une page est abîmée") if is_damage(error) else other,))
    except NOT_WHAT_IT_SHOULD_BE as error:
        return Verified(name, 0, (N_("une valeur n’est pas de son espèce\u00a0: {erreur}", erreur=str(error)),))
    return Verified(name, count, first(faults, MOST))


def first(faults: list[Msg], most: int) -> tuple[Msg, ...]:
    """The first of these sentences, and how many others there are."""
    more = len(faults) - most
    return (*faults[:most], *([NN_("… et {n} autre", "… et {n} autres", more)] if more > 0 else []))


def _pages(session: Session) -> Found:
    """Every page's seal (HMAC), and SQLite's own integrity check."""
    connection = session.connection()
    count = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    broken = damaged(connection.engine)
    if broken:
        return count, broken
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    return count, [] if found == ["ok"] else [verbatim(str(one)) for one in found]


def _links(session: Session) -> Found:
    """Every tie between rows leads somewhere."""
    count = sum(len(table.foreign_keys) for table in Base.metadata.sorted_tables)
    broken = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    return count, [
        N_("{table}, ligne {ligne}\u00a0: {parent} manque", table=table, ligne=rowid, parent=parent)
        for table, rowid, parent, _ in broken
    ]


def _numbers(session: Session) -> Found:
    """Dossier numbers and issued numbers are each given once."""
    given = Counter(f"{Dossier.__tablename__} {numero}" for numero in session.scalars(select(Dossier.numero)))
    for numeros in session.scalars(select(Effacement.numeros)):
        given.update(f"{genre} {numero}" for genre, numero, _at in numbers_given(numeros) if genre != "ine")
    given.update(session.scalars(select(DocumentEmis.genre + " " + DocumentEmis.numero)))
    return len(given), [
        NN_("{numero} donné {n} fois", "{numero} donné {n} fois", times, numero=numero)
        for numero, times in given.items()
        if times > 1
    ]


def _erased(session: Session) -> Found:
    """What was erased is nowhere: neither its rows nor what the journal said of them."""
    sql = session.connection().exec_driver_sql
    count: int = sql("SELECT count(*) FROM objet WHERE efface = 1").scalar_one()
    bodies: int = sql(
        "SELECT count(*) FROM objet o JOIN ligne l ON l.objet = o.id WHERE o.efface = 1 AND l.corps IS NOT NULL"
    ).scalar_one()
    named = {key for row in session.scalars(select(Effacement)) for key in row.erased()}
    known = {key.hex() for key in sql("SELECT uuid FROM objet WHERE efface = 1").scalars()}
    still = NN_(
        "{n} ligne du journal dit encore ce qui a été effacé",
        "{n} lignes du journal disent encore ce qui a été effacé",
        bodies,
    )
    there = [N_("élément {cle}\u00a0: effacé, mais encore là", cle=key) for key in sorted(named - known)]
    return count, [*([still] if bodies else []), *there]


def _values(session: Session) -> Found:
    """Every value reads by its field, and what the office decided keeps its rules: nothing is wrong with the base, a
    person corrects them.
    """
    told = [N_("{genre} {cle}, {constat}", genre=one.table, cle=one.cle, constat=one.phrase) for one in unread(session)]
    for rule in (one for one in broken(session) if not one.regle.inacheve):
        if rule.regle.toujours:
            rows = ", ".join(f"{table} {key}" for table, key in rule.fiches)
            told.append(N_("{fiches}, {constat}", fiches=rows, constat=rule.phrase))
    return looked_at(), told


def _index(session: Session) -> Found:
    """The search index says what the rows say."""
    count = session.scalar(text("SELECT count(*) FROM personne")) or 0
    return count, check_search(session)


CHECKS: dict[Msg, Callable[[Session], Found]] = {
    N_("pages du fichier"): _pages,
    N_("liens"): _links,
    N_("modifications du journal"): check_journal,
    N_("éléments"): check_rows,
    N_("numéros"): _numbers,
    N_("effacements"): _erased,
    N_("fusions"): fusion.faults,
    N_("journal des accès"): acces.verify,
    N_("index de recherche"): _index,
    VALEURS: _values,
}
