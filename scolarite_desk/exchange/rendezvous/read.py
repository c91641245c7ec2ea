"""Lists of appointments that other tools export: a diary (.ics), a workbook (.xlsx) or a text file (.csv).

The content says what the file is, not its name. A line that cannot be read is told and does not stop the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.rendezvous import rendezvous_ics
from scolarite_desk.exchange.rendezvous.horaires import said
from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue, Remarque, RendezVousLu, field_of, read_line
from scolarite_desk.exchange.tables.lus.bornes import LISTE
from scolarite_desk.exchange.tables.tableau import SheetRead, TablesLues, decode, read_tables
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress

SIZE_LIMIT = LISTE.octets
_SLASHED = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-][0-9]")
HEADER_WITHIN = 20  # lines: titles may stand above the names of the columns


def read_rendezvous(source: Path | bytes, today: date, zone: tzinfo, progress: Progress | None = None) -> ListeLue:
    """Everything that a list says. `today` gives two-figure years their century; hours that name no zone are of `zone`.

    Raises `Refused` for what is no list at all, `Unavailable` for a file that cannot be opened.
    """
    data = source if isinstance(source, bytes) else _content(source)
    if len(data) > SIZE_LIMIT:
        raise Refused(N_("Ce fichier dépasse 10 Mo\u00a0: exportez une période plus courte."))
    list_ = _List(today, zone, progress or Progress())
    if not data.startswith(b"PK") and rendezvous_ics.is_diary(text := _diary_text(data)):
        list_.take_diary(text)
    else:
        list_.take_tables(read_tables(data, bornes=LISTE))
    return ListeLue(tuple(list_.read.values()), tuple(list_.unknown), tuple(list_.faults))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise Unavailable(N_("Le fichier «\u00a0{nom}\u00a0» n’a pas pu être ouvert.", nom=path.name)) from error


def _diary_text(data: bytes) -> str:
    return "" if b"VCALENDAR" not in data[:200].upper().replace(b"\0", b"") else decode(data)


class _List:
    """What is gathered while reading: appointments by identity, unknown columns and faults in order."""

    def __init__(self, today: date, zone: tzinfo, progress: Progress) -> None:
        self._today, self._zone, self._progress = today, zone, progress
        self.read: dict[str, RendezVousLu] = {}
        self.unknown: dict[str, None] = {}
        self.faults: list[Remarque] = []

    def take_diary(self, text: str) -> None:
        events = rendezvous_ics.events(text)
        for done, (ligne, event) in enumerate(events):
            self._tell(done, len(events))
            self._take(N_("Ligne {ligne}", ligne=ligne), partial(rendezvous_ics.read_event, event, ligne))

    def take_tables(self, tables: TablesLues) -> None:
        headed = [(table, *header) for table in tables if (header := _header(table))]
        if not headed:
            raise Refused(_nothing_known(tables))
        for table, columns, unknown, first in headed:
            self.unknown.update(dict.fromkeys(unknown))
            lines = [(ligne, _values(columns, cells)) for ligne, cells in table.lignes[first:]]
            month_first = _month_first(pair for _, values in lines for pair in _pairs(values))
            for done, (ligne, values) in enumerate(lines):
                self._tell(done, len(table.lignes))
                where = (
                    N_("Feuille «\u00a0{nom}\u00a0», ligne {ligne}", nom=table.nom, ligne=ligne)
                    if len(headed) > 1
                    else N_("Ligne {ligne}", ligne=ligne)
                )
                either = month_first and any(one != other for one, other in _pairs(values))
                self._take(where, partial(_told if either else read_line, values, ligne))

    def _tell(self, done: int, total: int) -> None:
        if done % 500 == 0:
            self._progress.step(done, total)

    def _take(self, where: Msg, read: partial[RendezVousLu]) -> None:
        """One more line, its fault, or the line that already said the same."""

        def note(message: Msg) -> None:
            self.faults.append(Remarque(where, message))

        try:
            found = read(self._today, self._zone, note)
        except Fault as fault:
            note(fault.message)
            return
        if (same := self.read.setdefault(found.cle, found)) is not found:
            note(N_("Même rendez-vous que la ligne {ligne}, compté une fois.", ligne=same.ligne))


def _header(table: SheetRead) -> tuple[Mapping[str, list[int]], list[str], int] | None:
    """Columns by field, titles nobody knows, and the index of the line after; None without a day and a name."""
    for index, (_, cells) in enumerate(table.lignes[:HEADER_WITHIN]):
        columns: dict[str, list[int]] = {}
        for place, cell in enumerate(cells):
            columns.setdefault(field_of(str(cell or "")) or "", []).append(place)
        if columns.keys() & {"date", "debut"} and columns.keys() & {"nom", "nom_complet", "prenom"}:
            unknown = [title for place in columns.pop("", []) if (title := said(cells[place]))]
            return columns, unknown, index + 1
    return None


def _values(columns: Mapping[str, list[int]], cells: tuple[Any, ...]) -> dict[str, Any]:
    """The first filled cell of each field."""
    return {field: next(_filled(places, cells), None) for field, places in columns.items()}


def _pairs(values: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """The first two numbers of a day that is written « 12/01/2026 »: which of them is the month, nobody can see."""
    for field in ("date", "debut"):
        if found := _SLASHED.match(said(values.get(field))):
            yield int(found[1]), int(found[2])


def _month_first(pairs: Iterable[tuple[int, int]]) -> bool:
    """Whether a list writes the month before the day: some day can be read no other way, and none as we write it."""
    found = list(pairs)
    return any(one <= 12 < other for one, other in found) and not any(other <= 12 < one for one, other in found)


def _told(*_: object) -> RendezVousLu:
    raise Fault(N_("Cette liste met le mois avant le jour\u00a0: écrivez le jour d’abord."))


def _filled(places: list[int], cells: tuple[Any, ...]) -> Iterator[Any]:
    return (cells[place] for place in places if place < len(cells) and said(cells[place]))


def _nothing_known(tables: TablesLues) -> Msg:
    first = next((cells for table in tables for _, cells in table.lignes), ())
    titles = [N_("«\u00a0{titre}\u00a0»", titre=title[:30]) for cell in first[:8] if (title := said(cell))]
    if not titles:
        return N_("Ce classeur est vide.")
    return N_("Aucune colonne de date et de nom n’a été reconnue. Première ligne lue\u00a0: {titres}.", titres=titles)
