"""What was erased for good, by naming rows and numbers only; and what suspends the time a dossier is kept."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.orm import Mapped

from scolarite_desk.models.tables.base import Base, Partagee
from scolarite_desk.models.tables.personne import owner


class Effacement(Partagee, Base):
    """One erasure: every desk that reads this line erases the same rows. It names nobody, and is never undone.

    Numbers stay given: they are kept here so that registers say « effacé » where they stood (RGPD, art. 17).
    """

    __tablename__ = "effacement"
    REGISTRE = True

    cles: Mapped[str]  # keys of the erased rows, 32 hexadecimal characters each, separated by a space
    numeros: Mapped[str]  # JSON: [[genre, number, UTC microseconds when it was given or null]...]
    origine: Mapped[str]  # demande (of the person), conservation (kept long enough), complement (met after a merge)
    motif: Mapped[str]  # never a name: refused when typed
    fait_le: Mapped[datetime]
    fait_par: Mapped[str]

    def erased(self) -> list[str]:
        """Keys of the rows that this erasure names."""
        return self.cles.split()


def numbers_given(numeros: str) -> list[tuple[str, str, int | None]]:
    """(genre, number, when) of the numbers that stay given; none when another desk wrote what cannot be read."""
    try:
        return [(str(genre), str(numero), at) for genre, numero, at in json.loads(numeros)]
    except (ValueError, TypeError):
        return []


class Mesure(Partagee, Base):
    """Something that a person asked or began, which changes what may be done of what is kept. Kinds: `mesures.py`."""

    __tablename__ = "mesure"

    personne_id: Mapped[str] = owner()
    genre: Mapped[str]
    motif: Mapped[str | None]
    posee_le: Mapped[datetime]
    posee_par: Mapped[str]
    levee_le: Mapped[datetime | None]
    levee_par: Mapped[str | None]
