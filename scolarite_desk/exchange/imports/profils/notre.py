"""Our own export of decisions, read back: its columns by their French header. What acts alone decide is left aside,
what is computed too; the rest says what the base says, so that a file that nobody changed changes nothing.
"""

from __future__ import annotations

from scolarite_desk.exchange.imports.conversions import unnamed
from scolarite_desk.exchange.imports.profil import CANDIDATURES, Profil, Source
from scolarite_desk.exchange.tables.colonne import Genre
from scolarite_desk.exchange.tables.decisions import COLONNES
from scolarite_desk.msg import N_

# The path that a column fills, by its key; a column that is not here is left aside.
CHEMINS: dict[str, str] = {
    "dossier": "dossier.numero",
    **{name: f"identite.{name}" for name in (
        "nom_naissance", "prenom", "civilite", "nom_usage", "prenom_usage", "autres_prenoms", "ne_le",
        "pays_naissance", "departement_naissance", "nationalite", "langue", "telephone", "portable", "courriel",
    )},
    "ville_naissance": "identite.commune_naissance",
    "numero_etudiant": "identifiants.APOGEE",
    "ecandidat": "identifiants.ECANDIDAT",
    "mon_master": "identifiants.MON_MASTER",
    "parcoursup": "identifiants.PARCOURSUP",
    "ine": "ine.valeur",
    "profil": "dossier.profil",
    "regime": "dossier.regime",
    **{f"bac_{name}": f"bac.{name}" for name in (
        "annee", "pays", "departement", "etablissement", "serie", "mention", "moyenne", "specialite1", "specialite2",
        "specialite_premiere", "option1", "option2", "option3", "option4",
    )},
    "adresse_ligne": "adresse.ligne",
    "complement1": "adresse.complement1",
    "complement2": "adresse.complement2",
    "code_postal": "adresse.code_postal",
    "commune": "adresse.commune",
    "ville_etrangere": "adresse.ville",
    "pays": "adresse.pays",
    "formation_code": "candidatures.formation",
    "formation": "candidatures.formation",
    "genre": "candidatures.genre",
    "retour_reporte": "candidatures.date_retour",
    "confirmation_reportee": "candidatures.date_confirmation",
    "situation_droits": "candidatures.situation_droits",
    "complement_droits": "candidatures.complement_droits",
    "montant": "candidatures.montant",
    "etiquettes": "etiquettes",
}  # fmt: skip

NOTRE = Profil(
    "desk",
    N_("Export de Scolarité Desk"),
    CANDIDATURES,
    tuple(
        Source(
            CHEMINS.get(one.cle, ""),
            (one.entete.source,),
            unnamed if one.genre is Genre.NOM else None,
            requise=one.cle == "dossier",
        )
        for one in COLONNES
    ),
    cle="dossier.numero",
    signe=tuple(one.entete.source for one in COLONNES if one.cle in (
        "ine_provisoire", "ecandidat", "mon_master", "parcoursup", "ine_controle", "cvec_situation", "reponse",
        "bac_serie", "nom_usage", "limite_confirmation", "pieces_manquantes", "genre", "formation", "prenom_usage",
    )),
)  # fmt: skip
