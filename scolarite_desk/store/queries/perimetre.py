"""What the account of a session may do and see: its profile, its perimeter, and the formations inside it.

Read from the base each time: rights changed by another window, or received from another desk, hold at once.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select, true
from sqlalchemy.orm import Session

from scolarite_desk.models.candidature import Candidature
from scolarite_desk.models.dossier import Dossier
from scolarite_desk.models.droits import NOBODY, Droits, Perimetre, read_perimetre
from scolarite_desk.models.formation import Campagne, Commission, CommissionFormation, Formation
from scolarite_desk.models.reglage import Compte

ACCOUNT = "compte"  # under which a session of the store carries the name of its account


def rights_of(session: Session, nom: str) -> Droits:
    """The rights of the account of that name. In a base without any account, whoever opens it administers it."""
    known = session.execute(
        select(Compte.profil, Compte.perimetre).where(Compte.nom == nom, Compte.retire_le.is_(None))
    ).first()
    if known is None:
        return NOBODY if session.scalar(select(Compte.id).limit(1)) else Droits("administrateur")
    return Droits(known.profil, None if known.profil == "administrateur" else read_perimetre(known.perimetre))


def formations_in(perimetre: Perimetre) -> Select[Any]:
    """The keys of the formations inside a perimeter: named, of its centres, or examined by its commissions."""
    boards = select(Commission.id).where(
        or_(Commission.id.in_(perimetre.commission), Commission.centre_id.in_(perimetre.centre))
    )
    examined = select(CommissionFormation.formation_id).where(
        CommissionFormation.retire_le.is_(None), CommissionFormation.commission_id.in_(boards)
    )
    return select(Formation.id).where(
        or_(
            Formation.id.in_(perimetre.formation),
            Formation.centre_id.in_(perimetre.centre),
            Formation.id.in_(examined),
        )
    )


def inside(session: Session) -> Any:
    """The condition on `Candidature.formation_id` that the account of this session sets; true without a perimeter."""
    perimetre = _rights(session).perimetre
    return true() if perimetre is None else Candidature.formation_id.in_(formations_in(perimetre))


def candidatures_of_persons() -> Select[Any]:
    """(person) of each candidature that makes someone the business of a formation: living, in an open campaign."""
    return (
        select(Dossier.personne_id)
        .join(Candidature, Candidature.dossier_id == Dossier.id)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(Candidature.retire_le.is_(None), Dossier.retire_le.is_(None), Campagne.etat == "ouverte")
    )


def _rights(session: Session) -> Droits:
    nom = session.info.get(ACCOUNT)
    return Droits("administrateur") if nom is None else rights_of(session, nom)
