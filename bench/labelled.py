"""Pairs of invented persons, labelled by what a careful agent would want to see.

Positives are one person written otherwise, or twins; negatives are made hard: relatives, homonyms, people who share a
birthday, a phone or nearly a name. Several errors at once and shortened first names are there too: rules miss some.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from scolarite_desk.models.rules.ressemblance import Civil


def _words(text: str) -> list[str]:
    return text.split()


_STARTS = _words("Ker Bre Mar Du Le Ro Gau Mor Pel Tan Val Fer Bou Cha Del Gri Lan Mon Per Ri Sau Vi Ben Dia Ngo Za")
_ENDS = _words("marec ton tin bois goff ssel thier vel letier guy lier rand cher rdin ormé anger doux tier not vière")
FIRSTS = _words(
    "Maëlle Léa Tom Chloé Hugo Inès Jules Zoé Louis Manon Théo Camille Noé Jeanne Élise Gaëtan Anaïs Adrien Clémence "
    "Baptiste Maxime Océane Romain Salomé Victor Yasmine Aïcha Karim Fatou Ibrahima Łucja Søren Björn Nuria Thị Wei"
)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Pair:
    """Two civil statuses, whether they should be shown as look-alikes, and the case they stand for."""

    kind: str
    one: Civil
    other: Civil
    alike: bool


def surname(rng: random.Random) -> str:
    return rng.choice(_STARTS) + rng.choice(_ENDS) + rng.choice(["", "", "", "-" + rng.choice(_STARTS) + "ec"])


def day(rng: random.Random) -> str:
    return f"{rng.randint(1985, 2008)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def phone(rng: random.Random) -> str:
    return f"+336{rng.randint(10**7, 10**8 - 1)}"


def person(rng: random.Random) -> Civil:
    first = rng.choice(FIRSTS)
    return Civil(
        surname(rng),
        None,
        first,
        None,
        rng.choice([None, rng.choice(FIRSTS)]),
        day(rng),
        (phone(rng),) if rng.random() < 0.7 else (),
        f"{first.lower()}{rng.randint(1, 10**6)}@example.org" if rng.random() < 0.6 else None,
    )


def typo(rng: random.Random, word: str) -> str:
    """One letter left out, doubled, replaced, or swapped with the next."""
    place = rng.randrange(1, len(word) - 1)
    return rng.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + rng.choice(_ALPHABET) + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ]
    )


def other_first(rng: random.Random, civil: Civil) -> str:
    return rng.choice([first for first in FIRSTS if first not in {civil.prenom, civil.autres_prenoms}])


def retyped(rng: random.Random, civil: Civil) -> Civil:
    """The same person met again: contacts may have changed or not been asked, further first names are rarely given."""
    return replace(
        civil,
        telephones=civil.telephones if rng.random() < 0.4 else (phone(rng),),
        courriel=civil.courriel if rng.random() < 0.3 else None,
        autres_prenoms=civil.autres_prenoms if rng.random() < 0.3 else None,
    )


def _plain(text: str | None) -> str:
    return (text or "").translate(str.maketrans("éëèïôçøöŁị", "eeeiocooLi")).upper()


def _swap_day(iso: str) -> str:
    return f"{iso[:4]}-{iso[8:]}-{iso[5:7]}"


def _another_digit(rng: random.Random, iso: str) -> str:
    place = rng.choice([3, 9])
    return iso[:place] + rng.choice([f for f in "0123456789" if f != iso[place]][1:]) + iso[place + 1 :]


Change = Callable[[random.Random, Civil], Civil]

SAME: dict[str, tuple[int, Change]] = {
    "identique": (8, lambda rng, c: c),
    "accents": (8, lambda rng, c: replace(c, nom_naissance=_plain(c.nom_naissance), prenom=_plain(c.prenom))),
    "faute au nom": (10, lambda rng, c: replace(c, nom_naissance=typo(rng, c.nom_naissance or ""))),
    "faute au prénom": (6, lambda rng, c: replace(c, prenom=typo(rng, c.prenom or ""))),
    "jour et mois": (6, lambda rng, c: replace(c, ne_le=_swap_day(c.ne_le or ""))),
    "chiffre de la date": (5, lambda rng, c: replace(c, ne_le=_another_digit(rng, c.ne_le or ""))),
    "date partielle": (3, lambda rng, c: replace(c, ne_le=(c.ne_le or "")[:4])),
    "nom d’usage": (8, lambda rng, c: replace(c, nom_usage=surname(rng))),
    "usage seul": (5, lambda rng, c: replace(c, nom_naissance=c.nom_usage, nom_usage=None)),
    "nom composé": (4, lambda rng, c: replace(c, nom_naissance=f"{c.nom_naissance} {surname(rng)}")),
    "nom et prénom": (5, lambda rng, c: replace(c, nom_naissance=c.prenom, prenom=c.nom_naissance)),
    "nom changé": (4, lambda rng, c: replace(c, nom_naissance=surname(rng))),
    "sans date": (3, lambda rng, c: replace(c, ne_le=None)),
    "deux fautes": (
        4,
        lambda rng, c: replace(c, nom_naissance=typo(rng, c.nom_naissance or ""), ne_le=_swap_day(c.ne_le or "")),
    ),
    "prénom abrégé": (2, lambda rng, c: replace(c, prenom=(c.prenom or "")[:2])),
    "jumeaux": (10, lambda rng, c: replace(c, prenom=other_first(rng, c), autres_prenoms=None, courriel=None)),
}

SECOND: dict[str, Change] = {
    "faute au nom": lambda rng, c: replace(c, nom_naissance=typo(rng, c.nom_naissance or "inconnu")),
    "faute au prénom": lambda rng, c: replace(c, prenom=typo(rng, f"{c.prenom}e")),
    "chiffre de la date": lambda rng, c: replace(
        c, ne_le=_another_digit(rng, c.ne_le) if len(c.ne_le or "") > 9 else None
    ),
    "date partielle": lambda rng, c: replace(c, ne_le=c.ne_le[:4] if c.ne_le else None),
    "autre téléphone": lambda rng, c: replace(c, telephones=(phone(rng),), courriel=None),
}

OTHER: dict[str, tuple[int, Change]] = {
    "sans rapport": (30, lambda rng, c: person(rng)),
    "homonyme": (10, lambda rng, c: replace(person(rng), nom_naissance=c.nom_naissance, prenom=c.prenom)),
    "père et fils": (
        8,
        lambda rng, c: replace(
            person(rng),
            nom_naissance=c.nom_naissance,
            prenom=c.prenom if rng.random() < 0.3 else rng.choice(FIRSTS),
            ne_le=f"{int((c.ne_le or '')[:4]) - rng.randint(20, 40)}-{day(rng)[5:]}",
            telephones=c.telephones,
        ),
    ),
    "frère ou sœur": (
        10,
        lambda rng, c: replace(
            person(rng), nom_naissance=c.nom_naissance, prenom=other_first(rng, c), telephones=c.telephones
        ),
    ),
    "même jour": (10, lambda rng, c: replace(person(rng), ne_le=c.ne_le, prenom=other_first(rng, c))),
    "même jour, même prénom": (8, lambda rng, c: replace(person(rng), ne_le=c.ne_le, prenom=c.prenom)),
    "nom voisin": (
        8,
        lambda rng, c: replace(person(rng), nom_naissance=typo(rng, c.nom_naissance or ""), prenom=c.prenom),
    ),
    "colocataires": (
        5,
        lambda rng, c: replace(person(rng), prenom=other_first(rng, c), telephones=c.telephones),
    ),
    "colocataires de même prénom": (
        1,
        lambda rng, c: replace(person(rng), prenom=c.prenom, ne_le=None, telephones=c.telephones),
    ),
    "homonyme sans date": (
        2,
        lambda rng, c: replace(person(rng), nom_naissance=c.nom_naissance, prenom=c.prenom, ne_le=None),
    ),
    "homonyme né à un chiffre près": (
        1,
        lambda rng, c: replace(
            person(rng), nom_naissance=c.nom_naissance, prenom=c.prenom, ne_le=_another_digit(rng, c.ne_le or "")
        ),
    ),
}


def labelled(seed: int, count: int) -> list[Pair]:
    """Half look-alikes (one in six with a second change), half not, in the shares above."""
    rng = random.Random(seed)
    pairs = [_pair(rng, SAME, alike=True) for _ in range(count // 2)]
    return pairs + [_pair(rng, OTHER, alike=False) for _ in range(count - count // 2)]


def _pair(rng: random.Random, changes: dict[str, tuple[int, Change]], alike: bool) -> Pair:
    kind = rng.choices(list(changes), [share for share, _ in changes.values()])[0]
    one = person(rng)
    if kind == "usage seul":
        one = replace(one, nom_usage=surname(rng))
    if kind == "nom changé":
        one = replace(one, telephones=(phone(rng),))
    other = changes[kind][1](rng, retyped(rng, one) if alike else one)
    if kind == "nom changé":
        other = replace(other, telephones=one.telephones)
    if alike and rng.random() < 1 / 6:
        other = SECOND[rng.choice(list(SECOND))](rng, other)
    return Pair(kind, one, other, alike)
