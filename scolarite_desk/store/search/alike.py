"""Persons of the base who may be the one whose civil status is typed: few are compared, those who share a block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy.orm import Session

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rules.ressemblance import Civil, Ressemblance, blocks, compare
from scolarite_desk.store.search import terms
from scolarite_desk.store.search.query import lines_at
from scolarite_desk.store.sql import as_json, read

_IN_NAMES = """SELECT place FROM trouvable_nom
    WHERE nom >= ? AND nom < ? AND prenom >= ? AND prenom < ?"""
_CIVIL = """SELECT t.place, p.nom_naissance, p.nom_usage, p.prenom, p.prenom_usage, p.autres_prenoms, p.ne_le,
    p.telephone, p.portable, p.courriel,
    (SELECT group_concat(i.valeur, ' ') FROM identifiant i
     WHERE i.personne_id = p.id AND i.retire_le IS NULL AND i.genre IN ('INE', 'INE_ALIAS'))
    FROM trouvable t JOIN personne p ON p.id = t.personne WHERE t.place IN (SELECT value FROM json_each(?))"""


def lookalikes(session: Session, civil: Civil) -> tuple[tuple[FoundRow, Ressemblance], ...]:
    """Who looks like this civil status, the most alike first, and why."""
    alike = {place: found for place, other in _candidates(session, civil) if (found := compare(civil, other))}
    pairs = [(line.shown(), alike[place]) for place, line in lines_at(session, alike).items()]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1].score, pair[0].personne)))


def _candidates(session: Session, civil: Civil) -> Iterator[tuple[int, Civil]]:
    """Persons who share a block, by place, with what is compared of them."""
    places = set(_sharing(session, blocks(civil)))
    return ((row[0], civil_of(*row[1:])) for row in read(session, _CIVIL, as_json(places)))


def civil_of(
    nom: str, nom_usage: str, prenom: str, prenom_usage: str, autres: str, ne_le: str, *contacts: str | None
) -> Civil:
    """What is compared of a person; after the birth day come phones, the e-mail and the INE separated by spaces."""
    *phones, courriel, ines = contacts
    numbers = tuple(number for number in phones if number)
    return Civil(nom, nom_usage, prenom, prenom_usage, autres, ne_le, numbers, courriel, tuple((ines or "").split()))


def _sharing(session: Session, keys: Iterable[str]) -> Iterator[int]:
    days, codes = [], []
    for kind, _, value in (key.partition(":") for key in sorted(keys)):
        if kind == "n":
            for where in _both_orders(*value.split(":")):
                yield from (place for (place,) in read(session, _IN_NAMES, *where))
        elif kind == "d":
            days.append(terms.Reading((), value))
        else:
            codes.append(_CODES[kind](value))
    places, values = terms.Asked(tuple(days), whole=tuple(codes)).places()
    yield from (place for (place,) in read(session, places, *values))


_CODES: Mapping[str, Callable[[str], str]] = {
    "i": terms.code,
    "e": terms.mail,
    "t": lambda digits: terms.PHONE + digits,
}


def _both_orders(one: str, other: str) -> list[tuple[str, str, str, str]]:
    """Ranges of surname and first name that begin so, in either order."""
    return [(nom, nom + terms.TAIL, prenom, prenom + terms.TAIL) for nom, prenom in {(one, other), (other, one)}]
