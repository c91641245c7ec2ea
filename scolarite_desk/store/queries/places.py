"""How many places are left: the one function, wherever somebody decides.

A place is held by the avis that binds, whatever was entered since, and by a favourable one that waits: two people who
decide at once see each other's.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.places import Paire, Places
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.store.courant import avis_courant, avis_valide, candidature_restee
from scolarite_desk.store.queries.listes import SESSION, real_lists
from scolarite_desk.store.queries.rows import by_key


def places(session: Session, paires: Iterable[Paire]) -> dict[Paire, Places]:
    """The places of each, in three statements however many they are; each has the list of its own session."""
    wanted = list(dict.fromkeys(paires))
    formations = {one.formation for one in wanted}
    rows, waiting = by_key(session, Formation, formations), real_lists(session, formations)
    given: dict[Paire, list[int]] = {}
    for formation, depot, *counts in session.execute(_given(formations)):
        pool = given.setdefault(_pool(Paire(formation, depot)), [0, 0, 0])
        pool[:] = [known + more for known, more in zip(pool, counts, strict=True)]
    return {
        one: Places(rows[one.formation].capacite, *given.get(_pool(one), ()), liste=len(waiting.get(one, ())))
        for one in wanted
        if one.formation in rows
    }


def places_of(session: Session, formation: str, depot: str | None = None) -> Places:
    """Those of one formation (its key), in its own session or another."""
    paire = Paire(formation, depot)
    return places(session, [paire])[paire]


def _pool(paire: Paire) -> Paire:
    """Whose places they are: sessions of a formation share them."""
    return Paire(paire.formation)


def _given(formations: Iterable[str]) -> Select[str, str | None, int, int, int]:
    """By formation and session, candidatures that hold a place: validated, waiting, and confirmed of the first. One
    whose admission is being corrected has two avis here, and counts once.
    """
    held = (
        select(
            Candidature.formation_id,
            SESSION.label("depot"),
            func.max(Avis.valide_le.is_not(None)).label("valide"),
            func.max(func.coalesce(Candidature.confirmation == "confirmee", False)).label("confirmee"),
        )
        .join(Avis, Avis.candidature_id == Candidature.id)
        .where(Candidature.formation_id.in_(formations), Avis.avis == "FA", candidature_restee())
        .where(or_(avis_valide(), and_(avis_courant(), Avis.valide_le.is_(None))))
        .group_by(Candidature.id)
        .subquery()
    )
    validated = func.sum(held.c.valide)
    return select(
        held.c.formation_id,
        held.c.depot,
        validated,
        func.count() - validated,
        func.sum(held.c.valide * held.c.confirmee),
    ).group_by(held.c.formation_id, held.c.depot)
