"""Where numbered documents stand: the steps that were noted of them, whichever desk noted them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.documents import stands
from scolarite_desk.models.tables.document import DocumentEmis, EtapeDocument

Noted = list[tuple[str, datetime]]  # codes of steps, each with when it was noted


def standing(session: Session, documents: Collection[str]) -> dict[str, str]:
    """The step where each of these documents stands: a code of `ETAPES`, or of a newer version."""
    asked = list(documents)
    known = session.scalars(select(DocumentEmis.id).where(DocumentEmis.id.in_(asked)))
    noted = _noted(session, EtapeDocument.document_id.in_(asked))
    return {key: stands(code for code, _at in noted.get(key, ())) for key in known}


def standing_of(session: Session, genre: str) -> dict[str, tuple[str, datetime | None]]:
    """The same of every document of a kind of which something was noted, and since when: None, since it was made."""
    of_kind = select(DocumentEmis.id).where(DocumentEmis.genre == genre)
    return {key: _since(noted) for key, noted in _noted(session, EtapeDocument.document_id.in_(of_kind)).items()}


def _since(noted: Noted) -> tuple[str, datetime | None]:
    where = stands(code for code, _at in noted)
    return where, max((at for code, at in noted if code == where), default=None)


def _noted(session: Session, condition: ColumnElement[bool]) -> dict[str, Noted]:
    """The codes noted of each, by the hour at which they were; of one hour, in the order of their keys."""
    asked = select(EtapeDocument.document_id, EtapeDocument.etape, EtapeDocument.le).where(
        condition, EtapeDocument.retire_le.is_(None)
    )
    found: dict[str, Noted] = {}
    for document, code, at in session.execute(asked.order_by(EtapeDocument.le, EtapeDocument.id)):
        found.setdefault(document, []).append((code, at))
    return found
