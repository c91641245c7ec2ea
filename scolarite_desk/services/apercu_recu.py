"""What the words of a receipt would give, before they are saved (`apercu_modele.py`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.exchange.pdf.french import long_day
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Demande, FormationVisee, ModeleLettre, PiecePrinted, Recu, Rendered
from scolarite_desk.models.rules.champs import CHAMPS
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.modeles import Portee
from scolarite_desk.models.rules.numeros import APERCU
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_
from scolarite_desk.services import paperwork
from scolarite_desk.services.notice import notice
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.fuseau import fuseau_centre


def recu_tried(session: Session, portee: Portee, model: ModeleLettre, now: datetime, dossier: str) -> Rendered:
    """The receipt of a dossier, or of somebody invented, drawn. `Refused` when it could not be given."""
    from scolarite_desk.exchange.papers import recu

    described = receipt_of(session, dossier, APERCU, now, "") if dossier else _invented(session, portee, now)
    if portee.langue == ANGLAIS.code:
        shown = replace(described, anglais=True, modele_anglais=model)
    else:
        shown = replace(described, modele=model)
    return recu.render(shown, langue(SOURCE))


def _invented(session: Session, portee: Portee, now: datetime) -> Recu:
    formation = session.get(Formation, portee.formation or "")
    centre = portee.centre or (formation.centre_id if formation else None)
    here, chosen = local(now, fuseau_centre(session, centre)), settings(session)
    said = {nom: kept(champ.exemple) for nom, champ in CHAMPS.items()}
    asked = (formation.libelle if formation else "") or said["formation"]
    return Recu(
        numero=APERCU,
        emis_le=here,
        complet=False,
        service=paperwork.service_of(session, centre),
        campagne=said["campagne"],
        dossier=said["dossier"],
        nom=said["nom"],
        ne_le=long_day(here.date().replace(year=here.year - 20, day=1)),
        agent=said["suivi_par"],
        demandes=(Demande(FormationVisee(asked, ""), N_("Candidature"), here.date()),),
        pieces=(PiecePrinted(said["pieces"], "AT", avant_le=here.date() + timedelta(days=15)),),
        tribunal=chosen["tribunal"],
        autorite_hierarchique=chosen["autorite_hierarchique"],
        rgpd=notice(chosen),
    )
