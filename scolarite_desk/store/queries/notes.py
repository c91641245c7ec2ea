"""What was written about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Note
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.queries.taches import named


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note; `suivi_le` is the day to come back to it, `fait_le` the day someone did. `formation`: of the
    candidature that it is about, blank when it is about the person. `pour`: whom it was handed to, with the word `mot`.
    """

    key: str
    texte: str
    ecrite_le: datetime
    ecrite_par: str
    suivi_le: date | None
    fait_le: date | None
    formation: str = ""
    pour: Msg = NOTHING
    mot: str = ""
    remise_par: str = ""
    prise_par: str = ""

    @property
    def waiting(self) -> bool:
        """Whether something is still promised."""
        return self.fait_le is None and bool(self.suivi_le or self.pour or self.prise_par)


def notes_of(session: Session, personne: str) -> tuple[NoteRow, ...]:
    """The notes of a person and of their candidatures that this account sees, newest first."""
    return _notes(session, Note.personne_id == personne, or_(Note.candidature_id.is_(None), seen(session)))


def notes_about(session: Session, candidature: str) -> tuple[NoteRow, ...]:
    """Those about one candidature, when this account sees it, newest first."""
    return _notes(session, Note.candidature_id == candidature, seen(session))


def _notes(session: Session, *which: ColumnElement[bool]) -> tuple[NoteRow, ...]:
    asked = (
        select(Note, Formation.libelle)
        .outerjoin(Candidature, Candidature.id == Note.candidature_id)
        .outerjoin(Formation, Formation.id == Candidature.formation_id)
        .where(Note.retire_le.is_(None), *which)
        .order_by(Note.id.desc())
    )
    return tuple(_row(session, one, formation) for one, formation in session.execute(asked))


def _row(session: Session, one: Note, formation: str | None) -> NoteRow:
    return NoteRow(
        one.id,
        one.texte,
        one.ecrite_le,
        one.ecrite_par,
        one.suivi_le,
        one.suivi_fait_le,
        formation or "",
        (named(session, one.pour) if one.pour else None) or NOTHING,
        one.remise_mot or "",
        one.remise_par or "",
        one.prise_par or "",
    )
