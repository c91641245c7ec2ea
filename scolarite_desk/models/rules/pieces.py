"""Where a candidature stands with one piece: what was judged, what was brought since. Said once, for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scolarite_desk.models.tables.piece import Exigence, PieceRecue

DUES = frozenset({"AT", "RE"})  # the person still has something to bring


@dataclass(frozen=True, slots=True)
class Etape:
    """The line of a piece that counts. `ligne` is None as long as nobody touched it; `fraiche` is not judged yet."""

    statut: str  # states.PIECE
    rang: int
    ligne: Exigence | None = None
    fraiche: PieceRecue | None = None


ATTENDUE = Etape("AT", 1)


def current(lignes: Sequence[Exigence], apportees: Sequence[PieceRecue]) -> Etape:
    """What counts, of the lines of one piece by rank and of the papers brought by key, which is the order of making.

    A paper that nobody judged here makes an awaited piece one to examine, and opens a new line after a refusal.
    """
    if not lignes and not apportees:
        return ATTENDUE
    last = lignes[-1] if lignes else None
    paper = fresh(lignes, apportees) if last is None or last.statut in DUES else None
    if last is None:
        return Etape("TR" if paper else "AT", 1, None, paper)
    if paper is None:
        return Etape(last.statut, last.rang, last)
    return Etape("TR", last.rang + 1, None, paper) if last.statut == "RE" else Etape("TR", last.rang, last, paper)


def fresh(lignes: Sequence[Exigence], apportees: Sequence[PieceRecue]) -> PieceRecue | None:
    """The newest paper, unless a line judged it or a newer one."""
    judged = max((ligne.recue_id or "" for ligne in lignes), default="")
    return apportees[-1] if apportees and apportees[-1].id > judged else None
