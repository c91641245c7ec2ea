"""What words would give on paper, before they are saved: on a dossier of this base, or on somebody invented. Nothing is
numbered or written, and each page says that it is looked at.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import (
    CodeAvis,
    Convocation,
    FormationVisee,
    Lettre,
    RefusDit,
    Rendered,
    Signature,
)
from scolarite_desk.models.rows.modeles import Mots
from scolarite_desk.models.rules.champs import CHAMPS
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.modeles import Portee
from scolarite_desk.models.rules.numeros import APERCU
from scolarite_desk.models.rules.papiers import APPEL, DECISION, DESISTEMENT, INSCRIPTION, MOTIFS, PIECES, RECU, RELANCE
from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, verbatim
from scolarite_desk.services import paperwork
from scolarite_desk.services.apercu_recu import recu_tried
from scolarite_desk.services.courriers import Demandee, asked_letter
from scolarite_desk.services.lettre import subject
from scolarite_desk.services.modeles import worded
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.queries.rows import living

EXAMPLES = 30  # the last decided ones: enough to find one that is known


def examples(session: Session, lettre: str) -> list[tuple[str, str]]:
    """Candidatures on which the words of a letter may be tried: the key, and who it is; the last decided first."""
    found = (
        select(Candidature.id, Personne.nom_naissance, Personne.prenom, Dossier.numero)
        .outerjoin(Avis, and_(Avis.candidature_id == Candidature.id, Avis.retire_le.is_(None)))
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Personne, Personne.id == Dossier.personne_id)
        .where(_written_so(lettre), seen(session))
        .where(Candidature.retire_le.is_(None), Dossier.retire_le.is_(None))
        .group_by(Candidature.id)
        .order_by(func.max(Avis.valide_le).desc(), Candidature.id.desc())
        .limit(EXAMPLES)
    )
    return [
        (key, f"{nom or ''} {prenom or ''} ({numero})".strip()) for key, nom, prenom, numero in session.execute(found)
    ]


def _written_so(lettre: str) -> ColumnElement[bool]:
    """To whom a letter is written."""
    if lettre == RECU:
        return Candidature.id.is_not(None)
    if lettre == PIECES:
        return Candidature.statut == "IN"
    if lettre == DESISTEMENT:
        return Candidature.confirmation.in_(PARTIS)
    return and_(Avis.avis == _OF_AVIS.get(lettre, lettre), Avis.valide_le.is_not(None))


_OF_AVIS = {APPEL: "LC", RELANCE: "FA", INSCRIPTION: "FA", MOTIFS: "DE"}


def tried(session: Session, portee: Portee, mots: Mots, now: datetime, candidature: str = "") -> Rendered:
    """The letter, drawn. `Refused` on words that are no model, or on a dossier whose letter could not leave."""
    from scolarite_desk.exchange.papers import lettres

    model = worded(mots)
    if portee.papier == RECU:
        return recu_tried(session, portee, model, now, dossier_of(session, candidature) if candidature else "")
    described = _real(session, portee, now, candidature) if candidature else invented(session, portee, now)
    if portee.langue == ANGLAIS.code:
        shown = replace(described, anglais=replace(described.anglais or described, modele=model))
    else:
        shown = replace(described, modele=model)
    return lettres.render(shown.told(numero=APERCU), langue(SOURCE))


def _real(session: Session, portee: Portee, now: datetime, candidature: str) -> Lettre:
    """The letter of a dossier; what is asked of who issues it is an example."""
    day = subject(session, candidature, now).day + timedelta(days=10)
    asked = Demandee(portee.papier, day, "14:30", kept(CHAMPS["lieu"].exemple))
    return asked_letter(session, candidature, now, "", asked)


def invented(session: Session, portee: Portee, now: datetime) -> Lettre:
    """A letter to somebody who does not exist, from this office: every field of it has a value."""
    formation = session.get(Formation, portee.formation or "")
    centre = portee.centre or (formation.centre_id if formation else None)
    signed = paperwork.signatures_of(session, centre, portee.papier)
    said = {nom: kept(champ.exemple) if portee.lettre in champ.lettres else "" for nom, champ in CHAMPS.items()}
    day, chosen = local(now, fuseau_centre(session, centre)).date(), settings(session)
    return Lettre(
        avis=cast(CodeAvis, portee.avis or "LA"),
        service=paperwork.service_of(session, centre),
        destinataire=(verbatim(said["nom"]), N_("3 rue du Port"), verbatim("29000 QUIMPER")),
        civilite=N_("Madame"),
        dossier=said["dossier"],
        formation=FormationVisee(
            (formation.libelle if formation else "") or said["formation"],
            (formation.code if formation else "") or said["code"],
        ),
        campagne=said["campagne"],
        le=day,
        signature=signed[0] if signed else Signature(*map(kept, (N_("Prénom"), N_("NOM"), N_("Qualité")))),
        motif=said["motif"],
        rang=int(said["rang"]) if said["rang"] else None,
        confirmer_avant=day if said["confirmer_avant"] else None,
        source_delai=N_("selon le calendrier") if said["source_delai"] else verbatim(""),
        convocation=Convocation(day, said["heure"], said["lieu"]) if said["convocation"] else None,
        tribunal=chosen["tribunal"],
        saisine_recteur=portee.diplome == "m1",
        orientation=chosen["orientation"] or said["orientation"],
        papier=portee.papier,
        genre=portee.genre or "candidature",
        condition=said["condition"],
        attendues=(said["pieces"],) if said["pieces"] else (),
        avant_le=day if said["avant_le"] else None,
        donnee_le=day if said["donnee_le"] else None,
        refus=(RefusDit(said["formation"], "", day),) if said["refus"] else (),
        saisie_le=day if said["saisie_le"] else None,
        demandee_le=day if said["demandee_le"] else None,
        remplace=(said["lettre"], day) if said["lettre"] and portee.papier != DECISION else None,
    )


def dossier_of(session: Session, candidature: str) -> str:
    """Whose dossier is looked at, for the access log."""
    return session.scalars(living(Candidature).where(Candidature.id == candidature)).one().dossier_id
