"""What surrounds the rows of a workbook, made by openpyxl: styles, widths, filter, print set-up, the second sheet."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, cast

from scolarite_desk.exchange.fichier import language_tag
from scolarite_desk.exchange.tables.colonne import Colonne, Genre, plain
from scolarite_desk.exchange.tables.xlsx_rows import CellStyles, column_letter, height_of, lines_of
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rules import dates
from scolarite_desk.msg import N_, NOTHING, Msg, joined

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SAID_WIDTH = 78  # of the second sheet: label and value fill a portrait A4
PAGE_WIDTH = 250  # characters that stay readable side by side on a landscape A4
ACCENT, HAIRLINE, MUTED = "1C6470", "D9DEE3", "5A6572"
_FORMATS = {
    Genre.CODE: "@",
    Genre.JOUR: "dd/mm/yyyy",
    Genre.INSTANT: "dd/mm/yyyy\\ hh:mm",
    Genre.ENTIER: "0",
    Genre.MONTANT: '#,##0.00\\ "€"',
}
Fact = Msg | str | int | datetime
ACROSS = {Genre.ENTIER: "center", Genre.NOMBRE: "center", Genre.MONTANT: "right"}


@dataclass(frozen=True, slots=True)
class Classeur:
    """What a workbook says around its rows. `apropos`: (label, value) lines of a second sheet; none without them."""

    titre: Msg  # of the data sheet
    colonnes: Sequence[Colonne[Any]]
    apropos: Sequence[tuple[Msg, Fact]]
    apropos_titre: Msg
    sujet: Msg  # what the rows are, on every printed page
    par: str
    le: datetime
    fuseau: tzinfo
    bandeau: Msg = NOTHING  # on every printed page: the establishment, or that the base is for practice
    figees: int = 1  # columns that stay in view, and are printed again on every page


def book(classeur: Classeur, rows: int, langue: Langue) -> Workbook:
    """The book with its two sheets, in a language; the first has its set-up and no cell."""
    from openpyxl import Workbook

    made = Workbook()
    made.properties.creator = plain(classeur.par)
    made.properties.title = plain(said(classeur.titre, langue))
    made.properties.language = language_tag(langue)
    made.properties.created = dates.utc(classeur.le, classeur.fuseau).replace(tzinfo=None)
    data = made.worksheets[0]
    data.title = said(classeur.titre, langue)
    _view(data, classeur, rows)
    _print_setup(data, classeur, langue)
    if classeur.apropos:
        _apropos(made.create_sheet(said(classeur.apropos_titre, langue)), classeur, langue)
    return made


def style(sheet: Worksheet, genre: Genre) -> CellStyles:
    """The styles of a kind of column, by their index; the cell that carries them is never written."""
    from openpyxl.styles import Alignment

    cell: Any = _cell(sheet, 2, 1 + list(Genre).index(genre))  # its style has no declared type
    cell.number_format = _FORMATS.get(genre, "General")
    across = ACROSS.get(genre, "left")
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=genre is Genre.LONG)
    _underline(cell)
    cell.quotePrefix, simple = False, int(cell.style_id)
    cell._style = copy(cell._style)  # the book keeps the former one as it is
    cell.quotePrefix = True
    return CellStyles(simple, int(cell.style_id))


def header_style(sheet: Worksheet, genre: Genre) -> int:
    """The index of the style of the first row above such a column."""
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _cell(sheet, 1, 1)
    cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=ACCENT)
    cell.alignment = Alignment(horizontal=ACROSS.get(genre, "left"), vertical="center", wrap_text=True)
    return int(cell.style_id)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))


def _underline(cell: Cell) -> None:
    from openpyxl.styles import Border, Side

    cell.border = Border(bottom=Side("thin", color=HAIRLINE))


def _view(sheet: Worksheet, classeur: Classeur, rows: int) -> None:
    for index, colonne in enumerate(classeur.colonnes, 1):
        sheet.column_dimensions[column_letter(index)].width = colonne.largeur
    sheet.freeze_panes = f"{column_letter(classeur.figees + 1)}2"
    sheet.auto_filter.ref = f"A1:{column_letter(len(classeur.colonnes))}{rows + 1}"
    sheet.sheet_format.customHeight, sheet.sheet_format.defaultRowHeight = True, height_of(1)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = ACCENT


def pages_wide(classeur: Classeur) -> int:
    """On how many pages side by side its columns stay readable."""
    return max(1, round(sum(colonne.largeur for colonne in classeur.colonnes) / PAGE_WIDTH))


def _print_setup(sheet: Worksheet, classeur: Classeur, langue: Langue) -> None:
    """One page wide while that can be read; beyond, several, with the columns that say who on each."""
    pages = pages_wide(classeur)
    _page(sheet, classeur, pages, langue)
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    if pages > 1 and classeur.figees:
        sheet.print_title_cols = f"A:{column_letter(classeur.figees)}"


def _page(sheet: Worksheet, classeur: Classeur, pages_wide: int, langue: Langue) -> None:
    """A4, as wide as said, with the header and the footer of the office."""
    from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.65, bottom=0.6, header=0.3, footer=0.3)
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    foot = N_(
        "page {numero}/{total} – exporté le {instant} par {qui}",
        numero="&P",
        total="&N",
        instant=dates.show_instant(classeur.le, classeur.fuseau),
        qui=_shortened(classeur.par, 40),
    )
    for part, text in (
        (header.left, _shortened(said(joined(" – ", classeur.titre, classeur.sujet), langue), 110)),
        (header.right, _shortened(said(classeur.bandeau, langue), 60)),
        (footer.center, said(foot, langue)),
    ):
        part.text, part.size, part.color = text, 8, MUTED
    sheet.HeaderFooter = HeaderFooter(oddHeader=header, oddFooter=footer, scaleWithDoc=False)


def _shortened(text: str, limit: int) -> str:
    """Text for a header or footer, which holds 255 characters in all, and where & begins a command."""
    text = " ".join(plain(text).split()).replace("&", "&&")
    return text if len(text) <= limit else text[: limit - 1].rstrip("&") + "…"


def _apropos(sheet: Worksheet, classeur: Classeur, langue: Langue) -> None:
    """The second sheet: a title, then one line per thing to know."""
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, SAID_WIDTH
    sheet.row_dimensions[1].height = 30
    sheet.sheet_view.showGridLines = False
    _page(sheet, classeur, 1, langue)
    title = sheet.cell(1, 1, said(classeur.apropos_titre, langue))
    title.font = Font(name="Calibri", size=16, bold=True, color=ACCENT)
    for number, (name, fact) in enumerate(classeur.apropos, 2):
        line = (said(name, langue), said(fact, langue) if isinstance(fact, Msg) else fact)
        for column, value in enumerate(line, 1):
            cell = _cell(sheet, number, column)
            _fill(cell, value, classeur.fuseau)
            _underline(cell)
            cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
        sheet.row_dimensions[number].height = height_of(lines_of(str(line[1]), SAID_WIDTH))
        sheet.cell(number, 1).font = Font(name="Calibri", size=11, color=MUTED)


def _fill(cell: Cell, value: str | int | datetime, zone: tzinfo) -> None:
    """Text stays text, even when it begins like a formula."""
    if isinstance(value, str):
        cell.value = plain(value)
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.value = dates.local(value, zone).replace(tzinfo=None, microsecond=0)
        cell.number_format = _FORMATS[Genre.INSTANT]
    else:
        cell.value = value
