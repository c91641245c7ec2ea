"""What the search must answer, as a plain sorted scan of everybody: slow, short, and sharing nothing with the index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import product

from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold, fold_phone, glue, read_query

EXACT, BEGINS, REST = range(3)


@dataclass(frozen=True)
class Someone:
    """A live person, and every number that was given to them."""

    key: str
    nom: str | None = None
    nom_usage: str | None = None
    prenom: str | None = None
    prenom_usage: str | None = None
    autres: str | None = None
    ne_le: str | None = None
    portable: str | None = None
    courriel: str | None = None
    numbers: tuple[str, ...] = ()

    def called(self) -> list[tuple[str, str]]:
        """Surname and first name, glued, in every way the person is called; the civil one first."""
        surnames = [glue(nom) for nom in (self.nom, self.nom_usage) if nom]
        firsts = [glue(prenom) for prenom in (self.prenom, self.prenom_usage) if prenom]
        if not surnames:
            return [(first, "") for first in firsts] or [("", "")]
        return list(product(surnames, firsts or [""]))

    def ends(self) -> list[str]:
        """Every end of every name, glued: `legoff` and `goff` for Le Goff."""
        names = [self.nom, self.nom_usage, self.prenom, self.prenom_usage, *(self.autres or "").split(",")]
        return ["".join(words[n:]) for name in names if (words := fold(name or "").split()) for n in range(len(words))]


def scan(people: list[Someone], text: str, today: date) -> list[str]:
    """Keys of who is found: exact names, then names beginning so, then the rest, by name, first name, day and key."""
    standings = {one.key: _standing(one, text, today) for one in people}
    return [key for _, key in sorted((standing, key) for key, standing in standings.items() if standing)]


def _standing(one: Someone, text: str, today: date) -> tuple[int, tuple[str, str], str] | None:
    found = [pair for words in _readings(one, text, today) for pair in _by_name(one, words)]
    if number := _by_number(one, text, today):
        found.append(number)
    if not found:
        return None
    best, form = min(found)
    return best, form if best < REST else one.called()[0], one.ne_le or ""


def _readings(one: Someone, text: str, today: date) -> list[list[str]]:
    """What is left to be found among the names, for each way to read a birth day of this person, or none, in it."""
    if "@" in text:
        return []
    pieces = [piece for piece in re.split(r"[\s,;()]+", text) if piece]
    readings = [fold(text).split()] if any(c.isalpha() for c in fold(text)) else []
    for start in range(len(pieces)):
        for stop in range(start + 1, min(start + 3, len(pieces)) + 1):
            day = _day(" ".join(pieces[start:stop]), today)
            rest = fold(" ".join(pieces[:start] + pieces[stop:]))
            if day and (one.ne_le or "").startswith(day) and (not rest or any(c.isalpha() for c in rest)):
                readings.append(rest.split())
    return readings


def _day(text: str, today: date) -> str | None:
    try:
        return dates.read_day(text, today) if re.search("[0-9]", text) else None
    except Fault:
        return None


def _by_name(one: Someone, words: list[str]) -> list[tuple[int, tuple[str, str]]]:
    if not _fits(words, one.ends()):
        return []
    return [(_rank(words, form), form) for form in one.called()]


def _fits(words: list[str], ends: list[str]) -> bool:
    """Neighbouring words may be one in the base; each then begins a name or the end of one."""
    return not words or any(
        any(end.startswith("".join(words[:n])) for end in ends) and _fits(words[n:], ends)
        for n in range(1, len(words) + 1)
    )


def _rank(words: list[str], form: tuple[str, str]) -> int:
    if not words:
        return REST
    whole = "".join(words)
    in_two = [("".join(words[:n]), "".join(words[n:])) for n in range(1, len(words))]
    if form[0] == whole or any(pair in {form, form[::-1]} for pair in in_two):
        return EXACT
    for first, second in in_two:
        for one, other in (form, form[::-1]):
            if one == first and other.startswith(second):
                return BEGINS
    return BEGINS if form[0].startswith(whole) else REST


def _by_number(one: Someone, text: str, today: date) -> tuple[int, tuple[str, str]] | None:
    query, typed = read_query(text, today), _code(text)
    main = one.called()[0]
    if "@" in text:
        address = (one.courriel or "").lower()
        return (REST, main) if address and address.startswith(text.strip().lower()) else None
    numbers = {_code(number) for number in one.numbers}
    asked = {typed, _code(query.external)} if query.external and not re.fullmatch("(?i)cand.?", typed) else set()
    if numbers & asked or (re.fullmatch("[a-zA-Z]{8}", text.strip()) and typed in numbers):
        return EXACT, main
    begun = any(number.startswith(code) for number in numbers for code in asked)
    phone = fold_phone(one.portable or "")
    called = query.phone and (phone.startswith(query.phone) or phone.endswith(query.phone))
    return (REST, main) if begun or called else None


def _code(text: str) -> str:
    """Separators and case aside; O and 0, I and 1 are read for one another."""
    return re.sub("[^0-9a-z]", "", text.lower()).replace("o", "0").replace("i", "1")
