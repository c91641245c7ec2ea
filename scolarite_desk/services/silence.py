"""The countdown of one candidature: what no answer will mean, when, and which receipt told it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.silence import Decompte
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.queries.delais import decomptes


def countdown(session: Session, candidature: str) -> Decompte | None:
    """None where nothing is counted: it was answered, it is cancelled, or silence means nothing."""
    row = session.get_one(Candidature, candidature)
    formation = session.get_one(Formation, row.formation_id)
    return decomptes(session, [row], {formation.id: formation}, settings(session)).get(row.id)


def implied_rejection(session: Session, candidature: str, day: date) -> date | None:
    """When silence rejected a candidature, that day or before; None: it did not."""
    found = countdown(session, candidature)
    return found.le if found is not None and found.rejette(day) else None
