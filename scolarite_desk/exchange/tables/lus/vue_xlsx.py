"""The sheets of an .xlsx, seen in their bytes: at once where they are written as programs write them, else parsed."""

from __future__ import annotations

import io
import re
import string
import zipfile

from scolarite_desk.exchange.tables.lus.archive_vue import look_over, parse, too_many_cells
from scolarite_desk.exchange.tables.lus.bornes import ELEMENTS, Bornes
from scolarite_desk.exchange.tables.lus.lu import rank_of
from scolarite_desk.exchange.tables.lus.vue import NEVER, FeuilleVue
from scolarite_desk.progress import Progress

_PLACE = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_PREFIXED = re.compile(rb":c[\s/>]")
_FULL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?:[^>]*[^/>])?>(?!</c>)')
_LETTERS, _FIGURES = string.ascii_uppercase.encode(), string.digits.encode()
_NEVER = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"((?:(?! t="str")[^>])*)>(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>'
)
_ERROR = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]* t="e"[^>]*>(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?<v>([^<]*)<')
_PLACED = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def look_at_xlsx(data: bytes, bornes: Bornes, progress: Progress) -> dict[str, FeuilleVue]:
    """What was seen of each part that holds cells, by its name. Raises `Refused`."""
    found: dict[str, FeuilleVue] = {}
    odd: set[str] = set()
    filled = 0

    def see(name: str, chunk: bytes) -> None:
        nonlocal filled
        filled += chunk.count(b"</c>")
        if filled > bornes.cases:
            raise too_many_cells(bornes)
        if name in odd or not (b"<c" in chunk or (b":" in chunk and _PREFIXED.search(chunk))):
            return
        if not _seen(found.setdefault(name, FeuilleVue(bornes)), chunk):
            odd.add(name)

    look_over(data, bornes, see, progress)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in odd:
            found[name] = FeuilleVue(bornes)
            _Parsed(found[name]).read(archive, name, progress)
    return found


def _seen(vue: FeuilleVue, chunk: bytes) -> bool:
    """Look at rows, as fast as bytes are searched; False where a cell does not say its place first, as programs do."""
    places, cells = _PLACE.findall(chunk), chunk.count(b"<c")
    if len(places) != cells and len(places) != cells - chunk.count(b"<col"):
        return False
    if (b"!" in chunk and b"<!" in chunk) or (b":" in chunk and _PREFIXED.search(chunk)):
        return False
    _widen(vue, places, chunk)
    if b"><f" in chunk:
        for letters, row, _ in _NEVER.findall(chunk):
            vue.at_fault(int(row[:8]), rank_of(letters[:4].decode()) + 1, NEVER)
    if b't="e"' in chunk:
        for letters, row, error in _ERROR.findall(chunk):
            vue.at_fault(int(row[:8]), rank_of(letters[:4].decode()) + 1, error[:12].decode("ascii", "replace"))
    return True


def _widen(vue: FeuilleVue, places: list[bytes], chunk: bytes) -> None:
    rows, columns = _extent(places)
    if rows > vue.bornes.lignes or columns > vue.bornes.colonnes:  # cells that are only painted go far, often
        rows, columns = _extent(_FULL.findall(chunk))
    if rows:
        vue.reach(rows, columns)


def _extent(places: list[bytes]) -> tuple[int, int]:
    """The last line and the last column of these places (« AB12 »), from 1: two passes over one text, or seconds."""
    if not places:
        return 0, 0
    said = b" ".join(places)
    names, rows = (set(said.translate(None, other).split()) for other in (_FIGURES, _LETTERS))
    return max(map(int, rows)), max(rank_of(name.decode()) for name in names) + 1


class _Parsed:
    """A sheet gone through by a parser, as calamine does: a cell may say no place, and then follows the one before."""

    def __init__(self, vue: FeuilleVue) -> None:
        self._vue, self._left = vue, ELEMENTS
        self._row = self._column = 1
        self._kind, self._formula, self._value, self._text = "", False, False, ""
        self._inside = False  # a value, whose text is being read

    def read(self, archive: zipfile.ZipFile, name: str, progress: Progress) -> None:
        """Raises `Refused`: too far, or no XML."""
        parse(archive, name, self._start, self._end, self._said, progress)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise too_many_cells(self._vue.bornes, ELEMENTS // 2)
        name = name.rpartition(":")[2]
        if name == "row":
            self._row = _number(attributes.get("r")) or self._row
        elif name == "c":
            if found := _PLACED.fullmatch(attributes.get("r", "")):
                self._row, self._column = int(found[2]), rank_of(found[1]) + 1
            self._kind, self._formula, self._value, self._text = attributes.get("t", ""), False, False, ""
        elif name == "f":
            self._formula = True
        elif name in {"v", "is"}:
            self._value = self._inside = True

    def _said(self, text: str) -> None:
        if self._inside and len(self._text) < 20:
            self._text += text

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in {"v", "is"}:
            self._inside = False
        elif name == "row":
            self._row, self._column = self._row + 1, 1
        elif name == "c":
            if self._value:
                self._vue.reach(self._row, self._column)
            if self._kind == "e":
                self._vue.at_fault(self._row, self._column, self._text[:12])
            elif self._formula and not self._text and self._kind != "str":
                self._vue.at_fault(self._row, self._column, NEVER)
            self._column += 1


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def parts_of_sheets(data: bytes) -> dict[str, str]:
    """The part of each sheet, by the sheet's name; those of an odd workbook may be missing."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
            links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    except (KeyError, etree.XMLSyntaxError):
        return {}
    said = [{str(key).lower(): str(value) for key, value in one.attrib.items()} for one in links]
    targets = {one.get("id", ""): one.get("target", "") for one in said}
    found = {}
    for sheet in book.iter("{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        target = targets.get(str(link), "")
        found[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found
