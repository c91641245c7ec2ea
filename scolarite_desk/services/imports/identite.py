"""Whose a line is: by a number first, then by the INE. A name and a birth day only make somebody suspect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.fold import glue
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.imports.connus import PersonneConnue
from scolarite_desk.services.imports.lues import Lue
from scolarite_desk.store.sql import as_json, read

_INE = ("INE", "INE_ALIAS")
_OF_NUMBERS = """SELECT i.genre, i.valeur, i.personne_id FROM json_each(?) j JOIN identifiant i ON i.valeur = j.value
    JOIN personne p ON p.id = i.personne_id WHERE i.retire_le IS NULL AND p.retire_le IS NULL"""
_OF_DOSSIERS = """SELECT d.numero, d.personne_id FROM json_each(?) j JOIN dossier d ON d.numero = j.value
    JOIN personne p ON p.id = d.personne_id WHERE d.retire_le IS NULL AND p.retire_le IS NULL"""
_SAME_NAMES = """SELECT DISTINCT n.nom, n.prenom, n.ne_le, n.personne FROM json_each(?) j
    JOIN trouvable_nom n ON n.nom = json_extract(j.value, '$[0]') AND n.prenom = json_extract(j.value, '$[1]')"""
LINE = "ligne:"  # before a line of the file that is about somebody new

Names = tuple[str, str]
_MEME_NOM = N_("même nom, même prénom, même date de naissance")
_SANS_DATE = N_("même nom et même prénom, une date de naissance manque")
AUTRE_CIVIL = N_("même numéro, mais un autre nom et une autre date de naissance")
_NUMERO, _INE_DIT, DOSSIER_DIT = N_("même numéro dans l’autre logiciel"), N_("même INE"), N_("même numéro de dossier")


@dataclass(slots=True)
class Identification:
    """Whose a line is: a key (`nouvelle`: of somebody whom the line makes), or who it may be and why nobody is sure."""

    personne: str = ""
    neuve: bool = False
    suspects: list[tuple[str, Msg]] = field(default_factory=list)  # (key or « ligne:14 », why)
    pourquoi: Msg = NOTHING


class Indices:
    """What the base says of the numbers and names of some lines: three statements for all of them."""

    def __init__(self, session: Session, lues: Sequence[Lue]) -> None:
        self.numeros: dict[tuple[str, str], set[str]] = {}
        wanted = {value for lue in lues for value in lue.numeros.values()}
        for genre, valeur, key in read(session, _OF_NUMBERS, as_json(wanted)) if wanted else ():
            self.numeros.setdefault((_kind(genre), valeur), set()).add(key.hex())
        self.dossiers: dict[str, str] = {}
        named = {lue.dossier for lue in lues if lue.dossier}
        for numero, key in read(session, _OF_DOSSIERS, as_json(named)) if named else ():
            self.dossiers[numero] = key.hex()
        self.noms: dict[Names, list[tuple[str, str]]] = {}
        pairs = {pair for lue in lues for pair in both_orders(lue.noms)}
        for nom, prenom, ne_le, key in read(session, _SAME_NAMES, as_json(pairs)) if pairs else ():
            self.noms.setdefault((nom, prenom), []).append((ne_le, key.hex()))

    def told(self, lue: Lue) -> dict[str, Msg]:
        """Who has a number of the line, each with which: those of the source first."""
        found: dict[str, Msg] = {}
        if lue.dossier in self.dossiers:
            found[self.dossiers[lue.dossier]] = DOSSIER_DIT
        for genre, valeur in sorted(lue.numeros.items(), key=lambda one: one[0] in _INE):
            for key in sorted(self.numeros.get((_kind(genre), valeur), ())):
                found.setdefault(key, _INE_DIT if genre in _INE else _NUMERO)
        return found

    def alike(self, lue: Lue) -> dict[str, Msg]:
        """Who has the names of the line and no other birth day."""
        born = str(lue.row("identite").get("ne_le") or "")
        found: dict[str, Msg] = {}
        for pair in both_orders(lue.noms):
            for ne_le, key in self.noms.get(pair, ()):
                if why := same_birth(born, ne_le):
                    found.setdefault(key, why)
        return found


def _kind(genre: str) -> str:
    return "INE" if genre in _INE else genre


def both_orders(pair: Names) -> Iterable[Names]:
    """A surname and a first name are often one in the place of the other."""
    return {pair, pair[::-1]} - {("", "")} if all(pair) else ({pair} if pair[0] else set())


def same_birth(one: str, other: str) -> Msg:
    """Why two birth days (ISO, perhaps partial or blank) may be one; nothing when they cannot."""
    if one and one == other and len(one) == 10:
        return _MEME_NOM
    return _SANS_DATE if one.startswith(other) or other.startswith(one) else NOTHING


def other_civil(lue: Lue, connu: PersonneConnue) -> bool:
    """Whether a number leads to somebody whose name and birth day are both others: numbers are mistyped too."""
    civil = lue.row("identite")
    row = connu.rangees["identite"][0].valeurs
    nom, prenom = lue.noms
    theirs = {glue(str(row.get(name) or "")) for name in ("nom_naissance", "nom_usage", "prenom", "prenom_usage")}
    born, mine = str(civil.get("ne_le") or ""), str(row.get("ne_le") or "")
    return bool(nom and nom not in theirs and born and mine and born[:10] != mine[:10] and prenom not in theirs)


def decide(lue: Lue, indices: Indices, settled: str | None, lines: Mapping[str, str]) -> Identification:
    """Whose the line is. `settled`: whom a person chose (a key, « ligne:14 », « » for somebody new). `lines`: the keys
    of those whom lines of the file made.
    """
    if settled is not None:
        return Identification(lines.get(settled, settled))
    told = indices.told(lue)
    if len(told) == 1:
        return Identification(next(iter(told)))
    if told:
        return Identification(suspects=list(told.items()), pourquoi=_SEVERAL)
    if lue.dossier:
        return Identification(pourquoi=_NOT_HERE)
    alike = indices.alike(lue)
    return Identification(suspects=list(alike.items()), pourquoi=_LOOKS if alike else NOTHING)


_NOT_HERE = N_("Ce numéro de dossier n’est pas dans cette base\u00a0: échangez avec l’autre poste, ou dites qui c’est.")
_SEVERAL = N_("Ses numéros désignent plusieurs personnes\u00a0: choisissez.")
_LOOKS = N_("Une personne déjà là lui ressemble\u00a0: dites si c’est elle.")
