"""Signs that say nothing in an identifier or a name: those that nobody sees, spaces, dots, dashes of any length.

Figures and letters of another keyboard (wide ones, Arabic figures) are those of ours: they name the same number.
"""

from __future__ import annotations

import re
import unicodedata

_DASHES = "\u02d7\u2043\u2212\u2796"  # that Unicode does not class among dashes: modifier, bullet, minus signs
_JOINERS = "\u200c\u200d"  # zero width: one that keeps letters apart, one that ties them
_JOINING = frozenset(
    (
        *("ARABIC", "SYRIAC", "MANDAIC", "NKO", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA"),
        *("TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN"),
    )
)
_SEPARATORS = re.compile(r"[\s.\-_]")
_WIDE = range(0xFF01, 0xFF5F)  # the signs of ASCII as Asian keyboards widen them
_NARROWER = 0xFEE0


def visible(text: str) -> str:
    """The text without its format characters: zero width space, direction marks, soft hyphen, byte order mark..."""
    if text.isascii() or text.isprintable():  # what is printed is no format character
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def spelled(text: str) -> str:
    """`visible`, but for a joiner that changes the letters it stands between: « می‌خواهم », Malayalam, Sinhala..."""
    if text.isascii():
        return text
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return "".join(c for before, c, after in around if (c in _JOINERS and _joined(before, after)) or visible(c))


def _joined(before: str, after: str) -> bool:
    return all(unicodedata.name(one, "").partition(" ")[0] in _JOINING for one in (before, after))


def plain(text: str) -> str:
    """`visible`, every dash, figure and wide letter being the one of the keyboard."""
    text = visible(text)
    return text if text.isascii() else "".join(_typed(c) for c in text)


def compact(text: str) -> str:
    """An identifier as it is compared: upper case, without spaces, dots, dashes nor invisible signs."""
    return _SEPARATORS.sub("", plain(text)).upper()


def _typed(sign: str) -> str:
    """The sign that this keyboard has for that one, or itself."""
    if sign in _DASHES or unicodedata.category(sign) == "Pd":
        return "-"
    if ord(sign) in _WIDE:
        return chr(ord(sign) - _NARROWER)
    return str(unicodedata.decimal(sign, sign))
