"""French as it is set in type: spaces, contractions and dates."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_BEFORE = re.compile(r" (?=[:;?!»€%])")
_AFTER = re.compile(r"(?<=[«°]) |(?<=\b[LRD]\.) (?=\d)|(?<=\bart\.) ")
_ARTICLES = (("les ", "des "), ("le ", "du "))
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


@lru_cache(maxsize=1 << 12)
def spaced(text: str) -> str:
    """What people typed: the spaces that French keeps with their sign or article unbreakable, apostrophes curled."""
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text)).replace("'", "’")


def of(name: str) -> str:
    """« de » before a name: de Rouen, d’Orléans, du Havre, des Abymes, de la réception."""
    for article, contracted in _ARTICLES:
        if name.lower().startswith(article):
            return contracted + name[len(article) :]
    return ("d’" if name[:1] in "AEIOUYÀÂÉÈÊËÎÏÔÙÛŒaeiouyàâéèêëîïôùûœ" else "de ") + name


def day(value: date | None) -> str:
    """07/03/2026, in English documents too; a dash when there is none."""
    return value.strftime("%d/%m/%Y") if value else "–"


def long_day(value: date) -> str:
    """7 mars 2026, 1er mars 2026."""
    number = "1er" if value.day == 1 else str(value.day)
    return f"{number}\u00a0{_MONTHS[value.month - 1]}\u00a0{value.year}"


def week_day(value: date) -> str:
    """samedi 7 mars 2026."""
    return f"{_DAYS[value.weekday()]} {long_day(value)}"
