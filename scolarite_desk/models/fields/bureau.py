"""Rules of what the office decides (campaigns, formations, commissions, lists): what names one thing, orders its days,
uses it. Acts refuse by them (`services/bureau.py`); what came from elsewhere is listed by them (`regles.py`).
"""

from __future__ import annotations

from scolarite_desk.models.fields.fields import FORMS
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Cvec, Dossier
from scolarite_desk.models.tables.etiquette import PoseEtiquette
from scolarite_desk.models.tables.formation import (
    Commission,
    CommissionFormation,
    Formation,
    OuvertureFormation,
    SeanceCommission,
)
from scolarite_desk.models.tables.modele import ModeleCourrier
from scolarite_desk.models.tables.piece import Exigence
from scolarite_desk.models.tables.question import Reponse
from scolarite_desk.models.tables.saisine import Saisine
from scolarite_desk.msg import N_, NN_, Msg

# The things that the office decides, in the order of `FORMS`.
OFFICE = tuple(FORMS)[tuple(FORMS).index("campagne") :]
# What names one row among its like: the column, and those that say among which.
UNIQUE: dict[str, tuple[str, tuple[str, ...]]] = {
    "campagne": ("libelle", ()),
    "session": ("libelle", ("campagne_id",)),
    "centre": ("libelle", ()),
    "commission": ("libelle", ()),
    "formation": ("code", ("campagne_id",)),
    "piece": ("code", ()),
    "nomenclature": ("code", ("liste",)),
    "type_decision": ("code", ()),
    "commission_formation": ("formation_id", ("commission_id",)),
    "etiquette": ("libelle", ("centre_id",)),
    "question": ("libelle", ("formation_id", "centre_id")),
}
# Two days of which the second cannot come first, of a thing of a person too. The rest of a calendar is doubted
# (`models/rules/calendrier.py`).
ORDERED = {
    "campagne": ("debut", "fin", N_("La campagne finit avant de commencer.")),
    "session": ("debut_depot", "fin_depot", N_("Le dépôt finit avant de commencer.")),
    "formation": ("debut_depot", "fin_depot", N_("Le dépôt finit avant de commencer.")),
    "ouverture": ("debut_depot", "fin_depot", N_("Le dépôt finit avant de commencer.")),
    "acquis": ("du", "au", N_("L’acquis finit avant de commencer.")),
}
# The things whose key is made of these columns: two desks that begin one speak of the same row.
MADE = {
    "ouverture": ("formation_id", "session_id"),
    "type_decision": ("code",),
    "vapp": ("candidature_id",),
    "tarif": ("annee", "niveau", "situation"),
}
# The fields that are given with a new row, and never change.
FIXED = {"type_decision": ("code", "famille"), "tarif": ("annee", "niveau", "situation")}
# What uses a thing: (class, column, said of so many). What is only set with it goes with it.
USED: dict[str, tuple[tuple[type[Partagee], str], ...]] = {
    "campagne": ((Dossier, "campagne_id"), (Formation, "campagne_id")),
    "session": ((Formation, "session_id"), (OuvertureFormation, "session_id"), (Candidature, "session_id")),
    "centre": ((Formation, "centre_id"), (Commission, "centre_id")),
    "commission": ((CommissionFormation, "commission_id"), (SeanceCommission, "commission_id")),
    "seance": ((Avis, "seance_id"),),
    "formation": ((Candidature, "formation_id"),),
    "piece": ((Exigence, "piece_id"),),
    "type_decision": ((Avis, "type_id"), (ModeleCourrier, "type_id")),
    "candidatures": ((DocumentEmis, "candidature_id"),),
    "dossier": ((DocumentEmis, "dossier_id"),),
    "identite": ((Dossier, "personne_id"),),
    "etiquette": ((PoseEtiquette, "etiquette_id"),),
    "question": ((Reponse, "question_id"),),
}
# What there is one of: among which columns, and what is said of a second one.
ONCE: dict[str, tuple[tuple[str, str], Msg]] = {
    "dossier": (
        ("personne_id", "campagne_id"),
        N_("Cette personne a un autre dossier dans cette campagne\u00a0: retirez-le d’abord."),
    ),
    "saisine": (("personne_id", "annee"), N_("Cette personne a une autre saisine du recteur pour cette année.")),
}
# What papers and lists call it by: without them nothing is begun there.
NAMED = {"campagne": ("libelle", "annee"), "formation": ("code", "libelle")}


def counted(cls: type[Partagee], count: int) -> Msg:
    """So many of what uses a thing."""
    said: dict[type[Partagee], Msg] = {
        Dossier: NN_("{n} dossier", "{n} dossiers", count),
        Formation: NN_("{n} formation", "{n} formations", count),
        Commission: NN_("{n} commission", "{n} commissions", count),
        Avis: NN_("{n} avis", "{n} avis", count),
        SeanceCommission: NN_("{n} séance", "{n} séances", count),
        CommissionFormation: NN_("{n} réunion", "{n} réunions", count),
        DocumentEmis: NN_("{n} document numéroté", "{n} documents numérotés", count),
        OuvertureFormation: NN_("{n} ouverture en session", "{n} ouvertures en session", count),
        ModeleCourrier: NN_("{n} modèle de courrier", "{n} modèles de courrier", count),
        Exigence: NN_("{n} pièce déjà jugée", "{n} pièces déjà jugées", count),
        Cvec: NN_("{n} CVEC", "{n} CVEC", count),
        Saisine: NN_("{n} saisine du recteur", "{n} saisines du recteur", count),
        Candidature: NN_("{n} candidature", "{n} candidatures", count),
        PoseEtiquette: NN_("{n} dossier marqué", "{n} dossiers marqués", count),
        Reponse: NN_("{n} réponse", "{n} réponses", count),
    }
    return said.get(cls) or NN_("{n} élément", "{n} éléments", count)
