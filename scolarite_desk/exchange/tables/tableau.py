"""Tables that people bring, .xlsx or .csv, read without trusting them: nothing is run, nothing grows without limit."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_

ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 200
FARTHEST_ROW = 50_000  # a sheet may have holes, but not without end
UNPACKED_LIMIT = 64_000_000  # bytes
TAGS_LIMIT = 300_000  # of its sheets and texts, some 70 000 cells: whatever they say, they are read within two seconds
PARTS_LIMIT = 1_000
OTHER_TAGS_LIMIT = 50_000  # of its other parts: a style costs ten times a cell
_OF_CELLS = ("xl/worksheets/", "xl/sharedStrings")
_CHUNK = 1 << 20
_NOT_A_TABLE = {
    b"%PDF": N_("Un PDF ne peut pas être lu comme une liste\u00a0: demandez-la en .xlsx, .csv ou .ics."),
    b"\xd0\xcf\x11\xe0": N_(
        "Ce classeur est protégé par un mot de passe, ou d’un ancien format .xls\u00a0: "
        "enregistrez-le en .xlsx sans mot de passe."
    ),
}
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet: its name ("" for a text file), and its lines that are not blank, each with its number from 1."""

    nom: str
    lignes: list[tuple[int, tuple[Any, ...]]]


def read_tables(data: bytes) -> list[SheetRead]:
    """The visible sheets of a workbook, or the one table of a text file. Raises `Refused`."""
    for signature, why in _NOT_A_TABLE.items():
        if data.startswith(signature):
            raise Refused(why)
    return _read_xlsx(data) if data.startswith(b"PK") else [_read_csv(decode(data))]


def decode(data: bytes) -> str:
    """Text of any of the encodings that office programs write. Raises `Refused` when it is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise Refused(N_("Ce fichier n’est ni une liste, ni un classeur, ni un agenda."))
    if not text.strip():
        raise Refused(N_("Ce fichier est vide."))
    return text


def _kept(rows: Iterator[tuple[int, tuple[Any, ...]]]) -> list[tuple[int, tuple[Any, ...]]]:
    """The lines that hold something."""
    kept = []
    for number, row in rows:
        if any(cell is not None and str(cell).strip() for cell in row):
            kept.append((number, row))
        if len(kept) > ROWS_LIMIT or number > FARTHEST_ROW:
            raise Refused(
                N_(
                    "Cette liste dépasse {limite} lignes\u00a0: partagez-la en plusieurs fichiers.",
                    limite=ROWS_LIMIT,
                )
            )
    return kept


def _read_csv(text: str) -> SheetRead:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = max(";,\t|", key="\n".join(text.split("\n", 20)[:20]).count)
    try:
        return SheetRead("", _kept(_csv_rows(text, delimiter)))
    except csv.Error as error:
        raise Refused(N_("Ce fichier texte est abîmé\u00a0: un guillemet y est ouvert et jamais fermé.")) from error


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with the number of the line each begins on; a cell may hold several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first = 1
    for row in reader:
        yield first, tuple(row[:COLUMNS_LIMIT])
        first = reader.line_num + 1


def _read_xlsx(data: bytes) -> list[SheetRead]:
    try:
        _check_archive(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep does not matter here
            return _sheets(data)
    except Refused:
        raise
    except Exception as error:  # whatever a damaged archive makes the reader do
        raise Refused(
            N_("Ce classeur est abîmé\u00a0: ouvrez-le dans votre tableur et enregistrez-le de nouveau.")
        ) from error


def _sheets(data: bytes) -> list[SheetRead]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    tables = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # a wrong declared size would hide rows
            rows = sheet.iter_rows(max_col=COLUMNS_LIMIT, max_row=FARTHEST_ROW + 1, values_only=True)
            tables.append(SheetRead(sheet.title, _kept(iter(enumerate(rows, 1)))))
    return tables


def _check_archive(data: bytes) -> None:
    """Refuse what is not a plain workbook, or would grow without limit when unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise Refused(N_("Ce fichier n’est pas un classeur .xlsx\u00a0: enregistrez la liste en .xlsx ou en .csv."))
        if any(name.endswith("vbaProject.bin") for name in names):
            raise Refused(N_("Ce classeur contient des macros\u00a0: enregistrez-le en .xlsx, sans macros."))
        if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
            raise Refused(N_("Ce classeur est trop volumineux une fois ouvert\u00a0: gardez seulement la liste."))
        tags = {True: 0, False: 0}
        for part in parts:
            of_cells = part.filename.startswith(_OF_CELLS)
            for chunk in _chunks(archive, part):
                tags[of_cells] += chunk.count(b"<")
                if tags[of_cells] > (TAGS_LIMIT if of_cells else OTHER_TAGS_LIMIT):
                    raise Refused(
                        N_(
                            "Ce classeur dépasse 70 000 cellules\u00a0: gardez seulement la liste, "
                            "ou une période plus courte."
                        )
                    )


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part, looked at as it is unpacked.

    No part of a workbook declares entities (ECMA-376 part 2, 8.1.4): one that does is an attack.
    """
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if _DECLARATION.search((before + chunk).replace(b"\0", b"")):
                raise Refused(N_("Ce classeur contient des déclarations interdites\u00a0: il n’a pas été ouvert."))
            before = chunk[-20:]
            yield chunk
