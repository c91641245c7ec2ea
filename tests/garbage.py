"""A base of which every text column holds what no reader reads, as a received work may have written it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from sqlalchemy import String, select

from scolarite_desk.models.tables.base import Cle
from scolarite_desk.store.codec import columns_of, shared_classes
from scolarite_desk.store.store import Store

GARBAGE = ("9h-10h", "zzz", "é" * 500, "", "🙂", "{nom} %s\n\t<b>", "2026-13-45", "99999999999999999999")
# Who may come in, and which setting a text is: without them there would be nothing to look at.
_LEFT = {("compte", "nom"), ("compte", "profil"), ("compte", "perimetre"), ("reglage", "cle")}


def text_columns(genre: str) -> Iterator[str]:
    """The columns of a table that hold a text."""
    for name, column in columns_of(genre).items():
        if isinstance(column.type, String) and not isinstance(column.type, Cle) and (genre, name) not in _LEFT:
            yield name


def spoil(store: Store, *values: str, only: tuple[str, str] | None = None) -> None:
    """One work that no reader read: these values, in turn, in every text column (or `only` that one) of every row."""
    turn = cycle(values)
    with store.work("correct") as work:
        for genre, cls in shared_classes().items():
            names = [name for name in text_columns(genre) if only in (None, (genre, name))]
            if genre in ("effacement", "fiche_poste") or not names:
                continue
            for row in work.session.scalars(select(cls)):
                for name in names:
                    setattr(row, name, next(turn))
