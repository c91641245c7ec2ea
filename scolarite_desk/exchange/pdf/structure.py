"""The structure tree of a tagged PDF (ISO 32000-1 §14.7): what is a heading, a paragraph, a table, in reading order."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc


class Literal(pdfdoc.PDFObject):
    """A PDF object given as the text it is written with."""

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        return self.text.encode("ascii")


class Stream(pdfdoc.PDFObject):
    """Data written as they are, under the entries given (without their length)."""

    __RefOnly__ = 1

    def __init__(self, entries: str, data: bytes) -> None:
        self.entries = entries
        self.data = data

    def format(self, document: Any) -> bytes:
        head = f"<<{self.entries}/Length {len(self.data)}>>\nstream\n"
        return head.encode("ascii") + self.data + b"\r\nendstream\n"


def text_string(text: str) -> str:
    """A PDF text string, in UTF-16 and hexadecimal: never in need of escaping."""
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"


class Element:
    """One node: its children are nodes and marked contents (page index, mark number on that page)."""

    __slots__ = ("alt", "attributes", "kids", "lang", "parent", "reference", "tag")

    def __init__(self, tag: str, parent: Element | None, lang: str = "") -> None:
        self.tag = tag
        self.parent = parent
        self.alt = ""
        self.lang = lang
        self.attributes = ""
        self.kids: list[Element | tuple[int, int]] = []
        self.reference = ""
        if parent is not None:
            parent.kids.append(self)


class Tree:
    """The nodes of one document, and for each page the node of each of its marks."""

    def __init__(self) -> None:
        self.root = Element("Document", None)
        self.marks: list[list[Element]] = [[]]

    def mark(self, element: Element) -> int:
        """Number the next marked content of the current page for `element`."""
        marks = self.marks[-1]
        element.kids.append((len(self.marks) - 1, len(marks)))
        marks.append(element)
        return len(marks) - 1

    def turn(self) -> None:
        """The page is done: marks are numbered from 0 again on the next one."""
        self.marks.append([])

    def write(self, document: Any, pages: list[str]) -> Any:
        """Add every node to the document; `pages` holds the reference ("12 0 R") of each. Returns the tree's own."""
        root = document.Reference(Literal(""), "StructTreeRoot")
        nodes = [_add(document, element) for element in _walk(self.root)]
        for element, node in nodes:
            node.text = _element(element, _resolve(document, root), pages)
        parents = " ".join(
            f"{page} [{' '.join(element.reference for element in marks)}]"
            for page, marks in enumerate(self.marks)
            if marks
        )
        document.idToObject["StructTreeRoot"].text = (
            f"<</Type/StructTreeRoot/K [{self.root.reference}]/ParentTree <</Nums [{parents}]>>"
            f"/ParentTreeNextKey {len(self.marks)}>>"
        )
        return root


def _walk(root: Element) -> list[Element]:
    found = [root]
    for element in found:
        found.extend(kid for kid in element.kids if isinstance(kid, Element))
    return found


def _add(document: Any, element: Element) -> tuple[Element, Literal]:
    node = Literal("")
    element.reference = _resolve(document, document.Reference(node))
    return element, node


def _resolve(document: Any, reference: Any) -> str:
    return str(reference.format(document).decode("ascii"))


def _element(element: Element, root: str, pages: list[str]) -> str:
    first = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    parts = [f"<</Type/StructElem/S/{element.tag}/P {element.parent.reference if element.parent else root}"]
    if first is not None:
        parts.append(f"/Pg {pages[first]}")
    if element.alt:
        parts.append("/Alt " + text_string(element.alt))
    if element.lang:
        parts.append(f"/Lang({element.lang})")
    if element.attributes:
        parts.append("/A " + element.attributes)
    parts.append("/K [" + " ".join(_kid(kid, first, pages) for kid in element.kids) + "]>>")
    return "".join(parts)


def _kid(kid: Element | tuple[int, int], first: int | None, pages: list[str]) -> str:
    if isinstance(kid, Element):
        return kid.reference
    page, mark = kid
    return str(mark) if page == first else f"<</Type/MCR/Pg {pages[page]}/MCID {mark}>>"
