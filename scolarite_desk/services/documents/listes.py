"""What was given, as rows: of a dossier, of a register."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from scolarite_desk.models.rows.dossier_views import DocumentRow
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.store.perimetre import seen_papers
from scolarite_desk.store.queries.etapes import standing
from scolarite_desk.store.queries.rows import living


def documents_of(session: Session, dossier: str) -> tuple[DocumentRow, ...]:
    """What was given for a dossier, newest first; not what bears candidatures that the account may not see."""
    mine = living(DocumentEmis).where(DocumentEmis.dossier_id == dossier, seen_papers(session))
    return _rows(session, session.scalars(mine.order_by(DocumentEmis.id.desc())))


def register(session: Session, genre: str = "recu") -> tuple[DocumentRow, ...]:
    """Every number of a kind, gaps explained, in order."""
    return _rows(
        session, session.scalars(living(DocumentEmis).where(DocumentEmis.genre == genre).order_by(DocumentEmis.numero))
    )


def _rows(session: Session, found: Iterable[DocumentEmis]) -> tuple[DocumentRow, ...]:
    rows = list(found)
    where = standing(session, [row.id for row in rows if row.empreinte])
    return tuple(
        DocumentRow(
            row.id,
            row.genre,
            row.numero,
            row.titre or "",
            row.emis_le,
            row.emis_par,
            row.empreinte or "",
            row.motif or "",
            where.get(row.id, ""),
        )
        for row in rows
    )
