"""What was written about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scolarite_desk.models.tables.dossier import Note
from scolarite_desk.store.queries.rows import living


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note; `suivi_le` is the day to come back to it, `fait_le` the day someone did."""

    key: str
    texte: str
    ecrite_le: datetime
    ecrite_par: str
    suivi_le: date | None
    fait_le: date | None

    @property
    def waiting(self) -> bool:
        """Whether something is still promised."""
        return self.suivi_le is not None and self.fait_le is None


def notes_of(session: Session, personne: str) -> tuple[NoteRow, ...]:
    """The notes of a person, newest first."""
    mine = living(Note).where(Note.personne_id == personne).order_by(Note.id.desc())
    return tuple(
        NoteRow(one.id, one.texte, one.ecrite_le, one.ecrite_par, one.suivi_le, one.suivi_fait_le)
        for one in session.scalars(mine)
    )
