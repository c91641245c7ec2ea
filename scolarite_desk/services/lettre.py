"""What a decision letter says, gathered from the base: nothing here is numbered or written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.reglages import LETTRE
from scolarite_desk.models.rows.documents import (
    CodeAvis,
    Convocation,
    FormationVisee,
    Lettre,
)
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.vides import Faits
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.services import paperwork
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.vides import confirmation, letter_facts, refuse_void
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living

MASTER = ("m1", "m2")


def letter_of(session: Session, candidature: str, at: datetime, facts: Faits | None = None) -> Lettre:
    """The letter of the current avis of a candidature, dated where it is studied. `PapierVide` says all that it lacks,
    by its `facts` where they were gathered already.
    """
    refuse_void(facts or letter_facts(session, candidature, at))
    told = _decision(session, candidature)
    avis, formation = told.avis, told.formation
    chosen, codes = settings(session), lists(session)
    zone = fuseau_centre(session, formation.centre_id)
    day = local(at, zone).date()
    limit = confirmation(told.candidature, formation, avis, chosen, day, zone)
    reason = (codes.label("motif_avis", avis.motif) if avis.motif else "", avis.motif_texte)
    return Lettre(
        avis=cast(CodeAvis, avis.avis),
        service=paperwork.service_of(session, formation.centre_id),
        destinataire=paperwork.addressee(session, told.personne, codes),
        civilite=paperwork.civility(told.personne) or N_("Madame, Monsieur"),
        dossier=told.dossier.numero,
        formation=FormationVisee(formation.libelle or "", formation.code or ""),
        campagne=told.campagne.annee or "",
        le=day,
        signature=paperwork.signatures_of(session, formation.centre_id)[0],
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


def _decision(session: Session, candidature: str) -> _Decision:
    """The avis of a candidature and what it is of; a letter that would be void was refused before."""
    row, avis = session.get_one(Candidature, candidature), current_avis(session, candidature)
    assert avis is not None
    dossier, formation = session.get_one(Dossier, row.dossier_id), session.get_one(Formation, row.formation_id)
    personne = session.get_one(Personne, dossier.personne_id)
    return _Decision(row, avis, dossier, personne, formation, session.get_one(Campagne, dossier.campagne_id))


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
