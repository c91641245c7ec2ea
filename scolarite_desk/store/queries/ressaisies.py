"""Which dossiers are to be typed again in eCandidat."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import Ressaisie
from scolarite_desk.models.tables.personne import Identifiant
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.suivi import of_now


def ressaisie_of(session: Session, dossier: str) -> Ressaisie | None:
    """That of a dossier, unless it was withdrawn."""
    return session.scalars(living(Ressaisie).where(Ressaisie.dossier_id == dossier)).first()


def waits_typing(session: Session, candidatures: Collection[str]) -> bool:
    """Whether the dossier of one of these waits."""
    asked = living(Ressaisie).join(Candidature, Candidature.dossier_id == Ressaisie.dossier_id)
    asked = asked.where(Candidature.id.in_(candidatures), Ressaisie.faite_le.is_(None))
    return session.scalars(asked.limit(1)).first() is not None


def to_type(session: Session) -> Iterator[tuple[str, date | None, str]]:
    """(its first candidature, since when, the number that eCandidat gave already) of each dossier that waits."""
    given = (
        select(func.max(Identifiant.valeur))
        .where(Identifiant.personne_id == Dossier.personne_id, Identifiant.genre == "ECANDIDAT")
        .where(Identifiant.retire_le.is_(None))
        .scalar_subquery()
    )
    asked = select(func.min(Candidature.id), Ressaisie.demandee_le, given)
    asked = asked.join(Ressaisie, Ressaisie.dossier_id == Candidature.dossier_id)
    asked = asked.where(Ressaisie.retire_le.is_(None), Ressaisie.faite_le.is_(None))
    found = session.execute(of_now(session, asked).group_by(Ressaisie.id, Ressaisie.demandee_le))
    yield from ((key, since, numero or "") for key, since, numero in found)
