"""What a column of a table is, whatever the file it goes to; and what text may go into a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

TEXT_LIMIT = 32_767  # characters of one cell, counted as UTF-16 units by the spreadsheet programs

_CONTROL = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BREAK = re.compile("\r\n?|\x0b")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Genre(Enum):
    """How the values of a column are written and shown. `None` is an empty cell everywhere."""

    TEXTE = "texte"
    LONG = "long"  # text of several lines
    NOM = "nom"  # a name which may not exist: then `-`, so that nobody looks for it
    CODE = "code"  # an identifier, a phone number, a postal code: text, even when all digits
    JOUR = "jour"  # a date or an ISO day, perhaps partial ("2004-03")
    INSTANT = "instant"  # a stored instant, in UTC
    ENTIER = "entier"
    MONTANT = "montant"  # euros
    OUI_NON = "oui_non"


@dataclass(frozen=True, slots=True)
class Colonne:
    """`cle` names the attribute of a row that the column shows; `largeur` is in characters."""

    cle: str
    entete: str
    genre: Genre = Genre.TEXTE
    largeur: int = 14
    defaut: bool = False  # shown unless the person chose otherwise


def plain(text: str) -> str:
    """The text without what no file of ours may hold: control characters, half characters, more than a cell takes."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _CONTROL.sub("", _BREAK.sub("\n", text))
    return _cut(text) if len(text) > TEXT_LIMIT // 2 else text


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * TEXT_LIMIT:
        return text
    return units[: 2 * (TEXT_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"
