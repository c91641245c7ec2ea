"""The texts of a line, read by the same readers as the forms: values by row, or every fault of the line at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_dossier import NOTE
from scolarite_desk.models.fields.referentiel import DATED_BY, NARROWED_BY, Referentiel
from scolarite_desk.models.rows.imports import LigneLue
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.rules.identifiants import check_identifiant
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.imports.accueil import FormationsOuvertes
from scolarite_desk.services.imports.chemins import ETIQUETTES, FORMATION, NOTES, NUMERO, SESSION, Chemin, label_of
from scolarite_desk.services.imports.memoire import Memoire, Possibles
from scolarite_desk.store.queries.etiquettes import tags

Place = tuple[str, int]  # a thing, and which row of it in the line


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

    def row(self, thing: str) -> dict[str, Any]:
        """The values of a thing that comes once."""
        return self.rangs.get((thing, 1), {})


class Lecteur:
    """Reads lines. A code of a list costs one search for the whole file, whatever the number of its lines."""

    def __init__(
        self, session: Session, lists: Referentiel, offre: FormationsOuvertes, memoire: Memoire, formation: str
    ) -> None:
        self._lists, self._offre, self._memoire, self._formation = lists, offre, memoire, formation
        known = tags(session, ())
        self._tags = {fold(one.libelle): one.etiquette for one in known}
        self._labels = [one.libelle for one in known]
        self._codes: dict[tuple[Any, ...], Any] = {}
        self._choices: dict[str, Possibles] = {}
        self._doubts: dict[tuple[str, str], Msg] = {}

    def read(self, ligne: LigneLue, order: Sequence[Chemin]) -> Lue:
        """The line, each path read in the order of its form."""
        lue = Lue(ligne, formation=self._formation)
        texts = ligne.valeurs
        for one in order:
            text = texts.get(one.texte)
            if one.texte in ligne.fautes:
                lue.fautes.append((one.texte, text or "", ligne.fautes[one.texte]))
                continue
            if not text or not text.strip():
                continue  # a blank cell says nothing, and empties nothing
            try:
                self._into(lue, one, text)
            except Fault as fault:
                lue.fautes.append((one.texte, text, fault.message))
            except _Unknown:
                lue.inconnus.append((one, text))
        return lue

    def _into(self, lue: Lue, one: Chemin, text: str) -> None:
        if one.field is not None:
            row = lue.rangs.setdefault((one.thing, one.rang), {})
            value = self._value(one, one.field, text, row)
            if value is not None:
                row[one.nom] = value
                if (one.field.warn or one.field.reader.kind == "nom") and (
                    doubt := self._doubt(one, one.field, text, value, row)
                ):
                    lue.doutes.append(doubt)
        elif one.thing == "identifiants":
            checked = check_identifiant(one.nom, text)
            if checked.niveau == "refus":
                raise Fault(checked.message)
            lue.numeros[one.nom] = checked.valeur
        else:
            _OTHERS[one.court](self, lue, one, text)

    def _doubt(self, one: Chemin, of: Field, text: str, value: Any, row: Mapping[str, Any]) -> Msg:
        """What is doubtful of a value; once for a text, but in an address, where it is of its town."""
        known = one.court, text
        if known not in self._doubts or one.thing == "adresse":
            told = of.doubt(value, self._lists, row)
            named = N_("{champ}\u00a0: {doute}", champ=label_of(one.texte), doute=told) if told else NOTHING
            self._doubts[known] = named
        return self._doubts[known]

    def _value(self, one: Chemin, of: Field, text: str, row: Mapping[str, Any]) -> Any:
        liste = getattr(of.reader, "liste", "") if of.reader.kind == "choix" else ""
        if not liste:
            return of.reader.read(text, self._lists, row)
        beside = (*NARROWED_BY.get(liste, ()), DATED_BY.get(liste, ""), "ne_le" if liste in NARROWED_BY else "")
        known = (one.court, text, *(row.get(name) for name in beside))
        if known not in self._codes:
            self._codes[known] = self._code(one, of, liste, text, row)
        found = self._codes[known]
        if isinstance(found, Exception):
            raise found
        return found

    def _code(self, one: Chemin, of: Field, liste: str, text: str, row: Mapping[str, Any]) -> Any:
        told = self._memoire.get((one.court, fold(text)))
        if told is not None and (not told or self._lists.knows(liste, told)):
            return told or None
        try:
            return of.reader.read(text, self._lists, row)
        except Fault:
            return _Unknown()

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
