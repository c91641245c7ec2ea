"""What is asked about decisions: read by candidature, and what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store.courant import candidature_presente
from scolarite_desk.store.perimetre import within
from scolarite_desk.store.queries.dossiers import NAMED
from scolarite_desk.store.queries.rows import keys_in, living


def waiting(session: Session, candidature: str) -> tuple[Requete, ...]:
    """What a candidature asked and nobody answered, the oldest first."""
    mine = living(Requete).where(Requete.candidature_id == candidature, Requete.repondue_le.is_(None))
    return tuple(session.scalars(mine.order_by(Requete.recue_le, Requete.id)))


def anybody_asks(session: Session, candidatures: Collection[str], genre: str) -> bool:
    """Whether one of these candidatures waits for an answer of that kind."""
    some = living(Requete).where(Requete.genre == genre, Requete.repondue_le.is_(None))
    return session.scalars(some.where(Requete.candidature_id.in_(keys_in(candidatures))).limit(1)).first() is not None


def requests(session: Session) -> Iterator[Any]:
    """All those of the perimeter, what waits first: `Requete`, numbers, codes, a name."""
    asked = (
        select(Requete, Dossier.numero, Formation.code, *NAMED)
        .join(Candidature, Candidature.id == Requete.candidature_id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Personne, Personne.id == Dossier.personne_id)
        .join(Formation, Formation.id == Candidature.formation_id)
        .where(Requete.retire_le.is_(None), candidature_presente(), within(session))
        .order_by(Requete.repondue_le.is_not(None), Requete.recue_le, Requete.id)
    )
    yield from session.execute(asked)


def waiting_of(session: Session, dossiers: Collection[str]) -> dict[str, str]:
    """Of these dossiers, those of which something is asked and not answered: to its kind."""
    asked = (
        select(Candidature.dossier_id, Requete.genre)
        .join(Requete, Requete.candidature_id == Candidature.id)
        .where(Candidature.dossier_id.in_(dossiers), Requete.retire_le.is_(None), Requete.repondue_le.is_(None))
    )
    return {dossier: genre or "" for dossier, genre in session.execute(asked)}
