"""Enrolments: read for a dossier, listed, and those that wait for something."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.inscriptions import A_FAIRE, ATTENTE
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store.courant import candidature_presente, candidature_vivante
from scolarite_desk.store.perimetre import within
from scolarite_desk.store.queries.dossiers import NAMED

COMMENCEE = exists(
    select(1).where(InscriptionAnnee.candidature_id == Candidature.id, InscriptionAnnee.retire_le.is_(None))
)  # cancelled ones too: it was decided


def enrolments(
    session: Session, *conditions: ColumnElement[bool], archived: bool = False
) -> list[tuple[InscriptionAnnee, Dossier]]:
    """Those of the perimeter that meet the conditions. `archived`: of archived campaigns too."""
    asked = _of(select(InscriptionAnnee, Dossier)).where(within(session), Campagne.retire_le.is_(None), *conditions)
    if not archived:
        asked = asked.where(Campagne.etat.is_distinct_from("archivee"))
    return [(one, dossier) for one, dossier in session.execute(asked)]


def inscrits(session: Session, campagne: str | None) -> Iterator[Any]:
    """All those of the perimeter, by formation and name: `InscriptionAnnee`, number, code, a name."""
    asked = _of(select(InscriptionAnnee, Dossier.numero, Formation.code, *NAMED)).where(within(session))
    if campagne is not None:
        asked = asked.where(Campagne.id == campagne)
    yield from session.execute(
        asked.order_by(None).order_by(Formation.code, Personne.nom_naissance, InscriptionAnnee.id)
    )


def pays_on_proof(session: Session, dossier: str) -> bool:
    """Whether an enrolment of a dossier is to be paid at the scolarité, and never again online."""
    asked = _of(select(InscriptionAnnee.id)).where(Dossier.id == dossier, InscriptionAnnee.etat == ATTENTE)
    return session.scalars(asked.limit(1)).first() is not None


def to_pay_back(session: Session, dossiers: Collection[str]) -> frozenset[str]:
    """Of these dossiers, those to whom a refund was promised and is not noted."""
    asked = select(Candidature.dossier_id).join(InscriptionAnnee, InscriptionAnnee.candidature_id == Candidature.id)
    promised = (InscriptionAnnee.rembourser_avant.is_not(None), InscriptionAnnee.rembourse_le.is_(None))
    mine = asked.where(Candidature.dossier_id.in_(dossiers), InscriptionAnnee.retire_le.is_(None), *promised)
    return frozenset(session.scalars(mine))


def unfinished(session: Session, dossiers: Collection[str]) -> frozenset[str]:
    """Of these dossiers, those of which an enrolment was begun, and neither finished nor cancelled."""
    asked = select(Candidature.dossier_id).join(InscriptionAnnee, InscriptionAnnee.candidature_id == Candidature.id)
    begun = (InscriptionAnnee.retire_le.is_(None), InscriptionAnnee.etat.in_((A_FAIRE, ATTENTE)))
    return frozenset(session.scalars(asked.where(Candidature.dossier_id.in_(dossiers), candidature_vivante(), *begun)))


def _of(asked: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        asked.join(Candidature, Candidature.id == InscriptionAnnee.candidature_id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .join(Personne, Personne.id == Dossier.personne_id)
        .join(Formation, Formation.id == Candidature.formation_id)
        .where(InscriptionAnnee.retire_le.is_(None), candidature_presente(), candidature_vivante())
        .order_by(Formation.libelle, Candidature.id)
    )
