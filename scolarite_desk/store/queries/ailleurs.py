"""What was written in this base by another program than the one that asks: a command run while a window is open."""

from __future__ import annotations

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.journal import Ligne, Objet, Poste, Travail


def last_work(session: Session) -> int:
    """The number of the last work of this desk, 0 before the first one."""
    return session.scalar(select(func.max(Travail.numero)).where(Travail.poste == _here())) or 0


def rows_since(session: Session, numero: int) -> frozenset[tuple[str, str]]:
    """(table, key) of what the works of this desk touched after that number."""
    touched = (
        select(Objet.genre, Objet.uuid)
        .join(Ligne, Ligne.objet == Objet.id)
        .where(Ligne.poste == _here(), Ligne.numero > numero)
        .distinct()
    )
    return frozenset((genre, key) for genre, key in session.execute(touched))


def _here() -> ScalarSelect[int]:
    return select(Poste.id).where(Poste.ici).scalar_subquery()
