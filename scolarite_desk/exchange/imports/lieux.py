"""Places that no list knows: a town abroad, a lycée of elsewhere. The form has a place for them in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import cache
from typing import NamedTuple

from scolarite_desk.exchange.imports.par_chemin import field_at
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.referentiel import NARROWED_BY

_FRANCE = "99100"
# Where a text goes that no line of its list resembles.
_IN_FULL = {
    "identite.commune_naissance": "identite.ville_naissance",
    "adresse.commune": "adresse.ville",
    "bac.etablissement": "bac.etablissement_libre",
    "cursus_externes.etablissement": "cursus_externes.etablissement_libre",
}
# What says the country of a town: elsewhere it is written in full, whatever town of France has its name.
_COUNTRY = {"identite.commune_naissance": "identite.pays_naissance", "adresse.commune": "adresse.pays"}


class _Place(NamedTuple):
    """A path of a list, where its text goes in full, the paths that narrow the list by the name of their field, and the
    one that says the country.
    """

    path: str
    full: str
    liste: str
    beside: tuple[tuple[str, str], ...]
    country: str


def settler(paths: Iterable[str], lists: Lists) -> Callable[[MutableMapping[str, str]], None]:
    """A function that moves, of the values of a line, what no list resembles to where it is written in full."""
    places = list(_places(paths))

    @cache
    def code(path: str, text: str) -> str:
        liste = getattr(getattr(field_at(path), "reader", None), "liste", "")
        return (lists.find(liste, text, {}) or "") if liste and text else text

    @cache
    def nobody_knows(liste: str, text: str, beside: tuple[tuple[str, str], ...]) -> bool:
        row = dict(beside)
        return lists.find(liste, text, row) is None and not lists.propose(liste, text, row, 1)

    def settle(values: MutableMapping[str, str]) -> None:
        for one in places:
            if not (text := values.get(one.path)):
                continue
            country = values.get(one.country, "")
            abroad = country and code(one.country, country) != _FRANCE
            beside = tuple((name, code(path, values.get(path, ""))) for name, path in one.beside)
            if abroad or nobody_knows(one.liste, text, beside):
                values.setdefault(one.full, text)
                del values[one.path]

    return settle


def _places(paths: Iterable[str]) -> Iterator[_Place]:
    for path in dict.fromkeys(paths):
        row, _, name = path.rpartition(".")
        plain = f"{row.partition('.')[0]}.{name}"
        if plain in _IN_FULL:
            liste = getattr(getattr(field_at(path), "reader", None), "liste", "")
            beside = tuple((each, f"{row}.{each}") for each in NARROWED_BY.get(liste, ()))
            full = _IN_FULL[plain].rpartition(".")[2]
            yield _Place(path, f"{row}.{full}", liste, beside, _COUNTRY.get(plain, ""))
