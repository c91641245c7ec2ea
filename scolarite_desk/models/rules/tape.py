"""What a text typed in the search box says of somebody who is not in the base yet."""

from __future__ import annotations

from datetime import date

from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.ressemblance import Civil

# Words that begin a surname without ending it: « de la Tour », « Ben Salah », « van Dijk ».
_PARTICLES = frozenset({
    "d", "da", "de", "del", "della", "des", "di", "do", "dos", "du", "e", "el", "al", "ait", "aït", "ben", "bin", "bou",
    "la", "las", "le", "les", "los", "mac", "mc", "o", "san", "saint", "sainte", "st", "ste", "van", "vander", "von",
    "zu",
})  # fmt: skip


def civil_of(text: str, today: date) -> Civil:
    """Surname, first name and birth day; what is neither letters nor a day (an INE, a phone) is left out.

    Words in capitals are the surname when others are not; else the first word is, with the particles before it.
    """
    words, day = _without_day(text.split(), today)
    names = [word for word in words if not any(letter.isdigit() or letter == "@" for letter in word)]
    surname, first = _split(names)
    return Civil(
        nom_naissance=" ".join(surname).upper() or None,
        prenom=" ".join(map(_capital, first)) or None,
        ne_le=day,
    )


def _without_day(words: list[str], today: date) -> tuple[list[str], str | None]:
    """The words around the first run of one to three of them that is a whole birth day."""
    for size in (1, 3):
        for start in range(len(words) - size + 1):
            day = _day(" ".join(words[start : start + size]), today)
            if day is not None:
                return words[:start] + words[start + size :], day
    return words, None


def _day(text: str, today: date) -> str | None:
    if not text[0].isdigit():
        return None
    try:
        day = dates.read_day(text, today)
    except Fault:
        return None
    return day if len(day) == 10 and day <= today.isoformat() else None


def _split(names: list[str]) -> tuple[list[str], list[str]]:
    capitals = [word for word in names if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(names):
        return capitals, [word for word in names if word not in capitals]
    end = next((number for number, word in enumerate(names) if word.casefold().strip("'’") not in _PARTICLES), -1) + 1
    end = end or len(names)
    return names[:end], names[end:]


def _capital(word: str) -> str:
    """« maelle » is Maelle, « jean-luc » Jean-Luc; what has capitals already keeps them unless it has nothing else."""
    if word != word.lower() and word != word.upper():
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
