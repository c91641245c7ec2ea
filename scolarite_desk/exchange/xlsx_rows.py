"""Rows of a data sheet as XML, without cell objects: ten times faster, and no text ever becomes a formula.

Format: ECMA-376 part 1, 18.3.1.73 (row) and 18.3.1.4 (c). Every cell names its place; text is an inline string.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from math import ceil
from operator import attrgetter
from typing import Any
from xml.sax.saxutils import escape

from scolarite_desk.exchange.colonne import TEXT_LIMIT, Colonne, Genre, plain
from scolarite_desk.models import dates

Cell = Callable[[str, Any], str]  # (number of the row, value) -> XML

_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a 29 February 1900 that never was
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f&<>\ud800-\udfff\ufffe\uffff]|_x")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def column_letter(index: int) -> str:
    """A, B… Z, AA… for 1, 2…"""
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def row_writer(colonnes: Sequence[Colonne], styles: Sequence[int], zone: str) -> Callable[[int, Any], str]:
    """A function that gives the XML of a row from its number and its object; `styles` has one index per column."""
    cells = [
        _CELLS[colonne.genre](column_letter(index), style, zone)
        for index, (colonne, style) in enumerate(zip(colonnes, styles, strict=True), 1)
    ]
    values = values_of(colonnes)
    wrapped = [(index, colonne.largeur) for index, colonne in enumerate(colonnes) if colonne.genre is Genre.LONG]

    def write(number: int, row: Any) -> str:
        place, said = str(number), values(row)
        lines = max([_lines(said[index], width) for index, width in wrapped], default=1)
        height = "" if lines == 1 else f' ht="{height_of(lines)}" customHeight="1"'
        inside = "".join([cell(place, value) for cell, value in zip(cells, said, strict=True)])
        return f'<row r="{place}"{height}>{inside}</row>'

    return write


def _lines(text: str | None, width: int) -> int:
    """How many lines a text takes in a column; not every reader measures it by itself."""
    if not text or (len(text) <= width and "\n" not in text):
        return 1
    return lines_of(text, width)


def lines_of(text: str, width: int) -> int:
    """The same for any text, leaving a tenth of each line to the words that go to the next one."""
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.split("\n"))


def height_of(lines: int) -> int:
    """Points for that many lines of the default font, with some air; a row holds 409 at most."""
    return min(15 * lines + 4, 409)


def values_of(colonnes: Sequence[Colonne]) -> Callable[[Any], tuple[Any, ...]]:
    """A function that gives the values of a row, in the order of the columns."""
    read = attrgetter(*(colonne.cle for colonne in colonnes))
    return read if len(colonnes) > 1 else lambda row: (read(row),)


def header_row(entetes: Sequence[str], styles: Sequence[int], height: int) -> str:
    """The first row, of a height in points."""
    titled = enumerate(zip(entetes, styles, strict=True), 1)
    cells = (_text(column_letter(index), style)("1", entete) for index, (entete, style) in titled)
    return f'<row r="1" ht="{height}" customHeight="1">{"".join(cells)}</row>'


def _text(letter: str, style: int, zone: str = "", blank: str = "") -> Cell:
    start, empty = f'<c r="{letter}', f'" s="{style}"/>'
    tight = f'" s="{style}" t="inlineStr"><is><t>'
    spaced = f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">'

    def cell(place: str, value: str | None) -> str:
        if not value:
            value = blank
            if not value:
                return start + place + empty
        if _SPECIAL.search(value) or len(value) > TEXT_LIMIT // 2:
            value = _escaped(value)
        opening = tight if value.strip() == value and "\n" not in value else spaced
        return f"{start}{place}{opening}{value}</t></is></c>"

    return cell


def _escaped(value: str) -> str:
    """What a reader would take for an escape of its own (`_x0041_`) is escaped too (ECMA-376, 22.9.2.19)."""
    return escape(_ESCAPE.sub("_x005F_", plain(value)))


def _name(letter: str, style: int, zone: str) -> Cell:
    return _text(letter, style, blank="-")


def _number(letter: str, style: int, zone: str) -> Cell:
    start, middle, empty = f'<c r="{letter}', f'" s="{style}"><v>', f'" s="{style}"/>'

    def cell(place: str, value: object) -> str:
        return start + place + empty if value is None else f"{start}{place}{middle}{value}</v></c>"

    return cell


def _day(letter: str, style: int, zone: str) -> Cell:
    text, number = _text(letter, style), _number(letter, style, zone)

    def cell(place: str, value: date | str | None) -> str:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
        if isinstance(day, date) and day >= _FIRST_DAY:
            return number(place, day.toordinal() - _DAY_ZERO)
        return text(place, dates.show_day(day))

    return cell


def _instant(letter: str, style: int, zone: str) -> Cell:
    number = _number(letter, style, zone)

    def cell(place: str, value: datetime | None) -> str:
        return number(place, None if value is None else serial(dates.local(value, zone)))

    return cell


def serial(moment: datetime) -> float:
    """Days since the day zero of spreadsheets, to the second."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return moment.toordinal() - _DAY_ZERO + seconds / 86_400


def _yes_no(letter: str, style: int, zone: str) -> Cell:
    text = _text(letter, style)

    def cell(place: str, value: bool | None) -> str:
        return text(place, None if value is None else "Oui" if value else "Non")

    return cell


_CELLS: dict[Genre, Callable[[str, int, str], Cell]] = {
    Genre.TEXTE: _text,
    Genre.LONG: _text,
    Genre.NOM: _name,
    Genre.CODE: _text,
    Genre.JOUR: _day,
    Genre.INSTANT: _instant,
    Genre.ENTIER: _number,
    Genre.MONTANT: _number,
    Genre.OUI_NON: _yes_no,
}
