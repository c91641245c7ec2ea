"""A language that nobody speaks: sentences half as long again, in accented letters. What stays French was not said.

⟦Énrégístrér·····⟧
"""

from __future__ import annotations

import gettext
import re

from scolarite_desk.langue import Langue

_LETTERS = str.maketrans("aeiouyncAEIOUYNC", "áéíóúýñçÁÉÍÓÚÝÑÇ")
_VALUES = re.compile(r"(\{\w+\??\}|&[^&\s]|\{\{|\}\})")  # values and letters of menus stay as they are
OPEN, CLOSE, FILL = "⟦", "⟧", "·"


def pseudo(text: str) -> str:
    """The sentence as the language says it; its values and its letter of a menu stay, and so does what has no word."""
    if not re.search(r"[A-Za-zÀ-ÿ]", _VALUES.sub("", text)):
        return text
    parts = [part if at % 2 else part.translate(_LETTERS) for at, part in enumerate(_VALUES.split(text))]
    return f"{OPEN}{''.join(parts)}{FILL * (len(text) // 2 - 2)}{CLOSE}"


class _Pseudo(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if abs(n) < 2 else msgid2)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


PSEUDO = Langue("qps", _Pseudo())


def unsaid(text: str) -> str:
    """What of a text on screen is outside of the language: words of four letters and more that no sentence holds."""
    depth, kept = 0, []
    for char in text:
        depth += (char == OPEN) - (char == CLOSE)
        kept.append(" " if depth or char == CLOSE else char)
    return " ".join(re.findall(r"[A-Za-zÀ-ÿ’']{4,}", "".join(kept)))
