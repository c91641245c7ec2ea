"""What the base knows of the pieces of one candidature, in four short readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.piece import Exigence, Piece, PieceDemandee, PieceRecue
from scolarite_desk.store.queries.rows import by_key, living


@dataclass(frozen=True)
class Papers:
    """Mapped rows of one candidature: `pieces` in catalogue order; the others by piece, oldest first.

    `apportees` are the papers that count in this campaign; `vues` are those that the lines name, by key.
    """

    candidature: Candidature
    personne: str
    pieces: tuple[Piece, ...]
    regles: dict[str, list[PieceDemandee]]
    lignes: dict[str, list[Exigence]]
    apportees: dict[str, list[PieceRecue]]
    vues: dict[str, PieceRecue]


def papers_of(session: Session, candidature: str) -> Papers:
    """The rules that ask (blank means all) and what was already asked by hand; papers brought in this campaign."""
    row = session.get(Candidature, candidature)
    if row is None:
        raise Refused("Cette candidature n’existe pas dans cette base.")
    dossier = session.get_one(Dossier, row.dossier_id)
    regles = _rules(session, row, dossier)
    lignes: dict[str, list[Exigence]] = {}
    for ligne in session.scalars(
        living(Exigence).where(Exigence.candidature_id == candidature).order_by(Exigence.rang, Exigence.id)
    ):
        lignes.setdefault(ligne.piece_id, []).append(ligne)
    pieces = by_key(session, Piece, [*regles, *lignes]).values()
    return Papers(
        candidature=row,
        personne=dossier.personne_id,
        pieces=tuple(sorted(pieces, key=_order)),
        regles=regles,
        lignes=lignes,
        apportees=_brought(session, dossier),
        vues=by_key(session, PieceRecue, (ligne.recue_id for rows in lignes.values() for ligne in rows)),
    )


def _order(piece: Piece) -> tuple[bool, int, str, str]:
    return piece.ordre is None, piece.ordre or 0, piece.libelle or "", piece.id


def _rules(session: Session, row: Candidature, dossier: Dossier) -> dict[str, list[PieceDemandee]]:
    wanted = (
        (PieceDemandee.formation_id, row.formation_id),
        (PieceDemandee.profil, dossier.profil),
        (PieceDemandee.genre, row.genre),
    )
    rules = (
        living(PieceDemandee)
        .join(Piece, Piece.id == PieceDemandee.piece_id)
        .where(Piece.retire_le.is_(None), Piece.en_service.is_(True))
        .where(*(or_(column.is_(None), column == value) for column, value in wanted))
    )
    found: dict[str, list[PieceDemandee]] = {}
    for rule in session.scalars(rules):
        found.setdefault(rule.piece_id, []).append(rule)
    return found


def _brought(session: Session, dossier: Dossier) -> dict[str, list[PieceRecue]]:
    """What a person showed for an earlier year has to be shown again."""
    since = session.scalar(select(Campagne.debut).where(Campagne.id == dossier.campagne_id)) or date.min
    mine = living(PieceRecue).where(PieceRecue.personne_id == dossier.personne_id, PieceRecue.recue_le >= since)
    found: dict[str, list[PieceRecue]] = {}
    for brought in session.scalars(mine.order_by(PieceRecue.id)):
        found.setdefault(brought.piece_id, []).append(brought)
    return found
