"""What is typed again in eCandidat, which imports nothing: its windows in their order, a line a box, with the form that
each takes and the room it has. Read in its sources (version 2.4): another version may differ, so nothing is refused by
this table, which says what would be cut and what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scolarite_desk.models.rules.fold import fold, fold_phone
from scolarite_desk.models.rules.signes import compact
from scolarite_desk.msg import N_, NC_, NOTHING, Msg

FRANCE = "99100"
INE = 11  # signs
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,6}")


@dataclass(frozen=True, slots=True)
class FicheSaisie:
    """One row of a dossier: `textes`, each of its fields as its form shows it; `valeurs`, as the base has them."""

    textes: Mapping[str, str] = field(default_factory=dict)
    valeurs: Mapping[str, Any] = field(default_factory=dict)


Saisie = Mapping[str, Sequence[FicheSaisie]]  # the rows of each thing, « stages » with as many as there are


def _en_france(one: FicheSaisie) -> bool:
    return one.valeurs.get("pays") == FRANCE


def _ailleurs(one: FicheSaisie) -> bool:
    return not _en_france(one)


def _ne_en_france(one: FicheSaisie) -> bool:
    return one.valeurs.get("pays_naissance") == FRANCE


def _bachelier(one: FicheSaisie) -> bool:
    return one.valeurs.get("situation") != "sans"


def _sans_bac(one: FicheSaisie) -> bool:
    return not _bachelier(one)


def _bac_en_france(one: FicheSaisie) -> bool:
    return _bachelier(one) and _en_france(one)


def _toujours(_one: FicheSaisie) -> bool:
    return True


def _jamais(_one: FicheSaisie) -> bool:
    return False


def tel_quel(text: str) -> str:
    """As it is written, without the white around."""
    return text.strip()


def capitales(text: str) -> str:
    """In capitals, accents kept: eCandidat does it of what goes to the student records."""
    return text.strip().upper()


def jour(text: str) -> str:
    """A whole day as jj/mm/aaaa; nothing of a day that is known in part."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text.strip())
    text = "/".join(reversed(found.groups())) if found else text.strip()
    return text if re.fullmatch(r"(?!00)\d{2}/(?!00)\d{2}/\d{4}", text) else ""


def telephone(text: str) -> str:
    """Figures, spaces and / + ( ) - . alone."""
    return re.sub(r"[^0-9/+()\-. ]", "", text).strip()


@dataclass(frozen=True, slots=True)
class Case:
    """One box of a window. `limite`: signs that it takes, 0 without any; `pegase`: those where eCandidat writes to
    Pégase; `choisie`: it is a list, where what is copied is looked for; `quand`: where it is shown.
    """

    nom: str
    label: Msg
    limite: int = 0
    pegase: int = 0
    forme: Callable[[str], str] = tel_quel
    requise: Callable[[FicheSaisie], bool] = _toujours
    quand: Callable[[FicheSaisie], bool] = _toujours
    choisie: bool = False
    annee: int | None = None  # years after this one that it takes, of a year


@dataclass(frozen=True, slots=True)
class Fenetre:
    """A window, or a tab of one; `chose`: whose rows are typed there, one after the other."""

    chose: str
    titre: Msg
    cases: tuple[Case, ...]


_INFOS, _CIVIL, _TEL = (
    N_("Informations personnelles, onglet INE"),
    N_("Informations personnelles, onglet Civilité"),
    N_("Informations personnelles, onglet Téléphone"),
)
_PAYS, _DEPARTEMENT, _COMMUNE = N_("Pays"), N_("Département"), N_("Commune")
_ANNEE, _ETABLISSEMENT, _DUREE, _MENTION = N_("Année"), N_("Établissement"), N_("Durée"), N_("Mention")

# A table reads better as lines.
# fmt: off
FENETRES = (
    Fenetre("identite", N_("Compte"), (
        Case("nom_naissance", N_("Nom"), 30, 100, capitales),
        Case("prenom", N_("Prénom"), 20, 100, capitales),
        Case("courriel", N_("Adresse mail"), 100),
        Case("courriel", N_("Confirmation de l’adresse mail"), 80),
    )),
    Fenetre("identite", _INFOS, (
        Case("nationalite", N_("Nationalité"), choisie=True),
        Case("ine", N_("INE et clé"), INE, 0, compact, _jamais),
    )),
    Fenetre("identite", _CIVIL, (
        Case("civilite", N_("Civilité"), choisie=True),
        Case("nom_naissance", N_("Nom patronymique"), 30, 100, capitales),
        Case("nom_usage", N_("Nom usuel"), 30, 100, capitales, _jamais),
        Case("prenom", N_("Prénom"), 20, 100, capitales),
        Case("autres_prenoms", N_("Autre prénom"), 20, 100, capitales, _jamais),
        Case("ne_le", N_("Date de naissance"), 0, 0, jour),
        Case("pays_naissance", N_("Pays de naissance"), choisie=True),
        Case("departement_naissance", N_("Département de naissance"), quand=_ne_en_france, choisie=True),
        Case("commune_naissance", N_("Ville de naissance"), 30, 0, capitales),
        Case("langue", N_("Langue préférée"), requise=_jamais, choisie=True),
    )),
    Fenetre("identite", _TEL, (
        Case("telephone", N_("Téléphone"), 20, 0, telephone, _jamais),
        Case("portable", N_("Téléphone portable"), 20, 0, telephone, _jamais),
    )),
    Fenetre("adresse", N_("Adresse"), (
        Case("pays", _PAYS, choisie=True),
        Case("code_postal", N_("Code postal"), 5, 0, compact, quand=_en_france),
        Case("commune", _COMMUNE, quand=_en_france, choisie=True),
        Case("ville", N_("Commune étrangère"), 50, 0, capitales, quand=_ailleurs),
        Case("ligne", N_("Adresse"), 32, 38, capitales),
        Case("complement1", N_("Complément d’adresse 1"), 32, 38, capitales, _jamais),
        Case("complement2", N_("Complément d’adresse 2"), 32, 38, capitales, _jamais),
    )),
    Fenetre("bac", N_("Baccalauréat"), (
        Case("situation", N_("Précisez votre situation"), quand=_sans_bac, choisie=True),
        Case("annee", N_("Année d’obtention"), quand=_bachelier, annee=0),
        Case("serie", N_("Série du bac ou équivalence"), quand=_bachelier, choisie=True),
        Case("mention", _MENTION, requise=_jamais, quand=_bachelier, choisie=True),
        Case("pays", N_("Pays d’obtention"), quand=_bachelier, choisie=True),
        Case("departement", _DEPARTEMENT, quand=_bac_en_france, choisie=True),
        Case("commune_lieu", _COMMUNE, requise=_jamais, quand=_bac_en_france, choisie=True),
        Case("etablissement", _ETABLISSEMENT, quand=_bac_en_france, choisie=True),
        Case("specialite1", N_("Spécialité de terminale 1"), requise=_jamais, quand=_bachelier, choisie=True),
        Case("specialite2", N_("Spécialité de terminale 2"), requise=_jamais, quand=_bachelier, choisie=True),
        Case("specialite_premiere", N_("Spécialité de première abandonnée"), requise=_jamais, quand=_bachelier,
             choisie=True),
        *(Case(f"option{n}", N_("Option {rang}", rang=n), requise=_jamais, quand=_bachelier, choisie=True)
          for n in range(1, 5)),
    )),
    Fenetre("cursus_externes", N_("Cursus externe"), (
        Case("pays", _PAYS, choisie=True),
        Case("departement", _DEPARTEMENT, quand=_en_france, choisie=True),
        Case("commune_lieu", _COMMUNE, requise=_jamais, quand=_en_france, choisie=True),
        Case("etablissement", _ETABLISSEMENT, quand=_en_france, choisie=True),
        Case("annee", N_("Année d’obtention"), annee=1),
        Case("diplome", N_("Type de diplôme ou autre cursus"), choisie=True),
        Case("libelle", N_("Libellé et niveau de la formation"), 255),
        Case("obtenu", N_("Obtenu"), choisie=True),
        Case("mention", _MENTION, requise=_jamais, choisie=True),
    )),
    Fenetre("stages", N_("Stage"), (
        Case("annee", _ANNEE, annee=1),
        Case("duree", _DUREE, 20),
        Case("heures", N_("Heures par semaine"), requise=_jamais),
        Case("organisme", NC_("stage", "Employeur ou organisme"), 50),
        Case("descriptif", N_("Descriptif"), 500),
    )),
    Fenetre("experiences", N_("Expérience professionnelle"), (
        Case("annee", _ANNEE, annee=1),
        Case("intitule", N_("Intitulé"), 50),
        Case("duree", _DUREE, 20),
        Case("organisme", NC_("stage", "Employeur ou organisme"), 50),
        Case("descriptif", N_("Objectif ou descriptif"), 500, requise=_jamais),
    )),
    Fenetre("candidatures", N_("Candidature"), (
        Case("formation", N_("Formation"), choisie=True),
    )),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class LigneSaisie:
    """One box to fill. `copie`: what is copied; `entier`: before it is cut at `limite`; `chemin`: « stages.0.annee ».
    `manque`: eCandidat asks it, and the dossier has nothing that it takes. `remarque`: what else is to know.
    """

    fenetre: Msg
    rang: int  # of the row, from 0; there is one window a row
    chemin: str
    label: Msg
    copie: str
    entier: str
    limite: int = 0
    choisie: bool = False
    manque: bool = False
    remarque: Msg = NOTHING

    @property
    def coupe(self) -> str:
        """What does not fit."""
        return self.entier[len(self.copie) :]

    @property
    def constat(self) -> Msg:
        """What is to be looked at; nothing where it is typed as it is."""
        if self.remarque:
            return self.remarque
        if self.manque:
            return N_("Manque")
        return N_("Coupé à {limite} signes", limite=self.limite) if self.coupe else NOTHING


def lignes(saisie: Saisie, today: date, *, pegase: bool = False) -> tuple[LigneSaisie, ...]:
    """Every box of a dossier, window by window, in the order of eCandidat; a window with several rows, row by row."""
    return tuple(
        line
        for fenetre in FENETRES
        for rang, one in enumerate(saisie.get(fenetre.chose, ()))
        for line in _of_row(fenetre, rang, one, today, pegase)
    )


def _of_row(fenetre: Fenetre, rang: int, one: FicheSaisie, today: date, pegase: bool) -> Iterator[LigneSaisie]:
    for case in fenetre.cases:
        if not case.quand(one):
            continue
        entier = case.forme(one.textes.get(case.nom, ""))
        limite = case.pegase if pegase and case.pegase else case.limite
        copie = entier[:limite].rstrip() if limite else entier
        wanted = case.requise(one)
        yield LigneSaisie(
            fenetre.titre, rang, f"{fenetre.chose}.{rang}.{case.nom}", case.label, copie, entier, limite,
            case.choisie, wanted and not copie, _remarque(case, one, copie, today),
        )  # fmt: skip


def _remarque(case: Case, one: FicheSaisie, copie: str, today: date) -> Msg:
    """What the box says of a value, besides its length."""
    if case.annee is not None and copie.isdigit() and int(copie) > today.year + case.annee:
        return N_("eCandidat s’arrête à {annee}", annee=today.year + case.annee)
    return next((said for name, holds, said in _REMARQUES if name == case.nom and holds(one, copie)), NOTHING)


_REMARQUES: tuple[tuple[str, Callable[[FicheSaisie, str], Any], Msg], ...] = (  # box, when, what is said
    ("ne_le", lambda one, copie: not copie and one.textes.get("ne_le"),
     N_("Jour ou mois inconnu\u00a0: eCandidat veut une date entière")),
    ("courriel", lambda _, copie: copie and not _MAIL.fullmatch(copie), N_("eCandidat refuse cette forme d’adresse")),
    ("ine", lambda one, _: one.valeurs.get("ine_provisoire"), N_("INE provisoire\u00a0: ne le saisissez pas")),
    ("commune", lambda one, copie: copie and not one.valeurs.get("commune"),
     N_("Ville d’un CEDEX\u00a0: choisissez sa commune dans eCandidat")),
    ("commune_lieu", lambda _, copie: not copie, N_("À choisir dans eCandidat")),
    ("pays", lambda one, copie: copie and "diplome" in one.valeurs and _ailleurs(one),
     N_("eCandidat ne prend pas d’établissement étranger")),
)  # fmt: skip


_RANK = re.compile(r"\.\d+(?=\.)")
_CASES = {f"{fenetre.chose}.{case.nom}": case for fenetre in FENETRES for case in fenetre.cases}


def saisi(chemin: str) -> bool:
    """Whether a path has a box in these windows."""
    return _RANK.sub("", chemin) in _CASES


def differe(chemin: str, avant: str, apres: str) -> bool:
    """Whether eCandidat holds something else than the dossier at a path: what it cut, put in capitals or wrote without
    accents is the same. Never of a path that it has no box for.
    """
    case = _CASES.get(_RANK.sub("", chemin))
    if case is None:
        return False
    mine, theirs = (case.forme(text) for text in (avant, apres))
    if case.forme is telephone:
        return fold_phone(mine) != fold_phone(theirs)
    lengths = {len(theirs)} & {case.limite, case.pegase} - {0}
    return fold(mine[: next(iter(lengths), None)]) != fold(theirs)
