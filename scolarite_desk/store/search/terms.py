"""What a person is found by, and what a typed search asks for: the two sides of the index, in the same words.

A token is a folded name, or begins with the mark of its kind. A name gives every end of it, glued: « Le Goff » gives
`legoff` and `goff`, so that LEGOFF, le-goff and Goff begin one of them. Names and birth days are in the full-text
index; numbers, phones and addresses, which are asked alone, in a plain one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold, fold_phone, read_query
from scolarite_desk.models.rules.ine import normalise

CODE, MAIL, BORN, PHONE, PHONE_END = "#", "@", "_", "+", "-"
TAIL = "~"  # after any letter: the range from `x` to `x~` is what begins with x

_NOT_A_MAIL_CHARACTER = re.compile(r"[^a-z0-9@._+-]")
_NOT_A_CODE_CHARACTER = re.compile(r"[^0-9a-z]")
_CONFUSED = str.maketrans("oi", "01")  # read aloud or copied by hand, they are one
_PIECES = re.compile(r"[\s,;()]+")
_ALPHABET = {letter: value for value, letter in enumerate("\0 0123456789abcdefghijklmnopqrstuvwxyz")}
_LETTERS, _SLOT_BITS = 8, 21  # 38⁸ < 2⁴²: a place is a positive 63-bit number
ASKED_AT_MOST = 200  # characters of a search that are read: a text pasted by mistake would take seconds
_GLUED_AT_MOST = 8  # words that are tried glued in every way: two double-barrelled names of two words each


@lru_cache(maxsize=16_384)
def ends(name: str | None) -> tuple[str, ...]:
    """Every end of a name, glued; the first is the whole name."""
    words = fold(name or "").split()
    return tuple("".join(words[start:]) for start in range(len(words)))


def code(text: str) -> str:
    """The token of a number, O and 0, I and 1 being one."""
    return CODE + _NOT_A_CODE_CHARACTER.sub("", text.lower()).translate(_CONFUSED)


def mail(text: str) -> str:
    """The token of an address or of its beginning."""
    return MAIL + _NOT_A_MAIL_CHARACTER.sub("_", text.strip().lower())


def born(day: str) -> str:
    """The token of a birth day, or of its beginning."""
    return BORN + day.replace("-", "")


def phone(text: str) -> list[str]:
    """A phone is found by its first digits and by its last."""
    digits = fold_phone(text)
    return [PHONE + digits, PHONE_END + digits[::-1]] if digits else []


def forms(noms: Iterable[str | None], prenoms: Iterable[str | None]) -> list[tuple[str, str]]:
    """The glued pairs (surname, first name) that a person answers to, the main one first.

    Who has no surname is called by the first name.
    """
    surnames = [whole for nom in noms for whole in ends(nom)[:1]]
    firsts = [whole for prenom in prenoms for whole in ends(prenom)[:1]]
    if not surnames:
        surnames, firsts = firsts, []
    return list(dict.fromkeys(product(surnames or [""], firsts or [""])))


def span(nom: str, prenom: str) -> tuple[int, int]:
    """The first and last places of those whose name and first name begin with the same letters.

    Places increase with (nom, prenom), so that the full-text index, which answers by place, answers by name.
    """
    packed = 0
    for letter in f"{nom} {prenom}"[:_LETTERS].ljust(_LETTERS, "\0"):
        packed = packed * len(_ALPHABET) + _ALPHABET[letter]
    return packed << _SLOT_BITS, (packed + 1 << _SLOT_BITS) - 1


def same_span(place: int, other: int) -> bool:
    """Whether two places stand in one span: their order then says nothing."""
    return place >> _SLOT_BITS == other >> _SLOT_BITS


@dataclass(frozen=True)
class Reading:
    """One thing that the text may mean: all these words in the names of who was born then."""

    words: tuple[str, ...]
    day: str | None = None

    def expression(self) -> str:
        """It, in the language of the full-text index."""
        named = [_found_by(self.words)] if self.words else []
        return _all([*named, *([_starts(born(self.day))] if self.day else [])])


@dataclass(frozen=True)
class Asked:
    """Everything that the text may mean: a person whom one of these finds is found."""

    readings: tuple[Reading, ...] = ()
    starts: tuple[str, ...] = ()  # codes, or their beginnings
    whole: tuple[str, ...] = ()  # codes that make the first of the list

    def places(self) -> tuple[str, tuple[str, ...]]:
        """The statement that gives the places of who is found, and its values."""
        parts, values = [], []
        if self.readings:
            parts.append("SELECT rowid AS place FROM trouvable_mot WHERE trouvable_mot MATCH ?")
            values.append(" OR ".join(reading.expression() for reading in self.readings))
        for token in self.starts:
            parts.append("SELECT place FROM trouvable_code WHERE code >= ? AND code < ?")
            values += [token, token + TAIL]
        for token in self.whole:
            parts.append("SELECT place FROM trouvable_code WHERE code = ?")
            values.append(token)
        return " UNION ".join(parts or ["SELECT place FROM trouvable WHERE false"]), tuple(values)


def asked(text: str, today: date, prefixe_mon_master: str = "M3") -> Asked:
    """What a typed text asks for. An @ means an address and nothing else."""
    text = text[:ASKED_AT_MOST]
    query = read_query(text, today, prefixe_mon_master)
    if "@" in text:
        return Asked((), (mail(text),))
    readings = [Reading(query.words)] if _lettered(query.words) else []
    readings += _with_days(pieces(text), today)
    typed = normalise(text)
    vague = typed.startswith("CAND") and len(typed) < 6
    numbers = [query.external, typed] if query.external and not vague else []
    codes = starts = tuple(dict.fromkeys(map(code, numbers)))
    if query.phone:
        starts += tuple(phone(query.phone))
    if len(typed) == 8 and typed.isascii() and typed.isalpha():
        codes = (code(typed),)
    return Asked(tuple(dict.fromkeys(readings)), starts, codes)


def pieces(text: str) -> list[str]:
    """What spaces and commas part."""
    return [piece for piece in _PIECES.split(text[:ASKED_AT_MOST]) if piece]


def _lettered(words: Iterable[str]) -> bool:
    return any(letter.isalpha() for word in words for letter in word)


def _with_days(pieces: list[str], today: date) -> list[Reading]:
    """Every run of pieces that is a day, the others being words of the names."""
    found = []
    for start in range(len(pieces)):
        for stop in range(start + 1, min(start + 3, len(pieces)) + 1):
            rest = tuple(fold(" ".join(pieces[:start] + pieces[stop:])).split())
            day = _day(" ".join(pieces[start:stop]), today)
            if day and (not rest or _lettered(rest)):
                found.append(Reading(rest, day))
    return found


def _day(text: str, today: date) -> str | None:
    try:
        return dates.read_day(text, today) if any(c.isdigit() for c in text) else None
    except Fault:
        return None


def _found_by(words: tuple[str, ...]) -> str:
    """The expression of these words, neighbours of which may be one in the base; of too many, in two parts at most."""
    if len(words) > _GLUED_AT_MOST:
        splits = [("".join(words[:at]), "".join(words[at:])) for at in range(1, len(words))]
        return _any([_all(map(_starts, way)) for way in [words, ("".join(words),), *splits]])
    return _glued_ways(words)


@lru_cache(maxsize=256)
def _glued_ways(words: tuple[str, ...]) -> str:
    """Every way to glue neighbours: either the words part at the middle, or one piece lies across it.

    Written out way by way, eight words would make six hundred terms; this makes a hundred and thirty.
    """
    if len(words) == 1:
        return _starts(words[0])
    middle, size = len(words) // 2, len(words)
    ways = [_all([_glued_ways(words[:middle]), _glued_ways(words[middle:])])]
    for start, stop in product(range(middle), range(middle + 1, size + 1)):
        around = [_glued_ways(part) for part in (words[:start], words[stop:]) if part]
        ways.append(_all([_starts("".join(words[start:stop])), *around]))
    return _any(ways)


def _all(parts: Iterable[str]) -> str:
    return f"({' AND '.join(parts)})"


def _any(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def _starts(token: str) -> str:
    return f'"{token}"*'
