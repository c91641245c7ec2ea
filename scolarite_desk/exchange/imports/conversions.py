"""Texts of other programs, made into what our readers of forms take. What a list does not know stays as it is: it is
asked once, for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from scolarite_desk.exchange.imports.profil import Convert
from scolarite_desk.exchange.tables.csv_rows import harmless
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, Msg

Told = tuple[str, Sequence[Msg]]

_DAY_ZERO = date(1899, 12, 30)  # of spreadsheets; right from 1 March 1900
_SERIAL = re.compile(r"[1-9][0-9]{3,4}(?:[.,]0+)?")
_WHOLE = re.compile(r"([0-9]+)[.,]0+")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]+Z?)?")
_FRENCH = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})(?: [0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?)?")
_TWO_FIGURES = re.compile(r"[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{2}")
_YEARS = re.compile(r"([0-9]{4}) ?[/-] ?([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-][0-9]{2,4}\b")

_OF_FRANCE = frozenset({"", "france", "fr", "fra", "100", "99100"})


def cell_text(cell: Any) -> str:
    """A cell as one text: a day as it is written in French, a number without its useless decimals, and without the
    apostrophe that protects what would be computed, ours among others.
    """
    if cell.__class__ is str:
        text: str = cell.strip()
        return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
    if cell is None or isinstance(cell, bool):
        return {None: "", True: "oui", False: "non"}[cell]
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if (cell.hour, cell.minute) == (0, 0) else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return str(cell).strip()


def line_texts(cells: Iterable[Any]) -> list[str]:
    """The cells of a line as texts, without the blank ones of its end."""
    texts = [cell_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def jour(text: str) -> Told:
    """A day: « 07/03/2004 », « 2004-03-07 », with an hour or not, or as a spreadsheet counts it. Raises `Fault` for a
    year of two figures: nobody is there to say the century.
    """
    if found := _FRENCH.fullmatch(text):
        return f"{int(found[1]):02}/{int(found[2]):02}/{found[3]}", ()
    if found := _ISO.fullmatch(text):
        return f"{found[3]}/{found[2]}/{found[1]}", ()
    if _TWO_FIGURES.fullmatch(text):
        raise Fault(N_("L’année a deux chiffres\u00a0: écrivez-en quatre."))
    if _SERIAL.fullmatch(text) and not 1850 <= (number := int(re.split("[.,]", text)[0])) <= 2150:
        day = f"{_DAY_ZERO + timedelta(days=number):%d/%m/%Y}"
        return day, (N_("«\u00a0{texte}\u00a0» compte les jours d’un tableur\u00a0: lu {jour}.", texte=text, jour=day),)
    return text, ()


def month_first(texts: Sequence[str]) -> bool:
    """Whether a column writes the month before the day: some day can be read no other way, and none as we write it."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _MONTH_FIRST.match(text))]
    return any(one <= 12 < other for one, other in pairs) and not any(other <= 12 < one for one, other in pairs)


def refuse_month_first(text: str) -> Told:
    """Of such a column: a day that may be read both ways is read in none. Raises `Fault`."""
    if (found := _MONTH_FIRST.match(text)) and found[1] != found[2]:
        raise Fault(N_("Cette colonne met le mois avant le jour\u00a0: écrivez le jour d’abord."))
    return jour(text)


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
