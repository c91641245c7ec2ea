"""The day of the desk: who came this morning, who waits, who is received, who is expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from scolarite_desk.models.rules.numeros import ticket_number
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.practice.monde import Monde

_MOTIFS = ("depot", "pieces", "ine", "cvec", "decision", "renseignement")
_OPENING = 7  # hour of the first visit, in UTC
_EVERY = timedelta(minutes=17)
MOST = 24


def day_of_visits(monde: Monde, dossiers: Sequence[tuple[str, str]], poste: str) -> int:
    """Visits of today for some (person, dossier); returns the number of tickets given."""
    start = datetime(monde.today.year, monde.today.month, monde.today.day, _OPENING, tzinfo=UTC)
    tickets = 0
    for rank, (personne, dossier) in enumerate(dossiers[:MOST]):
        booked = start + rank * _EVERY
        state, told = _state(rank, min(len(dossiers), MOST), booked)
        values: dict[str, Any] = {
            "rendezvous_le": booked if rank % 3 else None,
            "duree": 15 if rank % 3 else None,
        } | told
        if "arrivee_le" in values:
            tickets += 1
            values["ticket"] = ticket_number(poste, tickets)
        monde.add(
            Visite,
            jour=monde.today,
            statut=state,
            motif=monde.rng.choice(_MOTIFS),
            personne_id=personne,
            dossier_id=dossier,
            tiers="Mme Tournel, sa mère" if rank == 4 else None,
            mandat_vu=True if rank == 4 else None,
            **values,
        )
    return tickets


def _state(rank: int, count: int, booked: datetime) -> tuple[str, dict[str, Any]]:
    """The first half is over, then someone is at the desk, three wait, the others are expected."""
    done, minute = count // 2, timedelta(minutes=1)
    arrived: dict[str, Any] = {"arrivee_le": booked - 4 * minute}
    received = arrived | {"recue_le": booked + 3 * minute, "recue_par": "Claire M.", "guichet": "1"}
    if rank < done:
        absent = rank in (5, 9)
        return ("absente", {}) if absent else ("terminee", received | {"terminee_le": booked + 12 * minute})
    if rank == done:
        return "guichet", received
    if rank <= done + 3:
        return "attente", arrived
    return ("excusee", {}) if rank == done + 6 else ("rendezvous", {})
