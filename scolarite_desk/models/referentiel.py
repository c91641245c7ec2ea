"""The code lists of the office: what an entry is, and how typed text finds one. Nothing here reads a file.

A list is searched with `fold` (case, accents, hyphens aside); « St » and « Ste » are read as Saint and Sainte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from scolarite_desk.models.fold import fold

OUT_OF_PERIOD = "\u00a0(hors période)"

_NOTHING: Mapping[str, str] = MappingProxyType({})
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
    infos: Mapping[str, str] = _NOTHING  # the columns that this list alone has

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
    """The entries of one list, in the order in which they are proposed. Built once, never changed."""

    def __init__(self, entrees: Iterable[Entree]) -> None:
        self.by_code = {entree.code: entree for entree in entrees}

    @cached_property
    def entrees(self) -> tuple[Entree, ...]:
        return tuple(self.by_code.values())

    @cached_property
    def keys(self) -> list[str]:
        """The folded labels, side by side with `entrees`."""
        return [cle(entree.label) for entree in self.entrees]

    @cached_property
    def by_cle(self) -> dict[str, list[Entree]]:
        found: dict[str, list[Entree]] = {}
        for entree in self.entrees:
            for each in entree.cles:
                found.setdefault(each, []).append(entree)
        return found

    @cached_property
    def by_name(self) -> dict[str, list[Entree]]:
        """Folded label to its entries."""
        found: dict[str, list[Entree]] = {}
        for key, entree in zip(self.keys, self.entrees, strict=True):
            found.setdefault(key, []).append(entree)
        return found

    @cached_property
    def by_other_name(self) -> dict[str, list[Entree]]:
        """Folded other name to its entries."""
        found: dict[str, list[Entree]] = {}
        for entree in self.entrees:
            for key in {cle(name) for name in entree.autres}:
                found.setdefault(key, []).append(entree)
        return found

    def code(self, text: str) -> str | None:
        """The code that was typed as such, whatever its case."""
        return next((each for each in (text, text.upper(), text.lower()) if each in self.by_code), None)

    def named(self, text: str, pool: Sequence[Entree] | None) -> str | None:
        """The one code of the pool (the whole list when None) that has this name; None when there are several."""
        key = cle(text)
        for names, own in ((self.by_name, _label), (self.by_other_name, _others)):
            found = names.get(key, []) if pool is None else [entree for entree in pool if key in own(entree)]
            if found:
                return found[0].code if len(found) == 1 else None
        return None

    def begun(self, text: str, pool: Sequence[Entree] | None) -> Iterator[Entree]:
        """The entries for a beginning: by code or key, then names that begin so, other names, words inside names."""
        key = cle(text)
        entrees = self.entrees if pool is None else pool
        keys = self.keys if pool is None else [cle(entree.label) for entree in pool]
        yield from self._by_number(text.strip().upper(), entrees)
        yield from (entree for name, entree in zip(keys, entrees, strict=True) if name.startswith(key))
        yield from (entree for entree in entrees if any(name.startswith(key) for name in _others(entree)))
        yield from (entree for name, entree in zip(keys, entrees, strict=True) if f" {key}" in name)

    def _by_number(self, code: str, entrees: Sequence[Entree]) -> Iterator[Entree]:
        if any(c.isdigit() for c in code):
            yield from (entree for entree in entrees if code in entree.cles)
            yield from (entree for entree in entrees if entree.code.startswith(code))
            if len(code) > 2:
                yield from (entree for entree in entrees if any(each.startswith(code) for each in entree.cles))


def _label(entree: Entree) -> tuple[str, ...]:
    return (cle(entree.label),)


def _others(entree: Entree) -> tuple[str, ...]:
    return tuple(cle(name) for name in entree.autres) if entree.autres else ()


class Referentiel:
    """Every list, each read when first asked for. Implements `field.Lists`.

    `source(name)` gives the entries of a source; it raises `KeyError` for a name that it has not. `propres` are the
    entries of the site (an extract of its SIS): they replace those of the same code and follow the others.
    """

    def __init__(
        self, source: Callable[[str], Iterable[Entree]], propres: Mapping[str, Iterable[Entree]] = MappingProxyType({})
    ) -> None:
        self._source, self._propres = source, {name: tuple(entrees) for name, entrees in propres.items()}
        self._lists: dict[str, Liste] = {}

    def liste(self, name: str) -> Liste:
        """The list of that name. Raises `KeyError` when there is none."""
        if name not in self._lists:
            self._lists[name] = Liste(self._entrees(name))
        return self._lists[name]

    def _entrees(self, name: str) -> Iterator[Entree]:
        if name in COMPOSED:
            for part in COMPOSED[name]:
                yield from self.liste(part).entrees
        else:
            yield from self._source(name)
        yield from self._propres.get(name, ())

    def entree(self, name: str, code: str) -> Entree | None:
        """The whole line of a code."""
        return self.liste(name).by_code.get(code)

    def entrees(self, name: str) -> tuple[Entree, ...]:
        """Every line of a list."""
        return self.liste(name).entrees

    def label(self, name: str, code: str) -> str:
        entree = self.entree(name, code)
        return entree.label if entree else code

    def find(self, name: str, text: str, row: Mapping[str, Any]) -> str | None:
        liste, text = self.liste(name), text.strip().removesuffix(OUT_OF_PERIOD)
        if (code := liste.code(text)) is not None or not cle(text):
            return code
        if (found := liste.named(text, self._pool(name, row))) is not None:
            return found
        place = _IN_PLACE.fullmatch(text)
        return liste.named(place[1], liste.by_cle[place[2]]) if place and place[2] in liste.by_cle else None

    def propose(self, name: str, text: str, row: Mapping[str, Any], limit: int = 50) -> list[tuple[str, str]]:
        liste, pool = self.liste(name), self._pool(name, row)
        if text.strip():
            entrees: Iterable[Entree] = liste.begun(text, pool)
        elif pool is None and any(row.get(column) for column in NARROWED_BY.get(name, ())):
            return []  # a postal code that is in no list: the commune is chosen by its name
        else:
            entrees = liste.entrees if pool is None else pool
        return _shown(_ordered(entrees, _when(name, row)), _when(name, row), limit)

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
