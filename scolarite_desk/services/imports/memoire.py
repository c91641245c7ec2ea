"""What the office said once that a text of a source means, and what is proposed for one that no list knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.echange import Correspondance
from scolarite_desk.services.catalogue import fixed_key

MOST = 5  # proposed for one text
_CLOSE = 55  # of 100: below, two labels have nothing in common
Memoire = dict[tuple[str, str], str]  # (path without rank, folded text) → value; "": nothing, on purpose


def remembered(session: Session, source: str, chosen: Mapping[tuple[str, str], str]) -> Memoire:
    """What texts of a source mean: what was said once, then over it what is `chosen` now."""
    asked = select(Correspondance).where(Correspondance.source == source, Correspondance.retire_le.is_(None))
    known = {(one.champ or "", one.texte or ""): one.valeur or "" for one in session.scalars(asked)}
    return known | {(path, fold(text)): value for (path, text), value in chosen.items()}


def key_of(source: str, path: str, text: str) -> str:
    """The key of what is remembered, the same on every desk."""
    return fixed_key("correspondance", source, path, fold(text))


def proposed(text: str, among: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Of (value, label), those that a text may mean, the likeliest first."""
    from rapidfuzz import fuzz, process

    pairs: Sequence[tuple[str, str]] = list(among)
    labels = [fold(label) for _, label in pairs]
    found = process.extract(fold(text), labels, scorer=fuzz.WRatio, limit=MOST, score_cutoff=_CLOSE)
    return tuple(pairs[at] for _, _, at in found)
