"""The code lists of the office: which are made of which, what narrows and dates them, how a typed text finds a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

from scolarite_desk.models.fields.liste import Entree, Liste, Names, cle
from scolarite_desk.models.rules.states import AVIS, STATUT, TRAITEMENT, State

__all__ = ["OUT_OF_PERIOD", "Entree", "Liste", "Referentiel"]

OUT_OF_PERIOD = "\u00a0(hors période)"
_IN_PLACE = re.compile(r"(.+) \((\w+)\)")  # « Saint-Denis (974) »


# Lists made of several sources; a later source names again the codes that it shares with an earlier one.
COMPOSED: Mapping[str, tuple[str, ...]] = {
    "commune_naissance": ("commune", "commune_ancienne"),
    "departement_naissance": ("departement", "departement_ancien"),
    "pays_naissance": ("pays", "pays_ancien"),
    "pays_historique": ("pays_ancien",),
    "etablissement": ("universite", "lycee"),
}

# Lists that are states of the house, found by their code too.
STATES: Mapping[str, Mapping[str, State]] = {
    "avis": AVIS,
    "statut_candidature": STATUT,
    "traitement_candidature": TRAITEMENT,
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


class Referentiel:
    """Every list, each read when first asked for. Implements `field.Lists`.

    `source(name)` gives the entries of a source; it raises `KeyError` for a name that it has not. `propres` are the
    entries of the site, by list: they correct those of the same code and follow the others. `commun` has the lists
    that the site leaves alone, so that they are not read again. `cachees` are (list, code) pairs out of service: never
    proposed, still read and shown where they were chosen.
    """

    def __init__(
        self,
        source: Callable[[str], Iterable[Entree]],
        propres: Mapping[str, Iterable[Entree]] = MappingProxyType({}),
        commun: Referentiel | None = None,
        cachees: Collection[tuple[str, str]] = (),
    ) -> None:
        self._source, self._commun, self._hidden = source, commun, frozenset(cachees)
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
        elif name in STATES:
            given = [Entree(one.code, one.label, (one.code,)) for one in STATES[name].values()]
        else:
            given = list(self._source(name))
        own = self._propres.get(name, ())
        known = {entree.code: entree for entree in given} if own else {}
        yield from given
        yield from (entree.over(known.get(entree.code)) for entree in own)

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
        begun = (entree for entree in self._begun(name, text, row) if (name, entree.code) not in self._hidden)
        return _shown(_ordered(begun, when), when, limit)

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
