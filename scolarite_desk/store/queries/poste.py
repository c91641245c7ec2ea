"""What the window says of the base it is on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.dossier import Dossier
from scolarite_desk.models.formation import Campagne, Formation
from scolarite_desk.models.journal import Local
from scolarite_desk.store.queries.rows import living


@dataclass(frozen=True, slots=True)
class About:
    """`campagne` is the newest open one, "" without any; the others say what the base already holds."""

    campagne: str
    exercice: bool
    formations: bool
    dossiers: bool


def about(session: Session) -> About:
    """The campaign of the moment, whether this is an exercise, and whether anything is there yet."""
    campagne = session.scalars(
        living(Campagne).where(Campagne.etat == "ouverte").order_by(Campagne.annee.desc())
    ).first()
    exercice = session.get(Local, "exercice")
    return About(
        campagne=(campagne.libelle or campagne.annee or "") if campagne is not None else "",
        exercice=exercice is not None and bool(exercice.valeur),
        formations=session.scalars(select(Formation.id).limit(1)).first() is not None,
        dossiers=session.scalars(select(Dossier.id).limit(1)).first() is not None,
    )
