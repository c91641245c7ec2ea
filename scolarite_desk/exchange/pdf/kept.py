"""A paper that was kept, read back: the objects of a file that `TaggedCanvas` wrote, and of no other.

Its table of objects is the plain one (ISO 32000-1 §7.5.4) and none is hidden in a stream. Whatever is not as it was
written raises `Damaged`, before anything is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|<<|<[0-9A-Fa-f\s]*>|\b(\d+) 0 R\b", re.DOTALL)  # strings hold none
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = 20  # bytes
_STREAM = re.compile(rb">>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_ENDS = re.compile(rb"\r?\nendstream\s+endobj")
_PARENTS = re.compile(rb"/ParentTree <</Nums \[(.*?)\]>>/ParentTreeNextKey", re.DOTALL)
_PARENT = re.compile(rb"(\d+) (\[[^\]]*\])")

Renumber = Callable[[int], int]


class Damaged(Exception):
    """A file that is not a paper of ours, whole."""


def references(text: bytes) -> Iterator[int]:
    """The numbers of the objects that a text names, in order."""
    return (int(found[1]) for found in _REFERENCE.finditer(text) if found[1])


def renumbered(text: bytes, number: Renumber) -> bytes:
    """A text with the objects that it names under other numbers."""
    return _REFERENCE.sub(lambda found: b"%d 0 R" % number(int(found[1])) if found[1] else found[0], text)


def entry(text: bytes, name: bytes, value: bytes = rb"(\d+) 0 R") -> bytes:
    """The value of an entry of a dictionary, a reference unless another pattern is given."""
    return matched(re.search(b"/" + name + rb"\s*" + value, text))[1]


def matched(found: re.Match[bytes] | None) -> re.Match[bytes]:
    """What was found. `Damaged` when it was not."""
    if found is None:
        raise Damaged
    return found


class KeptPaper:
    """Objects by their number: the text of each, and the bytes of its stream when it has one."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        table = matched(_TABLE.match(octets, int(matched(_START.search(octets, max(0, len(octets) - 64)))[1])))
        count, start = int(table[1]), table.end()
        if count * _ENTRY > len(octets) - start:
            raise Damaged
        lines = (octets[start + _ENTRY * rank :][:_ENTRY] for rank in range(count))
        self._places = {rank: int(line[:10]) for rank, line in enumerate(lines) if line[17:18] == b"n"}
        self.catalog = self.text(int(entry(octets[start + _ENTRY * count :], b"Root")))

    def text(self, number: int) -> bytes:
        """An object without its stream."""
        return self.both(number)[0]

    def both(self, number: int) -> tuple[bytes, bytes | None]:
        """An object: its text, and its stream."""
        at = self._places.get(number, len(self._octets))
        start = matched(re.compile(b"%d 0 obj\\s" % number).match(self._octets, at)).end()
        end = self._octets.find(b"endobj", start)
        if end < 0:
            raise Damaged
        opening = _STREAM.search(self._octets, start, end)
        if opening is None:
            return self._octets[start:end].strip(), None
        text = self._octets[start : opening.start() + 2]
        stop = opening.end() + int(matched(_LENGTH.search(text))[1])
        matched(_ENDS.match(self._octets, stop))
        return text.strip(), self._octets[opening.end() : stop]

    def pages(self) -> list[int]:
        """The numbers of its pages. `Damaged` for one that holds more than what is drawn: it would be lost."""
        kids = entry(self.text(self.leaves), b"Kids", rb"\[([^\]]*)\]")
        found = list(references(kids))
        if not found or any(b"/Annots" in self.text(page) for page in found):
            raise Damaged
        return found

    @property
    def leaves(self) -> int:
        """The number of what its pages hang on."""
        return int(entry(self.catalog, b"Pages"))

    @property
    def root(self) -> int:
        """The number of its structure tree."""
        return int(entry(self.catalog, b"StructTreeRoot"))

    def elements(self, pages: list[int]) -> list[int]:
        """The numbers of the nodes of its tree, the whole document first."""
        outside = {self.root, *pages}
        found = [int(entry(self.text(self.root), b"K", rb"\[(\d+) 0 R\]"))]
        seen = set(found)
        for node in found:
            text = self.text(node)
            if b"/StructElem" not in text:
                raise Damaged
            new = [kid for kid in dict.fromkeys(references(text)) if kid not in seen and kid not in outside]
            seen.update(new)
            found.extend(new)
        return found

    def parents(self) -> list[tuple[int, bytes]]:
        """For each page, by its key: the nodes of its marks, as a list."""
        told = matched(_PARENTS.search(self.text(self.root)))[1]
        return [(int(key), nodes) for key, nodes in _PARENT.findall(told)]
