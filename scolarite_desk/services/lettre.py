"""What a decision letter says, gathered from the base: nothing here is numbered or written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, kept
from scolarite_desk.models.fields.reglages import LETTRE
from scolarite_desk.models.rows.documents import (
    CodeAvis,
    Convocation,
    FormationVisee,
    Lettre,
)
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.courant import candidature_vivante
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.modeles import DECISION, Portee
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.services import paperwork
from scolarite_desk.services.modeles import model_of
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living

MASTER = ("m1", "m2")
NOT_VALIDATED = N_("L’avis n’est pas validé.")


def letter_of(session: Session, candidature: str, at: datetime) -> Lettre:
    """The letter of the current avis of a candidature, dated where it is studied. `Refused` says what it lacks."""
    told = _decision(session, candidature)
    avis, formation = told.avis, told.formation
    chosen, codes = settings(session), lists(session)
    zone = fuseau_centre(session, formation.centre_id)
    day = local(at, zone).date()
    limit = _to_confirm(told, chosen, day, zone)
    paperwork.refuse_unprintable(map(kept, envelope := paperwork.addressee(session, told.personne, codes)))
    reason = (codes.label("motif_avis", avis.motif) if avis.motif else "", avis.motif_texte)
    return Lettre(
        avis=cast(CodeAvis, avis.avis),
        service=paperwork.service_of(session, formation.centre_id),
        destinataire=envelope,
        civilite=paperwork.civility(told.personne) or N_("Madame, Monsieur"),
        dossier=told.dossier.numero,
        formation=FormationVisee(formation.libelle or "", formation.code or ""),
        campagne=told.campagne.annee or "",
        le=day,
        signature=paperwork.signature(session, formation.centre_id),
        motif="\n".join(part for part in reason if part),
        rang=avis.rang,
        confirmer_avant=limit.le if limit else None,
        source_delai=N_("selon {source}", source=limit.source) if limit else NOTHING,
        convocation=_convocation(avis),
        tribunal=chosen["tribunal"],
        autorite_hierarchique=chosen["autorite_hierarchique"],
        motifs_sur_demande=formation.genre in MASTER,
        saisine_recteur=formation.genre == "m1",
        orientation=chosen["orientation"],
        remplace=_replaced(session, avis, zone),
        modele=model_of(session, _portee(told)),
    )


@dataclass(frozen=True)
class _Decision:
    """What a letter is about."""

    candidature: Candidature
    avis: Avis
    dossier: Dossier
    personne: Personne
    formation: Formation
    campagne: Campagne


def _portee(told: _Decision) -> Portee:
    """What a model is chosen by."""
    formation = told.formation
    of = (told.avis.avis, told.candidature.genre, formation.genre, formation.id, formation.centre_id)
    return Portee(DECISION, *of, SOURCE)


def _decision(session: Session, candidature: str) -> _Decision:
    """The validated avis of a candidature and what it is of. `Refused` while a letter has nothing to say of it, or
    could not name what it speaks of.
    """
    row = session.get(Candidature, candidature)
    if row is None or not candidature_vivante(row):
        raise Refused(N_("La candidature est annulée."))
    avis = current_avis(session, candidature)
    if avis is None or avis.valide_le is None:
        raise Refused(NOT_VALIDATED)
    if avis.avis == "PR" and not (avis.convocation_le and avis.convocation_heure and avis.convocation_lieu):
        raise Refused(N_("La convocation n’a pas de jour, d’heure ou de lieu\u00a0: rectifiez l’avis."), "avis.avis")
    dossier, formation = session.get_one(Dossier, row.dossier_id), session.get_one(Formation, row.formation_id)
    personne = session.get_one(Personne, dossier.personne_id)
    campagne = session.get_one(Campagne, dossier.campagne_id)
    paperwork.refuse_unnamed(session, LETTRE, formation.centre_id)
    if not (formation.libelle and formation.code and campagne.annee):  # a window only began them
        raise Refused(
            N_("La formation n’est pas nommée en entier\u00a0: renseignez son code, son libellé et l’année."),
            "formation.libelle",
        )
    if row.confirmation == "desistee":
        raise Refused(N_("La personne s’est désistée\u00a0: il n’y a plus rien à lui annoncer."))
    return _Decision(row, avis, dossier, personne, formation, campagne)


def _to_confirm(told: _Decision, chosen: dict[str, str], day: date, zone: ZoneInfo) -> echeances.Echeance | None:
    """Until when the letter of that day asks for an answer: one that the desk can note, and that the person had not
    given. `Refused` when it would be asked for a day that is over.
    """
    answered = told.candidature.confirmation_le
    if told.avis.avis != "FA" or (answered is not None and local(answered, zone).date() < day):
        return None
    limit = echeances.confirmation_deadline(told.candidature, told.formation, told.avis, chosen, zone)
    if limit is not None and limit.le < day:
        raise Refused(
            N_(
                "La réponse serait demandée pour le {jour}, qui est passé\u00a0: fixez une autre date de confirmation.",
                jour=show_day(limit.le),
            ),
            "candidatures.date_confirmation",
        )
    return limit


def _replaced(session: Session, avis: Avis, zone: ZoneInfo) -> tuple[str, date] | None:
    """The last letter that the same candidature had for another avis."""
    other = living(DocumentEmis).where(
        DocumentEmis.genre == LETTRE,
        DocumentEmis.candidature_id == avis.candidature_id,
        DocumentEmis.avis_id != avis.id,
    )
    row = session.scalars(other.order_by(DocumentEmis.emis_le.desc())).first()
    return (row.numero, local(row.emis_le, zone).date()) if row is not None else None


def _convocation(avis: Avis) -> Convocation | None:
    if avis.convocation_le is None:
        return None
    return Convocation(avis.convocation_le, avis.convocation_heure or "", avis.convocation_lieu or "")
