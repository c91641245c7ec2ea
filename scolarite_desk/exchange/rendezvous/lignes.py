"""The lines of a table of appointments: where its headings stand, what each line says, the day that a title gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous.entetes import field_of
from scolarite_desk.exchange.rendezvous.horaires import said
from scolarite_desk.exchange.rendezvous.jours import day_said
from scolarite_desk.exchange.rendezvous.rendezvous_lu import TITRE, Note, RendezVousLu, read_line
from scolarite_desk.exchange.tables.lus.lu import SheetRead
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg, verbatim

HEADER_WITHIN = 20  # lines: titles may stand above the names of the columns
_SLASHED = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-][0-9]")
_DAYS, _NAMES = frozenset({"date", "debut"}), frozenset({"nom", "nom_complet", "prenom"})
_WHEN, _WHO = ("date", "debut", TITRE, "heure"), ("nom_complet", "nom", "prenom")  # of a line that a fault names
Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class LigneDeRendezVous:
    """One line: its number, its cells by field. `douteuse`: which of its numbers is the month, nobody can see."""

    numero: int
    values: Mapping[str, Any]
    douteuse: bool = False

    def read(self, today: date, zone: tzinfo, note: Note) -> RendezVousLu:
        """One appointment. Raises `Fault`."""
        if self.douteuse:
            raise Fault(N_("Cette liste met le mois avant le jour\u00a0: écrivez le jour d’abord."))
        return read_line(self.values, self.numero, today, zone, note)

    def title(self) -> Msg | None:
        """Its day, its hour and its name as they are written there."""
        day = show_day(self.values.get(TITRE))
        when = [text for name in _WHEN if (text := day if name == TITRE else _shown(self.values.get(name)))]
        name = " ".join(text for name in _WHO if (text := _shown(self.values.get(name))))
        return verbatim(", ".join([*when, *([name] if name else [])])) if when or name else None


@dataclass(frozen=True, slots=True)
class FeuilleDeRendezVous:
    """A sheet whose headings were found: its name where there are several, its columns nobody knew, its lines."""

    nom: str
    inconnues: tuple[str, ...]
    lignes: tuple[LigneDeRendezVous, ...]


def sheets_of(tables: Sequence[SheetRead], today: date) -> list[FeuilleDeRendezVous]:
    """The sheets that list appointments. `Refused` when none does."""
    headed = [(table, header) for table in tables if (header := header_of(table))]
    if not headed:
        raise Refused(nothing_known(tables))
    return [_sheet(table, header, today, table.nom if len(headed) > 1 else "") for table, header in headed]


def header_of(table: SheetRead) -> tuple[dict[str, list[int]], int] | None:
    """Columns by field, and the place of their line: one with a day and a name, else an hour and a name."""
    found = []
    for index, (_, cells) in enumerate(table.lignes[:HEADER_WITHIN]):
        columns: dict[str, list[int]] = {}
        for place, cell in enumerate(cells):
            columns.setdefault(field_of(str(cell or "")) or "", []).append(place)
        if columns.keys() & _NAMES:
            if columns.keys() & _DAYS:
                return columns, index
            if "heure" in columns:
                found.append((columns, index))
    return found[0] if found else None


def _sheet(table: SheetRead, header: tuple[dict[str, list[int]], int], today: date, nom: str) -> FeuilleDeRendezVous:
    columns, index = header
    heading = table.lignes[index][1]
    unknown = tuple(title for place in columns.pop("", []) if (title := said(heading[place])))
    above = (day_said(_text(cells), today) for _, cells in reversed(table.lignes[:index]))
    day = None if "date" in columns else next((one for one in above if one), day_said(table.nom, today))
    lines = []
    for numero, cells in table.lignes[index + 1 :]:
        if section := _section(cells, today):
            day = section
        elif cells != heading:  # headings may be said again under each day
            lines.append((numero, _values(columns, cells) | ({TITRE: day} if day else {})))
    american = _month_first(pair for _, values in lines for pair in _pairs(values))
    return FeuilleDeRendezVous(
        nom,
        unknown,
        tuple(
            LigneDeRendezVous(numero, values, american and any(one != other for one, other in _pairs(values)))
            for numero, values in lines
        ),
    )


def _shown(value: Any) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime) and value.time() == time():
        return show_day(value)
    return show_day(value) if type(value) is date else said(value)[:60]


def _text(cells: Cells) -> str:
    """A line as a title: what a merged cell says in each of its places is said once."""
    return " ".join(dict.fromkeys(text for cell in cells if (text := said(cell))))


def _section(cells: Cells, today: date) -> str | None:
    """The day of a line that says nothing else."""
    texts = {str(cell) for cell in cells if cell not in (None, "")}
    return day_said(said(texts.pop()), today) if len(texts) == 1 else None


def _values(columns: Mapping[str, list[int]], cells: Cells) -> dict[str, Any]:
    """The first filled cell of each field."""
    return {field: next(_filled(places, cells), None) for field, places in columns.items()}


def _filled(places: list[int], cells: Cells) -> Iterator[Any]:
    return (cells[place] for place in places if place < len(cells) and said(cells[place]))


def _pairs(values: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """The first two numbers of a day that is written « 12/01/2026 »."""
    for name in ("date", "debut"):
        if found := _SLASHED.match(said(values.get(name))):
            yield int(found[1]), int(found[2])


def _month_first(pairs: Iterator[tuple[int, int]]) -> bool:
    """Whether a list writes the month before the day: some day can be read no other way, and none as we write it."""
    found = list(pairs)
    return any(one <= 12 < other for one, other in found) and not any(other <= 12 < one for one, other in found)


def nothing_known(tables: Sequence[SheetRead]) -> Msg:
    """That no table lists appointments, with what its first line says."""
    first = next((cells for table in tables for _, cells in table.lignes), ())
    titles = [N_("«\u00a0{titre}\u00a0»", titre=title[:30]) for cell in first[:8] if (title := said(cell))]
    if not titles:
        return N_("Ce classeur est vide.")
    return N_("Aucune colonne de date et de nom n’a été reconnue. Première ligne lue\u00a0: {titres}.", titres=titles)
