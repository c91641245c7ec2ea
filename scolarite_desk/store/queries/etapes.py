"""Where numbered documents stand: the steps that were noted of them, whichever desk noted them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.documents import stands
from scolarite_desk.models.tables.document import DocumentEmis, EtapeDocument


def standing(session: Session, documents: Collection[str]) -> dict[str, str]:
    """The step where each of these documents stands: a code of `ETAPES`, or of a newer version."""
    asked = list(documents)
    known = session.scalars(select(DocumentEmis.id).where(DocumentEmis.id.in_(asked)))
    noted = _noted(session, EtapeDocument.document_id.in_(asked))
    return {key: stands(noted.get(key, ())) for key in known}


def standing_of(session: Session, genre: str) -> dict[str, str]:
    """The same of every document of a kind of which something was noted."""
    of_kind = select(DocumentEmis.id).where(DocumentEmis.genre == genre)
    return {key: stands(codes) for key, codes in _noted(session, EtapeDocument.document_id.in_(of_kind)).items()}


def _noted(session: Session, condition: object) -> dict[str, list[str]]:
    """The codes noted of each, by the hour at which they were; of one hour, in the order of their keys."""
    asked = select(EtapeDocument.document_id, EtapeDocument.etape).where(condition, EtapeDocument.retire_le.is_(None))  # type: ignore[arg-type]
    found: dict[str, list[str]] = {}
    for document, code in session.execute(asked.order_by(EtapeDocument.le, EtapeDocument.id)):
        found.setdefault(document, []).append(code)
    return found
