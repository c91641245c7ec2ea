"""What the base knows of the pieces of candidatures: a handful of readings, for one or for hundreds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from sqlalchemy import or_
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.pieces import Etape, current
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.piece import Exigence, Piece, PieceDemandee, PieceRecue
from scolarite_desk.msg import N_
from scolarite_desk.store.queries.rows import living, read_by_key, read_by_owner

Row = TypeVar("Row", PieceDemandee, Exigence, PieceRecue)
ByPiece = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Papers:
    """Mapped rows of one candidature: `pieces` in catalogue order; the others by piece, oldest first.

    `apportees` are the papers that count in this campaign; `vues` has those that the lines name, by key.
    """

    candidature: Candidature
    personne: str
    pieces: Sequence[Piece]
    regles: ByPiece[PieceDemandee]
    lignes: ByPiece[Exigence]
    apportees: ByPiece[PieceRecue]
    vues: Mapping[str, PieceRecue]

    def current(self, piece: str) -> Etape:
        """Where it stands with one of its pieces."""
        return current(self.lignes.get(piece, ()), self.apportees.get(piece, ()))


def papers_of(session: Session, candidature: str) -> Papers:
    """The pieces of one candidature."""
    row = session.get(Candidature, candidature)
    if row is None:
        raise Refused(N_("Cette candidature n’existe pas dans cette base."))
    return papers(session, [row])[row.id]


def papers(session: Session, candidatures: Sequence[Candidature]) -> dict[str, Papers]:
    """By candidature: the rules that ask (blank means all), what was asked by hand, papers brought in its campaign."""
    dossiers = read_by_key(session, Dossier, (row.dossier_id for row in candidatures))
    asked = _asked(session, candidatures, dossiers)
    lines = _lines(session, asked)
    brought = _brought(session, dossiers)
    catalogue = _catalogue(session, chain(*asked.values(), *lines.values()))
    seen = _seen(session, lines, brought)
    found = {}
    for row in candidatures:
        rules, own = asked[row.id], lines.get(row.id, {})
        pieces = [piece for key, piece in catalogue.items() if key in rules or key in own]
        personne = dossiers[row.dossier_id].personne_id
        found[row.id] = Papers(row, personne, pieces, rules, own, brought.get(row.dossier_id, {}), seen)
    return found


def _asked(
    session: Session, candidatures: Sequence[Candidature], dossiers: Mapping[str, Dossier]
) -> dict[str, ByPiece[PieceDemandee]]:
    """By candidature. Those of the same formation, profile and kind share one answer."""
    rules = _rules(session, {row.formation_id for row in candidatures})

    @cache
    def of(formation: str, profil: str | None, genre: str | None) -> ByPiece[PieceDemandee]:
        return _by_piece(
            rule
            for rule in rules
            if rule.formation_id in (None, formation) and rule.profil in (None, profil) and rule.genre in (None, genre)
        )

    return {row.id: of(row.formation_id, dossiers[row.dossier_id].profil, row.genre) for row in candidatures}


def _rules(session: Session, formations: Collection[str]) -> Sequence[PieceDemandee]:
    wanted = or_(PieceDemandee.formation_id.is_(None), PieceDemandee.formation_id.in_(formations))
    rules = living(PieceDemandee).join(Piece, Piece.id == PieceDemandee.piece_id)
    return session.scalars(
        rules.where(Piece.retire_le.is_(None), Piece.en_service.is_(True), Piece.libelle != "", wanted)
    ).all()


def _lines(session: Session, candidatures: Collection[str]) -> dict[str, ByPiece[Exigence]]:
    """By candidature, the lines of each piece in the order of their ranks."""
    found = read_by_owner(session, Exigence, "candidature_id", candidatures)
    return {key: _by_piece(sorted(rows, key=attrgetter("rang"))) for key, rows in found.items()}


def _brought(session: Session, dossiers: Mapping[str, Dossier]) -> dict[str, ByPiece[PieceRecue]]:
    """By dossier. What a person showed for an earlier year has to be shown again."""
    campagnes = read_by_key(session, Campagne, (dossier.campagne_id for dossier in dossiers.values()))
    since = {key: campagne.debut or date.min for key, campagne in campagnes.items()}
    found = read_by_owner(session, PieceRecue, "personne_id", {dossier.personne_id for dossier in dossiers.values()})
    return {
        key: _by_piece(row for row in found.get(dossier.personne_id, ()) if row.recue_le >= since[dossier.campagne_id])
        for key, dossier in dossiers.items()
    }


def _seen(
    session: Session, lines: Mapping[str, ByPiece[Exigence]], brought: Mapping[str, ByPiece[PieceRecue]]
) -> dict[str, PieceRecue]:
    """The papers that lines name: some were withdrawn since, or are of an earlier year."""
    seen = {row.id: row for found in brought.values() for rows in found.values() for row in rows}
    named = {row.recue_id for found in lines.values() for rows in found.values() for row in rows}
    return seen | read_by_key(session, PieceRecue, named - seen.keys())


def _catalogue(session: Session, keys: Iterable[str]) -> dict[str, Piece]:
    """In the order of the catalogue."""
    return {piece.id: piece for piece in sorted(read_by_key(session, Piece, keys).values(), key=_order)}


def _order(piece: Piece) -> tuple[bool, int, str, str]:
    return piece.ordre is None, piece.ordre or 0, piece.libelle or "", piece.id


def _by_piece(rows: Iterable[Row]) -> ByPiece[Row]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.piece_id, []).append(row)
    return found
