"""A workbook for the office: openpyxl makes all that is small (`gabarit.py`), our own rows fill the data sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from typing import IO, TYPE_CHECKING, Any, cast

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables import gabarit
from scolarite_desk.exchange.tables.colonne import batches
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.exchange.tables.xlsx_rows import column_letter, header_row, rows_writer
from scolarite_desk.langue import Langue, said
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ROWS_LIMIT = 1_048_575  # of the format, without the header
CELLS_LIMIT = 20_000_000  # beyond, the sheet could pass the 2 GB that a plain zip entry holds
HEADER_HEIGHT = 34  # two lines

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_workbook(
    stream: IO[bytes], classeur: Classeur, rows: Collection[Any], progress: Progress, *, langue: Langue
) -> None:
    """Write the whole workbook, saying every 500 rows how far it is. Raises `Refused` beyond what the format holds."""
    check_size(len(rows), len(classeur.colonnes))
    book = gabarit.book(classeur, len(rows), langue)
    data = book.worksheets[0]
    styles = [gabarit.style(data, colonne.genre) for colonne in classeur.colonnes]
    write_rows = rows_writer(classeur.colonnes, styles, classeur.fuseau, langue)
    head, tail = _around(data, classeur, len(rows), langue)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as archive:
        _copy_but(archive, book, data)
        with archive.open(_part(data), "w") as sheet:
            sheet.write(head)
            for done, batch in batches(rows, progress):
                sheet.write(write_rows(done + 2, batch))
            sheet.write(tail)


def check_size(rows: int, columns: int, cells: int = CELLS_LIMIT) -> None:
    """`Refused` for more than a workbook may hold."""
    if rows > ROWS_LIMIT or rows * columns > cells:
        raise Refused(
            N_(
                "Un classeur ne peut pas contenir {lignes} lignes de {colonnes} colonnes\u00a0: réduisez le filtre.",
                lignes=rows,
                colonnes=columns,
            )
        )


def _part(sheet: Worksheet) -> str:
    """The place of a sheet in the archive, known once openpyxl has saved the book."""
    return sheet.path.lstrip("/")


def _copy_but(archive: zipfile.ZipFile, book: Workbook, sheet: Worksheet) -> None:
    """Everything that openpyxl makes, except the sheet that is ours."""
    with zipfile.ZipFile(_saved(book)) as source:
        for part in source.infolist():
            if part.filename != _part(sheet):
                archive.writestr(part, source.read(part))


def _saved(book: Workbook) -> IO[bytes]:
    """The book as openpyxl saves it, but each sheet in memory: it would write it readable in the temporary folder."""
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):
        def write_worksheet(self: Any, ws: Any) -> None:  # what it sets has no declared type
            written = io.BytesIO()
            writer: Any = WorksheetWriter(ws, written)
            writer.write()
            ws._rels, ws._drawing = writer._rels, None
            self._archive.writestr(ws.path[1:], written.getvalue())
            self.manifest.append(ws)

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        InMemory(book, archive).write_data()
    return made


def _around(sheet: Worksheet, classeur: Classeur, rows: int, langue: Langue) -> tuple[bytes, bytes]:
    """The sheet before its rows, with its header, and after them, in the order that the format demands."""
    last = f"{column_letter(len(classeur.colonnes))}{rows + 1}"
    styles = [gabarit.header_style(sheet, colonne.genre) for colonne in classeur.colonnes]
    header = header_row([said(one.entete, langue) for one in classeur.colonnes], styles, HEADER_HEIGHT)
    before = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_NAMESPACE}">'.encode(),
        _xml(sheet.sheet_properties),
        f'<dimension ref="A1:{last}"/>'.encode(),
        _xml(sheet.views),
        _xml(sheet.sheet_format),
        _xml(sheet.column_dimensions),
        f"<sheetData>{header}".encode(),
    )
    after = (
        b"</sheetData>",
        _xml(sheet.auto_filter),
        _xml(sheet.page_margins),
        _xml(sheet.page_setup),
        _xml(sheet.HeaderFooter),
        # numbers kept as text on purpose get no green corner
        f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors>'.encode(),
        b"</worksheet>",
    )
    return b"".join(before), b"".join(after)


def _xml(part: Any) -> bytes:
    from openpyxl.xml.functions import tostring

    return cast("bytes", tostring(part.to_tree()))
