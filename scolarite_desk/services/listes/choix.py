"""What narrows a list, and what one of its lines is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scolarite_desk.store.queries.decisions import Filter

Line = dict[str, Any]


@dataclass(frozen=True)
class Chosen:
    """What narrows a list: candidatures by a filter, pieces by a dossier (its number), visits by their day, those of a
    day by its code.
    """

    filtre: Filter = field(default_factory=Filter)
    dossier: str = ""
    jour: date | None = None
    liste: str = ""
