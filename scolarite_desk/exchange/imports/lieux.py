"""Places as a line says them: their country where they say it themselves, and in full what no list knows, such as a
town abroad.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import cache
from typing import NamedTuple

from scolarite_desk.exchange.imports.par_chemin import field_at
from scolarite_desk.exchange.imports.profils.mots import FRANCE
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.referentiel import NARROWED_BY
from scolarite_desk.msg import N_, Msg

_FRANCE = "99100"
# Where a text goes that no line of its list resembles.
_IN_FULL = {
    "identite.commune_naissance": "ville_naissance",
    "adresse.commune": "ville",
    "bac.etablissement": "etablissement_libre",
    "cursus_externes.etablissement": "etablissement_libre",
}
# What says the country of a place whose list is of France; elsewhere it is written in full, whatever town of France has
# its name. The ones before it in a line are read first: a département says the country of its town.
_COUNTRY = {
    "identite.departement_naissance": "pays_naissance",
    "identite.commune_naissance": "pays_naissance",
    "adresse.commune": "pays",
    "bac.departement": "pays",
    "bac.etablissement": "pays",
    "cursus_externes.etablissement": "pays",
}
_TOWNS = frozenset({"identite.commune_naissance", "adresse.commune"})
_UNKNOWN = N_("«\u00a0{ville}\u00a0» n’est pas une commune connue à cette place\u00a0: gardée en toutes lettres.")
_NAMESAKES = frozenset({"identite.commune_naissance"})  # Brest is in two countries: the name alone says neither


class _Place(NamedTuple):
    """A path of a list of France, the paths where its text goes in full (blank: nowhere) and that say its country,
    those that narrow the list by the name of their field, whether being in the list says that it is in France.
    """

    path: str
    full: str
    liste: str
    country: str
    beside: tuple[tuple[str, str], ...]
    tells: bool


def settler(
    paths: Iterable[str], lists: Lists, *, infer: bool = True
) -> Callable[[MutableMapping[str, str]], list[Msg]]:
    """A function that settles the places of a line: a country that is not said and that they say, and what no list
    resembles, which is written in full; a town of France that is so written is told. `infer`: a country may be said by
    what is beside it; else a birth town without one, whose column is there, is no town of our list.
    """
    there = dict.fromkeys(paths)
    places = list(_places(there))

    @cache
    def code(path: str, text: str) -> str:
        liste = getattr(getattr(field_at(path), "reader", None), "liste", "")
        return (lists.find(liste, text, {}) or "") if liste and text else text

    @cache
    def found(liste: str, text: str, beside: tuple[tuple[str, str], ...]) -> bool | None:
        """Whether it is in its list; None when it may be."""
        row = dict(beside)
        if lists.find(liste, text, row) is not None:
            return True
        return None if lists.propose(liste, text, row, 1) else False

    def settle(values: MutableMapping[str, str]) -> list[Msg]:
        told = []
        for one in places:
            if not (text := values.get(one.path)):
                continue
            country = values.get(one.country, "")
            abroad = country and code(one.country, country) != _FRANCE
            known = found(one.liste, text, tuple((name, code(path, values.get(path, ""))) for name, path in one.beside))
            unsure = not country and (infer or (one.country in there and not one.tells))
            if infer and unsure and known and one.tells:
                values[one.country] = FRANCE
            elif one.full and (abroad or known is False or (unsure and not one.tells)):
                values.setdefault(one.full, text)
                del values[one.path]
                if country and not abroad and one.path in _TOWNS and "cedex" not in text.casefold():
                    told.append(_UNKNOWN.given(ville=text))
        return told

    return settle


def _places(paths: Iterable[str]) -> Iterator[_Place]:
    there = dict.fromkeys(paths)
    plain = {path: f"{path.partition('.')[0]}.{path.rpartition('.')[2]}" for path in there}
    order = list(_COUNTRY)
    for path in sorted((one for one in there if plain[one] in _COUNTRY), key=lambda one: order.index(plain[one])):
        row, name = path.rpartition(".")[0], plain[path]
        liste = getattr(getattr(field_at(path), "reader", None), "liste", "")
        yield _Place(
            path,
            f"{row}.{_IN_FULL[name]}" if name in _IN_FULL else "",
            liste,
            f"{row}.{_COUNTRY[name]}",
            tuple((each, f"{row}.{each}") for each in NARROWED_BY.get(liste, ())),
            name not in _NAMESAKES,
        )
