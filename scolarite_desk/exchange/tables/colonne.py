"""What a column of a table is, whatever the file it goes to; and what text may go into a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any, Generic, TypeVar

from scolarite_desk.errors import Refused
from scolarite_desk.langue import Langue, said
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress

Ligne = TypeVar("Ligne")  # what a row is
BATCH = 500  # rows read and written at once
TEXT_LIMIT = 32_767  # characters of one cell, counted as UTF-16 units by the spreadsheet programs
# What a spreadsheet would compute (OWASP, CSV injection): full-width signs too, and whatever blanks stand before.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANK = ("\t", "\n")

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
    NOMBRE = "nombre"  # with its decimals, if any
    MONTANT = "montant"  # euros
    OUI_NON = "oui_non"


_SAID = (Genre.TEXTE, Genre.LONG)  # whose values may be sentences of ours


@dataclass(frozen=True, slots=True)
class Colonne(Generic[Ligne]):
    """One column of a table, whatever the file: `lire` gives its value from a row, `largeur` is in characters.

    A text of ours is given as a `Msg`, said in the language of the file.
    """

    cle: str
    entete: Msg
    genre: Genre
    lire: Callable[[Ligne], object]
    largeur: int = 14
    defaut: bool = False  # shown unless the person chose otherwise


def chosen(colonnes: Sequence[Colonne[Ligne]], cles: Sequence[str] | None) -> tuple[Colonne[Ligne], ...]:
    """The columns of these keys, in that order and once each; without keys, those shown by default.

    A key that no column has is ignored: a choice that was kept may be older than the table. `Refused` for no column.
    """
    if cles is None:
        return tuple(colonne for colonne in colonnes if colonne.defaut)
    known = {colonne.cle: colonne for colonne in colonnes}
    found = tuple(known[cle] for cle in dict.fromkeys(cles) if cle in known)
    if not found:
        raise Refused(N_("Choisissez au moins une colonne à exporter."), champ="colonnes")
    return found


def reader(
    colonnes: Sequence[Colonne[Ligne]], langue: Langue, *, answers: bool = True
) -> Callable[[Sequence[Ligne]], list[list[Any]]]:
    """A function that gives the values of some rows, a list a column: what is ours to say is said, a yes too unless
    `answers` is false. What a column is like is found once for all of its rows, which makes a long table cheap.
    """
    yes_no = {True: said(N_("Oui"), langue), False: said(N_("Non"), langue), None: None}

    def values(colonne: Colonne[Ligne], rows: Sequence[Ligne]) -> list[Any]:
        found: list[Any] = list(map(colonne.lire, rows))
        if answers and colonne.genre is Genre.OUI_NON:
            return [yes_no[value] for value in found]
        if colonne.genre in _SAID and [value for value in found if value.__class__ is Msg]:
            return [said(value, langue) if isinstance(value, Msg) else value for value in found]
        return found

    return lambda rows: [values(colonne, rows) for colonne in colonnes]


def batches(rows: Collection[Ligne], progress: Progress) -> Iterator[tuple[int, list[Ligne]]]:
    """Rows in lists of at most 500, each with the number of rows before it; `progress` is told at each, and at the
    end.
    """
    left, total = iter(rows), len(rows)
    for done in range(0, total, BATCH):
        progress.step(done, total)
        yield done, list(islice(left, BATCH))
    progress.step(total, total)


def computed(text: str) -> bool:
    """Whether a spreadsheet would compute this text were it typed."""
    return text.startswith(_BLANK) or text.lstrip().startswith(FORMULA)


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
