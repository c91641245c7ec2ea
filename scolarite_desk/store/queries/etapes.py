"""Where numbered documents stand: the steps that were noted of them, whichever desk noted them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.documents import stands
from scolarite_desk.models.tables.document import DocumentEmis, EtapeDocument

Noted = list[tuple[str, datetime, date | None]]  # codes of steps, each with when it was noted, and of which day

Standing = tuple[str, datetime | None, date | None]  # None: nothing was noted since it was made


def standing(session: Session, documents: Collection[str]) -> dict[str, str]:
    """The step where each of these documents stands: a code of `ETAPES`, or of a newer version."""
    asked = list(documents)
    known = session.scalars(select(DocumentEmis.id).where(DocumentEmis.id.in_(asked)))
    noted = _noted(session, EtapeDocument.document_id.in_(asked))
    return {key: stands(code for code, *_when in noted.get(key, ())) for key in known}


def standing_of(session: Session, genre: str) -> dict[str, Standing]:
    """The same of every document of a kind of which something was noted, and since when."""
    of_kind = select(DocumentEmis.id).where(DocumentEmis.genre == genre)
    return {key: _since(noted) for key, noted in _noted(session, EtapeDocument.document_id.in_(of_kind)).items()}


def _since(noted: Noted) -> Standing:
    where = stands(code for code, *_when in noted)
    return next(((where, at, day) for code, at, day in reversed(noted) if code == where), (where, None, None))


def _noted(session: Session, condition: ColumnElement[bool]) -> dict[str, Noted]:
    """The codes noted of each, by the hour at which they were; of one hour, in the order of their keys."""
    asked = select(EtapeDocument.document_id, EtapeDocument.etape, EtapeDocument.le, EtapeDocument.jour).where(
        condition, EtapeDocument.retire_le.is_(None)
    )
    found: dict[str, Noted] = {}
    for document, code, at, day in session.execute(asked.order_by(EtapeDocument.le, EtapeDocument.id)):
        found.setdefault(document, []).append((code, at, day))
    return found
