"""What a field is: a name, a reader (text to value or fault) and what the form needs to show it.

A reader turns text into a value as early as possible and back as late as possible. It never sees a widget:
the form, the command line, drafts and imports all go through the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, ClassVar, Protocol

from scolarite_desk.models.rules import apogee
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.lettres import foreign_letters
from scolarite_desk.models.rules.si import APOGEE
from scolarite_desk.msg import N_, NOTHING, Msg


class Lists(Protocol):
    """The code lists of the office (countries, communes, series of bac...), as a reader sees them."""

    def label(self, name: str, code: str, row: Mapping[str, Any] = ..., /) -> str:
        """The label of a code of the list `name`, at the time that `row` tells; the code itself when the list does not
        know it.
        """

    def phrase(self, code: str) -> str:
        """What a phrase of the office writes; blank when there is none of that code."""

    def find(self, name: str, text: str, row: Mapping[str, Any]) -> str | None:
        """The one code that a typed text means (its code, its label, accents and case aside), or None."""

    def propose(self, name: str, text: str, row: Mapping[str, Any], limit: int = 50) -> list[tuple[str, str]]:
        """(code, label) pairs to offer for a beginning of text; `row` gives the fields that narrow the list."""

    def knows(self, name: str, code: str) -> bool:
        """Whether a code is, or was, one of the list."""

    def outside(self, name: str, code: str, row: Mapping[str, Any]) -> bool:
        """Whether a code was not in use at the time that `row` tells."""

    def say(self, text: Msg) -> str:
        """A text of ours in the language of these labels."""

    @property
    def fuseau(self) -> tzinfo:
        """The zone of the establishment that these lists are of."""

    def today(self) -> date:
        """Today there."""


class Reader(Protocol):
    """Text to value, and value to text."""

    kind: ClassVar[str]  # "texte", "nom", "jour", "choix"...: what `fields --json` says, what widget the form takes
    gives: ClassVar[type]  # the Python type of its values, that of the column which keeps them

    def read(self, text: str, lists: Lists, row: Mapping[str, Any]) -> Any:
        """The value that the text means, None when it is blank. Raises `Fault`."""

    def show(self, value: Any, lists: Lists) -> str:
        """The text of a value, such that `read(show(v)) == v`."""


@dataclass(frozen=True)
class When:
    """A condition on the other values of the row, said in words for `fields --json` and for screen readers."""

    words: Msg
    holds: Callable[[Mapping[str, Any]], bool]


ALWAYS = When(N_("toujours"), lambda row: True)
NEVER = When(N_("jamais"), lambda row: False)

_NO_LINE = N_("Aucune liste ne connaît ce code\u00a0: choisissez-en un autre.")


@dataclass(frozen=True)
class Field:
    """One field of one thing: everything that form, command line, journal and help know about it."""

    thing: str  # mapped class's short name: "personne", "adresse", "stage"...
    name: str  # its column
    label: Msg  # as the office says it
    reader: Reader
    group: str = ""  # unit of undo, history and merge; "" means the field alone
    part: Msg = NOTHING  # title of the half of the page it stands in
    required: When = NEVER
    visible: When = ALWAYS
    hint: Msg = NOTHING  # one line under the field
    example: str = ""
    rule: Msg = NOTHING  # the rule in words, with its source
    length: int | None = None
    alone: Msg = NOTHING  # the label where no form is around it (« Convocation, heure »), when it is not the same
    warn: Callable[[Any, Lists, Mapping[str, Any]], Msg | None] | None = None  # doubtful, never blocking
    proposed: Callable[[Lists, Mapping[str, Any]], str] | None = None  # the text that Enter takes while it is blank

    @property
    def path(self) -> str:
        """The name used everywhere outside the code: `identite.nom_naissance`, `stage.annee`."""
        return f"{self.thing}.{self.name}"

    @property
    def unit(self) -> str:
        """The group it merges in."""
        return self.group or self.name

    def show(self, value: Any, lists: Lists, row: Mapping[str, Any] | None = None) -> str:
        """The text of a value of the base, "" when blank. Never raises: what is not of the reader is shown as it is.
        `row`: the values beside it, which say when; a country had another name.
        """
        if value is None:
            return ""
        if row is not None and self.reader.kind == "choix" and isinstance(value, str):
            return lists.label(getattr(self.reader, "liste", ""), value, row) if value else ""
        return self.reader.show(value, lists) if isinstance(value, self.reader.gives) else str(value)

    def doubt(self, value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg:
        """What is doubtful in a value that reads well, a code out of its years among others; nothing otherwise."""
        if value is None:
            return NOTHING
        liste = getattr(self.reader, "liste", "@")
        if not liste.startswith("@") and lists.outside(liste, str(value), row):
            return N_("Hors période à cette date\u00a0: vérifiez l’un et l’autre.")
        if self.reader.kind == "nom" and (foreign := foreign_letters(str(value))):
            return foreign
        return (self.warn(value, lists, row) if self.warn else None) or self._cut(value, lists) or NOTHING

    def _cut(self, value: Any, lists: Lists) -> Msg | None:
        """What the student records of the establishment would not hold."""
        sent = self.path in apogee.ROOM and isinstance(value, str) and lists.knows("si_choisi", APOGEE)
        return apogee.coupe(self.path, value) if sent else None

    def proposal(self, lists: Lists, row: Mapping[str, Any]) -> str:
        """What a person most often only confirms here: Enter takes it in a blank field, nothing else does."""
        return self.proposed(lists, row) if self.proposed is not None and self.visible.holds(row) else ""

    def fault(self, value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg:
        """Why a value of the base no longer reads (an old rule wrote it, or another desk), nothing when it does.

        A code is looked up as a code: lists change from year to year, and several labels may be the same.
        """
        if value is None:
            return NOTHING
        if self.reader.kind == "choix":
            liste = getattr(self.reader, "liste", "@")
            return NOTHING if liste.startswith("@") or lists.knows(liste, str(value)) else _NO_LINE
        try:
            self.reader.read(self.show(value, lists), lists, row)
        except Fault as fault:
            return fault.message
        return NOTHING


def applying(fields: Iterable[Field], row: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row by field name, None for a field that does not go with the others (a rank, when admitted)."""
    return {one.name: row.get(one.name) if one.visible.holds(row) else None for one in fields}
