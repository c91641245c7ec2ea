"""Code lists of the base itself (formations, centres, sessions...), offered in forms beside those of the office."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.store.queries.offer import all_of
from scolarite_desk.ui.desk.desk import Desk

FORMATION = Field(
    "piece_demandee", "formation_id", "Formation", r.Choix("@formation"), part="Demandée à", hint="Vide : toutes"
)
EXAMINEE = Field("commission_formation", "formation_id", "Formation", r.Choix("@formation"), part="Réunion")
CENTRE = Field("formation", "centre_id", "Centre", r.Choix("@centre"), part="Formation", hint="En tête des courriers")
SESSION = Field("formation", "session_id", "Session", r.Choix("@session"), part="Calendrier")
CENTRE_DE = {
    thing: Field(thing, "centre_id", "Centre", r.Choix("@centre"), part=part, hint="Vide : tous les centres")
    for thing, part in (("commission", "Commission"), ("signataire", "Signataire"))
}


@dataclass(frozen=True, slots=True)
class Fin:
    """What may be chosen: its key, its words, the campaign it belongs to, if any."""

    key: str
    label: str
    campagne: str | None


class Liens(Lists):
    """The lists whose names begin with @ are read from the base when first asked for; the others are the office's."""

    def __init__(self, desk: Desk, **more: Callable[[], Iterable[tuple[str, str]]]) -> None:
        """`more`: other lists, each a function that answers (code, label) pairs."""
        self._desk = desk
        self._more = more
        self._read: dict[str, dict[str, Fin]] = {}

    def forget(self) -> None:
        """The base changed: read again when asked."""
        self._read.clear()

    def label(self, name: str, code: str) -> str:
        """The words of a code, or of the row of that key."""
        if not name.startswith("@"):
            return self._desk.lists.label(name, code)
        found = self._ends(name).get(code)
        return found.label if found else "retirée"

    def find(self, name: str, text: str, row: Mapping[str, Any]) -> str | None:
        """The code, or the one row, that a text means."""
        if not name.startswith("@"):
            return self._desk.lists.find(name, text, row)
        wanted = fold(text)
        found = [one.key for one in self._offered(name, row) if text == one.key or wanted == fold(one.label)]
        return found[0] if len(found) == 1 else None

    def propose(self, name: str, text: str, row: Mapping[str, Any], limit: int = 50) -> list[tuple[str, str]]:
        """Those that hold every typed word."""
        if not name.startswith("@"):
            return self._desk.lists.propose(name, text, row, limit)
        words = fold(text).split()
        shown = (one for one in self._offered(name, row) if all(word in fold(one.label) for word in words))
        return [(one.key, one.label) for one in shown][:limit]

    def _offered(self, name: str, row: Mapping[str, Any]) -> Iterator[Fin]:
        year = row.get("campagne_id")
        return (one for one in self._ends(name).values() if None in (year, one.campagne) or one.campagne == year)

    def _ends(self, name: str) -> dict[str, Fin]:
        if name not in self._read:
            more = self._more.get(name[1:])
            ends = (Fin(code, label, None) for code, label in more()) if more else self._of_base(name[1:])
            self._read[name] = {one.key: one for one in ends}
        return self._read[name]

    def _of_base(self, thing: str) -> Iterator[Fin]:
        years = {one.key: one.values.get("libelle") or "" for one in self._desk.read(all_of, "campagne")}
        for one in self._desk.read(all_of, thing):
            yield Fin(one.key, _words(thing, one.values, years), one.values.get("campagne_id"))


def _words(thing: str, values: Mapping[str, Any], years: Mapping[str, str]) -> str:
    label = values.get("libelle") or values.get("code") or "sans libellé"
    if thing != "formation":
        return str(label)
    code, year = values.get("code"), years.get(values.get("campagne_id") or "")
    return " · ".join(str(part) for part in (label, code, year) if part)
