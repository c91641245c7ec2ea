"""Fields of a person: civil status, address, bac, studies, internships, jobs. Tab order is the order of the lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, Lists, When
from scolarite_desk.models.fields.readers_numeros import NoteLue
from scolarite_desk.models.fields.when import FRANCE, blank, both, france, otherwise, today_with, when
from scolarite_desk.models.rules.contact import doubtful_email, doubtful_phone
from scolarite_desk.models.rules.dates import age_at, is_birth
from scolarite_desk.models.rules.notes import on_twenty
from scolarite_desk.msg import N_, NC_, NN_, Msg

NE_EN_FRANCE = when("pays_naissance", FRANCE, N_("si né(e) en France"))
NE_AILLEURS = otherwise("pays_naissance", FRANCE, N_("si né(e) à l’étranger"))
EN_FRANCE = when("pays", FRANCE, N_("si le pays est la France"))
AILLEURS = otherwise("pays", FRANCE, N_("si le pays n’est pas la France"))
AVEC_BAC = When(N_("sauf «\u00a0sans bac\u00a0»"), lambda row: row.get("situation") != "sans")
BAC_OBTENU = When(N_("si le bac est obtenu"), lambda row: row.get("situation") in ("obtenu", "equivalence"))


def plausible_age(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    """Between 10 and 100 years: otherwise a warning, never a refusal."""
    age = age_at(value, lists.today()) if value and is_birth(value) else None
    if age is None or 10 <= age <= 100:
        return None
    return NN_("Cela ferait {n} an\u00a0: vérifiez l’année.", "Cela ferait {n} ans\u00a0: vérifiez l’année.", age)


def plausible_average(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    """A bac goes beyond twenty by its options, and never far."""
    worth = on_twenty(value)
    return N_("Cela fait plus de 22 sur 20\u00a0: vérifiez la moyenne ou son barème.") if worth and worth > 22 else None


def plausible_year(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    """After the birth, which stands beside the row (`BIRTH`), and not to come, but of a bac that is being prepared."""
    coming = 1 if row.get("situation") == "en_cours" else 0
    if value > lists.today().year + coming:
        return N_("Cette année est à venir\u00a0: vérifiez-la.")
    birth = row.get(BIRTH)
    if birth and is_birth(birth) and value <= int(birth[:4]):
        return N_("La personne n’était pas née\u00a0: vérifiez cette année.")
    return None


def _doubtful_phone(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    return doubtful_phone(value)


def _doubtful_email(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    return doubtful_email(value)


BIRTH = "ne_le"  # of the person that a row is of: what its years are compared with


def _no_commune(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    """A code that no commune has may be that of a CEDEX: said, never refused."""
    if not EN_FRANCE.holds(row) or lists.propose("commune", "", {"code_postal": value}, 1):
        return None
    return N_("Aucune commune n’a ce code\u00a0: vérifiez-le.")


# A table reads better as lines.
# fmt: off
IDENTITE = (
    Field("identite", "nationalite", N_("Nationalité"), r.Choix("nationalite"), part=N_("État civil"), required=ALWAYS,
          hint=N_("Tapez les premières lettres"), example="Française"),
    Field("identite", "civilite", N_("Civilité"), r.Choix("civilite"), part=N_("État civil"), required=ALWAYS,
          rule=N_("«\u00a0Non renseignée\u00a0» est admis ici.")),
    Field("identite", "nom_naissance", N_("Nom de naissance"), r.Nom(100), part=N_("État civil"), length=100,
          required=blank("prenom", N_("sauf personne sans nom")), hint=N_("Comme sur la pièce d’identité"),
          example="KERMAREC"),
    Field("identite", "nom_usage", N_("Nom d’usage"), r.Nom(100), part=N_("État civil"), length=100,
          hint=N_("S’il est différent")),
    Field("identite", "prenom", N_("Prénom"), r.Nom(100), part=N_("État civil"), length=100,
          required=blank("nom_naissance", N_("sauf personne sans prénom")), example="Maëlle"),
    Field("identite", "prenom_usage", N_("Prénom d’usage"), r.Nom(100), part=N_("État civil"), length=100,
          hint=N_("Celui que la personne emploie")),
    Field("identite", "autres_prenoms", N_("Autres prénoms"), r.Nom(100), part=N_("État civil"), length=100,
          hint=N_("Séparés par des virgules")),
    Field("identite", "langue", N_("Langue"), r.Choix("langue"), part=N_("État civil"),
          hint=N_("Hors français\u00a0: papiers aussi en anglais")),
    Field("identite", "ne_le", N_("Né(e) le"), r.JourNaissance(), part=N_("Naissance et contact"), required=ALWAYS,
          hint=N_("jj/mm/aaaa\u00a0; 00 si le jour est inconnu"), example="07/03/2004", warn=plausible_age,
          rule=N_("Jour ou mois inconnus\u00a0: 00. L’export des décisions écrit alors la date en texte (03/2004).")),
    Field("identite", "pays_naissance", N_("Pays"), r.Choix("pays_naissance"), "naissance", N_("Naissance et contact"),
          required=ALWAYS, example="France", proposed=france(when("nationalite", FRANCE, N_("si elle est française")))),
    Field("identite", "departement_naissance", N_("Département"), r.Choix("departement_naissance"), "naissance",
          N_("Naissance et contact"), required=NE_EN_FRANCE, visible=NE_EN_FRANCE),
    Field("identite", "commune_naissance", N_("Commune"), r.Choix("commune_naissance"), "naissance",
          N_("Naissance et contact"), visible=NE_EN_FRANCE, required=both(NE_EN_FRANCE, blank("ville_naissance",
          N_("sans ville en toutes lettres")))),
    Field("identite", "ville_naissance", N_("Ville de naissance"), r.Texte(100), "naissance",
          N_("Naissance et contact"), required=NE_AILLEURS, length=100, hint=N_("À l’étranger, ou commune disparue")),
    Field("identite", "portable", N_("Téléphone"), r.Telephone(), part=N_("Naissance et contact"), length=20,
          example="06 39 98 12 04", warn=_doubtful_phone),
    Field("identite", "telephone", N_("Autre téléphone"), r.Telephone(), part=N_("Naissance et contact"), length=20,
          warn=_doubtful_phone),
    Field("identite", "courriel", N_("Courriel"), r.Courriel(), part=N_("Naissance et contact"), length=100,
          hint=N_("Facultatif\u00a0; deux personnes peuvent partager le même"), warn=_doubtful_email),
    Field("identite", "piece_identite", N_("Pièce vue"), r.Choix("piece_identite"), "identite_vue", N_("Vérification"),
          hint=N_("Montrée, jamais conservée"), rule=N_("Délibération CNIL\u00a0: la copie n’est pas gardée.")),
    Field("identite", "identite_vue_le", N_("Vue le"), r.Jour(), "identite_vue", N_("Vérification"),
          proposed=today_with("piece_identite")),
    Field("identite", "identite_valable", N_("Valable jusqu’au"), r.Jour(), "identite_vue", N_("Vérification")),
)

ADRESSE = (
    Field("adresse", "pays", N_("Pays"), r.Choix("pays"), "lieu", N_("Lieu"), required=ALWAYS, example="France",
          proposed=france()),
    Field("adresse", "code_postal", N_("Code postal"), r.CodePostal(), "lieu", N_("Lieu"), required=EN_FRANCE,
          length=12, hint=N_("Il propose les communes\u00a0; CEDEX admis"), example="29000", warn=_no_commune),
    Field("adresse", "commune", N_("Commune"), r.Choix("commune"), "lieu", N_("Lieu"), visible=EN_FRANCE,
          required=both(EN_FRANCE, blank("ville", N_("sans ville en toutes lettres")))),
    Field("adresse", "ville", N_("Ville"), r.Texte(100), "lieu", N_("Lieu"), required=AILLEURS, length=100,
          hint=N_("À l’étranger, ou avec CEDEX")),
    Field("adresse", "ligne", N_("Adresse"), r.Texte(100), part=N_("Voie"), required=ALWAYS, length=100,
          hint=N_("Numéro et voie"), example="12 rue des Lilas"),
    Field("adresse", "complement1", NC_("adresse", "Complément"), r.Texte(100), part=N_("Voie"), length=100,
          hint=N_("Bâtiment, étage, chez…")),
    Field("adresse", "complement2", N_("Complément 2"), r.Texte(100), part=N_("Voie"), length=100),
)

BAC = (
    Field("bac", "situation", N_("Situation"), r.Choix("bac_situation"), "bac", N_("Diplôme"), required=ALWAYS,
          hint=N_("Obtenu, équivalence, en cours ou sans bac")),
    Field("bac", "annee", N_("Année"), r.Annee(1900, 2100), "bac", N_("Diplôme"), required=AVEC_BAC, visible=AVEC_BAC,
          example="2022", warn=plausible_year),
    Field("bac", "serie", N_("Série"), r.Choix("bac_serie"), "bac", N_("Diplôme"), required=AVEC_BAC, visible=AVEC_BAC,
          hint=N_("Celles de l’année d’abord")),
    Field("bac", "mention", N_("Mention"), r.Choix("bac_mention"), part=N_("Diplôme"), visible=BAC_OBTENU),
    Field("bac", "moyenne", N_("Moyenne"), NoteLue(), part=N_("Diplôme"), visible=BAC_OBTENU,
          hint=N_("Sur 20, ou avec son barème\u00a0: 3,4/4"), example="14,5", warn=plausible_average),
    Field("bac", "specialite1", N_("Spécialité 1"), r.Choix("bac_specialite"), "specialites", N_("Diplôme"),
          visible=AVEC_BAC),
    Field("bac", "specialite2", N_("Spécialité 2"), r.Choix("bac_specialite"), "specialites", N_("Diplôme"),
          visible=AVEC_BAC),
    Field("bac", "specialite_premiere", N_("Spécialité de 1re"), r.Choix("bac_specialite"), "specialites",
          N_("Diplôme"), visible=AVEC_BAC, hint=N_("Abandonnée en fin de première")),
    Field("bac", "pays", N_("Pays"), r.Choix("pays"), "lieu", N_("Lieu et options"), required=AVEC_BAC,
          visible=AVEC_BAC, proposed=france()),
    Field("bac", "departement", N_("Département"), r.Choix("departement"), "lieu", N_("Lieu et options"),
          visible=both(AVEC_BAC, EN_FRANCE), required=both(AVEC_BAC, EN_FRANCE)),
    Field("bac", "etablissement", N_("Lycée"), r.Choix("lycee"), "lieu", N_("Lieu et options"), visible=both(AVEC_BAC,
          EN_FRANCE)),
    Field("bac", "etablissement_libre", N_("Établissement"), r.Texte(100), "lieu", N_("Lieu et options"),
          visible=AVEC_BAC, length=100, hint=N_("À l’étranger, ou absent de la liste")),
    *(
        Field("bac", f"option{n}", N_("Option {rang}", rang=n), r.Choix("bac_option"), "options",
              N_("Lieu et options"), visible=AVEC_BAC)
        for n in range(1, 5)
    ),
)

CURSUS_INTERNES = (
    Field("cursus_internes", "annee", N_("Année"), r.Annee(1900, 2100), part=N_("Études"), required=ALWAYS,
          example="2024", warn=plausible_year),
    Field("cursus_internes", "code", N_("Code"), r.Texte(100), part=N_("Études"), length=100,
          hint=N_("De l’étape ou du diplôme")),
    Field("cursus_internes", "libelle", N_("Formation"), r.Texte(255), part=N_("Études"), required=ALWAYS, length=255),
    Field("cursus_internes", "resultat", N_("Résultat"), r.Choix("resultat"), "resultat", N_("Résultat")),
    Field("cursus_internes", "note", NC_("résultat", "Note"), r.Texte(20), "resultat", N_("Résultat"), length=20),
    Field("cursus_internes", "bareme", N_("Barème"), r.Entier(1, 1000), "resultat", N_("Résultat"), example="20"),
    Field("cursus_internes", "mention", N_("Mention"), r.Choix("mention"), "resultat", N_("Résultat")),
)

CURSUS_EXTERNES = (
    Field("cursus_externes", "annee", N_("Année"), r.Annee(1900, 2100), part=N_("Études"), required=ALWAYS,
          example="2024", warn=plausible_year),
    Field("cursus_externes", "diplome", N_("Diplôme ou cursus"), r.Choix("diplome_type"), part=N_("Études"),
          required=ALWAYS),
    Field("cursus_externes", "libelle", N_("Intitulé et niveau"), r.Texte(255), part=N_("Études"), required=ALWAYS,
          length=255, hint=N_("Niveau, mention, spécialité"), example="L2, Informatique"),
    Field("cursus_externes", "obtenu", N_("Obtenu"), r.Choix("obtenu"), "resultat", N_("Études"), required=ALWAYS),
    Field("cursus_externes", "mention", N_("Mention"), r.Choix("mention"), "resultat", N_("Études")),
    Field("cursus_externes", "ects", N_("Crédits ECTS"), r.Entier(0, 600), "resultat", N_("Études")),
    Field("cursus_externes", "note", N_("Moyenne de l’année"), r.Texte(20), "resultat", N_("Études"), length=20,
          hint=N_("Comme au relevé"), example="14,5"),
    Field("cursus_externes", "bareme", N_("Barème"), r.Entier(1, 1000), "resultat", N_("Études"), example="20"),
    Field("cursus_externes", "pays", N_("Pays"), r.Choix("pays"), "lieu", N_("Établissement"), required=ALWAYS),
    Field("cursus_externes", "departement", N_("Département"), r.Choix("departement"), "lieu", N_("Établissement"),
          visible=EN_FRANCE),
    Field("cursus_externes", "etablissement", N_("Établissement"), r.Choix("etablissement"), "lieu",
          N_("Établissement"), visible=EN_FRANCE),
    Field("cursus_externes", "etablissement_libre", N_("En toutes lettres"), r.Texte(100), "lieu", N_("Établissement"),
          length=100, required=AILLEURS, hint=N_("À l’étranger, ou absent de la liste")),
)

STAGES = (
    Field("stages", "annee", N_("Année"), r.Annee(1900, 2100), part=N_("Stage"), required=ALWAYS, example="2025",
          warn=plausible_year),
    Field("stages", "duree", N_("Durée"), r.Entier(1, 9999), "duree", N_("Stage"),
          required=blank("duree_texte", N_("sans texte"))),
    Field("stages", "duree_unite", N_("Unité"), r.Choix("duree_unite"), "duree", N_("Stage"),
          hint=N_("Jours, semaines, mois")),
    Field("stages", "duree_texte", N_("Durée en clair"), r.Texte(50), "duree", N_("Stage"), length=50,
          hint=N_("Si elle ne se compte pas")),
    Field("stages", "heures", N_("Heures par semaine"), r.Entier(1, 80), part=N_("Stage")),
    Field("stages", "organisme", N_("Organisme"), r.Texte(100), part=N_("Lieu et contenu"), required=ALWAYS,
          length=100),
    Field("stages", "descriptif", N_("Descriptif"), r.LongTexte(2000), part=N_("Lieu et contenu"), required=ALWAYS,
          length=2000),
)

EXPERIENCES = (
    Field("experiences", "annee", N_("Année"), r.Annee(1900, 2100), part=N_("Emploi"), required=ALWAYS, example="2023",
          warn=plausible_year),
    Field("experiences", "intitule", N_("Intitulé"), r.Texte(100), part=N_("Emploi"), required=ALWAYS, length=100),
    Field("experiences", "duree", N_("Durée"), r.Entier(1, 9999), "duree", N_("Emploi"), required=blank("duree_texte",
          N_("sans texte"))),
    Field("experiences", "duree_unite", N_("Unité"), r.Choix("duree_unite"), "duree", N_("Emploi"),
          hint=N_("Jours, semaines, mois")),
    Field("experiences", "duree_texte", N_("Durée en clair"), r.Texte(50), "duree", N_("Emploi"), length=50),
    Field("experiences", "organisme", N_("Employeur"), r.Texte(100), part=N_("Lieu et contenu"), required=ALWAYS,
          length=100),
    Field("experiences", "descriptif", N_("Descriptif"), r.LongTexte(2000), part=N_("Lieu et contenu"), length=2000),
)
# fmt: on
