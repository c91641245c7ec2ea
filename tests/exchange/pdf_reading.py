"""PDF files read back by libraries that did not write them."""

from __future__ import annotations

import ctypes
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import page
import pypdfium2
import pypdfium2.raw as pdfium

from tests.texts import golden

PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)


def texts(data: bytes) -> list[str]:
    """The words of each page, runs of white space made one space."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_words(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _words(sheet: pypdfium2.PdfPage) -> str:
    read = sheet.get_textpage()
    try:
        return re.sub(r"\s+", " ", read.get_text_range()).strip()
    finally:
        read.close()
        sheet.close()


def strips(data: bytes, bottom: float, top: float) -> list[str]:
    """What each page says between two heights, in millimetres from its lower edge."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_strip(document[number], bottom * 72 / 25.4, top * 72 / 25.4) for number in range(len(document))]
    finally:
        document.close()


def _strip(sheet: pypdfium2.PdfPage, bottom: float, top: float) -> str:
    read = sheet.get_textpage()
    try:
        return str(read.get_text_bounded(bottom=bottom, top=top))
    finally:
        read.close()
        sheet.close()


def outside(data: bytes, margin: float) -> list[str]:
    """The characters that come nearer than so many millimetres to an edge of their page, or leave it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [text for number in range(len(document)) for text in _outside(document[number], margin * 72 / 25.4)]
    finally:
        document.close()


def _outside(sheet: pypdfium2.PdfPage, margin: float) -> list[str]:
    read, (width, height) = sheet.get_textpage(), sheet.get_size()
    try:
        boxes = [(read.get_text_range(place, 1), read.get_charbox(place)) for place in range(read.count_chars())]
    finally:
        read.close()
        sheet.close()
    inside = (margin, margin, width - margin, height - margin)
    return [
        text
        for text, (left, bottom, right, top) in boxes
        if text.strip() and not (inside[0] <= left and inside[1] <= bottom and right <= inside[2] and top <= inside[3])
    ]


def pixels(data: bytes, number: int) -> bytes:
    """One page as it looks, at 60 dpi."""
    document = pypdfium2.PdfDocument(data)
    try:
        return bytes(document[number].render(scale=60 / 72).buffer)
    finally:
        document.close()


@dataclass(frozen=True)
class Heard:
    """Words drawn in one go, and their box in points from the bottom left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class HeardPage:
    """`read`: the words in the order of the structure tree. `beside`: those that it leaves out. `twice`: marks that it
    names several times.
    """

    read: list[Heard]
    beside: list[Heard]
    twice: list[int]

    @property
    def within(self) -> list[str]:
        """What is left out though it stands among what is read: no running head, no foot."""
        highest, lowest = max(one.top for one in self.read), min(one.bottom for one in self.read)
        return [one.text for one in self.beside if one.top > lowest and one.bottom < highest]


def heard(data: bytes) -> list[HeardPage]:
    """Each page as who hears it is told it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_heard(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _heard(sheet: pypdfium2.PdfPage) -> HeardPage:
    read, drawn = sheet.get_textpage(), dict[int, list[Heard]]()
    for one in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        if text := _text(one, read).strip():
            drawn.setdefault(pdfium.FPDFPageObj_GetMarkedContentID(one), []).append(Heard(text, *one.get_bounds()))
    tree = pdfium.FPDF_StructTree_GetForPage(sheet)
    roots = (pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree)))
    marks = [mark for root in roots for mark in _marks(root)]
    pdfium.FPDF_StructTree_Close(tree)
    read.close()
    sheet.close()
    told = [one for mark in marks for one in drawn.pop(mark, [])]
    return HeardPage(
        told,
        [one for ones in drawn.values() for one in ones],
        [mark for mark, count in Counter(marks).items() if count > 1],
    )


def _text(one: pypdfium2.PdfObject, read: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(one, read, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(one, read, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _marks(node: Any) -> Iterator[int]:
    """The marks of a node and of those under it, in order; what it holds on other pages has none here."""
    for place in range(pdfium.FPDF_StructElement_CountChildren(node)):
        if under := pdfium.FPDF_StructElement_GetChildAtIndex(node, place):
            yield from _marks(under)
        elif (mark := pdfium.FPDF_StructElement_GetChildMarkedContentID(node, place)) >= 0:
            yield mark


def faults(data: bytes) -> list[str]:
    """What PDF/UA-1 and PDF/A-2a find wrong."""
    limits = page.SafetyLimits.unlimited()
    found = []
    for profile in PROFILES:
        report = page.validate_pdf_bytes(data, profile=profile, limits=limits)
        found += [f"{profile.value} {failure.rule_id}: {failure.message}" for failure in report.failures]
    return found


def same_words(name: str, data: bytes) -> None:
    """The words are those kept in `tests/golden/NAME.txt`."""
    golden(name, "\n\n".join(textwrap.fill(words, 100) for words in texts(data)))
