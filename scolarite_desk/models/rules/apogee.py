"""What Apogée is given of a person: places and lengths of two files of fixed width, and what will be cut there.

The layout is read in one program alone [S] (its « Export OPI », of establishments that received transfers), and is no
document of AMUE: the office shows it to whoever loads the file before it relies on it. Lengths are those of the
tables of Apogée, which several programs agree on [V].
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anyascii import anyascii

from scolarite_desk.models.rules.si import FRANCE, PROVISOIRE, RemarqueSi, clean, nee_en_partie
from scolarite_desk.msg import N_, Msg

ETUDIANT, VOEU = 1185, 363  # characters of a line


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in a line, from 1, and the last place that it may fill."""

    debut: int
    fin: int

    @property
    def longueur(self) -> int:
        """How many characters it has."""
        return self.fin - self.debut + 1


# A table reads better as lines.
# fmt: off
PLACES_ETUDIANT: dict[str, Place] = {
    "opi": Place(1, 11), "nationalite": Place(13, 15), "ine": Place(24, 34), "cle": Place(35, 35),
    "ne_le": Place(36, 45), "relevee": Place(46, 46), "nom": Place(57, 86), "nom_usage": Place(87, 116),
    "prenom": Place(117, 136), "prenom2": Place(137, 156), "prenom3": Place(157, 176),
    "ville_naissance": Place(177, 206), "ou": Place(207, 209), "genre_ou": Place(210, 210),
    "bac": Place(326, 329), "bac_etablissement": Place(330, 337), "bac_departement": Place(338, 340),
    "bac_mention": Place(341, 342), "bac_annee": Place(343, 346), "pays": Place(347, 349),
    "code_postal": Place(350, 354), "commune": Place(355, 359), "ligne1": Place(360, 391),
    "ligne2": Place(392, 423), "ligne3": Place(424, 455), "etranger": Place(456, 487), "telephone": Place(488, 502),
    "sexe": Place(667, 667), "courriel": Place(672, 871), "portable": Place(872, 886),
}
PLACES_VOEU: dict[str, Place] = {
    "opi": Place(1, 11), "nom": Place(12, 41), "prenom": Place(42, 61), "centre": Place(62, 64),
    "etape": Place(65, 70), "version": Place(71, 73), "diplome": Place(74, 80), "version_diplome": Place(81, 83),
    "dossier": Place(91, 91), "dossier_bis": Place(92, 92), "decision": Place(93, 93), "classement": Place(94, 95),
}
# Value → the field that it comes from, for those that a long text may not fit.
CHAMPS: dict[str, tuple[str, Msg]] = {
    "nom": ("identite.nom_naissance", N_("Nom de naissance")),
    "nom_usage": ("identite.nom_usage", N_("Nom d’usage")),
    "prenom": ("identite.prenom", N_("Prénom")),
    "prenom2": ("identite.autres_prenoms", N_("Autres prénoms")),
    "prenom3": ("identite.autres_prenoms", N_("Autres prénoms")),
    "ville_naissance": ("identite.ville_naissance", N_("Ville de naissance")),
    "ligne1": ("adresse.ligne", N_("Adresse")),
    "ligne2": ("adresse.complement1", N_("Complément d’adresse")),
    "ligne3": ("adresse.complement2", N_("Complément 2")),
    "etranger": ("adresse.ville", N_("Ville")),
    "telephone": ("identite.telephone", N_("Autre téléphone")),
    "portable": ("identite.portable", N_("Téléphone")),
    "courriel": ("identite.courriel", N_("Courriel")),
}
# A code cut short is another code: one that has no room stays out.
CODES: dict[str, tuple[str, Msg]] = {
    "bac": ("bac.serie", N_("Série du bac")), "bac_mention": ("bac.mention", N_("Mention du bac")),
}
# What Apogée may not be without [V]: IND_OPI has these columns NOT NULL.
_EXIGES: dict[str, tuple[str, Msg]] = {
    "nom": CHAMPS["nom"], "prenom": CHAMPS["prenom"], "ne_le": ("identite.ne_le", N_("Né(e) le")),
}
# fmt: on
# By path, the room that what is typed there has, for whoever types it.
ROOM: dict[str, int] = {path: PLACES_ETUDIANT[name].longueur for name, (path, _label) in CHAMPS.items()}
_PRENOMS = "identite.autres_prenoms"
_CAPITALES = frozenset({"identite.nom_naissance", "identite.nom_usage", "identite.prenom", _PRENOMS})


def placed(name: str, text: str, room: int) -> str:
    """What stands at a place: a text as far as it goes, a code whole or not at all."""
    return "" if name in CODES and len(text) > room else text[:room]


def capitals(text: str | None) -> str:
    """Upper case without accents, as Apogée keeps names [V]; ligatures and letters of elsewhere become plain ones."""
    bare = "".join(c for c in unicodedata.normalize("NFD", clean(text)) if not unicodedata.combining(c))
    return " ".join(anyascii(bare).upper().split())


def latin(text: str | None) -> str:
    """A text that ISO-8859-1 can say: what it cannot is written with plain letters."""
    return clean("".join(c if ord(c) < 256 else anyascii(c) for c in clean(text)))


def ine_and_key(ine: str) -> tuple[str, str]:
    """The first ten characters of an INE, and its last one."""
    return ine[:10], ine[10:]


def departement(code: str | None) -> str:
    """Three characters, « 035 », « 02A », « 974 »."""
    return (code or "").zfill(3) if code else ""


def coupe(champ: str, text: str | None) -> Msg | None:
    """What is said where a text is typed that Apogée would cut; None when it fits."""
    room = ROOM.get(champ, 0)
    said = capitals if champ in _CAPITALES else latin
    parts = (text or "").split(",") if champ == _PRENOMS else [text]  # each of them has a room of its own
    fits = not room or all(len(said(one)) <= room for one in parts)
    return None if fits else N_("Sera coupé à {place} signes dans Apogée.", place=room)


def remarques(valeurs: Mapping[str, str], *, partielle: bool, provisoire: bool) -> Iterator[RemarqueSi]:
    """What is to be seen of a person before the file is handed over."""
    for name, (path, label) in _EXIGES.items():
        if not valeurs[name]:
            yield RemarqueSi(path, N_("{champ}\u00a0: à renseigner", champ=label), True)
    for name, (path, label) in CHAMPS.items():
        room = PLACES_ETUDIANT[name].longueur
        if len(valeurs[name]) > room:
            yield RemarqueSi(path, N_("{champ}\u00a0: sera coupé à {place} signes", champ=label, place=room))
    for name, (path, label) in CODES.items():
        if len(valeurs[name]) > PLACES_ETUDIANT[name].longueur:
            told = N_("{champ}\u00a0: le code «\u00a0{code}\u00a0» est trop long pour Apogée, sa colonne reste vide",
                      champ=label, code=valeurs[name])  # fmt: skip
            yield RemarqueSi(path, told)
    for path, told in _doubts(valeurs, partielle, provisoire):
        yield RemarqueSi(path, told)


def _doubts(valeurs: Mapping[str, str], partielle: bool, provisoire: bool) -> Iterator[tuple[str, Msg]]:
    if partielle:
        yield "identite.ne_le", nee_en_partie(valeurs["ne_le"])
    if provisoire:
        yield "ine.valeur", PROVISOIRE
    if not valeurs["sexe"]:
        yield "identite.civilite", N_("Civilité non renseignée\u00a0: la colonne du sexe reste vide")
    if valeurs["pays"] == FRANCE and not valeurs["commune"]:
        yield "adresse.commune", N_("Adresse en France sans code de commune (CEDEX)\u00a0: sa ville ne part pas")
    if not valeurs["genre_ou"]:
        yield "identite.departement_naissance", N_("Ni département ni pays de naissance")


def du_voeu(etape: str, version: str, centre: str) -> Iterator[RemarqueSi]:
    """What a formation lacks: a vœu leaves with its étape, the version of it and the management centre [V]."""
    for path, label, text in (
        ("formation.code_etape", N_("Code étape"), etape),
        ("formation.version_etape", N_("Version d’étape"), version),
        ("formation.centre_gestion", N_("Centre de gestion"), centre),
    ):
        if not text:
            yield RemarqueSi(path, N_("{champ}\u00a0: à renseigner", champ=label), True)
