"""What is still to be done in a campaign, that closing it would leave: one line a kind, each with whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.inscriptions import A_FAIRE, ATTENTE
from scolarite_desk.models.rules.si import A_EXPORTER, DESISTE, SI
from scolarite_desk.models.rules.states import ANSWERED_AVIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import NN_, Msg
from scolarite_desk.services.appel import answer_deadline
from scolarite_desk.services.mesures import OPEN, not_notified
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.si.controle import left_to_say
from scolarite_desk.store.courant import avis_courant, avis_valide, candidature_vivante
from scolarite_desk.store.fuseau import fuseau, fuseau_centre
from scolarite_desk.store.queries.calendriers import calendars_of
from scolarite_desk.store.queries.rows import by_key


@dataclass(frozen=True)
class Reste:
    """One kind of what is left: its code, how many in words, the dossiers that it is of, one for each."""

    code: str
    phrase: Msg
    dossiers: tuple[str, ...]


def left_open(session: Session, campagne: str, at: datetime) -> tuple[Reste, ...]:
    """What is left in a campaign; nothing of what there is none of."""
    found = dict(_left(session, campagne, at))
    said: Mapping[str, Msg] = {
        "avis": NN_("{n} candidature sans avis", "{n} candidatures sans avis", len(found["avis"])),
        "validation": NN_("{n} avis à valider", "{n} avis à valider", len(found["validation"])),
        "lettre": NN_("{n} décision à notifier", "{n} décisions à notifier", len(found["lettre"])),
        "reponse": NN_("{n} réponse en retard", "{n} réponses en retard", len(found["reponse"])),
        "requete": NN_("{n} recours sans réponse", "{n} recours sans réponse", len(found["requete"])),
        "inscription": NN_("{n} inscription à finir", "{n} inscriptions à finir", len(found["inscription"])),
        "export": NN_("{n} vœu à exporter", "{n} vœux à exporter", len(found["export"])),
        "desistement": NN_(
            "{n} désistement à ôter à la main du logiciel de scolarité",
            "{n} désistements à ôter à la main du logiciel de scolarité",
            len(found["desistement"]),
        ),
        "visite": NN_("{n} visite à venir", "{n} visites à venir", len(found["visite"])),
    }
    return tuple(Reste(code, phrase, found[code]) for code, phrase in said.items() if found[code])


def _left(session: Session, campagne: str, at: datetime) -> Iterator[tuple[str, tuple[str, ...]]]:
    dossiers = select(Dossier.id).where(Dossier.campagne_id == campagne, Dossier.retire_le.is_(None))
    judged = select(Avis.id).where(Avis.candidature_id == Candidature.id, avis_courant())
    alive = (Candidature.dossier_id.in_(dossiers), candidature_vivante())

    def of(*conditions: ColumnElement[bool]) -> tuple[str, ...]:
        asked = select(Candidature.dossier_id).where(*alive, *conditions)
        return tuple(session.scalars(asked.order_by(Candidature.id)))

    yield "avis", of(~judged.exists())
    yield "validation", of(judged.where(Avis.valide_le.is_(None)).exists())
    notified = not_notified(session, list(session.scalars(dossiers)))
    yield "lettre", tuple(dossier for dossier, avis in notified.items() for _ in avis)
    yield "reponse", _late(session, alive, at)
    asked = select(Candidature.dossier_id).join(Requete, Requete.candidature_id == Candidature.id)
    asked = asked.where(*alive, Requete.retire_le.is_(None), Requete.repondue_le.is_(None))
    yield "requete", tuple(session.scalars(asked.order_by(Requete.id)))
    begun = select(Candidature.dossier_id).join(InscriptionAnnee, InscriptionAnnee.candidature_id == Candidature.id)
    begun = begun.where(*alive, InscriptionAnnee.retire_le.is_(None), InscriptionAnnee.etat.in_((A_FAIRE, ATTENTE)))
    yield "inscription", tuple(session.scalars(begun.order_by(InscriptionAnnee.id)))
    si = settings(session)["si"]
    told = left_to_say(session, si, set(session.scalars(dossiers))) if si in SI else {}
    yield "export", told.get(A_EXPORTER, ())
    yield "desistement", told.get(DESISTE, ())
    today = local(at, fuseau(session)).date()
    coming = (Visite.statut.in_(("rendezvous", *OPEN)), Visite.jour >= today, Visite.retire_le.is_(None))
    visits = select(Visite.dossier_id).where(Visite.dossier_id.in_(dossiers), *coming).order_by(Visite.id)
    yield "visite", tuple(one for one in session.scalars(visits) if one)


def _late(session: Session, alive: tuple[ColumnElement[bool], ...], at: datetime) -> tuple[str, ...]:
    """Who has a place or a rank, did not answer, and whose day is over where the formation is."""
    asked = select(Candidature, Avis).join(Avis, Avis.candidature_id == Candidature.id)
    asked = asked.where(*alive, Candidature.confirmation.is_(None), avis_valide(), Avis.avis.in_(ANSWERED_AVIS))
    found = session.execute(asked.order_by(Candidature.id)).all()
    chosen, formations = settings(session), by_key(session, Formation, {row.formation_id for row, _ in found})
    zones = {centre: fuseau_centre(session, centre) for centre in {one.centre_id for one in formations.values()}}
    followed = calendars_of(session, [row for row, _ in found])
    late = []
    for row, avis in found:
        zone = zones[formations[row.formation_id].centre_id]
        limit = answer_deadline(row, followed[row.id], avis, chosen, zone)
        if limit is not None and limit.le < local(at, zone).date():
            late.append(row.dossier_id)
    return tuple(late)
