"""What the window says of the base it is on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.journal import Local, Poste, Travail
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.offer import open_campaigns
from scolarite_desk.store.queries.saisies import Saisie, saisies

_DRIFT = timedelta(minutes=10)  # a clock that the network sets right now and then


@dataclass(frozen=True, slots=True)
class About:
    """`campagne` is the open one, or all of them, "" without any; `saisies` are the dossiers where something
    typed waits; the others say what the base already holds.
    """

    campagne: str
    exercice: bool
    formations: bool
    dossiers: bool
    saisies: tuple[Saisie, ...] = ()


def about(session: Session) -> About:
    """The campaigns of the moment, whether this is an exercise, and whether anything is there yet."""
    return About(
        campagne=", ".join(label for _, label in open_campaigns(session)),
        exercice=in_practice(session),
        formations=session.scalars(select(Formation.id).limit(1)).first() is not None,
        dossiers=session.scalars(select(Dossier.id).limit(1)).first() is not None,
        saisies=saisies(session),
    )


def in_practice(session: Session) -> bool:
    """Whether everybody here is invented."""
    practice = session.get(Local, "exercice")
    return practice is not None and bool(practice.valeur)


def clock_behind(session: Session, now: datetime) -> Msg:
    """What to say when this desk's clock is behind its own last work; nothing when it is not, or in a practice base."""
    here = select(Poste.id).where(Poste.ici).scalar_subquery()
    last = session.scalar(select(func.max(Travail.at)).where(Travail.poste == here))
    if last is None or now > last - _DRIFT or in_practice(session):
        return NOTHING
    zone = fuseau(session)
    return N_(
        "L’horloge de ce poste retarde\u00a0: il est {maintenant} d’après elle, et le dernier "
        "enregistrement est du {jour} à {heure}. Mettez-la à l’heure\u00a0: rien n’est perdu, mais "
        "les dates écrites d’ici là seraient fausses.",
        maintenant=f"{local(now, zone):%d/%m/%Y %H:%M}",
        jour=f"{local(last, zone):%d/%m/%Y}",
        heure=f"{local(last, zone):%H:%M}",
    )
