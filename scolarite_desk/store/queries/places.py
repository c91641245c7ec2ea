"""How many places are left: the one function, wherever somebody decides.

A place is held by the avis that binds, whatever was entered since, and by a favourable one that waits: two people who
decide at once see each other's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.places import Paire, Places
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation, OuvertureFormation
from scolarite_desk.store.courant import avis_courant, avis_valide, candidature_restee
from scolarite_desk.store.queries.listes import SESSION, paires_of, real_lists
from scolarite_desk.store.queries.rows import by_key, keys_in, living


def places(session: Session, paires: Iterable[Paire]) -> dict[Paire, Places]:
    """The places of each, in four statements however many they are. A session that has no capacity of its own shares
    the places of the formation; each has its own list.
    """
    return _counted(session, paires, Counter())


def _counted(session: Session, paires: Iterable[Paire], more: Counter[Paire]) -> dict[Paire, Places]:
    """`more`: places that others are about to be given, of which list each would be."""
    wanted = list(dict.fromkeys(paires))
    formations = {one.formation for one in wanted}
    voted, waiting = _voted(session, formations), real_lists(session, formations)

    def pool_of(one: Paire) -> Paire:
        return one if one in voted else Paire(one.formation)

    pools: dict[Paire, Counter[str]] = {}
    for row in session.execute(_given(formations)):
        pool = pools.setdefault(pool_of(Paire(row.formation_id, row.depot)), Counter())
        pool.update({name: getattr(row, name) for name in _COUNTED})
    for one, count in more.items():
        pools.setdefault(pool_of(one), Counter()).update(a_valider=count)
    return {
        one: Places(voted[pool], liste=len(waiting.get(one, ())), **pools.get(pool, Counter()))
        for one, pool in ((one, pool_of(one)) for one in wanted)
        if pool in voted
    }


_COUNTED = ("offertes", "a_valider", "confirmees")


def places_of(session: Session, formation: str, depot: str | None = None) -> Places:
    """Those of one formation (its key), in its own session or another."""
    paire = Paire(formation, depot)
    return places(session, [paire])[paire]


def places_with(session: Session, candidatures: Collection[str]) -> dict[Paire, Places]:
    """What the places would be, once all of these have a favourable avis: what a lot is told of before it is done."""
    paires, held = paires_of(session, candidatures), holding(session, candidatures)
    return _counted(session, paires.values(), Counter(paire for key, paire in paires.items() if key not in held))


def holding(session: Session, candidatures: Collection[str]) -> set[str]:
    """Those of these candidatures that hold a place, or that an avis to validate would give one."""
    return set(session.scalars(_holding().where(Candidature.id.in_(keys_in(candidatures)))))


def _holding() -> Select[*tuple[Any, ...]]:
    """The candidatures that hold a place (keys)."""
    held = or_(avis_valide(), and_(avis_courant(), Avis.valide_le.is_(None)))
    asked = select(Candidature.id).join(Avis, Avis.candidature_id == Candidature.id)
    return asked.where(Avis.avis == "FA", candidature_restee(), held)


def _voted(session: Session, formations: Collection[str]) -> dict[Paire, int | None]:
    """The capacity of each formation, and of its sessions that have their own."""
    own = living(OuvertureFormation).where(
        OuvertureFormation.formation_id.in_(formations), OuvertureFormation.capacite.is_not(None)
    )
    found = {Paire(row.id): row.capacite for row in by_key(session, Formation, formations).values()}
    return found | {Paire(row.formation_id, row.session_id): row.capacite for row in session.scalars(own)}


def _given(formations: Iterable[str]) -> Select[*tuple[Any, ...]]:
    """By formation and session, candidatures that hold a place: validated, waiting, and confirmed of the first. One
    whose admission is being corrected has two avis here, and counts once.
    """
    held = (
        _holding()
        .with_only_columns(
            Candidature.formation_id,
            SESSION.label("depot"),
            func.max(case((Avis.valide_le.is_not(None), 1), else_=0)).label("valide"),
            func.max(case((Candidature.confirmation == "confirmee", 1), else_=0)).label("confirmee"),
        )
        .where(Candidature.formation_id.in_(formations))
        .group_by(Candidature.id)
        .subquery()
    )
    return select(
        held.c.formation_id,
        held.c.depot,
        func.sum(held.c.valide).label("offertes"),
        func.sum(1 - held.c.valide).label("a_valider"),
        func.sum(held.c.valide * held.c.confirmee).label("confirmees"),
    ).group_by(held.c.formation_id, held.c.depot)
