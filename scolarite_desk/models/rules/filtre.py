"""What a saved view keeps of a filter: a tree of « et », « ou », « non » over named conditions, and its one writing.

No condition takes a text: codes, keys of things of the office, days and numbers only, so that a view never holds the
name of a person. What this version does not know (a condition that a newer one wrote) is passed over with a word: it
is as if it were not there, and neither is an « et » or an « ou » of nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from scolarite_desk.models.rules.dates import YEARS
from scolarite_desk.models.tables.base import is_key
from scolarite_desk.msg import N_, Msg

DEPTH = 8  # trees within one another
LEAVES = 100  # conditions of a tree, and values of a condition
COLUMNS = 200  # columns of a view
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_UNREADABLE = N_("Le filtre de cette vue ne se lit pas\u00a0: il n’en est pas tenu compte.")
_UNKNOWN = N_("La condition «\u00a0{nom}\u00a0» ne se lit pas dans cette version\u00a0: elle est passée.")

Valeur = str | int


class Sorte(Enum):
    """What a condition takes."""

    RIEN = "rien"
    CODES = "codes"
    CLES = "cles"  # of things of the office
    CLES_OU_RIEN = "cles_ou_rien"  # none of them: any
    JOURS = "jours"  # from, to; one of the two may be blank
    NOMBRE = "nombre"


@dataclass(frozen=True)
class Condition:
    """One condition, by its name, and its values."""

    nom: str
    valeurs: tuple[Valeur, ...] = ()


@dataclass(frozen=True)
class Et:
    """All of them hold; of none, everybody."""

    arbres: tuple[Arbre, ...] = ()


@dataclass(frozen=True)
class Ou:
    """One of them holds."""

    arbres: tuple[Arbre, ...]


@dataclass(frozen=True)
class Non:
    """It does not hold."""

    arbre: Arbre


Arbre = Condition | Et | Ou | Non
TOUS = Et()


@dataclass(frozen=True)
class Lu:
    """A filter as it was read, and what was passed over, in words."""

    arbre: Arbre
    passes: tuple[Msg, ...] = ()
    illisible: bool = False  # no tree at all: no version ever wrote it


@dataclass(frozen=True)
class Tri:
    """One column of an order."""

    colonne: str
    descendant: bool = False


def written(arbre: Arbre) -> str:
    """The one text of a tree: two desks that mean the same by the same steps write the same."""
    return _dumped(as_mapping(arbre))


def as_mapping(arbre: Arbre) -> dict[str, Any]:
    """The tree as JSON has it, and as an act takes it."""
    if isinstance(arbre, Condition):
        return {"condition": arbre.nom} | ({"valeurs": list(arbre.valeurs)} if arbre.valeurs else {})
    if isinstance(arbre, Non):
        return {"non": as_mapping(arbre.arbre)}
    return {"et" if isinstance(arbre, Et) else "ou": [as_mapping(one) for one in arbre.arbres]}


def read(brut: object, known: Mapping[str, Sorte]) -> Lu:
    """The tree of a text, or of what JSON gives. Never fails: what is not known is passed over, and said."""
    if brut is None or brut in ("", {}):
        return Lu(TOUS)
    if isinstance(brut, str):
        try:
            brut = json.loads(brut)
        except (ValueError, RecursionError):
            brut = None
    if not isinstance(brut, Mapping):
        return Lu(TOUS, (_UNREADABLE,), illisible=True)
    if brut == as_mapping(TOUS):
        return Lu(TOUS)
    reading = _Reading(known)
    found = reading.tree(brut, DEPTH)
    return Lu(TOUS if found is None else found, tuple(dict.fromkeys(reading.passes)))


class _Reading:
    """One tree that is read."""

    def __init__(self, known: Mapping[str, Sorte]) -> None:
        self._known, self._left = known, LEAVES
        self.passes: list[Msg] = []

    def tree(self, brut: object, depth: int) -> Arbre | None:
        """The tree; None when nothing of it is known."""
        if not isinstance(brut, Mapping) or not depth:
            return self._passed(_UNREADABLE)
        if "condition" in brut:
            return self._leaf(brut)
        if brut.keys() == {"non"}:
            inside = self.tree(brut["non"], depth - 1)
            return None if inside is None else Non(inside)
        for name, kind in (("et", Et), ("ou", Ou)):
            if brut.keys() == {name} and isinstance(brut[name], Sequence) and not isinstance(brut[name], str | bytes):
                if not brut[name]:  # nobody, or everybody: neither is « as if it were not there »
                    return self._passed(_UNREADABLE)
                found = tuple(one for inside in brut[name] if (one := self.tree(inside, depth - 1)) is not None)
                return kind(found) if found else None
        return self._passed(_UNKNOWN.given(nom=_shown(next(iter(brut), ""))))

    def _leaf(self, brut: Mapping[str, Any]) -> Condition | None:
        name, values = brut["condition"], brut.get("valeurs", [])
        sorte = self._known.get(name) if isinstance(name, str) else None
        found = _VALUES[sorte](values) if sorte is not None and isinstance(values, list | tuple) else None
        self._left -= 1
        if found is None or brut.keys() - {"condition", "valeurs"} or self._left < 0:
            return self._passed(_UNKNOWN.given(nom=_shown(name)))
        return Condition(str(name), found)

    def _passed(self, why: Msg) -> Condition | None:
        if len(self.passes) < LEAVES:  # a text of strangers may hold thousands
            self.passes.append(why)
        return None


def _shown(name: object) -> str:
    """A name as a sentence says it: no version names a condition by anything but a code."""
    return name if isinstance(name, str) and _CODE.fullmatch(name) else "?"


def _nothing(values: Sequence[object]) -> tuple[Valeur, ...] | None:
    return None if values else ()


def _codes(values: Sequence[object]) -> tuple[Valeur, ...] | None:
    found = {one for one in values if isinstance(one, str) and _CODE.fullmatch(one)}
    return tuple(sorted(found)) if found and len(values) <= LEAVES and found.issuperset(_texts(values)) else None


def _some_keys(values: Sequence[object]) -> tuple[Valeur, ...] | None:
    return _keys(values) or None


def _keys(values: Sequence[object]) -> tuple[Valeur, ...] | None:
    found = {one for one in values if isinstance(one, str) and is_key(one)}
    return tuple(sorted(found)) if len(values) <= LEAVES and found.issuperset(_texts(values)) else None


def _texts(values: Sequence[object]) -> list[str]:
    """The values as texts; one that is none is a text that no code or key is."""
    return [one if isinstance(one, str) else "\0" for one in values]


def _days(values: Sequence[object]) -> tuple[Valeur, ...] | None:
    if len(values) != 2:
        return None
    days = [one for one in values if isinstance(one, str) and (not one or _is_day(one))]
    if len(days) != 2 or not any(days) or (all(days) and days[0] > days[1]):
        return None
    return tuple(days)


def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.year in YEARS and day.isoformat() == text


def _number(values: Sequence[object]) -> tuple[Valeur, ...] | None:
    found = tuple(one for one in values if isinstance(one, int) and not isinstance(one, bool) and 0 <= one <= 9999)
    return found if len(found) == len(values) == 1 else None


_VALUES: Mapping[Sorte, Callable[[Sequence[object]], tuple[Valeur, ...] | None]] = {
    Sorte.RIEN: _nothing, Sorte.CODES: _codes, Sorte.CLES: _some_keys, Sorte.CLES_OU_RIEN: _keys, Sorte.JOURS: _days,
    Sorte.NOMBRE: _number,
}  # fmt: skip


def conditions(arbre: Arbre) -> Iterator[Condition]:
    """The conditions of a tree, in order."""
    if isinstance(arbre, Condition):
        yield arbre
    elif isinstance(arbre, Non):
        yield from conditions(arbre.arbre)
    else:
        for one in arbre.arbres:
            yield from conditions(one)


def write_columns(colonnes: Sequence[str]) -> str:
    """Columns as they are kept, once each."""
    return _dumped(list(dict.fromkeys(colonnes)))


def read_columns(brut: object) -> tuple[str, ...]:
    """The codes of the columns of a text, known here or not; those that are no code are not there."""
    found = (one for one in _list(brut) if isinstance(one, str) and _CODE.fullmatch(one))
    return tuple(dict.fromkeys(found))[:COLUMNS]


def write_order(tri: Sequence[Tri]) -> str:
    """An order as it is kept, each column once."""
    first = dict.fromkeys(one.colonne for one in tri)
    ways = {one.colonne: "desc" if one.descendant else "asc" for one in reversed(tri)}
    return _dumped([[colonne, ways[colonne]] for colonne in first])


def read_order(brut: object) -> tuple[Tri, ...]:
    """The order of a text, or of pairs (column, « asc » or « desc »); what is no such pair is not there."""
    found: dict[str, Tri] = {}
    for one in _list(brut):
        if isinstance(one, list | tuple) and len(one) == 2 and one[1] in ("asc", "desc") and read_columns([one[0]]):
            found.setdefault(one[0], Tri(one[0], one[1] == "desc"))
    return tuple(found.values())[:COLUMNS]


def _list(brut: object) -> Sequence[object]:
    if isinstance(brut, str):
        try:
            brut = json.loads(brut)
        except (ValueError, RecursionError):
            return ()
    return brut if isinstance(brut, list | tuple) else ()


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
