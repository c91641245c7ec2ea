"""Files of the national platforms. Their headers drift from year to year, and columns come in between: nothing is read
by its place, and what is not known is listed.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence

from scolarite_desk.exchange.imports.conversions import Told, virgule
from scolarite_desk.exchange.imports.profil import CANDIDATURES, Profil, Source
from scolarite_desk.exchange.imports.profils.mots import FRANCE, female_unless_m
from scolarite_desk.msg import N_, Msg


def _rank(text: str) -> Told:
    """A year within a cursus: « 3 » is a third one."""
    if not re.fullmatch("[1-9]", text):
        return text, ()
    return f"{text}re année" if text == "1" else f"{text}e année", ()


def _mean_of(term: str) -> Source:
    return Source(
        "cursus_externes.*.note",
        (f"Moyenne au {term} semestre",),
        lambda text: (f"S{1 if term == 'premier' else 2} {virgule(text)[0]}", ()),
        repetee=True,
        suite=" · ",
    )


# fmt: off
MON_MASTER = Profil(
    "monmaster",
    N_("Candidatures de Mon Master"),
    CANDIDATURES,
    (
        Source("identifiants.MON_MASTER", ("Numéro de candidat", "Numéro candidat"), requise=True),
        Source("identite.nom_naissance", ("Nom de naissance",)),
        Source("identite.nom_usage", ("Nom d’usage",)),
        Source("identite.prenom", ("Prénom",)),
        Source("identite.ne_le", ("Date de naissance",)),
        Source("identite.civilite", ("Civilité",)),
        Source("identite.courriel", ("Adresse électronique", "Courriel", "Adresse mail", "Email")),
        Source("identite.portable", ("Téléphone", "Téléphone mobile", "Téléphone portable")),
        Source("ine.valeur", ("INE", "Numéro INE")),
        Source("candidatures.formation", ("Code formation", "Formation", "IFC")),
        Source("cursus_externes.*.annee", ("Année universitaire",), requise=True, repetee=True),
        Source("cursus_externes.*.diplome", ("Type de formation ou de diplôme préparé",), repetee=True),
        Source("cursus_externes.*.libelle", ("Année dans le cursus",), _rank, repetee=True, suite=", "),
        Source("cursus_externes.*.libelle", ("Mention ou spécialité",), repetee=True, suite=", "),
        Source("cursus_externes.*.libelle", ("Parcours",), repetee=True, suite=", "),
        _mean_of("premier"),
        _mean_of("second"),
        Source("cursus_externes.*.etablissement", ("Établissement",), repetee=True),
        Source("", ("Relevés de notes",)),
    ),
    cle="identifiants.MON_MASTER",
    signe=("Type de formation ou de diplôme préparé", "Mention ou spécialité", "Moyenne au premier semestre"),
    formation_requise=True,
)


def _of_france(valeurs: MutableMapping[str, str]) -> Sequence[Msg]:
    """An address without country is in France."""
    if any(valeurs.get(f"adresse.{name}") for name in ("ligne", "code_postal", "commune")):
        valeurs.setdefault("adresse.pays", FRANCE)
    return ()


PARCOURSUP_ADMIS = Profil(
    "parcoursup-admis",
    N_("Admis de Parcoursup"),
    CANDIDATURES,
    (
        Source("identifiants.PARCOURSUP", ("Numéro candidat", "Numéro"), requise=True),
        Source("identite.nom_naissance", ("Nom",)),
        Source("identite.prenom", ("Prénom",)),
        Source("identite.civilite", ("Etat civil", "Civilité"), female_unless_m),
        Source("identite.ne_le", ("Date de naissance",)),
        Source("identite.courriel", ("e-mail du candidat", "Adresse mail")),
        Source("identite.telephone", ("Téléphone fixe", "Téléphone")),
        Source("identite.portable", ("Téléphone mobile",)),
        Source("ine.valeur", ("Numéro INE",)),
        Source("identite.nationalite", ("Nationalité",)),
        Source("identite.pays_naissance", ("Pays de naissance",)),
        Source("identite.commune_naissance", ("Ville de naissance",)),
        Source("adresse.ligne", ("Adresse 1",)),
        Source("adresse.complement1", ("Adresse 2",)),
        Source("adresse.complement2", ("Adresse 3",)),
        Source("adresse.code_postal", ("Code postal",)),
        Source("adresse.commune", ("Commune",)),
        Source("adresse.pays", ("Pays",)),
        Source("bac.serie", ("Série diplôme",)),
        Source("bac.mention", ("Mention diplôme",)),
        Source("bac.etablissement", ("UAI établissement",)),
        Source("bac.etablissement", ("Libellé établissement",)),
        Source("bac.departement", ("Département établissement",)),
        Source("candidatures.formation", ("Code formation", "Formation")),
        Source("", ("Internat", "Internat obtenu", "Année de césure", "date réponse", "Groupe", "Code groupe",
                    "Classement", "Classement global", "Classement gr", "Commune établissement", "Filière",
                    "Code aménagement (oui - si)")),
    ),
    cle="identifiants.PARCOURSUP",
    signe=("e-mail du candidat", "Etat civil", "Série diplôme", "Mention diplôme", "Internat", "Internat obtenu",
           "Année de césure", "date réponse", "Code aménagement (oui - si)", "Classement global", "Classement gr"),
    complete=True,
    formation_requise=True,
    finir=_of_france,
)

PARCOURSUP_DONNEES = Profil(
    "parcoursup-donnees",
    N_("Candidatures de Parcoursup (données)"),
    CANDIDATURES,
    (
        Source("identifiants.PARCOURSUP", ("Candidat - Code",), requise=True),
        Source("identite.nom_naissance", ("Candidat - Nom",)),
        Source("identite.prenom", ("Candidat - Prénom",)),
        Source("identite.civilite", ("Civilité", "Sexe")),
        Source("identite.ne_le", ("Date Naissance", "Date de naissance")),
        Source("ine.valeur", ("Numéro INE",)),
        Source("dossier.boursier", ("Candidat boursier - Libellé",)),
        Source("bac.serie", ("Série - Libellé", "Série Diplôme - Libellé")),
        Source("bac.serie", ("Série (Code)", "Série Diplôme - Code")),
        Source("bac.mention", ("Mention Obtenue - Libellé",)),
        Source("bac.etablissement", ("UAI Etablissement origine",)),
        Source("bac.etablissement", ("Nom Etablissement origine",)),
        Source("bac.departement", ("Département Etablissement origine",)),
        Source("bac.pays", ("Pays Etablissement origine",)),
        Source("", (
            "Groupe candidat - Code", "Candidat boursier - Code", "Profil Candidat - Libellé", "Classement",
            "Vœu confirmé - Libellé", "Type Diplôme - Code", "Type Diplôme - Libellé",
            "Commune Etablissement origine", "Type de contrat Etablissement origine",
            "Niveau Etude - Libellé", "Type Formation - Libellé", "Spécialité / Mention - Libellé",
            "Méthode de travail (Code)", "Autonomie (Code)", "Capacité à s’investir (Code)",
            "Avis sur la capacité à réussir (Code)", "Niveau de la classe",
        )),
    ),
    cle="identifiants.PARCOURSUP",
    signe=("Candidat - Code", "Candidat - Nom"),
    formation_requise=True,
)
# fmt: on
