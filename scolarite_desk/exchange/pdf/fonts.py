"""The font family of the documents, and the text it can print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from scolarite_desk import places
from scolarite_desk.errors import Unavailable
from scolarite_desk.langue import Langue, said
from scolarite_desk.msg import N_, Msg, verbatim

REGULAR = "Desk"
BOLD = "Desk-Bold"
REPLACEMENT = "\ufffd"

_T = TypeVar("_T")


class _Font(TTFont):
    """reportlab maps unused codes to U+0000 in ToUnicode, which ISO 19005-2 §6.2.11.7.2 forbids."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        drawn = doc.idToObject["BasicFonts"].dict
        prefix = doc.fontMapping[self.fontName][1:]
        for number, subset in enumerate(subsets):
            stream = doc.idToObject[drawn[f"{prefix}+{number}"].ToUnicode.name]
            stream.content = _to_unicode(subset)


def _to_unicode(subset: list[int]) -> str:
    """The CMap of one subset of at most 256 codes (ISO 32000-1 §9.10.3), by slices of 100 lines."""
    known = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex()}>" for code, point in enumerate(subset) if point]
    slices = [known[start : start + 100] for start in range(0, len(known), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in slices),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


@cache
def register() -> None:
    """Make the shipped family known to reportlab. Raises `Unavailable` when its files are not there."""
    for name, style in ((REGULAR, "Regular"), (BOLD, "Bold")):
        pdfmetrics.registerFont(_Font(name, str(_file(style)), asciiReadable=True))


def _file(style: str) -> Path:
    found = sorted(places.resource("fonts").glob(f"*-{style}.ttf"))
    if not found:
        raise Unavailable(
            N_("La police des documents ({style}) manque\u00a0: réinstallez Scolarité Desk.", style=style)
        )
    return found[0]


@cache
def coverage() -> frozenset[int]:
    """The code points that both weights can print."""
    return frozenset(_glyphs(REGULAR)) & frozenset(_glyphs(BOLD))


def _glyphs(name: str) -> Mapping[int, int]:
    glyphs: dict[int, int] = _known(name).face.charToGlyph
    return glyphs


def _known(name: str) -> Any:
    """A font of ours, whoever asks first: a text may be measured before any page is made."""
    register()
    return pdfmetrics.getFont(name)


@lru_cache(maxsize=1 << 16)
def width(text: str, font: str) -> float:
    """Width of a text in thousandths of its size."""
    return float(_known(font).stringWidth(text, 1000))


_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


@lru_cache(maxsize=1 << 12)
def printable(text: str) -> tuple[str, str]:
    """The text as it can be printed, and the letters that had to be replaced (visibly, by U+FFFD)."""
    if text.isascii() and text.isprintable():
        return text, ""
    composed = _CONTROLS.sub("", unicodedata.normalize("NFC", text.replace("\t", " ").replace("\r\n", "\n")))
    missing = sorted({char for char in composed if ord(char) not in coverage() and char != "\n"})
    return composed.translate({ord(char): REPLACEMENT for char in missing}), "".join(missing)


def covered(document: _T, langue: Langue) -> tuple[_T, tuple[Msg, ...]]:
    """The description with only printable text, and one warning for each text that lost a letter."""
    cleaning = _Cleaning(langue)
    return cleaning.clean(document), tuple(cleaning.warnings)


class _Cleaning:
    """Goes through a description. A sentence is looked at as it will be said, and kept when nothing of it is lost."""

    def __init__(self, langue: Langue) -> None:
        self._langue = langue
        self.warnings: dict[Msg, None] = {}

    def clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Msg):
            text = said(value, self._langue)
            return value if (shown := self._text(text)) == text else verbatim(shown)
        if isinstance(value, tuple):
            return tuple(self.clean(item) for item in value)
        if isinstance(value, Mapping):
            return {key: self.clean(item) for key, item in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return self._fields(value)
        return value

    def _fields(self, value: Any) -> Any:
        changed = {}
        for described in fields(value):
            old = getattr(value, described.name)
            new = self.clean(old)
            if new != old:
                changed[described.name] = new
        return replace(value, **changed) if changed else value

    def _text(self, text: str) -> str:
        shown, missing = printable(text)
        if missing:
            warning = N_(
                "«\u00a0{texte}\u00a0» ne peut pas être imprimé en entier ({codes})\u00a0: ajoutez une transcription "
                "latine.",
                texte=shown,
                codes=", ".join(f"U+{ord(char):04X}" for char in missing),
            )
            self.warnings[warning] = None
        return shown
