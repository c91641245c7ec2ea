"""PDF files read back by libraries that did not write them."""

from __future__ import annotations

import re
import textwrap

import page
import pypdfium2

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
