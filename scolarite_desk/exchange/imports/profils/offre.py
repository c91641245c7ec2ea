"""Formations and the calendars of a year: the workbook of eCandidat, and ours, whose columns are labels of our form.

In ours a row may say the code and the days only: what a row leaves blank is left as it is.
"""

from __future__ import annotations

from scolarite_desk.exchange.imports.conversions import words
from scolarite_desk.exchange.imports.profil import FORMATIONS, Profil, Source
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.msg import N_

# Headers of others, by the column of a formation.
_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "code": ("Code formation",),
    "libelle": ("Libelle", "Intitulé", "Libellé formation", "Formation"),
    "genre": ("Type Diplôme", "Type de diplôme"),
    "traitement": ("Type traitement", "Type de traitement"),
    "capacite": ("Capacité d’accueil", "Places"),
    "centre_gestion": ("CGE",),
    "code_etape": ("Code Etp Apogée",),
    "version_etape": ("Code Vrs Vet Apogée",),
    "debut_depot": ("Date Début Dépôt", "Début de dépôt"),
    "fin_depot": ("Date Fin Dépôt", "Fin de dépôt"),
    "retour": ("Date retour",),
    "jury": ("Date jury", "Date de la commission"),
    "publication": ("Date publication",),
    "confirmation": ("Date confirmation",),
    "confirmation_liste": ("Date confirm. Liste comp.",),
}
_LEFT = (
    "Commission", "Décision Favorable", "Dématerialisation", "Liste comp.", "Décision Favorable Liste comp.",
    "Mots Clé", "Libellé Apogée", "Date Pré-Analyse", "Lieu Préselection", "Date Préselection", "Heure Préselection",
    "Infos Complémentaires", "Date Création", "Créé par", "Date Modification", "Modifié par",
)  # fmt: skip
_CONVERT = {
    "genre": words(licence_1="licence", licence_2="licence", licence_3="licence", master_1="m1", master_2="m2"),
    "traitement": words(acces_controle="AC", acces_direct="AD"),
}


def _sources() -> tuple[Source, ...]:
    fields = ((one.name, (one.alone or one.label).source) for one in FIELDS["formation"])
    return (
        *(
            Source(
                f"formation.{name}",
                (label, *_ELSEWHERE.get(name, ())),
                _CONVERT.get(name),
                requise=name == "code",
            )
            for name, label in fields
        ),
        Source("campagne", ("Campagne",)),
        Source("formation.session_id", ("Session",)),
        Source("formation.centre_id", ("Centre", "Centre de candidature")),
        Source("", _LEFT),
    )


OFFRE = Profil(
    "formations",
    N_("Formations et calendriers"),
    FORMATIONS,
    _sources(),
    cle="formation.code",
    signe=(
        "Type traitement", "Code Etp Apogée", "Code Vrs Vet Apogée", "Libellé Apogée", "Mots Clé", "Date Début Dépôt",
        "Dépôt du", "Dépôt au", "Commission le", "Publication le", "Retour des pièces", "Confirmation au", "Capacité",
        "Composante", "Code vœu", "Code étape",
    ),
)  # fmt: skip
