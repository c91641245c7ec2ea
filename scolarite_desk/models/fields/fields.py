"""Every field, once: name, label, reader, group, part of the page, conditions. Tab order is the order of the lines.

Required fields are never refused when blank: the dossier is saved as it is, and completeness says what is missing.
Lengths are those of a French civil status; the limits of receiving systems apply at export only, with a warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, When
from scolarite_desk.models.fields.groups import GROUPS
from scolarite_desk.models.fields.things import BY_CLASS, THINGS
from scolarite_desk.models.rules.dates import age_at
from scolarite_desk.models.tables.base import Partagee

FRANCE = "99100"


def when(name: str, value: object, words: str) -> When:
    """The condition « `name` is `value` »."""
    return When(words, lambda row: row.get(name) == value)


def blank(name: str, words: str) -> When:
    """The condition « `name` is empty »."""
    return When(words, lambda row: not row.get(name))


def both(one: When, other: When) -> When:
    """Both conditions."""
    return When(f"{one.words} et {other.words}", lambda row: one.holds(row) and other.holds(row))


def otherwise(name: str, value: object, words: str) -> When:
    """The condition « `name` is given and is not `value` »."""
    return When(words, lambda row: row.get(name) not in (None, value))


NE_EN_FRANCE = when("pays_naissance", FRANCE, "si né(e) en France")
NE_AILLEURS = otherwise("pays_naissance", FRANCE, "si né(e) à l’étranger")
EN_FRANCE = when("pays", FRANCE, "si le pays est la France")
AILLEURS = otherwise("pays", FRANCE, "si le pays n’est pas la France")
AVEC_BAC = When("sauf « sans bac »", lambda row: row.get("situation") != "sans")
BAC_OBTENU = When("si le bac est obtenu", lambda row: row.get("situation") in ("obtenu", "equivalence"))


def plausible_age(value: Any, row: Mapping[str, Any]) -> str | None:
    """Between 10 and 100 years: otherwise a warning, never a refusal."""
    age = age_at(value) if value else None
    return None if age is None or 10 <= age <= 100 else f"Cela ferait {age} ans : vérifiez l’année."


# A table reads better as lines.
# fmt: off
IDENTITE = (
    Field("identite", "nationalite", "Nationalité", r.Choix("nationalite"), part="État civil", required=ALWAYS,
          hint="Tapez les premières lettres", example="Française"),
    Field("identite", "civilite", "Civilité", r.Choix("civilite"), part="État civil", required=ALWAYS,
          rule="« Non renseignée » est admis ici, retenu à l’export vers le SI."),
    Field("identite", "nom_naissance", "Nom de naissance", r.Nom(100), part="État civil", length=100,
          required=blank("prenom", "sauf personne sans nom"), hint="Comme sur la pièce d’identité", example="KERMAREC"),
    Field("identite", "nom_usage", "Nom d’usage", r.Nom(100), part="État civil", length=100, hint="S’il est différent"),
    Field("identite", "prenom", "Prénom", r.Nom(100), part="État civil", length=100, required=blank("nom_naissance",
          "sauf personne sans prénom"), example="Maëlle"),
    Field("identite", "prenom_usage", "Prénom d’usage", r.Nom(100), part="État civil", length=100,
          hint="Celui que la personne emploie"),
    Field("identite", "autres_prenoms", "Autres prénoms", r.Nom(100), part="État civil", length=100,
          hint="Séparés par des virgules"),
    Field("identite", "langue", "Langue", r.Choix("langue"), part="État civil", hint="Du reçu et des courriers"),
    Field("identite", "ne_le", "Né(e) le", r.JourNaissance(), part="Naissance et contact", required=ALWAYS,
          hint="jj/mm/aaaa ; 00 si le jour est inconnu", example="07/03/2004", warn=plausible_age,
          rule="Jour ou mois inconnus : 00. Un fichier pour le SI écrit 01, avec un avertissement."),
    Field("identite", "pays_naissance", "Pays", r.Choix("pays_naissance"), "naissance", "Naissance et contact",
          required=ALWAYS, example="France"),
    Field("identite", "departement_naissance", "Département", r.Choix("departement_naissance"), "naissance",
          "Naissance et contact", required=NE_EN_FRANCE, visible=NE_EN_FRANCE),
    Field("identite", "commune_naissance", "Commune", r.Choix("commune_naissance"), "naissance",
          "Naissance et contact", visible=NE_EN_FRANCE, required=both(NE_EN_FRANCE, blank("ville_naissance",
          "sans ville en toutes lettres"))),
    Field("identite", "ville_naissance", "Ville de naissance", r.Texte(100), "naissance", "Naissance et contact",
          required=NE_AILLEURS, length=100, hint="À l’étranger, ou commune disparue"),
    Field("identite", "portable", "Téléphone", r.Telephone(), part="Naissance et contact", length=20,
          example="06 39 98 12 04"),
    Field("identite", "telephone", "Autre téléphone", r.Telephone(), part="Naissance et contact", length=20),
    Field("identite", "courriel", "Courriel", r.Courriel(), part="Naissance et contact", length=100,
          hint="Facultatif ; deux personnes peuvent partager le même"),
    Field("identite", "piece_identite", "Pièce vue", r.Choix("piece_identite"), "identite_vue", "Vérification",
          hint="Montrée, jamais conservée", rule="Délibération CNIL : la copie n’est pas gardée."),
    Field("identite", "identite_vue_le", "Vue le", r.Jour(), "identite_vue", "Vérification"),
    Field("identite", "identite_valable", "Valable jusqu’au", r.Jour(), "identite_vue", "Vérification"),
)

ADRESSE = (
    Field("adresse", "pays", "Pays", r.Choix("pays"), "lieu", "Lieu", required=ALWAYS, example="France"),
    Field("adresse", "code_postal", "Code postal", r.CodePostal(), "lieu", "Lieu", required=EN_FRANCE, length=12,
          hint="Il propose les communes ; CEDEX admis", example="29000"),
    Field("adresse", "commune", "Commune", r.Choix("commune"), "lieu", "Lieu", visible=EN_FRANCE,
          required=both(EN_FRANCE, blank("ville", "sans ville en toutes lettres"))),
    Field("adresse", "ville", "Ville", r.Texte(100), "lieu", "Lieu", required=AILLEURS, length=100,
          hint="À l’étranger, ou avec CEDEX"),
    Field("adresse", "ligne", "Adresse", r.Texte(100), part="Voie", required=ALWAYS, length=100,
          hint="Numéro et voie", example="12 rue des Lilas"),
    Field("adresse", "complement1", "Complément", r.Texte(100), part="Voie", length=100, hint="Bâtiment, étage, chez…"),
    Field("adresse", "complement2", "Complément 2", r.Texte(100), part="Voie", length=100),
)

BAC = (
    Field("bac", "situation", "Situation", r.Choix("bac_situation"), "bac", "Diplôme", required=ALWAYS,
          hint="Obtenu, équivalence, en cours ou sans bac"),
    Field("bac", "annee", "Année", r.Annee(1900, 2100), "bac", "Diplôme", required=AVEC_BAC, visible=AVEC_BAC,
          example="2022"),
    Field("bac", "serie", "Série", r.Choix("bac_serie"), "bac", "Diplôme", required=AVEC_BAC, visible=AVEC_BAC,
          hint="Celles de l’année d’abord"),
    Field("bac", "mention", "Mention", r.Choix("bac_mention"), part="Diplôme", visible=BAC_OBTENU),
    Field("bac", "specialite1", "Spécialité 1", r.Choix("bac_specialite"), "specialites", "Diplôme", visible=AVEC_BAC),
    Field("bac", "specialite2", "Spécialité 2", r.Choix("bac_specialite"), "specialites", "Diplôme", visible=AVEC_BAC),
    Field("bac", "specialite_premiere", "Spécialité de 1re", r.Choix("bac_specialite"), "specialites", "Diplôme",
          visible=AVEC_BAC, hint="Abandonnée en fin de première"),
    Field("bac", "pays", "Pays", r.Choix("pays"), "lieu", "Lieu et options", required=AVEC_BAC, visible=AVEC_BAC),
    Field("bac", "departement", "Département", r.Choix("departement"), "lieu", "Lieu et options",
          visible=both(AVEC_BAC, EN_FRANCE), required=both(AVEC_BAC, EN_FRANCE)),
    Field("bac", "etablissement", "Lycée", r.Choix("lycee"), "lieu", "Lieu et options", visible=both(AVEC_BAC,
          EN_FRANCE)),
    Field("bac", "etablissement_libre", "Établissement", r.Texte(100), "lieu", "Lieu et options", visible=AVEC_BAC,
          length=100, hint="À l’étranger, ou absent de la liste"),
    *(
        Field("bac", f"option{n}", f"Option {n}", r.Choix("bac_option"), "options", "Lieu et options", visible=AVEC_BAC)
        for n in range(1, 5)
    ),
)

CURSUS_INTERNES = (
    Field("cursus_internes", "annee", "Année", r.Annee(1900, 2100), part="Études", required=ALWAYS, example="2024"),
    Field("cursus_internes", "code", "Code", r.Texte(100), part="Études", length=100, hint="De l’étape ou du diplôme"),
    Field("cursus_internes", "libelle", "Formation", r.Texte(255), part="Études", required=ALWAYS, length=255),
    Field("cursus_internes", "resultat", "Résultat", r.Choix("resultat"), "resultat", "Résultat"),
    Field("cursus_internes", "note", "Note", r.Texte(20), "resultat", "Résultat", length=20),
    Field("cursus_internes", "bareme", "Barème", r.Entier(1, 1000), "resultat", "Résultat", example="20"),
    Field("cursus_internes", "mention", "Mention", r.Choix("mention"), "resultat", "Résultat"),
)

CURSUS_EXTERNES = (
    Field("cursus_externes", "annee", "Année", r.Annee(1900, 2100), part="Études", required=ALWAYS, example="2024"),
    Field("cursus_externes", "diplome", "Diplôme ou cursus", r.Choix("diplome_type"), part="Études", required=ALWAYS),
    Field("cursus_externes", "libelle", "Intitulé et niveau", r.Texte(255), part="Études", required=ALWAYS,
          length=255, hint="Niveau, mention, spécialité", example="L2, Informatique"),
    Field("cursus_externes", "obtenu", "Obtenu", r.Choix("obtenu"), "resultat", "Études", required=ALWAYS),
    Field("cursus_externes", "mention", "Mention", r.Choix("mention"), "resultat", "Études"),
    Field("cursus_externes", "ects", "Crédits ECTS", r.Entier(0, 600), "resultat", "Études"),
    Field("cursus_externes", "pays", "Pays", r.Choix("pays"), "lieu", "Établissement", required=ALWAYS),
    Field("cursus_externes", "departement", "Département", r.Choix("departement"), "lieu", "Établissement",
          visible=EN_FRANCE),
    Field("cursus_externes", "etablissement", "Établissement", r.Choix("etablissement"), "lieu", "Établissement",
          visible=EN_FRANCE),
    Field("cursus_externes", "etablissement_libre", "En toutes lettres", r.Texte(100), "lieu", "Établissement",
          length=100, required=AILLEURS, hint="À l’étranger, ou absent de la liste"),
)

STAGES = (
    Field("stages", "annee", "Année", r.Annee(1900, 2100), part="Stage", required=ALWAYS, example="2025"),
    Field("stages", "duree", "Durée", r.Entier(1, 9999), "duree", "Stage", required=blank("duree_texte", "sans texte")),
    Field("stages", "duree_unite", "Unité", r.Choix("duree_unite"), "duree", "Stage", hint="Jours, semaines, mois"),
    Field("stages", "duree_texte", "Durée en clair", r.Texte(50), "duree", "Stage", length=50,
          hint="Si elle ne se compte pas"),
    Field("stages", "heures", "Heures par semaine", r.Entier(1, 80), part="Stage"),
    Field("stages", "organisme", "Organisme", r.Texte(100), part="Lieu et contenu", required=ALWAYS, length=100),
    Field("stages", "descriptif", "Descriptif", r.LongTexte(2000), part="Lieu et contenu", required=ALWAYS,
          length=2000),
)

EXPERIENCES = (
    Field("experiences", "annee", "Année", r.Annee(1900, 2100), part="Emploi", required=ALWAYS, example="2023"),
    Field("experiences", "intitule", "Intitulé", r.Texte(100), part="Emploi", required=ALWAYS, length=100),
    Field("experiences", "duree", "Durée", r.Entier(1, 9999), "duree", "Emploi", required=blank("duree_texte",
          "sans texte")),
    Field("experiences", "duree_unite", "Unité", r.Choix("duree_unite"), "duree", "Emploi",
          hint="Jours, semaines, mois"),
    Field("experiences", "duree_texte", "Durée en clair", r.Texte(50), "duree", "Emploi", length=50),
    Field("experiences", "organisme", "Employeur", r.Texte(100), part="Lieu et contenu", required=ALWAYS, length=100),
    Field("experiences", "descriptif", "Descriptif", r.LongTexte(2000), part="Lieu et contenu", length=2000),
)

DOSSIER = (
    Field("dossier", "profil", "Profil", r.Choix("profil"), part="Dossier", required=ALWAYS),
    Field("dossier", "regime", "Régime", r.Choix("regime"), part="Dossier", hint="Il décide de la CVEC"),
    Field("dossier", "boursier", "Boursier", r.Choix("boursier"), part="Dossier"),
)

CANDIDATURES = (
    Field("candidatures", "genre", "Type", r.Choix("candidature_genre"), part="Candidature", required=ALWAYS),
    Field("candidatures", "date_retour", "Retour au plus tard", r.Jour(), part="Dates"),
    Field("candidatures", "date_confirmation", "Confirmation au plus tard", r.Jour(), part="Dates"),
    Field("candidatures", "situation_droits", "Situation des droits", r.Choix("situation_droits"), "droits", "Droits"),
    Field("candidatures", "complement_droits", "Complément", r.Texte(200), "droits", "Droits", length=200),
    Field("candidatures", "montant", "Montant restant à charge", r.Montant(), "droits", "Droits", example="178,00"),
)

CAMPAGNE = (
    Field("campagne", "libelle", "Libellé", r.Texte(100), part="Campagne", required=ALWAYS, length=100),
    Field("campagne", "annee", "Année universitaire", r.Texte(9), part="Campagne", required=ALWAYS, length=9,
          example="2026-2027"),
    Field("campagne", "etat", "État", r.Choix("campagne_etat"), part="Campagne", required=ALWAYS),
    Field("campagne", "debut", "Du", r.Jour(), "dates", "Dates"),
    Field("campagne", "fin", "Au", r.Jour(), "dates", "Dates"),
)

SESSION = (
    Field("session", "libelle", "Libellé", r.Texte(100), part="Session", required=ALWAYS, length=100),
    Field("session", "genre", "Type", r.Choix("session_genre"), part="Session", required=ALWAYS),
    Field("session", "debut_depot", "Dépôt du", r.Jour(), "depot", "Dates"),
    Field("session", "fin_depot", "Dépôt au", r.Jour(), "depot", "Dates"),
)

CENTRE = (
    Field("centre", "libelle", "Libellé", r.Texte(200), part="Centre", required=ALWAYS, length=200),
    Field("centre", "adresse", "Adresse", r.LongTexte(500), part="Centre", length=500),
    Field("centre", "telephone", "Téléphone", r.Telephone(), part="Contact"),
    Field("centre", "courriel", "Courriel", r.Courriel(), part="Contact"),
)

COMMISSION = (
    Field("commission", "libelle", "Libellé", r.Texte(200), part="Commission", required=ALWAYS, length=200),
    Field("commission", "president", "Président(e)", r.Texte(200), part="Commission", length=200),
)

COMMISSION_FORMATION = (Field("commission_formation", "reunion", "Réunion le", r.Jour(), part="Réunion"),)

FORMATION = (
    Field("formation", "code", "Code", r.Texte(50), part="Formation", required=ALWAYS, length=50),
    Field("formation", "libelle", "Libellé", r.Texte(500), part="Formation", required=ALWAYS, length=500),
    Field("formation", "genre", "Type", r.Choix("formation_type"), part="Formation", required=ALWAYS),
    Field("formation", "mention", "Mention", r.Texte(200), part="Formation", length=200),
    Field("formation", "composante", "Composante", r.Texte(200), part="Formation", length=200),
    Field("formation", "mode", "Mode", r.Choix("formation_mode"), part="Formation", required=ALWAYS),
    Field("formation", "capacite", "Capacité", r.Entier(0, 100000), part="Formation"),
    Field("formation", "traitement", "Traitement", r.Choix("traitement"), part="Formation", required=ALWAYS,
          hint="Accès contrôlé ou direct"),
    Field("formation", "mon_master", "Mon Master seulement", r.OuiNon(), part="Formation"),
    Field("formation", "en_service", "En service", r.OuiNon(), part="Formation"),
    Field("formation", "debut_depot", "Dépôt du", r.Jour(), "depot", "Calendrier"),
    Field("formation", "fin_depot", "Dépôt au", r.Jour(), "depot", "Calendrier"),
    Field("formation", "retour", "Retour des pièces", r.Jour(), part="Calendrier"),
    Field("formation", "jury", "Commission le", r.Jour(), part="Calendrier"),
    Field("formation", "publication", "Publication le", r.Jour(), part="Calendrier"),
    Field("formation", "confirmation", "Confirmation au", r.Jour(), "confirmation", "Calendrier"),
    Field("formation", "delai_confirmation", "ou délai (jours)", r.Entier(1, 365), "confirmation", "Calendrier",
          hint="Après validation de l’avis"),
)

PIECE = (
    Field("piece", "code", "Code", r.Texte(20), part="Pièce", required=ALWAYS, length=20),
    Field("piece", "libelle", "Libellé", r.Texte(200), part="Pièce", required=ALWAYS, length=200),
    Field("piece", "libelle_anglais", "En anglais", r.Texte(200), part="Pièce", length=200),
    Field("piece", "ordre", "Ordre", r.Entier(0, 9999), part="Pièce"),
    Field("piece", "conditionnelle", "Peut ne pas concerner", r.OuiNon(), part="Pièce"),
    Field("piece", "en_service", "En service", r.OuiNon(), part="Pièce"),
)

PIECE_DEMANDEE = (
    Field("piece_demandee", "profil", "Profil", r.Choix("profil"), part="Demandée à", hint="Vide : tous"),
    Field("piece_demandee", "genre", "Type de candidature", r.Choix("candidature_genre"), part="Demandée à"),
    Field("piece_demandee", "delai", "Délai (jours)", r.Entier(0, 365), part="Demandée à"),
)

NOMENCLATURE = (
    Field("nomenclature", "code", "Code", r.Texte(20), part="Ligne", required=ALWAYS, length=20),
    Field("nomenclature", "libelle", "Libellé", r.Texte(200), part="Ligne", required=ALWAYS, length=200),
    Field("nomenclature", "texte", "Texte proposé", r.LongTexte(2000), part="Ligne", length=2000),
    Field("nomenclature", "ordre", "Ordre", r.Entier(0, 9999), part="Ligne"),
    Field("nomenclature", "en_service", "En service", r.OuiNon(), part="Ligne"),
)

SIGNATAIRE = (
    Field("signataire", "prenom", "Prénom", r.Nom(100), part="Signataire", required=ALWAYS, length=100),
    Field("signataire", "nom", "Nom", r.Nom(100), part="Signataire", required=ALWAYS, length=100),
    Field("signataire", "qualite", "Qualité", r.Texte(200), part="Signataire", required=ALWAYS, length=200),
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "identite": IDENTITE,
    "adresse": ADRESSE,
    "bac": BAC,
    "cursus_internes": CURSUS_INTERNES,
    "cursus_externes": CURSUS_EXTERNES,
    "stages": STAGES,
    "experiences": EXPERIENCES,
    "dossier": DOSSIER,
    "candidatures": CANDIDATURES,
    "campagne": CAMPAGNE,
    "session": SESSION,
    "centre": CENTRE,
    "commission": COMMISSION,
    "commission_formation": COMMISSION_FORMATION,
    "formation": FORMATION,
    "piece": PIECE,
    "piece_demandee": PIECE_DEMANDEE,
    "nomenclature": NOMENCLATURE,
    "signataire": SIGNATAIRE,
}

# fmt: on
BY_PATH = {field.path: field for fields in FIELDS.values() for field in fields}


def _group_of() -> dict[tuple[str, str], str]:
    """(table, column) to group: what the form fields say, and `GROUPS` for the columns that no form shows."""
    groups = {(THINGS[f.thing].cls.__tablename__, f.name): f.unit for f in BY_PATH.values()}
    groups.update(GROUPS)
    return groups


_GROUP_OF = _group_of()


def group_of(table: str, column: str) -> str:
    """The unit of undo, history and merge that a column belongs to; the column alone when nothing says otherwise."""
    return _GROUP_OF.get((table, column), column)


def field_of(cls: type[Partagee], name: str) -> Field | None:
    """The form field of a column, if a form shows it."""
    thing = BY_CLASS.get(cls)
    return BY_PATH.get(f"{thing.name}.{name}") if thing else None
