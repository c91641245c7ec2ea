"""One box that finds a person by anything: exact names first, then names beginning so, then the rest, by name.

What is found does not depend on how many are: beyond `WHOLE` matches the first of the list are read from ranges that
are already in order, instead of being sorted.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import chain, islice

from sqlalchemy.orm import Session

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.store.perimetre import applies, hidden_but
from scolarite_desk.store.search import terms
from scolarite_desk.store.search.load import COLUMNS, IndexLine
from scolarite_desk.store.sql import Row, as_json, read, value

LISTED = 2_000  # matches beyond which the person is asked to be more precise
WHOLE = 60  # matches that are sorted whole
FEW = 500  # the same, of an account kept to a perimeter
EXACT, BEGINS, REST = range(3)


Order = tuple[str, str, str, bytes]  # surname, first name, birth day, key


@dataclass(frozen=True)
class Found:
    """The first rows of the list, how many there are in all, and whether to ask for more precision."""

    rows: tuple[FoundRow, ...]
    total: int
    plus: bool = False


def find(session: Session, text: str, today: date, limit: int = 50, prefixe_mon_master: str = "M3") -> Found:
    """Who a typed text finds. Blank text finds nobody."""
    asked = terms.asked(text, today, prefixe_mon_master)
    inside = hidden_but(session)
    if inside is not None:
        return _inside(session, asked, inside, limit)
    total = count(session, asked)
    if not total:
        return Found((), 0)
    lines = _sorted_whole(session, asked) if total <= WHOLE else _ranged(session, asked, limit)
    return Found(tuple(line.shown() for line in islice(lines, limit)), total, total > LISTED)


def _inside(session: Session, asked: terms.Asked, formations: frozenset[str], limit: int) -> Found:
    """What an account that is kept to these formations finds: the list of everybody, without those it may not see."""
    places, values = asked.places()
    seen = f"SELECT place FROM ({places}) JOIN trouvable USING (place) WHERE {applies(formations, 'personne')}"
    total = int(value(session, f"SELECT count(*) FROM ({seen} LIMIT {LISTED + 1})", *values))
    if total <= FEW:
        lines = sorted(_lines(session, seen, values), key=lambda line: standing(asked, line))
    else:
        share = count(session, asked) // total + 2  # of everybody found, how many for one who is seen
        lines = _seen_first(session, asked, formations, limit, limit * share)
    return Found(tuple(line.shown() for line in lines[:limit]), total, total > LISTED)


def _seen_first(
    session: Session, asked: terms.Asked, formations: frozenset[str], limit: int, wide: int
) -> list[IndexLine]:
    """The first `limit` lines that are seen: `wide` of the list of everybody, then more, until there are enough."""
    while True:
        first = list(islice(_ranged(session, asked, wide), wide))
        keys = as_json(line.place for line in first)
        wanted = f"place IN (SELECT value FROM json_each(?)) AND {applies(formations, 'personne')}"
        seen = {place for (place,) in read(session, f"SELECT place FROM trouvable WHERE {wanted}", keys)}
        lines = [line for line in first if line.place in seen]
        if len(lines) >= limit or len(first) < wide:
            return lines
        wide *= 2


def count(session: Session, asked: terms.Asked) -> int:
    """How many persons are found."""
    places, values = asked.places()
    return int(value(session, f"SELECT count(*) FROM ({places})", *values))


def lines_at(session: Session, places: Iterable[int]) -> dict[int, IndexLine]:
    """The lines that stand at these places."""
    return {line.place: line for line in _lines(session, "SELECT value FROM json_each(?)", (as_json(places),))}


def _lines(session: Session, places: str, values: tuple[str, ...]) -> list[IndexLine]:
    """Lines of `trouvable` at the places that a statement gives."""
    found = read(session, f"SELECT {COLUMNS} FROM trouvable WHERE place IN ({places})", *values)
    return list(map(IndexLine._make, found))


def _sorted_whole(session: Session, asked: terms.Asked) -> list[IndexLine]:
    """Every match, in order."""
    return sorted(_lines(session, *asked.places()), key=lambda line: standing(asked, line))


def standing(asked: terms.Asked, line: IndexLine) -> tuple[int, Order]:
    """Where a line stands in the list. The name is the one that was asked for, when the person has several."""
    forms = line.pairs
    ranks = [
        (rank(reading.words, form), form)
        for reading in asked.readings
        if not reading.day or (line.ne_le or "").startswith(reading.day)
        for form in forms
    ]
    if set(asked.whole).intersection(line.codes.split()):
        ranks.append((EXACT, forms[0]))
    best, form = min((pair for pair in ranks if pair[0] < REST), default=(REST, forms[0]))
    return best, (*form, line.ne_le or "", line.personne)


def rank(words: tuple[str, ...], form: tuple[str, str]) -> int:
    """EXACT, BEGINS or REST: how the words, in this order, stand to a surname and first name in either order."""
    if not words:
        return REST
    glued, reverse, ways = "".join(words), form[::-1], _in_two(words)
    if form[0] == glued or form in ways or reverse in ways:
        return EXACT
    begins = any(one == a and other.startswith(b) for a, b in ways for one, other in (form, reverse))
    return BEGINS if begins or form[0].startswith(glued) else REST


def _in_two(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """The ways to read the words as one name then another."""
    return [("".join(words[:at]), "".join(words[at:])) for at in range(1, len(words))]


def _ranged(session: Session, asked: terms.Asked, limit: int) -> list[IndexLine]:
    """The first matches, in order, without sorting them all."""
    exact: list[Iterable[Row]] = [_bearers(session, asked.whole)]
    begins: list[Iterable[Row]] = []
    for reading in asked.readings:
        exact += [_range(session, where, values, reading.day) for where, values in _exact(reading.words)]
        begins += [_range(session, where, values, reading.day) for where, values in _begins(reading.words)]
    first = list(islice(_distinct(chain(merge(*exact), merge(*begins))), limit))
    rest = _rest(session, asked, limit - len(first), set(first))
    found = lines_at(session, [*first, *rest])
    rest.sort(key=lambda place: standing(terms.Asked(), found[place]))
    return [found[place] for place in (*first, *rest)]


def _range(session: Session, where: str, values: tuple[str, ...], day: str | None) -> Iterable[Row]:
    """Names of a range of the index, in order."""
    born = " AND ne_le >= ? AND ne_le < ?" if day else ""
    bounds = (day, day + terms.TAIL) if day else ()
    return read(
        session,
        f"SELECT nom, prenom, ne_le, personne, place FROM trouvable_nom WHERE {where}{born} "
        "ORDER BY nom, prenom, ne_le, personne",
        *values,
        *bounds,
    )


def _exact(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ranges of `EXACT`."""
    if words:
        yield "nom = ?", ("".join(words),)
    for one, other in _in_two(words):
        yield "nom = ? AND prenom = ?", (one, other)
        yield "prenom = ? AND nom = ?", (one, other)


def _begins(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ranges of `BEGINS`, those of `EXACT` among them."""
    if words:
        glued = "".join(words)
        yield "nom >= ? AND nom < ?", (glued, glued + terms.TAIL)
    for one, other in _in_two(words):
        yield "nom = ? AND prenom >= ? AND prenom < ?", (one, other, other + terms.TAIL)
        yield "prenom = ? AND nom >= ? AND nom < ?", (one, other, other + terms.TAIL)


def _distinct(names: Iterable[Row]) -> Iterator[int]:
    """Places, each once."""
    seen = set()
    for *_, place in names:
        if place not in seen:
            seen.add(place)
            yield place


def _bearers(session: Session, tokens: tuple[str, ...]) -> list[Row]:
    """Who bears one of these codes, as names are read."""
    lines = _lines(session, *terms.Asked(whole=tokens).places())
    return sorted((*line.pairs[0], line.ne_le or "", line.personne, line.place) for line in lines)


def _rest(session: Session, asked: terms.Asked, wanted: int, first: Container[int]) -> list[int]:
    """Places of the next `wanted` matches by name, and of those that share the last one's span."""
    found: list[int] = []
    if wanted <= 0:
        return found
    places, values = asked.places()
    for (place,) in read(session, f"{places} ORDER BY place", *values):
        if len(found) >= wanted and not terms.same_span(place, found[-1]):
            break
        if place not in first:
            found.append(place)
    return found
