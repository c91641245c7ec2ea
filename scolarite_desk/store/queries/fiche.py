"""One row of a thing, for its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.store.queries.rows import values_of


def fiche(session: Session, thing: str, key: str) -> Mapping[str, Any] | None:
    """Its values by column; None when it was withdrawn or never was."""
    row = session.get(THINGS[thing].cls, key)
    return None if row is None or row.retire_le is not None else values_of(row)
