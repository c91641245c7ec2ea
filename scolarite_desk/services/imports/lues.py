"""The texts of a line, read by the same readers as the forms: values by row, or every fault of the line at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.of_dossier import NOTE
from scolarite_desk.models.fields.referentiel import DATED_BY, NARROWED_BY, Referentiel
from scolarite_desk.models.rows.imports import LigneLue
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold, glue
from scolarite_desk.models.rules.identifiants import check_identifiant
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.imports.accueil import FormationsOuvertes
from scolarite_desk.services.imports.chemins import ETIQUETTES, FORMATION, NOTES, NUMERO, SESSION, Chemin, label_of
from scolarite_desk.services.imports.memoire import Memoire, Possibles
from scolarite_desk.store.queries.etiquettes import tags

Place = tuple[str, int]  # a thing, and which row of it in the line
_KEPT = 5_000  # texts of one column that are remembered: what is new at every line is not worth its room
_UNKNOWN = object()  # what no list knows is


class _Unknown(Exception):
    """No list knows the text."""


@dataclass(slots=True)
class Lue:
    """A line whose texts were read. `fautes`: (path, text, why); `inconnus`: (path, text) that no list knows."""

    ligne: LigneLue
    rangs: dict[Place, dict[str, Any]] = field(default_factory=dict)
    numeros: dict[str, str] = field(default_factory=dict)  # by kind of identifier
    dossier: str = ""  # its number, of our own export
    formation: str = ""  # key
    session: str | None = None  # key
    etiquettes: tuple[str, ...] = ()  # keys
    note: str = ""
    fautes: list[tuple[str, str, Msg]] = field(default_factory=list)
    inconnus: list[tuple[Chemin, str]] = field(default_factory=list)
    doutes: list[Msg] = field(default_factory=list)  # what the forms would say of a value that they take
    _noms: tuple[str, str] | None = None

    def row(self, thing: str) -> dict[str, Any]:
        """The values of a thing that comes once."""
        return self.rangs.get((thing, 1), {})

    @property
    def noms(self) -> tuple[str, str]:
        """Birth name and first name, as they are compared."""
        if self._noms is None:
            civil = self.row("identite")
            nom, prenom = glue(civil.get("nom_naissance") or ""), glue(civil.get("prenom") or "")
            self._noms = (nom, prenom) if nom else (prenom, "")
        return self._noms


class _Colonne:
    """What fills one field: its reader, the values that narrow what it means, what its texts were read as."""

    def __init__(self, chemin: Chemin) -> None:
        assert chemin.field is not None
        self.chemin, self.field, self.reader = chemin, chemin.field, chemin.field.reader
        self.place: Place = chemin.thing, chemin.rang
        liste = getattr(self.reader, "liste", "")
        self.liste = liste if self.reader.kind == "choix" else ""
        beside = (*NARROWED_BY.get(liste, ()), DATED_BY.get(liste), "ne_le" if liste in NARROWED_BY else None)
        self.beside = tuple(filter(None, (*beside, getattr(self.reader, "pays", None))))
        self.lus: dict[Any, Any] = {}
        self.doubted = self.field.warn is not None or self.reader.kind == "nom"
        self.doubts: dict[str, Msg] = {}


class Lecteur:
    """Reads lines. A text that comes again in its column is read once, as a code of a list is searched once."""

    def __init__(
        self,
        session: Session,
        lists: Referentiel,
        offre: FormationsOuvertes,
        memoire: Memoire,
        formation: str,
        order: Sequence[Chemin],
    ) -> None:
        self._lists, self._offre, self._memoire, self._formation = lists, offre, memoire, formation
        known = tags(session, ())
        self._tags = {fold(one.libelle): one.etiquette for one in known}
        self._labels = [one.libelle for one in known]
        self._columns = [(one.texte, _Colonne(one) if one.field is not None else None, one) for one in order]
        self._choices: dict[str, Possibles] = {}

    def read(self, ligne: LigneLue) -> Lue:
        """The line, each path read in the order of its form."""
        lue = Lue(ligne, formation=self._formation)
        texts, faults = ligne.valeurs, ligne.fautes
        for path, column, one in self._columns:
            text = texts.get(path)
            if faults and path in faults:
                lue.fautes.append((path, text or "", faults[path]))
            elif not text or text.isspace():
                continue  # a blank cell says nothing, and empties nothing
            elif column is not None:
                self._field(lue, column, text)
            else:
                self._other(lue, one, text)
        return lue

    def _field(self, lue: Lue, column: _Colonne, text: str) -> None:
        row = lue.rangs.get(column.place)
        if row is None:
            row = lue.rangs[column.place] = {}
        known = (text, *map(row.get, column.beside)) if column.beside else text
        value = column.lus.get(known, column)
        if value is column:
            value = self._value(column, text, row)
            if len(column.lus) < _KEPT:
                column.lus[known] = value
        if value.__class__ is Fault:
            lue.fautes.append((column.chemin.texte, text, value.message))
        elif value is _UNKNOWN:
            lue.inconnus.append((column.chemin, text))
        elif value is not None:
            row[column.chemin.nom] = value
            if column.doubted and (doubt := self._doubt(column, text, value, row)):
                lue.doutes.append(doubt)

    def _doubt(self, column: _Colonne, text: str, value: Any, row: Mapping[str, Any]) -> Msg:
        """What is doubtful of a value; once for a text, but in an address, where it is of its town."""
        found = column.doubts.get(text)
        if found is None or column.chemin.thing == "adresse":
            told = column.field.doubt(value, self._lists, row)
            found = N_("{champ}\u00a0: {doute}", champ=label_of(column.chemin.texte), doute=told) if told else NOTHING
            if len(column.doubts) < _KEPT:
                column.doubts[text] = found
        return found

    def _value(self, column: _Colonne, text: str, row: Mapping[str, Any]) -> Any:
        """What the text means; the fault, or that no list knows it, is a value like another: it comes again."""
        if column.liste:
            told = self._memoire.get((column.chemin.court, fold(text)))
            if told is not None and (not told or self._lists.knows(column.liste, told)):
                return told or None
        try:
            return column.reader.read(text, self._lists, row)
        except Fault as fault:
            return _UNKNOWN if column.liste else Fault(fault.message)  # without the places where it was raised

    def _other(self, lue: Lue, one: Chemin, text: str) -> None:
        if one.thing == "identifiants":
            checked = check_identifiant(one.nom, text)
            if checked.niveau == "refus":
                lue.fautes.append((one.texte, text, checked.message))
            else:
                lue.numeros[one.nom] = checked.valeur
            return
        try:
            _OTHERS[one.court](self, lue, one, text)
        except Fault as fault:
            lue.fautes.append((one.texte, text, fault.message))
        except _Unknown:
            lue.inconnus.append((one, text))

    def _formation_of(self, lue: Lue, one: Chemin, text: str) -> None:
        told = self._memoire.get((one.court, fold(text)))
        if told == "":
            lue.formation = ""
            return
        found = self._offre.find(told or text)
        if found is None:
            raise _Unknown
        lue.formation = found

    def _session_of(self, lue: Lue, one: Chemin, text: str) -> None:
        told = self._memoire.get((one.court, fold(text)))
        if told == "":
            return
        found = self._offre.session(told or text)
        if found is None:
            raise _Unknown
        lue.session = found

    def _tags_of(self, lue: Lue, one: Chemin, text: str) -> None:
        found = []
        for label in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
            told = self._memoire.get((one.court, fold(label)))
            if told == "":
                continue
            if (key := self._tags.get(fold(told or label))) is None:
                lue.inconnus.append((one, label))  # each is asked, not the cell that has several
            else:
                found.append(key)
        lue.etiquettes = tuple(found)

    def _dossier_of(self, lue: Lue, one: Chemin, text: str) -> None:
        lue.dossier = text.strip().upper()

    def _note_of(self, lue: Lue, one: Chemin, text: str) -> None:
        lue.note = NOTE[0].reader.read(text, self._lists, {}) or ""

    def propose(self, one: Chemin, text: str) -> tuple[tuple[str, str], ...]:
        """(value, label) of what a text that no list knows may be chosen from, the likeliest first."""
        if one.court not in self._choices:
            self._choices[one.court] = Possibles(self._pairs(one))
        return self._choices[one.court].proposed(text)

    def _pairs(self, one: Chemin) -> Iterable[tuple[str, str]]:
        if one.field is not None:
            liste = getattr(one.field.reader, "liste", "")
            return ((each.code, each.label) for each in self._lists.entrees(liste))
        if one.court == FORMATION:
            return self._offre.pairs()
        return ((label, label) for label in (self._offre.labels if one.court == SESSION else self._labels))


_OTHERS = {
    FORMATION: Lecteur._formation_of,
    SESSION: Lecteur._session_of,
    ETIQUETTES: Lecteur._tags_of,
    NUMERO: Lecteur._dossier_of,
    NOTES: Lecteur._note_of,
}
