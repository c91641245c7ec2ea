"""The kinds of decision of a base, as rows of it word them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.decisions import Type, Types
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.rows import living


def types(session: Session) -> Types:
    """The kinds, those out of service too: an avis that has one keeps its words."""
    return Types(session.scalars(living(TypeDecision)))


def kinds_for(session: Session, candidature: str) -> tuple[Type, ...]:
    """The kinds of the office that a candidature may be given: those in service where it is studied, and the one that
    it has.
    """
    formation = session.get_one(Formation, session.get_one(Candidature, candidature).formation_id)
    kinds, avis = types(session), current_avis(session, candidature)
    held = avis.type_id if avis is not None else None
    proposed = {one.cle for one in kinds.proposed(formation.centre_id)}
    return tuple(one for one in kinds.own() if one.cle in proposed or one.cle == held)
