"""The sheets of an .ods, gone through by a parser: repeated lines and cells are counted, never made."""

from __future__ import annotations

import io
import zipfile

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.archive_vue import look_over, parse, too_many_cells
from scolarite_desk.exchange.tables.lus.bornes import ELEMENTS, Bornes
from scolarite_desk.exchange.tables.lus.genres import damaged
from scolarite_desk.exchange.tables.lus.vue import NEVER, FeuilleVue
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress

_SPACES = 10_000  # blanks in a row, in one cell
_CELLS = {"table:table-cell", "table:covered-table-cell"}


def look_at_ods(data: bytes, bornes: Bornes, progress: Progress) -> dict[str, FeuilleVue]:
    """What was seen of each sheet, by its name. Raises `Refused`: too far, a password, no workbook."""
    look_over(data, bornes, lambda _name, _chunk: None, progress)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused(
                N_("Ce classeur OpenDocument a un mot de passe\u00a0: enregistrez-le sans mot de passe, ou en .xlsx.")
            )
        if "content.xml" not in names:
            raise damaged()
        return _Content(bornes).read(archive, progress)


class _Content:
    """Where each cell stands, as calamine counts them."""

    def __init__(self, bornes: Bornes) -> None:
        self._bornes, self._left = bornes, ELEMENTS
        self._found: dict[str, FeuilleVue] = {}
        self._vue = FeuilleVue(bornes)
        self._row = self._column = 1
        self._rows = self._cells = 1  # how many times this line and this cell are repeated
        self._full = self._error = self._never = self._inside = False
        self._text = ""
        self._last = 0  # the last filled column of this line

    def read(self, archive: zipfile.ZipFile, progress: Progress) -> dict[str, FeuilleVue]:
        parse(archive, "content.xml", self._start, self._end, self._said, progress)
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise too_many_cells(self._bornes, ELEMENTS // 2)
        if name == "table:table":
            self._vue = FeuilleVue(self._bornes)
            self._found[attributes.get("table:name", "")] = self._vue
            self._row = 1
        elif name == "table:table-row":
            self._rows = _times(attributes.get("table:number-rows-repeated"))
            self._column, self._last = 1, 0
        elif name in _CELLS:
            self._cell(attributes)
        elif name == "text:p":  # blank text is a value too
            self._full = self._inside = True
            self._never = False
        elif name == "text:s" and _times(attributes.get("text:c")) > _SPACES:
            raise damaged()  # its reader makes them all

    def _cell(self, attributes: dict[str, str]) -> None:
        self._cells = _times(attributes.get("table:number-columns-repeated"))
        kind, formula = attributes.get("office:value-type"), "table:formula" in attributes
        self._full, self._text = bool(kind) or formula, ""
        self._error = attributes.get("calcext:value-type") == "error"
        self._never = formula and not kind
        down = _times(attributes.get("table:number-rows-spanned"))
        right = _times(attributes.get("table:number-columns-spanned"))
        if down > 1 or right > 1:
            corner = self._row, self._column
            self._vue.fusions.append((corner, (self._row + down - 1, self._column + right - 1)))

    def _said(self, text: str) -> None:
        if self._inside and len(self._text) < 20:
            self._text += text

    def _end(self, name: str) -> None:
        if name == "text:p":
            self._inside = False
        elif name in _CELLS:
            if self._full:
                self._last = self._column + self._cells - 1
            if self._error:
                self._vue.at_fault(self._row, self._column, self._text[:12])
            elif self._never:
                self._vue.at_fault(self._row, self._column, NEVER)
            self._column += self._cells
        elif name == "table:table-row":
            if self._last:
                self._vue.reach(self._row + self._rows - 1, self._last)
            self._row += self._rows


def _times(text: str | None) -> int:
    """A number of repeats; what is no number, or beyond any sheet, is far enough to be refused if it is filled."""
    if text is None:
        return 1
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 100_000_000
