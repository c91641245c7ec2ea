"""The code lists of the office: what an entry is, and how typed text finds one. Nothing here reads a file.

A list is searched with `fold` (case, accents, hyphens aside); « St » and « Ste » are read as Saint and Sainte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from scolarite_desk.models.fold import fold

OUT_OF_PERIOD = "\u00a0(hors période)"

NOTHING: Mapping[str, str] = MappingProxyType({})
_SAINT = re.compile(r"\bst(e?)\b")
_IN_PLACE = re.compile(r"(.+) \((\w+)\)")  # « Saint-Denis (974) »


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


# Lists made of several sources; a later source names again the codes that it shares with an earlier one.
COMPOSED: Mapping[str, tuple[str, ...]] = {
    "commune_naissance": ("commune", "commune_ancienne"),
    "departement_naissance": ("departement", "departement_ancien"),
    "pays_naissance": ("pays", "pays_ancien"),
    "pays_historique": ("pays_ancien",),
    "etablissement": ("universite", "lycee"),
}

# The fields of the row that narrow a list, by the keys of its entries. A value that no entry has narrows nothing:
# a CEDEX code is in no list of communes.
NARROWED_BY: Mapping[str, tuple[str, ...]] = {
    "commune": ("code_postal",),
    "commune_naissance": ("departement_naissance",),
    "lycee": ("departement",),
    "etablissement": ("departement",),
}

# The field of the row that tells when an entry must have been in use.
DATED_BY: Mapping[str, str] = {
    "bac_serie": "annee",
    "bac_mention": "annee",
    "bac_specialite": "annee",
    "bac_option": "annee",
    "etablissement": "annee",
    "departement_naissance": "ne_le",
    "pays_naissance": "ne_le",
    "pays_historique": "ne_le",
}

# Départements that were divided: people born there before are found in all that they became.
DIVIDED = {"75": "1968", "78": "1968"}


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


class Referentiel:
    """Every list, each read when first asked for. Implements `field.Lists`.

    `source(name)` gives the entries of a source; it raises `KeyError` for a name that it has not. `propres` are the
    entries of the site, by list: they correct those of the same code and follow the others. `commun` has the lists
    that the site leaves alone, so that they are not read again.
    """

    def __init__(
        self,
        source: Callable[[str], Iterable[Entree]],
        propres: Mapping[str, Iterable[Entree]] = MappingProxyType({}),
        commun: Referentiel | None = None,
    ) -> None:
        self._source, self._commun = source, commun
        self._propres = {name: tuple(entrees) for name, entrees in propres.items()}
        self._lists: dict[str, Liste] = {}

    def liste(self, name: str) -> Liste:
        """The list of that name. Raises `KeyError` when there is none."""
        if self._commun and not self._propres.keys() & {name, *COMPOSED.get(name, ())}:
            return self._commun.liste(name)
        if name not in self._lists:
            self._lists[name] = Liste(self._entrees(name))
        return self._lists[name]

    def _entrees(self, name: str) -> Iterator[Entree]:
        if name in COMPOSED:
            given = [entree for part in COMPOSED[name] for entree in self.liste(part).entrees]
        else:
            given = list(self._source(name))
        own = self._propres.get(name, ())
        known = {entree.code: entree for entree in given} if own else {}
        yield from given
        yield from (_corrected(known.get(entree.code), entree) for entree in own)

    def entree(self, name: str, code: str) -> Entree | None:
        """The whole line of a code."""
        return self.liste(name).by_code.get(code)

    def entrees(self, name: str) -> tuple[Entree, ...]:
        """Every line of a list."""
        return self.liste(name).entrees

    def prepare(self, *names: str) -> None:
        """Reads lists and makes them searchable ahead, away from the person's keys (a few tenths of a second)."""
        for name in names:
            liste = self.liste(name)
            _ = liste.names, liste.by_cle

    def label(self, name: str, code: str) -> str:
        entree = self.entree(name, code)
        return entree.label if entree else code

    def find(self, name: str, text: str, row: Mapping[str, Any]) -> str | None:
        liste, text = self.liste(name), text.strip().removesuffix(OUT_OF_PERIOD)
        if (code := liste.code(text)) is not None or not cle(text):
            return code
        pool = self._pool(name, row)
        if (found := (liste.names if pool is None else Names(pool)).named(text)) is not None:
            return found
        place = _IN_PLACE.fullmatch(text)
        return Names(liste.by_cle[place[2]]).named(place[1]) if place and place[2] in liste.by_cle else None

    def propose(self, name: str, text: str, row: Mapping[str, Any], limit: int = 50) -> list[tuple[str, str]]:
        when = _when(name, row)
        return _shown(_ordered(self._begun(name, text, row), when), when, limit)

    def _begun(self, name: str, text: str, row: Mapping[str, Any]) -> Iterable[Entree]:
        liste, pool = self.liste(name), self._pool(name, row)
        if cle(text):
            names = liste.names if pool is None else Names(pool)
            return chain((each for each in liste.numbered(text) if pool is None or each in pool), names.begun(text))
        if pool is None and any(row.get(column) for column in NARROWED_BY.get(name, ())):
            return ()  # a postal code that is in no list: the commune is chosen by its name
        return liste.entrees if pool is None else pool

    def _pool(self, name: str, row: Mapping[str, Any]) -> list[Entree] | None:
        liste = self.liste(name)
        for column in NARROWED_BY.get(name, ()):
            keys = self._places(str(row.get(column) or ""), str(row.get("ne_le") or ""))
            if found := [entree for each in keys for entree in liste.by_cle.get(each, ())]:
                return found
        return None

    def _places(self, key: str, born: str) -> tuple[str, ...]:
        """The key itself, or all that a département of old became, for those born before it was divided."""
        former = key == "20" or (key in DIVIDED and "" < born < DIVIDED[key])
        entree = self.entree("departement_ancien", key) if former else None
        return tuple(entree.infos["aussi"].split("|")) if entree else (key,)


def _corrected(given: Entree | None, own: Entree) -> Entree:
    """The site's entry, with what it leaves blank as it was given: a label alone does not lose the years."""
    return Entree._make(mine or theirs for mine, theirs in zip(own, given or own, strict=True))


def _when(name: str, row: Mapping[str, Any]) -> str:
    return str(row.get(DATED_BY[name]) or "") if name in DATED_BY else ""


def _ordered(entrees: Iterable[Entree], when: str) -> Iterable[Entree]:
    """Those in use then first; the others follow, because no list of years is sure."""
    return sorted(entrees, key=lambda entree: not entree.valid(when)) if when else entrees


def _shown(entrees: Iterable[Entree], when: str, limit: int) -> list[tuple[str, str]]:
    """The first `limit` distinct entries, with what tells apart two that have one label."""
    kept: dict[str, Entree] = {}
    for entree in entrees:
        kept.setdefault(entree.code, entree)
        if len(kept) == limit:
            break
    labels = [entree.label for entree in kept.values()]
    return [(code, _told_apart(entree, labels.count(entree.label) > 1, when)) for code, entree in kept.items()]


def _told_apart(entree: Entree, twin: bool, when: str) -> str:
    label = f"{entree.label} ({entree.cles[0]})" if twin and entree.cles else entree.label
    return label if entree.valid(when) else label + OUT_OF_PERIOD
