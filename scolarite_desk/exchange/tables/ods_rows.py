"""Rows of a sheet as OpenDocument cells: typed, with no formula (ODF 1.3 part 3, 9.1.4 and 19.385)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from typing import Any
from xml.sax.saxutils import escape

from scolarite_desk.exchange.tables.colonne import Colonne, Genre, Ligne, plain, reader
from scolarite_desk.langue import Langue
from scolarite_desk.models.rules import dates

_BLANKS = re.compile("^ |  +| $")  # what a reader would make one space of, or none


def rows_writer(colonnes: Sequence[Colonne[Ligne]], zone: tzinfo, langue: Langue) -> Callable[[Sequence[Ligne]], bytes]:
    """A function that gives the XML of rows, in UTF-8; the style of each column is named after its kind."""
    read, cells = reader(colonnes, langue), [_CELLS.get(one.genre, _text) for one in colonnes]
    styles = [f'<table:table-cell table:style-name="{one.genre.value}"' for one in colonnes]

    def write(rows: Sequence[Ligne]) -> bytes:
        made = (
            [opening + cell(value, zone) for value in values]
            for opening, cell, values in zip(styles, cells, read(rows), strict=True)
        )
        return "".join(
            f'<table:table-row table:style-name="ligne">{"".join(row)}</table:table-row>'
            for row in zip(*made, strict=True)
        ).encode()

    return write


def text_cell(text: str) -> str:
    """What follows the style of a cell of text, a paragraph a line."""
    lines = "".join(f"<text:p>{_spaced(escape(line))}</text:p>" for line in plain(text).split("\n"))
    return f' office:value-type="string">{lines}</table:table-cell>' if text else "/>"


def _spaced(line: str) -> str:
    return _BLANKS.sub(lambda met: f'<text:s text:c="{len(met[0])}"/>', line).replace("\t", "<text:tab/>")


def _text(value: str | None, zone: tzinfo) -> str:
    return text_cell(value or "")


def _name(value: str | None, zone: tzinfo) -> str:
    return text_cell(value or "-")


def _number(value: Any, zone: tzinfo) -> str:
    if value is None:
        return "/>"
    shown = str(value).replace(".", ",")
    return f' office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>'


def _day(value: date | str | None, zone: tzinfo) -> str:
    whole = isinstance(value, date) or (isinstance(value, str) and len(value) == 10 and dates.is_birth(value))
    return _dated(str(value), dates.show_day(value)) if whole else text_cell(dates.show_day(value))


def _instant(value: datetime | None, zone: tzinfo) -> str:
    if value is None:
        return "/>"
    here = dates.local(value, zone).replace(tzinfo=None)
    return _dated(here.isoformat(timespec="seconds"), here.strftime("%d/%m/%Y %H:%M"))


def _dated(value: str, shown: str) -> str:
    return f' office:value-type="date" office:date-value="{value}"><text:p>{shown}</text:p></table:table-cell>'


_CELLS: dict[Genre, Callable[[Any, tzinfo], str]] = {
    Genre.NOM: _name,
    Genre.JOUR: _day,
    Genre.INSTANT: _instant,
    Genre.ENTIER: _number,
    Genre.NOMBRE: _number,
    Genre.MONTANT: _number,
}
