"""The things that have forms: which class they are, what they are called, whether a person has several."""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import (
    Campagne,
    Centre,
    Commission,
    CommissionFormation,
    Formation,
    SessionDepot,
)
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
from scolarite_desk.models.tables.reglage import Nomenclature, Signataire


@dataclass(frozen=True)
class Thing:
    """One kind of thing: its name in paths, its class, its title, and how many a person has."""

    name: str
    cls: type[Partagee]
    title: str
    many: bool = False


THINGS = {
    thing.name: thing
    for thing in (
        Thing("identite", Personne, "Identité"),
        Thing("adresse", Adresse, "Adresse"),
        Thing("bac", Bac, "Baccalauréat"),
        Thing("cursus_internes", CursusInterne, "Cursus interne", many=True),
        Thing("cursus_externes", CursusExterne, "Cursus externe", many=True),
        Thing("stages", Stage, "Stage", many=True),
        Thing("experiences", Experience, "Expérience professionnelle", many=True),
        Thing("dossier", Dossier, "Dossier"),
        Thing("candidatures", Candidature, "Candidature", many=True),
        Thing("campagne", Campagne, "Campagne", many=True),
        Thing("session", SessionDepot, "Session", many=True),
        Thing("centre", Centre, "Centre de candidature", many=True),
        Thing("commission", Commission, "Commission", many=True),
        Thing("commission_formation", CommissionFormation, "Réunion de commission", many=True),
        Thing("formation", Formation, "Formation", many=True),
        Thing("piece", Piece, "Pièce", many=True),
        Thing("piece_demandee", PieceDemandee, "Pièce demandée", many=True),
        Thing("nomenclature", Nomenclature, "Ligne de liste", many=True),
        Thing("signataire", Signataire, "Signataire", many=True),
    )
}

BY_CLASS = {thing.cls: thing for thing in THINGS.values()}

# What belongs to the person and stands in the dossier, in the order of the tabs.
OF_PERSON = ("identite", "adresse", "bac", "cursus_internes", "cursus_externes", "stages", "experiences")
