"""What Pégase is given of a person: which values may not be blank, their lengths, what is doubtful in them.

No specification is published. [V]: read in eCandidat, which writes these files every night (its limits for Pégase,
what it never leaves blank); [S]: the column sizes of SyGAL, the other program that does; [C]: inferred. [V] alone
blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scolarite_desk.models.rules.si import FRANCE, NOBODY, PROVISOIRE, RemarqueSi, autre_annee, nee_en_partie
from scolarite_desk.msg import N_, NN_, Msg

VOEUX = 5  # a line of version 28 has room for five, and the sixth was dropped without a word elsewhere [V]


@dataclass(frozen=True, slots=True)
class Valeur:
    """One value: the path of its field, its label; whether it may not be blank; the length beyond which it is held
    (eCandidat), the one beyond which it is doubtful (SyGAL), 0 where none is known.
    """

    champ: str
    label: Msg
    exigee: bool = False
    longueur: int = 0
    douteuse: int = 0


# A table reads better as lines.
# fmt: off
VALEURS: dict[str, Valeur] = {
    "numero": Valeur("dossier.numero", N_("Numéro de dossier"), True, 8),
    "sexe": Valeur("identite.civilite", N_("Civilité"), True),
    "nom_naissance": Valeur("identite.nom_naissance", N_("Nom de naissance"), True, 100),
    "nom_usage": Valeur("identite.nom_usage", N_("Nom d’usage"), False, 100),
    "prenom": Valeur("identite.prenom", N_("Prénom"), True, 100, 40),
    "prenom2": Valeur("identite.autres_prenoms", N_("Autres prénoms"), False, 100, 40),
    "prenom3": Valeur("identite.autres_prenoms", N_("Autres prénoms"), False, 100, 40),
    "ne_le": Valeur("identite.ne_le", N_("Né(e) le"), True),
    "pays_naissance": Valeur("identite.pays_naissance", N_("Pays de naissance"), True),
    "commune_naissance": Valeur("identite.commune_naissance", N_("Commune de naissance")),
    "ville_naissance": Valeur("identite.ville_naissance", N_("Ville de naissance"), False, 0, 30),
    "nationalite": Valeur("identite.nationalite", N_("Nationalité"), True),
    "ine": Valeur("ine.valeur", N_("INE")),
    "pays": Valeur("adresse.pays", N_("Pays de l’adresse"), True),
    "ligne1": Valeur("adresse.complement1", N_("Complément d’adresse"), False, 38),
    "ligne2": Valeur("adresse.complement2", N_("Complément 2"), False, 38),
    "ligne3": Valeur("adresse.ligne", N_("Adresse"), True, 38),
    # Special deliveries have the fourth line [V, esup-siscol]: a town with CEDEX, which has no code, is not lost there.
    "cedex": Valeur("adresse.ville", N_("Ville"), False, 38),
    "code_postal": Valeur("adresse.code_postal", N_("Code postal")),
    "commune": Valeur("adresse.commune", N_("Commune")),
    "etranger": Valeur("adresse.ville", N_("Ville à l’étranger"), False, 38, 10),
    "telephone": Valeur("identite.telephone", N_("Autre téléphone"), False, 20),
    "portable": Valeur("identite.portable", N_("Téléphone"), False, 20),
    "courriel": Valeur("identite.courriel", N_("Courriel"), False, 254, 100),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class FaitsPegase:
    """What the values alone do not say of a person."""

    ine_provisoire: bool = False
    ine_illisible: bool = False
    naissance_partielle: bool = False
    prenoms: int = 0  # other than the first one


def remarques(valeurs: Mapping[str, str], faits: FaitsPegase) -> Iterator[RemarqueSi]:
    """What is to be seen of a person: what holds the line first found, in the order of the columns."""
    for name, one in VALEURS.items():
        yield from _length(one, valeurs[name])
        if one.exigee and not valeurs[name]:
            yield RemarqueSi(one.champ, N_("{champ}\u00a0: à renseigner", champ=one.label), True)
    for name, message in (*_of_person(valeurs, faits), *_of_place(valeurs)):
        yield RemarqueSi(VALEURS[name].champ, message)


def _length(one: Valeur, text: str) -> Iterator[RemarqueSi]:
    if one.longueur and len(text) > one.longueur:
        yield RemarqueSi(one.champ, _too_long(one, text, one.longueur), True)
    elif one.douteuse and len(text) > one.douteuse:
        yield RemarqueSi(one.champ, _too_long(one, text, one.douteuse))


def _too_long(one: Valeur, text: str, room: int) -> Msg:
    return N_("{champ}\u00a0: {nombre} signes, {place} au plus", champ=one.label, nombre=len(text), place=room)


def _of_person(valeurs: Mapping[str, str], faits: FaitsPegase) -> Iterator[tuple[str, Msg]]:
    for name, told in (
        ("nom_naissance", N_("Sans nom de naissance\u00a0: il partira «\u00a0-\u00a0»")),
        ("prenom", N_("Sans prénom\u00a0: il partira «\u00a0-\u00a0»")),
    ):
        if valeurs[name] == NOBODY:
            yield name, told
    if faits.naissance_partielle:
        yield "ne_le", nee_en_partie(valeurs["ne_le"])
    if faits.ine_provisoire:
        yield "ine", PROVISOIRE
    elif faits.ine_illisible:
        yield "ine", N_("INE dont la forme ou la clé est fausse\u00a0: il ne part pas, la colonne reste vide")
    if faits.prenoms > 2:
        yield "prenom2", N_("Plus de trois prénoms\u00a0: les derniers ne partent pas")
    if not valeurs["courriel"]:
        yield "courriel", N_("Sans courriel")
    if valeurs["pays_naissance"] == FRANCE and not valeurs["commune_naissance"]:
        yield "commune_naissance", N_("Né(e) en France, sans code de commune")
    if valeurs["pays_naissance"] not in ("", FRANCE) and not valeurs["ville_naissance"]:
        yield "ville_naissance", N_("Né(e) à l’étranger, sans ville")


def _of_place(valeurs: Mapping[str, str]) -> Iterator[tuple[str, Msg]]:
    if valeurs["pays"] == FRANCE:
        if len(valeurs["code_postal"]) != 5:
            yield "code_postal", N_("Code postal\u00a0: cinq chiffres attendus en France")
        if not valeurs["commune"]:
            sent = N_("Adresse en France sans code de commune (CEDEX)\u00a0: sa ville part en ligne 4")
            yield "commune", sent if valeurs["cedex"] else N_("Adresse en France sans commune")
    elif valeurs["pays"] and not valeurs["etranger"]:
        yield "etranger", N_("Adresse à l’étranger sans ville")


def du_voeu(code: str, periode: str, annee: str | None) -> Iterator[RemarqueSi]:
    """What is to be seen of the codes of a formation: an object and its period, both, are what Pégase knows [V]."""
    if not code:
        yield RemarqueSi("formation.code_voeu", N_("Code vœu\u00a0: à renseigner"), True)
    if not periode:
        yield RemarqueSi("formation.code_periode", N_("Code période\u00a0: à renseigner"), True)
    elif autre_annee(periode, annee):
        told = N_(
            "Code période «\u00a0{code}\u00a0»\u00a0: d’une autre année que {annee}\u00a0?", code=periode, annee=annee
        )
        yield RemarqueSi("formation.code_periode", told)


def de_trop(combien: int) -> Msg:
    """What is said of the sixth vœu of a person, and after."""
    return NN_(
        "Vœu de trop\u00a0: une ligne de Pégase en prend cinq, {n} ne part pas",
        "Vœux de trop\u00a0: une ligne de Pégase en prend cinq, {n} ne partent pas",
        combien,
    )
