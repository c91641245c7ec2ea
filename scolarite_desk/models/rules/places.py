"""Places of a formation and the list behind them: what is left, in words. `store/queries/places.py` counts them.

The capacity is a number that the office votes: too many favourable avis are told, and never refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scolarite_desk.msg import NN_, NOTHING, Msg, joined


class Paire(NamedTuple):
    """A formation in one of its sessions (keys), None: its own. Each has its list, and its places."""

    formation: str
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Candidatures, counted: `offertes` have a validated favourable avis that nobody gave up, `a_valider` one that
    waits for its validation, `liste` those who wait on the supplementary list. `confirmees`: of the first.
    """

    capacite: int | None = None
    offertes: int = 0
    a_valider: int = 0
    confirmees: int = 0
    liste: int = 0

    @property
    def libres(self) -> int | None:
        """Places that nobody was given; below nothing when too many were. None: no capacity was voted."""
        return None if self.capacite is None else self.capacite - self.offertes - self.a_valider

    @property
    def surnombre(self) -> int:
        """How many were given a place that there is not."""
        return max(-(self.libres or 0), 0)


def said(places: Places) -> Msg:
    """The places as whoever decides is told them: « 2 places libres sur 30 · 4 sur la liste »."""
    return joined(" · ", *_said(places))


def _said(places: Places) -> list[Msg]:
    told = []
    if places.capacite is not None:
        told.append(joined(", ", free(places), _counting(places)))
    if places.liste:
        told.append(NN_("{n} sur la liste complémentaire", "{n} sur la liste complémentaire", places.liste))
    return told


def free(places: Places) -> Msg:
    """How many places are left of those that were voted, or how many are missing."""
    if places.surnombre:
        return beyond(places)
    return NN_("{n} place libre sur {capacite}", "{n} places libres sur {capacite}", places.libres or 0,
               capacite=places.capacite)  # fmt: skip


def _counting(places: Places) -> Msg:
    waiting = places.a_valider
    return NN_("en comptant {n} avis à valider", "en comptant {n} avis à valider", waiting) if waiting else NOTHING


def beyond(places: Places) -> Msg:
    """How many favourable avis there are beyond the capacity."""
    return NN_(
        "{n} avis favorable de plus que les places (capacité {capacite})",
        "{n} avis favorables de plus que les places (capacité {capacite})",
        places.surnombre,
        capacite=places.capacite,
    )


def proposes(places: Places) -> bool:
    """Whether a place is there for somebody who waits on the list."""
    return places.liste > 0 and (places.libres or 0) > 0
