"""Typing errors: the same search with one word replaced by a name that looks like it. Never on the typing path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.fold import glue
from scolarite_desk.store.perimetre import hidden_but
from scolarite_desk.store.search import terms, vocabulary
from scolarite_desk.store.search.query import count

_NEAR = 10  # names tried for a word
_PIECES = 4  # words looked at


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to search instead, in capitals without accents, and how many persons it finds."""

    texte: str
    total: int


def warm(session: Session) -> None:
    """Read the names ahead of the first suggestion: a fifth of a second for 60 000 surnames, hence a job's work."""
    vocabulary.of(session)


def suggest(session: Session, text: str, today: date, limit: int = 5) -> tuple[Suggestion, ...]:
    """What may have been meant, the nearest first; only what finds somebody. Nothing to who does not see everybody."""
    if hidden_but(session) is not None:
        return ()
    found = {}
    for corrected, distance in sorted(_corrected(session, terms.pieces(text)), key=itemgetter(1)):
        texte = corrected.upper()
        if texte not in found and (total := count(session, terms.asked(texte, today))):
            found[texte] = (distance, -total, Suggestion(texte, total))
    return tuple(suggestion for *_, suggestion in sorted(found.values(), key=itemgetter(0, 1))[:limit])


def _corrected(session: Session, pieces: list[str]) -> Iterator[tuple[str, int]]:
    """The text with one of its pieces, or all of them as one, replaced by a near name; how far that name is."""
    for at, piece in enumerate(pieces[:_PIECES]):
        for name, distance in _near(session, glue(piece)):
            yield " ".join([*pieces[:at], name, *pieces[at + 1 :]]), distance
    if 1 < len(pieces) <= _PIECES:
        yield from _near(session, glue("".join(pieces)))


def _near(session: Session, word: str) -> list[tuple[str, int]]:
    """Names within one error of a word, two from eight letters on; below four letters, everything is near."""
    if len(word) < 4 or not word.isalpha():
        return []
    scored = process.extract(
        word,
        vocabulary.of(session),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=1 if len(word) < 8 else 2,
        limit=_NEAR,
    )
    return [(name, int(distance)) for name, distance, _ in scored if distance]
