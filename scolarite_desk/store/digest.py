"""One number that says whether two bases hold the same thing: living rows, without journal, counters or registers.

Each row is canonical JSON followed by a comma, its values as the journal encodes them, blanks left out so that a new
empty column changes nothing. Tables by name, each after a line that names it; rows by key. Digest = SHA-256 of it all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from scolarite_desk.store.codec import dumps, shared_classes, stored_lots


@dataclass(frozen=True)
class Digest:
    """`value` in hexadecimal, over so many living rows."""

    value: str
    lignes: int


def digest(session: Session) -> Digest:
    """Of everything that can be undone."""
    return _digest(session, (genre for genre, cls in shared_classes().items() if not cls.REGISTRE))


def digest_registers(session: Session) -> Digest:
    """Of numbers given and documents issued, which no undo takes back."""
    return _digest(session, (genre for genre, cls in shared_classes().items() if cls.REGISTRE))


def _digest(session: Session, genres: Iterable[str]) -> Digest:
    total, count = hashlib.sha256(), 0
    for genre in sorted(genres):
        total.update(f"{genre}\n".encode())
        for lot in stored_lots(session, genre, "retire_le IS NULL"):
            total.update(dumps(lot)[1:-1] + b",")
            count += len(lot)
    return Digest(total.hexdigest(), count)
