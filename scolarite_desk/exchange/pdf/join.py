"""Kept papers bound in one file, never drawn again: pages, marks and nodes are those of each paper, to the byte.

What several have alike (fonts, pictures) is stored once. Each is a part of the structure tree, in its own language, and
a bookmark. PDF/UA-1 and PDF/A-2a, as each of them is.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from scolarite_desk.exchange.pdf import metadata
from scolarite_desk.exchange.pdf.kept import Damaged, KeptPaper, entry, renumbered
from scolarite_desk.exchange.pdf.structure import text_string

_CATALOG, _PAGES, _TREE, _DOCUMENT = 1, 2, 3, 4
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TAG = re.compile(rb"(/(?:FontName|BaseFont)\s*/)[A-Z]{6}\+")
_STRUCT_PARENTS = re.compile(rb"/StructParents (\d+)")
_CREATOR = "Scolarité Desk"


@dataclass(frozen=True)
class Imprint:
    """What the whole says of itself. `made` is the only date in the file: the same papers give the same bytes."""

    title: str
    author: str
    made: datetime
    lang: str


class Binding:
    """Papers added one after the other, then the file."""

    def __init__(self) -> None:
        self._objects: list[bytes] = [b""] * 4  # those that close the file
        self._known: dict[bytes, int] = {}
        self._tags: dict[int, bytes] = {}  # what tells the font of a descriptor from others of its name
        self._pages: list[int] = []
        self._parents: list[bytes] = []
        self._parts: list[tuple[str, int, int]] = []  # (name, its node, its first page)

    @property
    def pages(self) -> int:
        """How many pages were added."""
        return len(self._pages)

    def add(self, name: str, octets: bytes) -> None:
        """Bind a paper after the others. `Damaged` leaves everything as it was."""
        mark = len(self._objects), len(self._pages), len(self._parents)
        try:
            self._bind(name, KeptPaper(octets))
        except (Damaged, KeyError, ValueError, RecursionError) as error:
            self._forget(*mark)
            raise Damaged from error

    def _forget(self, objects: int, pages: int, parents: int) -> None:
        del self._objects[objects:], self._pages[pages:], self._parents[parents:]
        self._known = {digest: number for digest, number in self._known.items() if number <= objects}

    def _bind(self, name: str, kept: KeptPaper) -> None:
        pages = kept.pages()
        nodes = kept.elements(pages)
        shift = len(self._pages)
        numbers = {kept.leaves: _PAGES, kept.root: _TREE}
        numbers |= {old: self._put(b"") for old in (*pages, *nodes)}
        self._parents += [
            b"%d %s" % (shift + key, renumbered(nodes, numbers.__getitem__)) for key, nodes in kept.parents()
        ]
        for old in nodes:
            self._objects[numbers[old] - 1] = self._node(kept, old, numbers, whole=old == nodes[0])
        for old in pages:
            text = self._copied(kept, kept.text(old), numbers)
            self._objects[numbers[old] - 1] = _STRUCT_PARENTS.sub(
                lambda found: b"/StructParents %d" % (shift + int(found[1])), text
            )
        self._pages += [numbers[old] for old in pages]
        self._parts.append((name, numbers[nodes[0]], numbers[pages[0]]))

    def _node(self, kept: KeptPaper, old: int, numbers: dict[int, int], whole: bool) -> bytes:
        """A node of the tree; that of a whole paper is a part, in the language of the paper."""
        text = kept.text(old)
        if not whole:
            return renumbered(text, numbers.__getitem__)
        lang = entry(kept.catalog, b"Lang", rb"(\([\w-]+\))")
        text = renumbered(text, (numbers | {kept.root: _DOCUMENT}).__getitem__)
        return text.replace(b"/S/Document", b"/S/Part/Lang" + lang, 1)

    def _copied(self, kept: KeptPaper, text: bytes, numbers: dict[int, int]) -> bytes:
        """A text whose objects are in this file: those of `numbers`, the others copied under it."""

        def number(old: int) -> int:
            if old not in numbers:
                numbers[old] = self._copy(kept, old, numbers)
            return numbers[old]

        return renumbered(text, number)

    def _copy(self, kept: KeptPaper, old: int, numbers: dict[int, int]) -> int:
        """An object and all that it names, bytes of streams as they are; what is here already is not written twice."""
        text, stream = kept.both(old)
        text = self._copied(kept, text, numbers)
        if stream is not None:
            return self._once(b"%s\nstream\n%s\r\nendstream" % (text, stream))
        if b"/FontFile2" in text:
            file = int(entry(text, b"FontFile2"))
            tag = _tag(self._objects[file - 1])
            number = self._once(_TAG.sub(rb"\g<1>" + tag + b"+", text))
            self._tags[number] = tag
            return number
        if b"/FontDescriptor" in text and b"/BaseFont" in text:
            tag = self._tags[int(entry(text, b"FontDescriptor"))]
            text = _TAG.sub(rb"\g<1>" + tag + b"+", text)
        return self._once(text)

    def _once(self, body: bytes) -> int:
        digest = hashlib.sha256(body).digest()
        if digest not in self._known:
            self._known[digest] = self._put(body)
        return self._known[digest]

    def _put(self, body: bytes) -> int:
        self._objects.append(body)
        return len(self._objects)

    def finish(self, about: Imprint) -> bytes:
        """The file. At least one paper was added."""
        parts = b" ".join(b"%d 0 R" % node for _name, node, _page in self._parts)
        pages = b" ".join(b"%d 0 R" % page for page in self._pages)
        self._objects[_PAGES - 1] = b"<</Type/Pages/Count %d/Kids [%s]>>" % (len(self._pages), pages)
        self._objects[_TREE - 1] = (
            b"<</Type/StructTreeRoot/K [%d 0 R]/ParentTree <</Nums [%s]>>/ParentTreeNextKey %d>>"
            % (_DOCUMENT, b" ".join(self._parents), len(self._pages))
        )
        self._objects[_DOCUMENT - 1] = b"<</Type/StructElem/S/Document/P %d 0 R/K [%s]>>" % (_TREE, parts)
        self._objects[_CATALOG - 1] = self._catalog(about)
        return _written(self._objects, self._information(about))

    def _catalog(self, about: Imprint) -> bytes:
        packet = metadata.xmp(about.title, about.author, _CREATOR, about.made, about.lang)
        told = self._put(_stream(b"/Type/Metadata/Subtype/XML", packet))
        profile = self._put(_stream(b"/N 3/Filter/FlateDecode", zlib.compress(metadata.srgb())))
        intent = (
            b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R>>"
        )
        return (
            b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/MarkInfo <</Marked true>>/Lang(%s)/Metadata %d 0 R"
            b"/OutputIntents [%s]/Outlines %d 0 R/PageMode/UseOutlines/ViewerPreferences <</DisplayDocTitle true>>>>"
            % (_PAGES, _TREE, about.lang.encode("ascii"), told, intent % profile, self._outlines())
        )

    def _outlines(self) -> int:
        """One bookmark for each paper, at the top of its first page."""
        top, count = self._put(b""), len(self._parts)
        first = top + 1
        for rank, (name, _node, page) in enumerate(self._parts):
            before = b"/Prev %d 0 R" % (first + rank - 1) if rank else b""
            after = b"/Next %d 0 R" % (first + rank + 1) if rank + 1 < count else b""
            title = text_string(name).encode("ascii")
            self._put(b"<</Title %s/Parent %d 0 R%s%s/Dest [%d 0 R/Fit]>>" % (title, top, before, after, page))
        last = first + count - 1
        self._objects[top - 1] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, count)
        return top

    def _information(self, about: Imprint) -> int:
        """The same as the packet of metadata says."""
        stamp = about.made.strftime("D:%Y%m%d%H%M%S")
        title, author, creator = (text_string(one) for one in (about.title, about.author, _CREATOR))
        told = f"/Title {title}/Author {author}/Creator {creator}/Producer {creator}"
        return self._put(f"<<{told}/CreationDate({stamp})/ModDate({stamp})>>".encode("ascii"))


def _tag(font: bytes) -> bytes:
    """Six capitals that two subsets of a font do not share (ISO 32000-1 §9.6.4): printers keep fonts by their name."""
    return bytes(ord("A") + octet % 26 for octet in hashlib.sha256(font).digest()[:6])


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\r\nendstream" % (entries, len(data), data)


def _written(objects: list[bytes], info: int) -> bytes:
    """Objects, their table, and how the file is told from others: by what it holds."""
    bodies = [b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1)]
    *places, end = accumulate(map(len, bodies), initial=len(_HEAD))
    whole = hashlib.sha256()
    for body in bodies:
        whole.update(body)
    name = whole.hexdigest()[:32].encode("ascii")
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID [<%s><%s>]>>\n" % (count, _CATALOG, info, name, name)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%s%sstartxref\n%d\n%%%%EOF\n" % (count, table, trailer, end)
    return b"".join([_HEAD, *bodies, tail])
