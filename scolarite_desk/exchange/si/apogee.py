"""Two files of fixed width handed over to whoever loads OPI into Apogée: rows → bytes, and bytes → rows.

ISO-8859-1, no header, LF between lines and none after the last, each value at its place (`rules/apogee.py`) and
blanks to the end of the line. Names are upper case without accents. What has no room is cut there, a code left out,
which the control said before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.si.civil import civil
from scolarite_desk.models.rows.si import CandidatSi, Voeu
from scolarite_desk.models.rules.apogee import (
    ETUDIANT,
    PLACES_ETUDIANT,
    PLACES_VOEU,
    VOEU,
    Place,
    capitals,
    departement,
    ine_and_key,
    latin,
    placed,
)
from scolarite_desk.models.rules.si import FRANCE, NOBODY, naissance, numero_opi
from scolarite_desk.msg import N_

ETUDIANTS, VOEUX = "DonneesEtudiantOpi.txt", "VoeuxOpi.txt"


def valeurs(one: CandidatSi, prefixe: str) -> dict[str, str]:
    """Every value of the line of a person, whole: what is too long is cut when it is written."""
    who, home, common = one.personne, one.personne.adresse, civil(one.personne)
    ine, cle = ine_and_key(common["ine"] or "")
    born = naissance(who.ne_le)
    ou, genre = _birthplace(common["pays_naissance"] or "", departement(who.departement_naissance.code))
    found = common | {
        "opi": numero_opi(prefixe, one.numero),
        "ine": ine,
        "cle": cle,
        "ne_le": born.isoformat() if born and born.year >= 1000 else "",
        "relevee": "N",
        "nom": _name(common["nom_naissance"]),
        "prenom": _name(common["prenom"]),
        "ou": ou,
        "genre_ou": genre,
        "bac": who.bac.serie.code,
        "bac_etablissement": who.bac.etablissement.code,
        "bac_departement": departement(who.bac.departement.code),
        "bac_mention": who.bac.mention.code,
        "bac_annee": str(who.bac.annee or ""),
        "ligne1": home.ligne,
        "ligne2": home.complement1,
        "ligne3": home.complement2,
    }
    found |= {name: capitals(found[name]) for name in ("nom_usage", "prenom2", "prenom3")}
    return {name: latin(text) for name, text in found.items()}


def write(candidats: Iterable[CandidatSi], prefixe: str) -> tuple[bytes, bytes]:
    """The file of students and that of their vœux."""
    persons, asked = [], []
    for one in candidats:
        who = valeurs(one, prefixe)
        persons.append(_line(who, PLACES_ETUDIANT, ETUDIANT))
        named = {name: who[name] for name in ("opi", "nom", "prenom")}
        asked += [_line(named | _codes(voeu), PLACES_VOEU, VOEU) for voeu in one.voeux]
    return "\n".join(persons).encode("iso-8859-1"), "\n".join(asked).encode("iso-8859-1")


def read(octets: bytes, *, voeux: bool = False) -> list[dict[str, str]]:
    """The lines of one of these files, by value. `Refused` when one is not of the width of the file."""
    places, width = (PLACES_VOEU, VOEU) if voeux else (PLACES_ETUDIANT, ETUDIANT)
    lines = octets.decode("iso-8859-1").split("\n") if octets else []
    if any(len(line) != width for line in lines):
        raise Refused(N_("Ce n’est pas un fichier d’OPI pour Apogée\u00a0: ses lignes n’ont pas la bonne longueur."))
    return [{name: line[at.debut - 1 : at.fin].rstrip() for name, at in places.items()} for line in lines]


def _codes(voeu: Voeu) -> dict[str, str]:
    """The codes of a vœu, and what is the same of all: file complete, favourable, first choice [V]."""
    return {
        "centre": latin(voeu.centre),
        "etape": latin(voeu.etape),
        "version": latin(voeu.version),
        "diplome": latin(voeu.diplome),
        "version_diplome": latin(voeu.version_diplome),
        "dossier": "C",
        "dossier_bis": "C",
        "decision": "F",
        "classement": "1",
    }


def _name(text: str | None) -> str:
    """In capitals; what they cannot say of a name is « - », as where there is none."""
    return capitals(text) or (NOBODY if text else "")


def _birthplace(pays: str, ou: str) -> tuple[str, str]:
    """D and a département of France, else P and a country [V]."""
    if pays == FRANCE:
        return ou, "D" if ou else ""
    return pays, "P" if pays else ""


def _line(values: Mapping[str, str], places: Mapping[str, Place], width: int) -> str:
    line = [" "] * width
    for name, at in places.items():
        text = placed(name, values[name], at.longueur)
        line[at.debut - 1 : at.debut - 1 + len(text)] = text
    return "".join(line)
