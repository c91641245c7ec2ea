"""One code list: what a line is, and how typed text finds it. Nothing here reads a file.

Names are compared with `fold` (case, accents, hyphens aside); « St » and « Ste » are read as Saint and Sainte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from scolarite_desk.models.rules.fold import fold

NOTHING: Mapping[str, str] = MappingProxyType({})
_SAINT = re.compile(r"\bst(e?)\b")


class Entree(NamedTuple):
    """One line of a list. `debut` and `fin` are a year or an ISO day, both included, blank when open."""

    code: str
    label: str
    autres: tuple[str, ...] = ()  # other names it answers to
    cles: tuple[str, ...] = ()  # what narrows to it: département first, then postal codes
    debut: str = ""
    fin: str = ""
    infos: Mapping[str, str] = NOTHING  # the columns that this list alone has

    def valid(self, when: str) -> bool:
        """Whether it was in use then: a year or an ISO day, maybe partial. A blank or unknown time excludes nothing."""
        return not when or (self.debut[: len(when)] <= when and (not self.fin or when[: len(self.fin)] <= self.fin))

    def over(self, given: Entree | None) -> Entree:
        """This line, with what it leaves blank as it was given: the site's label alone does not lose the years."""
        under = given or self
        made = Entree._make(mine or theirs for mine, theirs in zip(self, under, strict=True))
        if self.label == under.label:
            return made._replace(infos={**under.infos, **self.infos})
        return made._replace(infos=self.infos)  # the English of another label says something else


def cle(text: str) -> str:
    """What two names that mean the same have in common."""
    return _SAINT.sub(r"saint\1", fold(text))


class Liste:
    """The entries of one list, in the order in which they are proposed. Built once, never changed.

    What a search needs is made at the first search: a list that is only read by code stays small.
    """

    def __init__(self, entrees: Iterable[Entree]) -> None:
        self.by_code = {entree.code: entree for entree in entrees}

    @cached_property
    def entrees(self) -> tuple[Entree, ...]:
        return tuple(self.by_code.values())

    @cached_property
    def by_cle(self) -> dict[str, list[Entree]]:
        found: dict[str, list[Entree]] = {}
        for entree in self.entrees:
            for each in entree.cles:
                found.setdefault(each, []).append(entree)
        return found

    @cached_property
    def names(self) -> Names:
        return Names(self.entrees)

    def code(self, text: str) -> str | None:
        """The code that was typed as such, whatever its case."""
        return next((each for each in (text, text.upper(), text.lower()) if each in self.by_code), None)

    def numbered(self, text: str) -> Iterator[Entree]:
        """The entries for a number or its beginning: a key (postal code, département), then a code."""
        number = text.strip().upper()
        if number.isalnum() and any(c.isdigit() for c in number):
            yield from self.by_cle.get(number, ())
            yield from (entree for code, entree in self.by_code.items() if code.startswith(number))
            for each, entrees in self.by_cle.items():
                if len(number) > 2 and each.startswith(number):
                    yield from entrees


class Names:
    """The folded names of some entries, side by side with them: labels, then other names."""

    def __init__(self, entrees: Sequence[Entree]) -> None:
        self.entrees = entrees
        self.keys = [cle(entree.label) for entree in entrees]
        others = [(cle(name), entree) for entree in entrees for name in entree.autres]
        self.other_keys = [key for key, _ in others]
        self.other_entrees = [entree for _, entree in others]

    def named(self, text: str) -> str | None:
        """The one code that has this name; None when there are several. A label wins over another name."""
        key = cle(text)
        for keys, entrees in ((self.keys, self.entrees), (self.other_keys, self.other_entrees)):
            codes = {entrees[at].code for at in _indexes(keys, key)}
            if codes:
                return codes.pop() if len(codes) == 1 else None
        return None

    def begun(self, text: str) -> Iterator[Entree]:
        """The entries of which a name begins so, then those of which a word of the label does."""
        key = cle(text)
        yield from (self.entrees[at] for at, name in enumerate(self.keys) if name.startswith(key))
        yield from (self.other_entrees[at] for at, name in enumerate(self.other_keys) if name.startswith(key))
        inside = " " + key
        yield from (self.entrees[at] for at, name in enumerate(self.keys) if inside in name)


def _indexes(keys: list[str], key: str) -> Iterator[int]:
    """Where `key` stands; `list.index` reads 35 000 names in half a millisecond, without a dictionary to keep."""
    at = -1
    for _ in range(keys.count(key)):
        at = keys.index(key, at + 1)
        yield at


def meant(entrees: Iterable[Entree], text: str) -> str | None:
    """The one code of a short list that a text means: a code, a label, or the beginning of one label only."""
    among, asked = list(entrees), fold(text)
    if any(one.code == text for one in among):
        return text
    named = [one.code for one in among if fold(one.label) == asked]
    begun = named or [one.code for one in among if fold(one.label).startswith(asked)]
    return begun[0] if len(begun) == 1 else None


def holding(entrees: Iterable[Entree], text: str) -> Iterator[Entree]:
    """Those of a short list of which the label holds every typed word."""
    words = fold(text).split()
    return (one for one in entrees if all(word in fold(one.label) for word in words))
