"""Any table: which field each of its columns may be, proposed by its header, and how it is known again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scolarite_desk.exchange.imports.profil import CANDIDATURES, Profil, Source, plain_header
from scolarite_desk.exchange.imports.profils.ecandidat import ECANDIDAT
from scolarite_desk.exchange.imports.profils.notre import NOTRE
from scolarite_desk.exchange.imports.profils.pegase import PEGASE
from scolarite_desk.exchange.imports.profils.plateformes import MON_MASTER, PARCOURSUP_ADMIS, PARCOURSUP_DONNEES
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.rules.identifiants import KINDS
from scolarite_desk.msg import N_

_OTHERS = (ECANDIDAT, NOTRE, PARCOURSUP_ADMIS, PARCOURSUP_DONNEES, MON_MASTER, PEGASE)
_THINGS = ("identite", "adresse", "bac", "dossier", "candidatures")

# What offices write themselves, in French and in English.
_ALIAS: dict[str, tuple[str, ...]] = {
    "identite.nom_naissance": (
        "Nom",
        "Nom de famille",
        "Last name",
        "Surname",
        "Family name",
        "Nom patronymique",
        "Nom_Patrony",
    ),
    "identite.nom_usage": ("Nom marital", "Nom usuel", "Nom d’épouse"),
    "identite.prenom": ("Prénoms", "First name", "Given name", "Forename"),
    "identite.prenom_usage": ("Prénom usuel",),
    "identite.ne_le": (
        "Naissance",
        "Né le",
        "Née le",
        "Né(e) le",
        "DDN",
        "Date of birth",
        "Birth date",
        "DOB",
        "Date_Naiss",
    ),
    "identite.civilite": ("Civ", "Titre", "Sexe", "Genre", "Gender"),
    "identite.nationalite": ("Nationality",),
    "identite.commune_naissance": ("Lieu de naissance", "Commune de naissance", "Place of birth"),
    "identite.pays_naissance": ("Country of birth",),
    "identite.courriel": ("E-mail", "Email", "Mél", "Adresse e-mail", "Adresse électronique", "Adresse courriel"),
    "identite.portable": ("Portable", "Mobile", "Tél. portable", "Tél", "Téléphone", "Phone", "Mobile phone", "GSM"),
    "identite.telephone": ("Fixe", "Tél. fixe", "Autre téléphone", "Téléphone_fixe"),
    "ine.valeur": ("INE", "Numéro INE", "Code INE", "BEA", "INES", "Code_clef_INE"),
    "adresse.ligne": ("Adresse", "Rue", "Voie", "Adresse postale", "Address", "Adresse_1"),
    "adresse.complement1": ("Complément", "Complément d’adresse", "Adresse_2"),
    "adresse.code_postal": ("CP", "Code postal", "Postcode", "Zip code"),
    "adresse.commune": ("Ville", "Commune", "City", "Town", "Lib_Commune"),
    "adresse.pays": ("Pays", "Country", "Pays de résidence", "Lib_Pays"),
    "bac.annee": ("Année du bac", "Année bac", "Année d’obtention du bac"),
    "bac.serie": ("Série du bac", "Série bac", "Bac", "Série"),
    "bac.mention": ("Mention au bac", "Mention bac"),
    "bac.etablissement": ("Lycée", "Établissement du bac", "Lycée d’origine"),
    "candidatures.formation": (
        "Formation demandée",
        "Formation",
        "Code formation",
        "Vœu",
        "Diplôme demandé",
        "Voeu_Lib_Vet",
    ),
    "dossier.boursier": ("Bourse", "Boursier"),
    "etiquettes": ("Étiquette", "Tags"),
    "notes": ("Remarque", "Remarques", "Observations", "Note", "Notes", "Commentaire", "Commentaires"),
    **{f"identifiants.{code}": (kind.label.source,) for code, kind in KINDS.items() if code != "INE"},
}
_OF_WHOM = re.compile(
    r"(?<=.) (?:de la |de l |du |de )?(?:candidate?|etudiante?|usager|demandeur|eleve|personne|candidat e|etudiant e)$"
)


def _sources() -> Iterator[Source]:
    """Our own words first, then our labels, then those of others."""
    for path, headers in _ALIAS.items():
        yield Source(path, headers)
    for thing in _THINGS:
        yield from (Source(one.path, _labels(thing, one.label.source, one.alone.source)) for one in FIELDS[thing])
    for profil in _OTHERS:
        yield from (
            Source(one.chemin, one.entetes, suite=one.suite)
            for one in profil.sources
            if one.chemin and not one.repetee and one.convertir is None
        )


def _labels(thing: str, label: str, alone: str) -> tuple[str, ...]:
    """What a field is called; those of a bac are never called so by a table unless it says so."""
    named = (f"Bac {label}", f"{label} du bac") if thing == "bac" else (label,)
    return (*named, alone) if alone else named


LIBRE = Profil("libre", N_("Autre tableau"), CANDIDATURES, tuple(_sources()))


def known_header(header: str) -> Source | None:
    """The column of « libre » that a header means, with « de l’étudiant » or not."""
    folded = plain_header(header)
    return LIBRE.par_entete.get(folded) or LIBRE.par_entete.get(_OF_WHOM.sub("", folded))


def table_key(headers: Iterable[str]) -> str:
    """What the same table has every time: its folded headers, one a line, in their order."""
    return "\n".join(plain_header(one) for one in headers)
