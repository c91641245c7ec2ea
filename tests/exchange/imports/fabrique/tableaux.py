"""The tables themselves: headers as each program writes them, and people who do not exist."""

from __future__ import annotations

from tests.exchange.imports.fabrique.fichiers import Ligne


def _headers(text: str) -> list[str]:
    return text.split("|")


ECANDIDAT = _headers(
    "No dossier|No étudiant|Civilité|Nom patronymique|Nom usuel|Prénom|Date de naissance|Ville de naissance|"
    "Nationalité|Langue|Code étudiant|INE|Clé INE|Témoin FC|Téléphone|Téléphone portable|Mail|Bac Année|Bac Pays|"
    "Bac Département|Bac Commune|Bac Etablissement|Bac Série|Bac Mention|Bac Spé. 1|Bac Spé. 2|Bac Spé. 1ère|"
    "Bac Option 1|Bac Option 2|Bac Option 3|Bac Option 4|Adresse formatée|Adresse|Comp. adresse 1|Comp. adresse 2|"
    "Code postal|Commune|Commune Etrangère|Pays|Dernier établissement|Dernier diplôme|Dernier diplôme (libellé)|"
    "Libellé des tags|Code formation|Libellé formation|Date du voeux|Date de transmission|Statut du dossier|"
    "Date de modification du statut du dossier|Date de réception|Date statut complet|Date statut incomplet|"
    "Type de traitement|Type de traitement validé|Date de dernière modification des pièces|Commission|Avis|"
    "Avis validé|Date de validation|Motif|Rang|Rang réel|Présélection|Présél. Date|Présél. Heure|Présél. Lieu|"
    "Commentaire|Confirmation/Désistement|Date confirm. manuelle/LC|Date retour manuelle|Régime|"
    "Catégorie situation droits|Complément situation droits|Montant restant à charge|Date passage OPI|Code OPI|"
    "Date annulation|Annulé par|Questions / Réponses|Bloc note"
)

_ECANDIDAT_UNE = {
    "No dossier": "K7P2M9QX", "No étudiant": "22001234", "Code étudiant": "22001234", "Civilité": "Mme",
    "Nom patronymique": "KERMAREC", "Prénom": "Maëlle", "Date de naissance": "07/03/2004",
    "Ville de naissance": "BREST", "Nationalité": "FRANCE", "Langue": "Français", "INE": "000000000Z", "Clé INE": "Z",
    "Témoin FC": "N", "Téléphone": "0200000000", "Téléphone portable": "600000000",
    "Mail": "maelle.kermarec@exemple.invalid", "Bac Année": "2022", "Bac Pays": "FRANCE",
    "Bac Département": "FINISTERE", "Bac Commune": "BREST", "Bac Etablissement": "Lycée Imaginaire des Ajoncs",
    "Bac Série": "Bac général", "Bac Mention": "Bien", "Bac Spé. 1": "Mathématiques",
    "Adresse formatée": "4 rue de l'Exemple, Appt 12 29200 BREST FRANCE", "Adresse": "4 rue de l'Exemple",
    "Comp. adresse 1": "Appt 12", "Comp. adresse 2": "Appt 12", "Code postal": "29200", "Commune": "BREST",
    "Pays": "FRANCE", "Dernier établissement": "Institut Inventé", "Dernier diplôme": "L2INV",
    "Dernier diplôme (libellé)": "Licence 2 Informatique", "Libellé des tags": "À rappeler / Dossier incomplet",
    "Code formation": "L3INFO", "Libellé formation": "Licence 3 Informatique", "Statut du dossier": "Complet",
    "Date du voeux": "02/04/2026 22:30:11", "Avis": "Favorable", "Avis validé": "O", "Rang": "12",
    "Confirmation/Désistement": "CONFIRMATION", "Montant restant à charge": "178,00",
    "Date retour manuelle": "15/06/2026",
}  # fmt: skip
_ECANDIDAT_DEUX = {
    "No dossier": "Z00001AB", "Civilité": "M.", "Nom patronymique": "N'GUESSAN", "Prénom": "Awa",
    "Date de naissance": "21/11/2003", "Ville de naissance": "Abidjan", "Nationalité": "COTE D'IVOIRE",
    "Témoin FC": "O", "Commune Etrangère": "Abidjan", "Pays": "COTE D'IVOIRE", "Adresse": "12 avenue Inventée",
    "Code formation": "M1HIST",
}  # fmt: skip


def ecandidat(colonnes: list[str] | None = None, pied: bool = True) -> list[Ligne]:
    """Two candidacies, the columns that were ticked, and the footer."""
    named = colonnes or ECANDIDAT
    lignes: list[Ligne] = [named, *([one.get(name, "") for name in named] for one in (_ECANDIDAT_UNE, _ECANDIDAT_DEUX))]
    if pied:
        lignes.append(["Licence 3 (L3INFO) - nombre de candidatures : 2 - Exporté le 30/06/2026 10:12:00"])
    return lignes


_CURSUS = [
    "Année universitaire", "Type de formation ou de diplôme préparé", "Année dans le cursus", "Mention ou spécialité",
    "Parcours", "Moyenne au premier semestre", "Moyenne au second semestre", "Établissement",
]  # fmt: skip


def mon_master(blocs: int = 8) -> list[Ligne]:
    """One candidate of three years of study, and one of none."""
    return [
        ["Numéro de candidat", "Nom de naissance", "Prénom", "Date de naissance", *_CURSUS * blocs, "Relevés de notes",
         "Lettre de motivation propre à la formation"],
        ["CANDTEST0001", "KERMAREC", "Maëlle", "07/03/2004",
         "2024-2025", "Licence", "3", "Informatique", "", "13,2", "14.1", "Université Imaginaire",
         "2023-2024", "Licence", "2", "Informatique", "Réseaux", "12", "", "Université de Brest",
         "2022-2023", "BUT", "1", "Informatique", "", "", "", "", *[""] * 8 * (blocs - 3), "vus", "…"],
        ["CANDTEST0002", "LE GOFF", "Zoé", "21/11/2003", *[""] * 8 * blocs, "", ""],
    ]  # fmt: skip


_ADMIS = (
    "{numero}|Nom|Prénom|{civilite}|{ne_le}|{mail}|{fixe}|Téléphone mobile|Numéro INE|Nationalité|Pays de naissance|"
    "Ville de naissance|Adresse 1|Adresse 2|Adresse 3|Code postal|Commune|Pays|Série diplôme|Mention diplôme|"
    "{internat}|Année de césure|{reponse}"
)
_ADMIS_NOMS = {
    "standard": {
        "numero": "Numéro candidat", "civilite": "Etat civil", "ne_le": "Date de Naissance",
        "mail": "e-mail du candidat", "fixe": "Téléphone fixe", "internat": "Internat", "reponse": "date réponse",
    },
    "parametrable": {
        "numero": "Numéro", "civilite": "Civilité", "ne_le": "Date de naissance", "mail": "Adresse mail",
        "fixe": "Téléphone", "internat": "Internat obtenu", "reponse": "Date réponse",
    },
}  # fmt: skip


def admis(variante: str = "standard") -> list[Ligne]:
    """Two admitted, as the platform lists them in either of its variants."""
    return [
        _ADMIS.format(**_ADMIS_NOMS[variante]).split("|"),
        ["9000001", "KERMAREC", "Maëlle", "Mme", "07/03/2008", "maelle.kermarec@exemple.invalid", "0200000000",
         "0600000000", "000000000ZZ", "FR", "France", "Brest", "4 rue de l'Exemple", "Appt 12", "", "29200", "Brest",
         "", "Générale", "Bien", "non", "non", "02/06/2026 14:05"],
        ["9000002", "DIALLO", "Ibrahim", "M.", "21/11/2007", "ibrahim.diallo@exemple.invalid", "", "",
         "", "SN", "Sénégal", "Dakar", "1 rue Inventée", "", "", "01000", "Bourg-en-Bresse", "", "Technologique", "",
         "oui", "non", "03/06/2026 09:00"],
    ]  # fmt: skip


def donnees() -> list[Ligne]:
    """Candidacies to be examined: headers that come twice, years in headers, spaces at odd places, decimal commas."""
    return [
        ["Groupe candidat - Code", " Candidat - Code", "Candidat - Nom", "Candidat  - Prénom", "Sexe", "Date Naissance",
         "Candidat boursier - Libellé", "Série - Libellé", "Mention Obtenue - Libellé",
         "Nom Etablissement origine 2024/2025", "Nom Etablissement origine 2025/2026",
         "UAI Etablissement origine 2024/2025", "UAI Etablissement origine 2025/2026",
         "Moyenne candidat en Mathématiques Trimestre 1", "Moyenne classe en Mathématiques Trimestre 1",
         "Moyenne candidat en Mathématiques Trimestre 1", "Niveau de la classe"],
        ["GRP1", "9000001", "KERMAREC", "Maëlle", "Féminin", "07/03/2008", "Non boursier", "Générale", "",
         "Lycée Ancien", "Lycée Nouveau Inventé", "", "", "14,5", "11,2", "13,5", "Bon"],
    ]  # fmt: skip


_PEGASE = _headers(
    "nom_naissance|nom_usage|prenom|prenom2|prenom3|sexe|date_naissance|code_pays_naissance|code_commune_naissance|"
    "libelle_commune_naissance_etranger|code_nationalite|ine|adresse_code_pays|adresse_ligne1_etage|"
    "adresse_ligne2_batiment|adresse_ligne3_voie|adresse_ligne4_complement|adresse_ligne5_etranger|"
    "adresse_code_postal|adresse_code_commune|numero_telephone1|numero_telephone2|mail"
)


def pegase() -> list[Ligne]:
    """One student, with the five blocks of vœux of version 28."""
    blocs = [f"{name}{n}" for n in range(1, 6) for name in
             ("origine_admission", "annee_concours", "code_voeu", "code_periode")]  # fmt: skip
    return [
        [*_PEGASE, *blocs],
        ["KERMAREC", "", "Maëlle", "Rose", "Anne", "F", "07/03/2004", "100", "29019", "", "100", "000000000ZZ", "100",
         "Appt 12", "Résidence des Ajoncs", "4 rue de l'Exemple", "", "", "29200", "29019", "0200000000", "0600000000",
         "maelle.kermarec@exemple.invalid", "EC", "", "M1-INFO-01", "PER-2026", *[""] * 16],
    ]  # fmt: skip


FORMATIONS = _headers(
    "Code|Libelle|En service|Commission|Type traitement|CGE|Décision Favorable|Dématerialisation|Liste comp.|"
    "Décision Favorable Liste comp.|Type Diplôme|Mots Clé|Code Etp Apogée|Code Vrs Vet Apogée|Libellé Apogée|"
    "Date Début Dépôt|Date Fin Dépôt|Date Pré-Analyse|Date retour|Date jury|Date publication|Date confirmation|"
    "Date confirm. Liste comp.|Lieu Préselection|Date Préselection|Heure Préselection|Infos Complémentaires|"
    "Date Création|Créé par|Date Modification|Modifié par"
)


def formations() -> list[Ligne]:
    """Three formations of eCandidat."""
    common = {"Commission": "Commission inventée", "Décision Favorable": "Favorable", "Créé par": "invente"}
    rows = [
        {"Code": "L3INFO", "Libelle": "Licence 3 Informatique", "En service": "O", "Type traitement": "Accès contrôlé",
         "CGE": "SCI", "Type Diplôme": "Licence 3", "Code Etp Apogée": "L3INF", "Code Vrs Vet Apogée": "261",
         "Date Début Dépôt": "01/03/2027", "Date Fin Dépôt": "30/04/2027", "Date jury": "15/06/2027"},
        {"Code": "M1HIST", "Libelle": "Master 1 Histoire", "En service": "N", "Type traitement": "Accès contrôlé",
         "Type Diplôme": "Master 1"},
        {"Code": "M2FAUX", "Libelle": "Master 2 à dépôt renversé", "Type traitement": "Accès direct",
         "Type Diplôme": "M2", "Date Début Dépôt": "30/04/2027", "Date Fin Dépôt": "01/03/2027"},
    ]  # fmt: skip
    return [FORMATIONS, *([(one | common).get(name, "") for name in FORMATIONS] for one in rows)]


def calendrier() -> list[Ligne]:
    """The days of a year in our own words, under a title."""
    return [
        ["Calendrier 2026-2027"],
        ["Code *", "Dépôt du (jj/mm/aaaa)", "Dépôt au (jj/mm/aaaa)", "Commission le", "Capacité"],
        ["L3INFO", "01/03/2027", "02/05/2027", "", "40"],
    ]


def rendezvous() -> list[Ligne]:
    """A list of appointments."""
    return [["Date", "Heure", "Nom de l’usager", "Prénom"], ["07/09/2026", "9h30", "KERMAREC", "Maëlle"]]


def libre() -> list[Ligne]:
    """What an office keeps by itself: titles above, headings of its own, a column of nobody's."""
    return [
        ["Suivi des candidats", None],
        ["N° INE", "Nom du candidat", "Prénom de l’étudiant(e)", "Né(e) le", "CP", "Ville", "Tél.", "Couleur préférée"],
        ["000000000ZZ", "KERMAREC", "Maëlle", "07/03/2004", "29200", "Brest", "600000000", "vert"],
    ]
