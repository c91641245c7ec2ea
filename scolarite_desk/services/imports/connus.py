"""Who is there already, and all that an import compares with: read in sets, a few statements for a thousand lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.things import OF_PERSON, THINGS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.echange import Ressaisie
from scolarite_desk.models.tables.etiquette import PoseEtiquette
from scolarite_desk.models.tables.journal import Objet, Travail, Version
from scolarite_desk.models.tables.personne import CursusInterne, Identifiant, Personne
from scolarite_desk.store.queries.rows import keys_in, read_by_key, read_by_owner

_ALWAYS = ("identite", "adresse", "bac")
IMPORTS = frozenset({"import_rows", "import_formation"})  # the acts of a file that comes in


@dataclass(slots=True)
class Rangee:
    """One row: of the base, or one that the import makes, whose values then grow."""

    cle: str
    valeurs: Mapping[str, Any]
    neuve: bool = False


@dataclass(slots=True)
class PersonneConnue:
    """One person, with what they have in the campaign of the import."""

    personne: str
    rangees: dict[str, list[Rangee]] = field(default_factory=dict)  # by thing
    numeros: list[Any] = field(default_factory=list)  # identifiers
    dossier: str = ""
    numero: str = ""
    candidatures: list[Any] = field(default_factory=list)
    suivis: list[str | None] = field(default_factory=list)  # labels of the years here
    marques: set[tuple[str, str | None]] = field(default_factory=set)  # (tag, candidature)
    notes: set[str] = field(default_factory=set)
    neuf: bool = False  # the file makes them
    ressaisie: Ressaisie | None = None  # the dossier is typed again in eCandidat, or waits for it

    @property
    def nom(self) -> str:
        """Surname and first name."""
        row = self.rangees["identite"][0].valeurs if self.rangees.get("identite") else {}
        return " ".join(filter(None, (row.get("nom_naissance"), row.get("prenom"))))


def known(
    session: Session, persons: Collection[str], campagne: str, things: Collection[str]
) -> dict[str, PersonneConnue]:
    """These persons, by key, with the rows of these things (and civil status, address, bac)."""
    rows = read_by_key(session, Personne, persons)
    found = {key: PersonneConnue(key) for key in rows}
    for thing in OF_PERSON:
        if thing in _ALWAYS or thing in things:
            _fill(session, found, thing, rows)
    for key, numbers in read_by_owner(session, Identifiant, "personne_id", persons).items():
        found[key].numeros = numbers
    for key, mine in read_by_owner(session, CursusInterne, "personne_id", persons).items():
        found[key].suivis = [one.libelle for one in mine]
    for key, marks in read_by_owner(session, PoseEtiquette, "personne_id", persons).items():
        found[key].marques = {(one.etiquette_id, one.candidature_id) for one in marks}
    for key, notes in read_by_owner(session, Note, "personne_id", persons if "notes" in things else ()).items():
        found[key].notes = {one.texte for one in notes}
    _dossiers(session, found, campagne)
    return found


def _fill(session: Session, found: dict[str, PersonneConnue], thing: str, persons: Mapping[str, Any]) -> None:
    names = [one.name for one in FIELDS[thing]]
    if thing == "identite":
        owned = {key: [row] for key, row in persons.items()}
    else:
        owned = read_by_owner(session, THINGS[thing].cls, "personne_id", list(persons))
    for key, rows in owned.items():
        found[key].rangees[thing] = [Rangee(row.id, {name: getattr(row, name) for name in names}) for row in rows]


def _dossiers(session: Session, found: dict[str, PersonneConnue], campagne: str) -> None:
    names = [one.name for one in FIELDS["dossier"]]
    of: dict[str, PersonneConnue] = {}
    for key, rows in read_by_owner(session, Dossier, "personne_id", list(found)).items():
        for row in rows:
            if row.campagne_id == campagne and not found[key].dossier:
                one = found[key]
                one.dossier, one.numero = row.id, row.numero
                one.rangees["dossier"] = [Rangee(row.id, {name: getattr(row, name) for name in names})]
                of[row.id] = one
    for dossier, candidatures in read_by_owner(session, Candidature, "dossier_id", list(of)).items():
        of[dossier].candidatures = candidatures
    for dossier, typed in read_by_owner(session, Ressaisie, "dossier_id", list(of)).items():
        of[dossier].ressaisie = typed[-1]


def refused_avis(session: Session, candidatures: Collection[str]) -> frozenset[str]:
    """Of these candidatures, those that a validated avis refused: another session may be asked for."""
    found = read_by_owner(session, Avis, "candidature_id", candidatures)
    return frozenset(key for key, rows in found.items() if rows[-1].avis == "DE" and rows[-1].valide_le is not None)


def written_here(session: Session, keys: Iterable[str]) -> dict[tuple[str, str], str]:
    """By row and group of columns, the act that wrote it last, « » of one that this file no longer knows; by row and
    « », the act that made it. What an import wrote last was edited by nobody since.
    """
    if not (known := list(dict.fromkeys(keys))):
        return {}
    wanted = keys_in(known)
    head = select(Objet.uuid, Version.groupe, Travail.acte).join(Version, Version.objet == Objet.id)
    head = head.outerjoin(Travail, (Travail.poste == Version.poste) & (Travail.numero == Version.numero))
    made = select(Objet.uuid, Travail.acte).outerjoin(
        Travail, (Travail.poste == Objet.poste) & (Travail.numero == Objet.numero)
    )
    found = {(one.uuid, ""): one.acte or "" for one in session.execute(made.where(Objet.uuid.in_(wanted)))}
    for one in session.execute(head.where(Objet.uuid.in_(wanted))):
        place = one.uuid, one.groupe
        if found.get(place) is None or found[place] in IMPORTS:  # of rival heads, that of a person
            found[place] = one.acte or ""
    return found
