"""Texts of other programs, made into what our readers of forms take. What a list does not know stays as it is: it is
asked once, for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from datetime import date
from typing import Any

from scolarite_desk.exchange.imports.profil import Convert
from scolarite_desk.exchange.tables.csv_rows import harmless
from scolarite_desk.exchange.tables.valeurs import OrdreDesJours, day_of, text_of
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, Msg

Told = tuple[str, Sequence[Msg]]

_TODAY = date(2000, 1, 1)  # of no use: it gives a century to years of two figures, which are refused
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]+)?")
_WHOLE = re.compile(r"([0-9]+)[.,]0+")
_YEARS = re.compile(r"([0-9]{4}) ?[/-] ?([0-9]{4}|[0-9]{2})")

_OF_FRANCE = frozenset({"", "france", "fr", "fra", "100", "99100"})


def cell_text(cell: Any) -> str:
    """A cell as the office would type it, without the apostrophe that protects what would be computed, ours among
    others.
    """
    if cell.__class__ is str:
        text: str = cell.strip()
        return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
    return text_of(cell)


def line_texts(cells: Iterable[Any]) -> list[str]:
    """The cells of a line as texts, without the blank ones of its end."""
    texts = [cell_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def jour(text: str, *, month_first: bool = False) -> Told:
    """A day as it is written in French, perhaps partial; the hour after it is left out. Raises `Fault`, for a year of
    two figures too: nobody is there to say the century.
    """
    day = dates.show_day(day_of(text, _TODAY, month_first=month_first))
    if not _SERIAL.fullmatch(text):
        return day, ()
    return day, (N_("«\u00a0{texte}\u00a0» compte les jours d’un tableur\u00a0: lu {jour}.", texte=text, jour=day),)


def jour_of(order: OrdreDesJours) -> Convert:
    """How the days of a column are read that writes them in that order: in both, what may be read twice is not."""
    return {OrdreDesJours.MOIS: _mois_jour, OrdreDesJours.MELE: _unsure}.get(order, jour)


def _mois_jour(text: str) -> Told:
    return jour(text, month_first=True)


def _unsure(text: str) -> Told:
    read = {jour(text, month_first=first)[0] for first in (True, False) if _is_read(text, first)}
    if len(read) > 1:
        raise Fault(N_("Cette colonne écrit tantôt le jour, tantôt le mois d’abord\u00a0: précisez."))
    return (read.pop(), ()) if read else jour(text)


def _is_read(text: str, month_first: bool) -> bool:
    try:
        jour(text, month_first=month_first)
    except Fault:
        return False
    return True


def annee(text: str) -> Told:
    """A year; of an academic one, « 2023-2024 », the second: results are of its summer."""
    if found := _YEARS.fullmatch(text):
        return found[1][:2] + found[2] if len(found[2]) == 2 else found[2], ()
    return entier(text)


def entier(text: str) -> Told:
    """A whole number, or a code of figures, that a spreadsheet wrote « 12.0 »."""
    found = _WHOLE.fullmatch(text)
    return (found[1] if found else text), ()


def telephone(text: str) -> Told:
    """A phone number; nine figures are a French one whose zero was taken for nothing."""
    text, _ = entier(text)
    return ("0" + text if re.fullmatch("[1-9][0-9]{8}", text.replace(" ", "")) else text), ()


def code(text: str) -> Told:
    """A code or an INE: upper case, no blank."""
    text, _ = entier(text)
    return "".join(text.split()).upper(), ()


def une_ligne(text: str) -> Told:
    """Single spaces: names and lines of an address."""
    return " ".join(text.split()), ()


def virgule(text: str) -> Told:
    """A number with a French comma."""
    return (text.replace(".", ",") if re.fullmatch(r"[0-9]+\.[0-9]+", text) else text), ()


def words(**known: str) -> Convert:
    """Words of a source that our list does not have, folded, in « _ » for a space; any other stays as it is."""
    table = {name.replace("_", " "): value for name, value in known.items()}

    def convert(text: str) -> Told:
        return table.get(fold(text), text), ()

    return convert


def several(separator: str) -> Convert:
    """Several texts in one cell, given with commas between."""

    def convert(text: str) -> Told:
        return ", ".join(one.strip() for one in text.split(separator) if one.strip()), ()

    return convert


def unnamed(text: str) -> Told:
    """A name of our own tables, where « - » says that there is none."""
    return ("" if text == "-" else une_ligne(text)[0]), ()


def as_it_is(text: str) -> Told:
    """A text of several lines, or that its profile takes apart."""
    return text, ()


def postcode(valeurs: MutableMapping[str, str]) -> Sequence[Msg]:
    """A French postal code of four figures had a zero before it: it is given back, and told."""
    given = valeurs.get("adresse.code_postal", "")
    if not re.fullmatch("[0-9]{4}", given) or fold(valeurs.get("adresse.pays", "")) not in _OF_FRANCE:
        return ()
    valeurs["adresse.code_postal"] = "0" + given
    return (N_("Code postal {lu}\u00a0: le zéro de tête est remis.", lu=given),)
