"""A workbook that is an archive, looked at as it is unpacked, before its reader holds any of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.bornes import BLOC, Bornes
from scolarite_desk.exchange.tables.lus.genres import damaged
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress

_OF_CELLS = ("xl/worksheets/", "xl/sharedStrings", "content.xml")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_END, _END_SIZE = b"PK\x05\x06", 22
_LONGEST_TAIL = 1 << 22  # bytes without one end of a row, then without one tag

See = Callable[[str, bytes], None]  # the name of a part, and whole rows of it
Started = Callable[[str, dict[str, str]], None]  # the name of an element, its attributes
Said = Callable[[str], None]  # a name, or a text


def look_over(data: bytes, bornes: Bornes, see: See, progress: Progress) -> None:
    """Go through every part, counted as it comes; `see` has the parts in XML, cut between two rows.

    `Refused` for macros, declarations of entities, and what goes beyond the bounds.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        _check_directory(data, [part.filename for part in parts])
        size = sum(part.file_size for part in parts)
        if len(parts) > bornes.parties or size > bornes.deplie:
            raise Refused(N_("Ce classeur est trop volumineux une fois ouvert\u00a0: gardez seulement la liste."))
        tags, done = {True: 0, False: 0}, 0
        for part in parts:
            of_cells = part.filename.startswith(_OF_CELLS)
            for chunk in _chunks(archive, part, texts=of_cells):
                tags[of_cells] += chunk.count(b"<")
                if tags[of_cells] > (bornes.balises if of_cells else bornes.autres):
                    raise too_many_cells(bornes)
                if part.filename.endswith((".xml", ".rels")) or b"<" in chunk[:200]:
                    see(part.filename, chunk)
                done += len(chunk)
                progress.step(done, size)


def parse(archive: zipfile.ZipFile, part: str, start: Started, end: Said, said: Said, progress: Progress) -> None:
    """Go through a part in XML, element by element. Raises `Refused` when it is none."""
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said
    try:
        with archive.open(part) as stream:
            while piece := stream.read(BLOC):
                parser.Parse(piece)
                progress.step(0, 0)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged() from error


def too_many_cells(bornes: Bornes, most: int = 0) -> Refused:
    """What is said of a sheet, or a square of it, that no reader should hold; `most` cells, where that is less."""
    most = most or min(bornes.cases, bornes.balises * 7 // 30)  # a cell is 4.3 tags
    return Refused(
        N_(
            "Ce classeur dépasse {cellules} cellules\u00a0: gardez seulement la liste, ou une période plus courte.",
            cellules=f"{most:,}".replace(",", "\u202f"),
        )
    )


def _check_directory(data: bytes, names: list[str]) -> None:
    """Refuse an archive that two readers could understand in two ways, so that what was looked at is what is read."""
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(N_("Ce classeur contient des macros\u00a0: enregistrez-le en .xlsx, sans macros."))
    last = data[-_END_SIZE:].startswith(_END)
    if len(set(names)) < len(names) or not last or not data.startswith(b"PK\x03\x04"):
        raise damaged()


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, texts: bool) -> Iterator[bytes]:
    """The content of a part, cut between rows, or else between tags. `texts`: a cell takes 32 767 signs, a megabyte
    without a tag is no cell.

    No part of a workbook declares entities (ECMA-376 part 2, 8.1.4): one that does is an attack.
    """
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(BLOC):
            if texts and len(piece) == BLOC and b"<" not in piece:
                raise damaged()
            chunk = tail + piece
            if b"\0" in piece[:1000] and _DECLARATION.search(chunk.replace(b"\0", b"")):
                raise _declared()
            if b"!" in chunk and b"<!" in chunk and _DECLARATION.search(chunk):
                raise _declared()
            cut = _cut(chunk)
            tail = chunk[cut:]
            yield chunk[:cut]
    if tail:
        yield tail


def _declared() -> Refused:
    return Refused(N_("Ce classeur contient des déclarations interdites\u00a0: il n’a pas été ouvert."))


def _cut(chunk: bytes) -> int:
    """Where whole rows end; where whole tags do, when a row is very long; all of it, when there is no tag."""
    row = max(chunk.rfind(b"</row>"), chunk.rfind(b":row>"), chunk.rfind(b"table-row>"))
    if row >= 0:
        return chunk.index(b">", row) + 1
    if len(chunk) < _LONGEST_TAIL and b"<" in chunk:
        return 0
    return chunk.rfind(b">") + 1 or max(len(chunk) - 64, 1)
