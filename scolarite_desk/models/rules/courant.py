"""Which avis counts and which candidature lives, of rows already read. `store/courant.py` asks a statement the same.

Keys are in the order of making and no two are equal: of two avis of one instant, every desk finds the same newest.
"""

from __future__ import annotations

from collections.abc import Iterable

from scolarite_desk.models.tables.candidature import Avis, Candidature


def candidature_vivante(row: Candidature) -> bool:
    """Neither withdrawn nor cancelled."""
    return row.retire_le is None and row.annulee_le is None


def du_plus_recent(rows: Iterable[Avis]) -> list[Avis]:
    """The avis of one candidature that nobody withdrew, newest first."""
    return sorted((row for row in rows if row.retire_le is None), key=lambda row: row.id, reverse=True)


def avis_courant(rows: Iterable[Avis]) -> Avis | None:
    """The one that is shown, validated or not: the newest."""
    return next(iter(du_plus_recent(rows)), None)


def avis_valide(rows: Iterable[Avis]) -> Avis | None:
    """The one that binds until another one does: the newest of those validated, whatever was entered since."""
    return next((row for row in du_plus_recent(rows) if row.valide_le is not None), None)
