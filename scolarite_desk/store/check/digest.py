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
    tables: tuple[tuple[str, str, int], ...] = ()  # (table, the same of it alone, how many living rows)


def digest(session: Session) -> Digest:
    """The digest of every shared row but those of registers, which an undo leaves as they are."""
    return _digest(session, (genre for genre, cls in shared_classes().items() if not cls.REGISTRE))


def digest_registers(session: Session) -> Digest:
    """Of numbers given and documents issued, which no undo takes back."""
    return _digest(session, (genre for genre, cls in shared_classes().items() if cls.REGISTRE))


def _digest(session: Session, genres: Iterable[str]) -> Digest:
    total, tables = hashlib.sha256(), []
    for genre in sorted(genres):
        alone, count = hashlib.sha256(), 0
        total.update(f"{genre}\n".encode())
        for lot in stored_lots(session, genre, "retire_le IS NULL"):
            told = dumps(lot)[1:-1] + b","
            total.update(told)
            alone.update(told)
            count += len(lot)
        tables.append((genre, alone.hexdigest(), count))
    return Digest(total.hexdigest(), sum(count for _genre, _alone, count in tables), tuple(tables))
