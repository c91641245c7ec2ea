"""The things that have forms: which class they are, what they are called, whether a person has several."""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.etiquette import EtiquetteService
from scolarite_desk.models.tables.formation import (
    Campagne,
    Centre,
    Commission,
    CommissionFormation,
    Formation,
    OuvertureFormation,
    SeanceCommission,
    SessionDepot,
)
from scolarite_desk.models.tables.inscription import Tarif
from scolarite_desk.models.tables.personne import (
    Adresse,
    Bac,
    CursusExterne,
    CursusInterne,
    Experience,
    Personne,
    Stage,
)
from scolarite_desk.models.tables.piece import Piece, PieceDemandee
from scolarite_desk.models.tables.question import Question
from scolarite_desk.models.tables.reglage import Nomenclature, Signataire
from scolarite_desk.models.tables.saisine import PlaceProposee, RefusVu, Saisine
from scolarite_desk.models.tables.vapp import Acquis, Vapp
from scolarite_desk.msg import N_, Msg


@dataclass(frozen=True)
class Thing:
    """One kind of thing: its name in paths, its class, its title, and how many a person has."""

    name: str
    cls: type[Partagee]
    title: Msg
    many: bool = False


THINGS = {
    thing.name: thing
    for thing in (
        Thing("identite", Personne, N_("Identité")),
        Thing("adresse", Adresse, N_("Adresse")),
        Thing("bac", Bac, N_("Baccalauréat")),
        Thing("cursus_internes", CursusInterne, N_("Cursus interne"), many=True),
        Thing("cursus_externes", CursusExterne, N_("Cursus externe"), many=True),
        Thing("stages", Stage, N_("Stage"), many=True),
        Thing("experiences", Experience, N_("Expérience professionnelle"), many=True),
        Thing("dossier", Dossier, N_("Dossier")),
        Thing("candidatures", Candidature, N_("Candidature"), many=True),
        Thing("vapp", Vapp, N_("Dossier de VAPP"), many=True),
        Thing("acquis", Acquis, N_("Acquis"), many=True),
        Thing("campagne", Campagne, N_("Campagne"), many=True),
        Thing("session", SessionDepot, N_("Session"), many=True),
        Thing("centre", Centre, N_("Centre de candidature"), many=True),
        Thing("commission", Commission, N_("Commission"), many=True),
        Thing("seance", SeanceCommission, N_("Séance de commission"), many=True),
        Thing("commission_formation", CommissionFormation, N_("Réunion de commission"), many=True),
        Thing("formation", Formation, N_("Formation"), many=True),
        Thing("ouverture", OuvertureFormation, N_("Ouverture en session"), many=True),
        Thing("piece", Piece, N_("Pièce"), many=True),
        Thing("piece_demandee", PieceDemandee, N_("Pièce demandée"), many=True),
        Thing("nomenclature", Nomenclature, N_("Ligne de liste"), many=True),
        Thing("type_decision", TypeDecision, N_("Type de décision"), many=True),
        Thing("signataire", Signataire, N_("Signataire"), many=True),
        Thing("saisine", Saisine, N_("Saisine du recteur"), many=True),
        Thing("refus_vus", RefusVu, N_("Refus vu"), many=True),
        Thing("propositions", PlaceProposee, N_("Proposition du recteur"), many=True),
        Thing("etiquette", EtiquetteService, N_("Étiquette"), many=True),
        Thing("question", Question, N_("Question"), many=True),
        Thing("tarif", Tarif, N_("Tarif"), many=True),
    )
}

BY_CLASS = {thing.cls: thing for thing in THINGS.values()}

# What belongs to the person and stands in the dossier, in the order of the tabs.
OF_PERSON = ("identite", "adresse", "bac", "cursus_internes", "cursus_externes", "stages", "experiences")
