"""Workbooks read by calamine, once looked at: visible sheets, cells that merge, cells without a value."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.bornes import FUSIONS, Bornes
from scolarite_desk.exchange.tables.lus.genres import SorteDeFichier, damaged, refuse_other_ole
from scolarite_desk.exchange.tables.lus.lu import Remarques, SheetRead, blank_of, blanked, column, filled
from scolarite_desk.exchange.tables.lus.texte import tell_columns, too_many
from scolarite_desk.exchange.tables.lus.vue import NEVER, FeuilleVue
from scolarite_desk.exchange.tables.lus.vue_ods import look_at_ods
from scolarite_desk.exchange.tables.lus.vue_xls import look_at_xls
from scolarite_desk.exchange.tables.lus.vue_xlsx import look_at_xlsx, parts_of_sheets
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Cancelled, Progress

_EXACT = 10**15  # whole numbers beyond are rounded by spreadsheets
_ABSURD = 10**30
ViewOf = Callable[[int, str], FeuilleVue]


def read_workbook(
    data: bytes, forme: SorteDeFichier, bornes: Bornes, notes: Remarques, progress: Progress
) -> list[SheetRead]:
    """The visible sheets. Raises `Refused`."""
    try:
        return _sheets(data, _looked(data, forme, bornes, progress), bornes, notes, progress)
    except (Refused, Cancelled):
        raise
    except BaseException as error:  # whatever a damaged archive makes readers do: a panic of Rust is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise damaged() from error
        raise


def _looked(data: bytes, forme: SorteDeFichier, bornes: Bornes, progress: Progress) -> ViewOf:
    """What was seen of each sheet, by its rank and its name."""
    if forme is SorteDeFichier.XLS:
        refuse_other_ole(data)
        seen = look_at_xls(data, bornes)
        return lambda rank, _name: seen[rank]
    if forme is SorteDeFichier.ODS:
        named = look_at_ods(data, bornes, progress)
        return lambda _rank, name: named.get(name) or FeuilleVue(bornes)
    parts, places = look_at_xlsx(data, bornes, progress), parts_of_sheets(data)
    return lambda _rank, name: parts.get(places.get(name, "")) or FeuilleVue(bornes)


def _sheets(data: bytes, view: ViewOf, bornes: Bornes, notes: Remarques, progress: Progress) -> list[SheetRead]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    read, hidden = [], []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        about = book.sheets_metadata
        several = sum(one.visible is SheetVisibleEnum.Visible for one in about) > 1
        for rank, one in enumerate(about):
            if one.typ is not SheetTypeEnum.WorkSheet:
                continue
            if one.visible is not SheetVisibleEnum.Visible:
                hidden.append(one.name)
                continue
            progress.step(0, 0)
            lines = _Lines(one.name if several else "", view(rank, one.name), bornes, notes)
            read.append(SheetRead(one.name, lines.read(book.get_sheet_by_index(rank)), lines.fautives))
    for name in hidden:
        notes.tell(N_("La feuille «\u00a0{nom}\u00a0» est masquée\u00a0: elle n’est pas lue.", nom=name))
    return read


class _Lines:
    """The lines of one sheet."""

    def __init__(self, feuille: str, vue: FeuilleVue, bornes: Bornes, notes: Remarques) -> None:
        self._feuille, self._vue, self._bornes, self._notes = feuille, vue, bornes, notes
        self.fautives: dict[int, dict[int, str]] = {}

    def read(self, sheet: Any) -> list[tuple[int, tuple[Any, ...]]]:
        """Those that are not blank. Raises `Refused`: too many of them."""
        if (sheet.end or (0, 0))[1] >= self._bornes.colonnes:
            tell_columns(self._bornes, self._notes, self._feuille)
        lines = []
        for number, row in enumerate(sheet.iter_rows(), 1):
            if not any(row) and not filled([None if cell == "" else cell for cell in row]):
                continue
            cells = self._cells(number, row)
            if filled(cells):
                lines.append((number, cells))
            if len(lines) > self._bornes.lignes:
                raise too_many(self._bornes)
        lines = self._told(lines)
        spans = self._vue.fusions or [((a + 1, b + 1), (c + 1, d + 1)) for (a, b), (c, d) in _merged(sheet)]
        return _spread(lines, spans, self._bornes)

    def _cells(self, number: int, row: list[Any]) -> tuple[Any, ...]:
        """None for nothing, whole numbers without « .0 »; what was rounded is told."""
        row, whole = row[: self._bornes.colonnes], self._whole
        return tuple([None if cell == "" else whole(number, cell) if type(cell) is float else cell for cell in row])

    def _whole(self, number: int, cell: float) -> float:
        if not cell.is_integer():
            return cell
        if not -_EXACT < cell < _EXACT:
            self._notes.tell(
                N_(
                    "le nombre {nombre} a plus de 15 chiffres\u00a0: le tableur en a perdu les derniers. "
                    "Mettez cette colonne en texte dans le fichier.",
                    nombre=f"{cell:.20g}",
                ),
                number,
                self._feuille,
            )
        return int(cell) if abs(cell) < _ABSURD else cell

    def _told(self, lines: list[tuple[int, tuple[Any, ...]]]) -> list[tuple[int, tuple[Any, ...]]]:
        """Cells without a value that can be taken are blank, and told: never zero, never « #N/A » as a text."""
        if not self._vue.fautives:
            return lines
        wrong = self.fautives
        for number, place, error in sorted(self._vue.fautives):
            wrong.setdefault(number, {})[place - 1] = error
            self._notes.tell(_why(error, place - 1), number, self._feuille)
        return [(number, blanked(cells, wrong[number]) if number in wrong else cells) for number, cells in lines]


def _why(error: str, place: int) -> Msg:
    if error != NEVER:
        return blank_of(error, place)
    return N_(
        "la formule de la colonne {colonne} n’a jamais été calculée\u00a0: ouvrez le fichier dans votre tableur et "
        "enregistrez-le. La cellule est laissée vide.",
        colonne=column(place),
    )


def _merged(sheet: Any) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return sheet.merged_cell_ranges or []


def _spread(
    lines: list[tuple[int, tuple[Any, ...]]], spans: list[tuple[tuple[int, int], tuple[int, int]]], bornes: Bornes
) -> list[tuple[int, tuple[Any, ...]]]:
    """The value of merged cells, which the first alone has, in each of them; no line is made of that alone."""
    if not spans:
        return lines
    by_number = {number: list(cells) for number, cells in lines}
    width, left = max((len(cells) for _, cells in lines), default=0), FUSIONS
    for (top, first), (bottom, last) in spans:
        value = _at(by_number.get(top), first)
        if value is None:
            continue
        for number in _between(top, bottom, by_number):
            cells = by_number[number]
            stop = min(last, width, len(cells), bornes.colonnes)
            if not filled(cells[: first - 1] + cells[stop:]):
                stop = first  # a title over the whole line
            for place in range(first - 1, stop):
                if cells[place] is None:
                    cells[place] = value
                    left -= 1
            if (left := left - 1) < 0:
                raise damaged()
    return [(number, tuple(by_number[number])) for number, _ in lines]


def _at(cells: list[Any] | None, place: int) -> Any:
    return cells[place - 1] if cells and place <= len(cells) else None


def _between(top: int, bottom: int, known: dict[int, list[Any]]) -> Iterator[int]:
    """The lines there are between two, whichever way is the shorter."""
    if bottom - top < len(known):
        return (number for number in range(top, bottom + 1) if number in known)
    return (number for number in known if top <= number <= bottom)
