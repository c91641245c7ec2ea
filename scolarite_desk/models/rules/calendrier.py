"""The calendar of a formation read as a whole: whose days it follows, and those in an order that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scolarite_desk.models.tables.formation import Campagne, Formation, SessionDepot
from scolarite_desk.msg import N_, NOTHING, Msg

# (what must not come before, what comes first, in words)
_ORDER = (
    ("fin_depot", "debut_depot", N_("Le dépôt finit avant de commencer.")),
    ("retour", "fin_depot", N_("Les pièces sont à rendre avant la fin du dépôt.")),
    ("jury", "retour", N_("La commission se réunit avant le retour des pièces.")),
    ("publication", "jury", N_("La publication précède la commission.")),
    ("confirmation", "publication", N_("La confirmation est attendue avant la publication.")),
)


@dataclass(frozen=True, slots=True)
class Calendrier:
    """When a formation takes applications: its days, either of them open when None, and whose they are."""

    debut_depot: date | None = None
    fin_depot: date | None = None
    source: Msg = NOTHING


def calendar_of(formation: Formation, session: SessionDepot | None, campagne: Campagne | None) -> Calendrier:
    """The days of the formation, else of its session, else of its campaign: those of one of them, never a mixture."""
    of = N_("Calendrier de la formation"), N_("Calendrier de la session"), N_("Calendrier de la campagne")
    windows = (
        (formation.debut_depot, formation.fin_depot),
        (session.debut_depot, session.fin_depot) if session and session.retire_le is None else (None, None),
        (campagne.debut, campagne.fin) if campagne else (None, None),
    )
    return next((Calendrier(*days, one) for days, one in zip(windows, of, strict=True) if any(days)), Calendrier())


def doubts(values: Mapping[str, Any]) -> Iterator[Msg]:
    """One sentence for each pair of dates in the wrong order; blank dates say nothing."""
    for later, sooner, sentence in _ORDER:
        if values.get(later) is not None and values.get(sooner) is not None and values[later] < values[sooner]:
            yield sentence
