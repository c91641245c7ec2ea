"""What one line makes: new rows, ready for the bulk door, and fields of rows that are there. The same rows as the acts
of a dossier make (`depot.create`): a test compares them one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.imports import Ecart
from scolarite_desk.models.rules.fold import glue
from scolarite_desk.models.rules.ine import check_ine, of_a_series
from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier, Note, Reserve
from scolarite_desk.models.tables.echange import Ressaisie
from scolarite_desk.models.tables.etiquette import PoseEtiquette
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.models.tables.uuid7 import new_key
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.etiquettes import mark_key
from scolarite_desk.services.hints import HintCase, hints_of
from scolarite_desk.services.imports.accueil import Accueil
from scolarite_desk.services.imports.connus import PersonneConnue, Rangee
from scolarite_desk.services.imports.ecarts import Difference, differences
from scolarite_desk.services.imports.lues import Lue

NewRow = tuple[type[Partagee], dict[str, Any]]
REPRIS = N_("Repris d’un fichier")  # the reason of what comes from one
_COUNT = count()
_ALONE = ("adresse", "bac")  # made with the person, one each
# What tells one row of a person from its likes, once the year is the same: a row of a file is that one, changed.
_TOLD_BY = {
    "cursus_internes": ("code", "libelle"),
    "cursus_externes": ("diplome", "libelle"),
    "stages": ("organisme", "descriptif"),
    "experiences": ("intitule", "organisme"),
}


@dataclass(slots=True)
class Chantier:
    """The work of one line. `ine`: (person, number) to put in the place of a provisional one; `marques`: (tag, person,
    candidature) of who was there already. A preview (`apercu`) shows that there are rows, whose keys nobody asks.
    """

    personne: str
    nouvelles: list[NewRow] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    ine: str = ""
    marques: list[tuple[str, str, str | None]] = field(default_factory=list)
    gardes: list[Ecart] = field(default_factory=list)  # never written
    cle: str = ""
    ressaisie: Ressaisie | None = None  # what the file says was typed from here
    cree: bool = False  # somebody, a dossier or a candidature
    message: Msg = NOTHING
    dits: dict[str, dict[str, Any]] = field(default_factory=dict)  # by row, what the lines before said of its fields
    apercu: bool = False

    def add(self, cls: type[Partagee], **values: Any) -> dict[str, Any]:
        """One more row."""
        row = {"id": f"apercu:{next(_COUNT)}" if self.apercu else new_key(), **values}
        self.nouvelles.append((cls, row))
        return row


def personne_of(lue: Lue, key: str, *, apercu: bool) -> tuple[Chantier, PersonneConnue]:
    """Somebody new, of that key, with the rows that every person has."""
    one, connu = Chantier(key, cree=True, apercu=apercu), PersonneConnue(key, neuf=True)
    civil = {"id": key, **lue.row("identite")}
    one.nouvelles.append((Personne, civil))
    connu.rangees["identite"] = [Rangee(one.personne, civil, neuve=True)]
    for thing in _ALONE:
        row = one.add(THINGS[thing].cls, personne_id=one.personne, **_shown(thing, lue.row(thing)))
        connu.rangees[thing] = [Rangee(row["id"], row, neuve=True)]
    return one, connu


def _shown(thing: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a new row, but those that its others make meaningless."""
    return {one.name: given[one.name] for one in FIELDS[thing] if one.name in given and one.visible.holds(given)}


def rows_of(one: Chantier, connu: PersonneConnue, lue: Lue, source: str, *, alone: bool) -> None:
    """What comes several times; civil status, address and bac, where the line does not make them (`alone`)."""
    for (thing, rang), given in lue.rangs.items():
        if thing in ("dossier", "candidatures"):
            continue
        if THINGS[thing].many:
            _many(one, connu, thing, rang, given, source)
        elif alone:
            compare(one, thing, 1, connu.rangees[thing][0], given)


def compare(one: Chantier, thing: str, rang: int, row: Rangee, given: Mapping[str, Any]) -> None:
    """What the line says otherwise than a row. One that the file made a few lines above is completed at once."""
    said = {name: value for name, value in one.dits.get(row.cle, {}).items() if value is not None}
    found = differences(thing, rang, row, given, said)
    one.dits[row.cle] = {**given, **said}
    if not row.neuve:
        one.differences += found
        return
    for each in found:
        if each.avant in (None, ""):
            row.valeurs[each.nom] = each.valeur  # type: ignore[index]  # the values of a new row are a dict


def _many(one: Chantier, connu: PersonneConnue, thing: str, rang: int, given: Mapping[str, Any], source: str) -> None:
    rows = connu.rangees.setdefault(thing, [])
    known = _same(thing, rows, given)
    if known is not None:
        compare(one, thing, rang, known, given)
        return
    marked = {"source": "si"} if thing == "cursus_internes" and source == "pegase" else {}
    row = one.add(THINGS[thing].cls, personne_id=one.personne, **given, **marked)
    rows.append(Rangee(row["id"], row, neuve=True))
    if thing == "cursus_internes":
        connu.suivis.append(given.get("libelle"))


def _same(thing: str, rows: Sequence[Rangee], given: Mapping[str, Any]) -> Rangee | None:
    """The row that a line speaks of: of the same year, and told alike by what both say."""
    for row in rows:
        if all(row.valeurs.get(name) == value for name, value in given.items()):
            return row
    for row in rows:
        if row.valeurs.get("annee") == given.get("annee") and _alike(thing, row.valeurs, given):
            return row
    return None


def _alike(thing: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    both = [(one.get(name), other.get(name)) for name in _TOLD_BY[thing]]
    said = [glue(str(mine)) == glue(str(theirs)) for mine, theirs in both if mine and theirs]
    return bool(said) and said[0]


def numbers_of(one: Chantier, connu: PersonneConnue, lue: Lue, series: frozenset[str]) -> None:
    """Identifiers that the person has not yet; a provisional INE gives way, another INE stays."""
    for genre, valeur in lue.numeros.items():
        if any(row.valeur == valeur and _kind(row.genre) == _kind(genre) for row in connu.numeros):
            continue
        current = next((row for row in connu.numeros if row.genre == genre == "INE"), None)
        if _kind(genre) == "INE" and of_a_series(valeur) in series:
            one.gardes.append(Ecart("identifiants.INE", current.valeur if current else "", valeur, _PROVISOIRE))
        elif current is None:
            one.add(Identifiant, personne_id=one.personne, genre=genre, valeur=valeur, **_ine(genre, valeur))
            connu.numeros = [*connu.numeros, _Numero(genre, valeur)]
        elif current.nature == "provisoire" or of_a_series(current.valeur) in series:
            one.ine = valeur
        else:
            one.gardes.append(Ecart("identifiants.INE", current.valeur, valeur, _AUTRE_INE))


@dataclass(frozen=True, slots=True)
class _Numero:
    genre: str
    valeur: str
    nature: str | None = None


_PROVISOIRE = N_("numéro provisoire de l’établissement, jamais un INE définitif")
_AUTRE_INE = N_("la personne a déjà un INE\u00a0: changez-le dans le dossier")


def _kind(genre: str) -> str:
    return "INE" if genre == "INE_ALIAS" else genre


def _ine(genre: str, valeur: str) -> dict[str, Any]:
    """What `record_ine` keeps of a number that is declared."""
    if genre != "INE":
        return {}
    checked = check_ine(valeur)
    nature = "definitif" if checked.format in ("rnie", "bea", "base36") else "declare"
    return {
        "nature": "provisoire" if checked.format == "provisoire" else nature,
        "controle": "non_verifie",
        "origine": "declaration",
    }


def dossier_of(one: Chantier, connu: PersonneConnue, lue: Lue, campagne: str, fermee: bool) -> None:
    """The dossier of the campaign: there, or made."""
    given = lue.row("dossier")
    if connu.dossier:
        compare(one, "dossier", 1, connu.rangees["dossier"][0], given)
        return
    values = {"profil": "etudiant", **given}
    row = one.add(Dossier, personne_id=one.personne, campagne_id=campagne, **values)
    connu.dossier, one.cree = row["id"], True
    connu.rangees["dossier"] = [Rangee(row["id"], row, neuve=True)]
    if fermee:
        one.add(Reserve, objet_id=row["id"], regle="fermee", motif=kept(REPRIS))


def candidature_of(one: Chantier, connu: PersonneConnue, lue: Lue, accueil: Accueil, refused: frozenset[str]) -> None:
    """The candidature of the line: the one that is there, or made; one that was cancelled here stays so."""
    own = accueil.offer.formation.session_id
    there = [row for row in connu.candidatures if row.formation_id == lue.formation]
    live = [row for row in there if row.annulee_le is None]
    same = [row for row in live if (row.session_id or own) == (accueil.depot or own)]
    waiting = [row for row in live if row.id not in refused and row.confirmation not in PARTIS]
    known = next(iter((*same, *waiting)), None)
    given = lue.row("candidatures")
    if known is not None:
        one.cle = known.id
        names = [each.name for each in FIELDS["candidatures"]]
        compare(one, "candidatures", 1, Rangee(known.id, {name: getattr(known, name) for name in names}), given)
    elif there and not live:
        one.cle, one.message = there[0].id, N_("Cette candidature a été annulée ici\u00a0: elle le reste.")
    else:
        _applied(one, connu, lue, accueil, given)


def _applied(one: Chantier, connu: PersonneConnue, lue: Lue, accueil: Accueil, given: Mapping[str, Any]) -> None:
    genre, shown = given.get("genre") or "candidature", _shown("candidatures", given)
    direct = accueil.offer.formation.traitement == "AC"
    row = one.add(
        Candidature,
        dossier_id=connu.dossier,
        formation_id=lue.formation,
        session_id=accueil.depot,
        statut="AT",
        proposition=False,
        traitement="AC" if direct else "AT",
        traitement_valide=direct,
        **{**shown, "genre": genre},
    )
    if not one.apercu:
        _hinted(one, connu, accueil, genre, row["id"])
    connu.candidatures = [*connu.candidatures, _Demande(row["id"], lue.formation, accueil.depot)]
    one.cree, one.cle = True, row["id"]


def _hinted(one: Chantier, connu: PersonneConnue, accueil: Accueil, genre: str, candidature: str) -> None:
    """What is told before such a candidature is added at the counter stays beside it."""
    dossier, civil = connu.rangees["dossier"][0].valeurs, connu.rangees["identite"][0].valeurs
    voeux = sum(each.annulee_le is None for each in connu.candidatures)
    case = HintCase(
        accueil.offer,
        dossier.get("profil"),
        dossier.get("regime"),
        civil.get("nationalite"),
        connu.suivis,
        voeux,
        genre,
        accueil.jour,
    )
    for hint in hints_of(case):
        one.add(Reserve, objet_id=candidature, regle=hint.code, motif=kept(REPRIS))


@dataclass(frozen=True, slots=True)
class _Demande:
    """A candidature that the file made a few lines above."""

    id: str
    formation_id: str
    session_id: str | None
    annulee_le: None = None
    confirmation: None = None
    genre: str = "candidature"
    date_retour: None = None
    date_confirmation: None = None
    situation_droits: None = None
    complement_droits: None = None
    montant: None = None


def tags_of(one: Chantier, connu: PersonneConnue, lue: Lue, neuf: bool) -> None:
    """Tags of the line, on its candidature where there is one, else on the person."""
    bearer = one.cle if lue.formation and one.cle else None
    for tag in lue.etiquettes:
        if not {(tag, bearer), (tag, None)}.isdisjoint(connu.marques):
            continue
        connu.marques.add((tag, bearer))
        if neuf:
            key = mark_key(tag, one.personne, bearer)
            one.add(PoseEtiquette, id=key, personne_id=one.personne, candidature_id=bearer, etiquette_id=tag)
        else:
            one.marques.append((tag, one.personne, bearer))


def note_of(one: Chantier, connu: PersonneConnue, lue: Lue) -> None:
    """What a column says of the person in full, once."""
    if lue.note and lue.note not in connu.notes:
        connu.notes.add(lue.note)
        one.add(Note, personne_id=one.personne, texte=lue.note)
