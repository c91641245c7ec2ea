"""The calendar of a formation read as a whole: dates that follow one another in an order that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scolarite_desk.msg import N_, Msg

# (what must not come before, what comes first, in words)
_ORDER = (
    ("fin_depot", "debut_depot", N_("Le dépôt finit avant de commencer.")),
    ("retour", "fin_depot", N_("Les pièces sont à rendre avant la fin du dépôt.")),
    ("jury", "retour", N_("La commission se réunit avant le retour des pièces.")),
    ("publication", "jury", N_("La publication précède la commission.")),
    ("confirmation", "publication", N_("La confirmation est attendue avant la publication.")),
)


def doubts(values: Mapping[str, Any]) -> Iterator[Msg]:
    """One sentence for each pair of dates in the wrong order; blank dates say nothing."""
    for later, sooner, sentence in _ORDER:
        if values.get(later) is not None and values.get(sooner) is not None and values[later] < values[sooner]:
            yield sentence
