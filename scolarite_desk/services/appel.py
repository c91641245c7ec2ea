"""Who answers a place, who is called when one is free."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from scolarite_desk.models.rules import echeances
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation


def answer_deadline(
    row: Candidature, formation: Formation, avis: Avis, reglages: echeances.Reglages, fuseau: ZoneInfo
) -> echeances.Echeance | None:
    """Until when an answer is due. The letter of a list asks for none: only a day given to that person counts there."""
    if avis.avis == "LC" and row.date_confirmation is None:
        return None
    return echeances.confirmation_deadline(row, formation, avis, reglages, fuseau)
