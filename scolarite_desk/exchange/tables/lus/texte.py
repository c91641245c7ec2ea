"""Tables in a text file: which sign separates, lines and their cells, what does not look like the others."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.bornes import Bornes
from scolarite_desk.exchange.tables.lus.guillemets import LONGEST, mended
from scolarite_desk.exchange.tables.lus.lu import Remarques, SheetRead, filled, without_errors
from scolarite_desk.msg import N_, NN_

SEPARATORS = ";,\t|"
_SAID = re.compile(r"\"?sep=(.)\"?[;,\t|]*(?:\n|$)", re.IGNORECASE)  # how Excel is told, on a first line of its own
_SHORTENED = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+")
_LOOKED_AT = 200  # lines
_HEAD = 100_000  # characters of them
_LONG_CELL = 20  # lines: beyond, a quotation mark was likely opened by mistake

Row = tuple[int, tuple[Any, ...]]


def read_text(text: str, bornes: Bornes, notes: Remarques) -> SheetRead:
    """The one table of a text, its ends of line being « \\n ». Raises `Refused`."""
    _check_lines(text, bornes)
    start, skipped = 0, 0
    if said := _SAID.match(text):
        start, skipped = said.end(), 1
    separator = said[1] if said else separator_of(text)
    text = text[start:]
    try:
        rows = _kept(_rows(text, separator, skipped + 1), bornes)
    except csv.Error:  # a quotation mark that is one of the text: the same reading, slower, which says which
        rows = _kept(mended(text, separator, skipped + 1, notes), bornes)
    _tell_odd(rows, bornes, notes, "E+" in text)
    lines = [(number, row[: bornes.colonnes]) for number, row in rows]
    return without_errors(lines, notes) if "#" in text else SheetRead("", lines)


def _check_lines(text: str, bornes: Bornes) -> None:
    """`Refused` for a line that is longer than all its columns filled: it is no line of a table, and would be held as
    millions of cells.
    """
    longest, at = bornes.colonnes * LONGEST, 0
    while at + longest < len(text):
        at = text.rfind("\n", at, at + longest) + 1
        if not at:
            raise Refused(
                N_("Une ligne de ce fichier est trop longue\u00a0: ce n’est pas une liste, ou ses lignes sont collées.")
            )


def separator_of(text: str) -> str:
    """The sign that cuts most lines in as many cells, not the one that occurs most: texts are full of commas."""
    head = text[:_HEAD]
    if len(text) > _HEAD:
        head = head[: head.rfind("\n") + 1] or head
    lines = [line for line in head.split("\n")[:_LOOKED_AT] if line.strip()]
    return max(SEPARATORS, key=lambda sign: _consistency(lines, sign))


def _consistency(lines: list[str], sign: str) -> tuple[float, int]:
    """The share of lines that this sign cuts in the usual number of cells, and that number."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, times = max(widths.items(), key=lambda one: (one[1], one[0]))
    return times / len(lines), width


def _rows(text: str, separator: str, first: int) -> Iterator[Row]:
    """Rows with the number of the line each begins on; a cell may hold several lines. Raises `csv.Error`."""
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    line = 0
    for row in reader:
        yield first + line, tuple(row)
        line = reader.line_num


def _lines(text: str) -> Iterator[str]:
    """Its lines, one at a time: a stream of it would hold all of it again, four bytes a sign."""
    at = 0
    while stop := text.find("\n", at) + 1:
        yield text[at:stop]
        at = stop
    if at < len(text):
        yield text[at:]


def _kept(rows: Iterator[Row], bornes: Bornes) -> list[Row]:
    kept: list[Row] = []
    for number, row in rows:
        if filled(row):
            kept.append((number, row))
        if len(kept) > bornes.lignes:
            raise too_many(bornes)
    return kept


def too_many(bornes: Bornes) -> Refused:
    """What is said of more lines than are read."""
    return Refused(
        N_("Cette liste dépasse {limite} lignes\u00a0: partagez-la en plusieurs fichiers.", limite=bornes.lignes)
    )


def _tell_odd(rows: list[Row], bornes: Bornes, notes: Remarques, shortened: bool) -> None:
    """Lines that have more filled cells than the others, a cell of very many lines, a number that lost its figures."""
    widths = Counter(len(row) for _, row in rows)
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    if usual > bornes.colonnes:
        tell_columns(bornes, notes)
    for number, row in rows:
        if shortened and (wrong := [cell for cell in row if _SHORTENED.fullmatch(cell)]):
            notes.tell(
                N_(
                    "«\u00a0{nombre}\u00a0» a été abrégé par un tableur, ses chiffres sont perdus\u00a0: "
                    "mettez la colonne en texte avant de l’exporter.",
                    nombre=wrong[0],
                ),
                number,
            )
        if len(row) > usual > 1 and any(cell.strip() for cell in row[usual:]):
            _tell_wide(number, len(row), usual, notes)
        if any(cell.count("\n") > _LONG_CELL for cell in row if len(cell) > _LONG_CELL):
            notes.tell(
                N_("une de ses cellules tient sur de nombreuses lignes\u00a0: un guillemet y est-il de trop\u00a0?"),
                number,
            )


def tell_columns(bornes: Bornes, notes: Remarques, feuille: str = "") -> None:
    """Columns that are left unread."""
    notes.tell(
        NN_("Seule la première colonne est lue.", "Seules les {n} premières colonnes sont lues.", bornes.colonnes),
        0,
        feuille,
    )


def _tell_wide(number: int, width: int, usual: int, notes: Remarques) -> None:
    if width % usual == 0 or (width - 1) % (usual - 1) == 0:
        notes.tell(
            N_(
                "{lues} cellules au lieu de {attendues}\u00a0: plusieurs lignes y sont collées, seule la première "
                "est sûre.",
                lues=width,
                attendues=usual,
            ),
            number,
        )
    else:
        notes.tell(
            N_(
                "{lues} cellules au lieu de {attendues}\u00a0: un séparateur y est sans doute de trop.",
                lues=width,
                attendues=usual,
            ),
            number,
        )
