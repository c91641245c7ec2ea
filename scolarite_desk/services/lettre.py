"""What a letter says, gathered from the base: nothing here is numbered or written. `letter_of` is that of a decision,
`courrier_of` one that decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scolarite_desk.langue import SOURCE
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.documents import (
    CodeAvis,
    Convocation,
    FormationVisee,
    Lettre,
    Recu,
)
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.modeles import Portee
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.models.rules.requetes import RECOURS
from scolarite_desk.models.rules.retrait import Decision, takes_back
from scolarite_desk.models.rules.vapp import OPINIONS_DITES
from scolarite_desk.models.rules.vides import Faits, motif_dit
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.document import LETTRE, DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services import paperwork
from scolarite_desk.services.agents import handled_by
from scolarite_desk.services.anglais import motif_in_english, with_english
from scolarite_desk.services.modeles import model_of
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.vides import confirmation, letter_facts, refuse_void
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.calendriers import calendar
from scolarite_desk.store.queries.listes import real_ranks
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.types import types
from scolarite_desk.store.queries.vapp import files

MASTER = ("m1", "m2")


@dataclass(frozen=True)
class Sujet:
    """What a letter is about, and the day it is written, where it is studied."""

    candidature: Candidature
    avis: Avis | None
    dossier: Dossier
    personne: Personne
    formation: Formation
    campagne: Campagne
    zone: ZoneInfo
    day: date


def letter_of(
    session: Session, candidature: str, at: datetime, facts: Faits | None = None, anglais: bool | None = None
) -> Lettre:
    """The letter of the current avis of a candidature, dated where it is studied. `PapierVide` says all that it lacks,
    by its `facts` where they were gathered already. `anglais`: whether English follows; None: as the office chose.
    """
    refuse_void(facts or letter_facts(session, candidature, at))
    told = subject(session, candidature, at)
    avis, formation = told.avis, told.formation
    assert avis is not None  # else it was refused
    chosen, codes = settings(session), lists(session)
    limit = confirmation(told.candidature, calendar(session, told.candidature), avis, chosen, told.day, told.zone)
    former, kind = _replaced(session, avis), types(session).of(avis.avis, avis.type_id)
    asked = told.candidature.genre in (None, "candidature", "reprise")
    lettre = replace(
        envelope_of(session, told, DECISION, avis.saisi_par),
        avis=cast(CodeAvis, avis.avis),
        decision=kind.label,
        motif=reason_of(codes, avis) if kind.motif_dit else "",
        rang=said_rank(session, told, chosen),
        confirmer_avant=limit.le if limit else None,
        source_delai=N_("selon {source}", source=limit.source) if limit else NOTHING,
        convocation=_convocation(avis),
        tribunal=chosen["tribunal"],
        autorite_hierarchique=chosen["autorite_hierarchique"],
        motifs_sur_demande=formation.genre in MASTER and asked,
        saisine_recteur=formation.genre == "m1" and asked,
        orientation=paperwork.said_by(session, formation.centre_id)["orientation"],
        condition=(avis.condition or "") if kind.condition_dite else "",
        remplace=(former.numero, local(former.emis_le, told.zone).date()) if former else None,
        retire=_takes_back(session, former, avis),
        recours=_granted(session, avis),
        commission=_commission(session, avis) if told.candidature.genre == "vapp" else None,
        raison=(avis.corrige_motif or "") if former else "",
    )
    english = motif_in_english(codes, avis) if kind.motif_dit else {}
    english |= {"decision": (kind.anglais,)} if kind.anglais else {}
    return with_english(session, told.personne, lettre, english, scope_of(told, DECISION), anglais)


def reason_of(codes: Referentiel, avis: Avis) -> str:
    """Why an avis is so: its motive, then what was written of it, a line each."""
    label = motif_dit(avis.motif, codes.label("motif_avis", avis.motif)) if avis.motif else ""
    return "\n".join(part for part in (label, avis.motif_texte) if part)


def scope_of(told: Sujet, papier: str) -> Portee:
    """What a model is chosen by."""
    formation, avis = told.formation, told.avis if papier == DECISION else None
    return Portee(
        papier,
        avis.avis if avis else None,
        told.candidature.genre,
        formation.genre,
        formation.id,
        formation.centre_id,
        SOURCE,
        avis.type_id if avis else None,
    )


def subject(session: Session, candidature: str, at: datetime) -> Sujet:
    """What a candidature is; a letter of it that would be void was refused before."""
    row = session.get_one(Candidature, candidature)
    dossier, formation = session.get_one(Dossier, row.dossier_id), session.get_one(Formation, row.formation_id)
    personne = session.get_one(Personne, dossier.personne_id)
    campagne = session.get_one(Campagne, dossier.campagne_id)
    zone = fuseau_centre(session, formation.centre_id)
    avis = current_avis(session, candidature)
    return Sujet(row, avis, dossier, personne, formation, campagne, zone, local(at, zone).date())


def envelope_of(session: Session, told: Sujet, papier: str, agent: str) -> Lettre:
    """What every letter says, once nothing of it is missing: who writes, to whom, of what."""
    formation = told.formation
    return Lettre(
        avis=cast(CodeAvis, told.avis.avis if told.avis else "LA"),
        service=paperwork.service_of(session, formation.centre_id),
        destinataire=paperwork.addressee(session, told.personne, lists(session)),
        civilite=paperwork.civility(told.personne) or N_("Madame, Monsieur"),
        dossier=told.dossier.numero,
        formation=FormationVisee(
            formation.libelle or "",
            formation.code or "",
            libelle_anglais=formation.libelle_anglais or "",
            en_phrase=formation.en_phrase or "",
        ),
        campagne=told.campagne.annee or "",
        le=told.day,
        signature=paperwork.signatures_of(session, formation.centre_id, papier)[0],
        papier=papier,
        genre=told.candidature.genre or "candidature",
        suivi_par=handled_by(session, agent, settings(session)),
        modele=model_of(session, scope_of(told, papier)),
    )


def said_rank(session: Session, told: Sujet, chosen: Mapping[str, str]) -> int | None:
    """The rank that a letter says, as the office chose: that of the day, the one that was typed, or none. A waiting
    list calls nobody: its ranks are as they were typed.
    """
    avis, dit = told.avis, chosen["rang_dit"]
    if avis is None or dit == "aucun":
        return None
    ranks = real_ranks(session, [told.formation.id]) if avis.avis == "LC" and dit == "reel" else {}
    return ranks.get(told.candidature.id, avis.rang)


def version_of(lettre: Lettre | Recu) -> str | None:
    """The wording of the office that a paper says, for the register; None: what ships."""
    return (lettre.modele.version if lettre.modele else "") or None


def _replaced(session: Session, avis: Avis) -> DocumentEmis | None:
    """The last letter that the same candidature had for another avis."""
    other = living(DocumentEmis).where(
        DocumentEmis.genre == LETTRE,
        DocumentEmis.candidature_id == avis.candidature_id,
        DocumentEmis.avis_id != avis.id,
    )
    return session.scalars(other.order_by(DocumentEmis.emis_le.desc())).first()


def last_letter(session: Session, candidature: str, avis: str) -> DocumentEmis | None:
    """The letter that announced an avis."""
    same = living(DocumentEmis).where(DocumentEmis.genre == LETTRE, DocumentEmis.candidature_id == candidature)
    return session.scalars(same.where(DocumentEmis.avis_id == avis).order_by(DocumentEmis.emis_le.desc())).first()


def _takes_back(session: Session, former: DocumentEmis | None, avis: Avis) -> bool:
    """Whether a right that a letter announced is taken back."""
    before = session.get(Avis, former.avis_id) if former is not None and former.avis_id else None
    return before is not None and takes_back(
        Decision(before.avis, before.condition, before.rang), Decision(avis.avis, avis.condition, avis.rang)
    )


def _granted(session: Session, avis: Avis) -> tuple[str, date] | None:
    """The appeal that an avis answers."""
    row = session.get(Requete, avis.requete_id) if avis.requete_id else None
    known = row is not None and row.genre in RECOURS and row.recue_le is not None
    return (str(row.genre), cast(date, row.recue_le)) if row is not None and known else None


def _commission(session: Session, avis: Avis) -> tuple[date, Msg, date] | None:
    """The opinion that a VAPP was decided on, where its file says it."""
    file = files(session, [avis.candidature_id]).get(avis.candidature_id)
    if file is None or file.decision_avis_id != avis.id or file.opinion not in OPINIONS_DITES:
        return None
    known = file.commission_le is not None and file.decision_le is not None
    return (
        (cast(date, file.commission_le), OPINIONS_DITES[file.opinion], cast(date, file.decision_le)) if known else None
    )


def _convocation(avis: Avis) -> Convocation | None:
    if avis.convocation_le is None:
        return None
    return Convocation(avis.convocation_le, avis.convocation_heure or "", avis.convocation_lieu or "")
