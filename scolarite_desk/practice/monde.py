"""What every draw shares: the random source, the keys, the day, the places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from scolarite_desk.models.fields.referentiel import Entree, Referentiel
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.uuid7 import KeyMaker
from scolarite_desk.practice.offre import Etablissement, Rows

AGENTS = ("Claire M.", "Claire M.", "Hugo B.", "Nadia K.")
_SCATTER, _THOUSAND = 617, 1000  # coprime: every thousand ranks has exactly its share


class Monde:
    """The same seed and day give the same world. `rows` holds the rows of the dossier in the making."""

    def __init__(self, seed: int, today: date, codes: Referentiel) -> None:
        self.rng, self.today, self.codes = Random(seed), today, codes
        self.new_key = KeyMaker(seed, datetime.combine(today, time(6), UTC)).new_key
        self.etablissement = Etablissement(self.new_key, today, codes)
        self.communes = [one for one in codes.entrees("commune") if len(one.cles) > 1]
        self.rows: Rows = []

    def add(self, cls: type[Partagee], **values: Any) -> str:
        """One more row; returns its key, a new one unless it is given (`id`)."""
        key: str = values.setdefault("id", "") or self.new_key()
        values["id"] = key
        self.rows.append((cls, values))
        return key

    def take(self) -> Rows:
        """The rows made since the last time."""
        rows, self.rows = self.rows, []
        return rows

    def share(self, rank: int, per_thousand: int, salt: int) -> bool:
        """Whether the dossier of this rank is of those: exactly so many in each thousand, spread evenly."""
        return (rank * _SCATTER + salt) % _THOUSAND < per_thousand

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.rng.random() < probability

    def pick(self, weights: Sequence[tuple[int, Any]]) -> Any:
        """One of (weight, value) pairs."""
        at = self.rng.random() * sum(weight for weight, _ in weights)
        for weight, value in weights:
            at -= weight
            if at < 0:
                return value
        return weights[-1][1]

    def commune(self) -> Entree:
        """A commune with its postal code; the list begins with the largest, which are drawn more often."""
        return self.communes[int(len(self.communes) * self.rng.random() ** 2.5)]

    def day(self, first: date, last: date) -> date:
        """A day between two, both included; `last` alone when they are the wrong way round."""
        return (
            first + timedelta(days=int((max(0, (last - first).days) + 1) * self.rng.random())) if first < last else last
        )

    def at(self, day: date) -> datetime:
        """A moment of the opening hours of that day, in UTC."""
        return datetime(
            day.year, day.month, day.day, 7 + int(8 * self.rng.random()), int(60 * self.rng.random()), tzinfo=UTC
        )

    def agent(self) -> str:
        """The name of the account that did the act being told."""
        return AGENTS[int(len(AGENTS) * self.rng.random())]
