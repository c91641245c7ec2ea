"""Text as the search compares it, and what a typed search may mean.

Accents, case, ligatures, apostrophes and hyphens do not count. anyascii is used because Unicode's own decomposition
leaves Œ, Ø, Ł and ß as they are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from anyascii import anyascii

from scolarite_desk.models.rules import dates, identifiants, ine, numeros
from scolarite_desk.models.rules.fault import Fault

_BREAK = re.compile(r"[^a-z0-9]+")
_TRUNKED = ("33", "262", "508", "590", "594", "596")  # numbers of these countries have a 0 in national form
_PHONE = re.compile(r"\+?[0-9 .\-/()\u00a0\u202f]+")
_CODE = re.compile(r"[0-9A-Z]{4,16}")


def fold(text: str) -> str:
    """Lower-case ASCII tokens separated by one space: « Œuvrard-N’Guessan » gives `oeuvrard n guessan`."""
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFC", text))
    return _BREAK.sub(" ", text.lower()).strip()


def glue(text: str) -> str:
    """`fold` without any separator, so that LEGOFF, Le Goff and le-goff are one."""
    return fold(text).replace(" ", "")


def fold_phone(text: str) -> str:
    """Digits in national form: `+33 (0)6 12 …` and `06 12 …` are one; other countries keep their code."""
    text = text.strip()
    abroad = text.startswith(("+", "00"))
    digits = "".join(c for c in (text.replace("(0)", "") if abroad else text) if c in "0123456789")
    if not abroad:
        return digits
    digits = digits.removeprefix("00")
    code = next((code for code in _TRUNKED if digits.startswith(code)), None)
    return digits if code is None else "0" + digits[len(code) :].removeprefix("0")


@dataclass(frozen=True)
class Query:
    """What a typed search may mean; None where it cannot mean that."""

    text: str  # as typed, without the spaces around
    words: tuple[str, ...]  # folded
    glued: str
    day: str | None = None  # "2004-03-07", or partial: "2004-03", "2004"
    ine: str | None = None  # an INE or its beginning (4 characters and a digit at least), upper case, no space
    dossier: str | None = None  # a dossier number, or its beginning (4 characters and a digit at least)
    phone: str | None = None  # at least 6 digits, in national form when the number is whole
    email: str | None = None  # an address or its beginning, lower case
    external: str | None = None  # an external identifier or its beginning, as `identifiants` stores it


def read_query(text: str, today: date, prefixe_mon_master: str = "M3") -> Query:
    """Everything that `text` may mean. `prefixe_mon_master` is the setting that makes registration numbers."""
    text = text.strip()
    code = ine.normalise(text)
    coded = bool(_CODE.fullmatch(code)) and any(c.isdigit() for c in code)
    return Query(
        text=text,
        words=tuple(fold(text).split()),
        glued=glue(text),
        day=_day(text, today),
        ine=code if coded and len(code) <= 11 and ine.beginning(code) is None else None,
        dossier=code if (coded or len(code) == 8) and numeros.may_be_dossier(code) else None,
        phone=_phone(text),
        email=text.lower() if "@" in text and " " not in text else None,
        external=identifiants.searched(code, prefixe_mon_master) if coded or code.startswith("CAND") else None,
    )


def _day(text: str, today: date) -> str | None:
    try:
        return dates.read_day(text, today) if any(c.isdigit() for c in text) else None
    except Fault:
        return None


def _phone(text: str) -> str | None:
    digits = fold_phone(text) if _PHONE.fullmatch(text) else ""
    return digits if len(digits) >= 6 else None
