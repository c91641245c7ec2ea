"""Signs that say nothing in an identifier: those that nobody sees, spaces, dots, and dashes whatever their length."""

from __future__ import annotations

import re
import unicodedata

_DASHES = "\u02d7\u2043\u2212\u2796"  # that Unicode does not class among dashes: modifier, bullet, minus signs
_SEPARATORS = re.compile(r"[\s.\-_]")


def visible(text: str) -> str:
    """The text without its format characters: zero width space, direction marks, soft hyphen, byte order mark..."""
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")


def plain(text: str) -> str:
    """`visible`, every dash being the one of the keyboard."""
    text = visible(text)
    return text if text.isascii() else "".join("-" if _is_dash(c) else c for c in text)


def compact(text: str) -> str:
    """An identifier as it is compared: upper case, without spaces, dots, dashes nor invisible signs."""
    return _SEPARATORS.sub("", plain(text)).upper()


def _is_dash(sign: str) -> bool:
    return sign in _DASHES or unicodedata.category(sign) == "Pd"
