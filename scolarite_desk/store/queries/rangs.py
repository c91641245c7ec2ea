"""The ranks given on the list of each formation."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.store.courant import avis_courant, candidature_vivante


def ranks(session: Session, formation: str, but: str) -> frozenset[int]:
    """The ranks given in a formation to candidatures that live, another one than this."""
    held = ranks_held(session, Candidature.formation_id == formation).get(formation, {})
    return frozenset(rang for key, rang in held.items() if key != but)


def ranks_held(session: Session, *conditions: ColumnElement[bool]) -> dict[str, dict[str, int]]:
    """By formation, the rank that each candidature that lives has on its list."""
    listed = select(Candidature.formation_id, Candidature.id, Avis.rang)
    listed = listed.join(Avis, Avis.candidature_id == Candidature.id)
    alive = (candidature_vivante(), avis_courant(), Avis.avis == "LC", Avis.rang.is_not(None))
    held: dict[str, dict[str, int]] = {}
    for formation, key, rang in session.execute(listed.where(*alive, *conditions)):
        held.setdefault(formation, {})[key] = rang or 0
    return held
