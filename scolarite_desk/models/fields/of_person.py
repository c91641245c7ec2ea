"""Fields of a person: civil status, address, bac, studies, internships, jobs. Tab order is the order of the lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, When
from scolarite_desk.models.fields.when import FRANCE, blank, both, otherwise, when
from scolarite_desk.models.rules.dates import age_at

NE_EN_FRANCE = when("pays_naissance", FRANCE, "si né(e) en France")
NE_AILLEURS = otherwise("pays_naissance", FRANCE, "si né(e) à l’étranger")
EN_FRANCE = when("pays", FRANCE, "si le pays est la France")
AILLEURS = otherwise("pays", FRANCE, "si le pays n’est pas la France")
AVEC_BAC = When("sauf «\u00a0sans bac\u00a0»", lambda row: row.get("situation") != "sans")
BAC_OBTENU = When("si le bac est obtenu", lambda row: row.get("situation") in ("obtenu", "equivalence"))


def plausible_age(value: Any, row: Mapping[str, Any]) -> str | None:
    """Between 10 and 100 years: otherwise a warning, never a refusal."""
    age = age_at(value) if value else None
    return None if age is None or 10 <= age <= 100 else f"Cela ferait {age} ans\u00a0: vérifiez l’année."


# A table reads better as lines.
# fmt: off
IDENTITE = (
    Field("identite", "nationalite", "Nationalité", r.Choix("nationalite"), part="État civil", required=ALWAYS,
          hint="Tapez les premières lettres", example="Française"),
    Field("identite", "civilite", "Civilité", r.Choix("civilite"), part="État civil", required=ALWAYS,
          rule="«\u00a0Non renseignée\u00a0» est admis ici."),
    Field("identite", "nom_naissance", "Nom de naissance", r.Nom(100), part="État civil", length=100,
          required=blank("prenom", "sauf personne sans nom"), hint="Comme sur la pièce d’identité", example="KERMAREC"),
    Field("identite", "nom_usage", "Nom d’usage", r.Nom(100), part="État civil", length=100, hint="S’il est différent"),
    Field("identite", "prenom", "Prénom", r.Nom(100), part="État civil", length=100, required=blank("nom_naissance",
          "sauf personne sans prénom"), example="Maëlle"),
    Field("identite", "prenom_usage", "Prénom d’usage", r.Nom(100), part="État civil", length=100,
          hint="Celui que la personne emploie"),
    Field("identite", "autres_prenoms", "Autres prénoms", r.Nom(100), part="État civil", length=100,
          hint="Séparés par des virgules"),
    Field("identite", "langue", "Langue", r.Choix("langue"), part="État civil",
          hint="Hors français\u00a0: reçu aussi en anglais"),
    Field("identite", "ne_le", "Né(e) le", r.JourNaissance(), part="Naissance et contact", required=ALWAYS,
          hint="jj/mm/aaaa\u00a0; 00 si le jour est inconnu", example="07/03/2004", warn=plausible_age,
          rule="Jour ou mois inconnus\u00a0: 00. L’export des décisions écrit alors la date en texte (03/2004)."),
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
          hint="Facultatif\u00a0; deux personnes peuvent partager le même"),
    Field("identite", "piece_identite", "Pièce vue", r.Choix("piece_identite"), "identite_vue", "Vérification",
          hint="Montrée, jamais conservée", rule="Délibération CNIL\u00a0: la copie n’est pas gardée."),
    Field("identite", "identite_vue_le", "Vue le", r.Jour(), "identite_vue", "Vérification"),
    Field("identite", "identite_valable", "Valable jusqu’au", r.Jour(), "identite_vue", "Vérification"),
)

ADRESSE = (
    Field("adresse", "pays", "Pays", r.Choix("pays"), "lieu", "Lieu", required=ALWAYS, example="France"),
    Field("adresse", "code_postal", "Code postal", r.CodePostal(), "lieu", "Lieu", required=EN_FRANCE, length=12,
          hint="Il propose les communes\u00a0; CEDEX admis", example="29000"),
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
# fmt: on
