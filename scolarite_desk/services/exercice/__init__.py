"""The practice base: a fictional university and as many invented dossiers as asked for.

The same number, seed and day give the same base, salts and station apart. Nothing in it is anybody's: names are put
together, telephone numbers and addresses are of the ranges kept for fiction, the establishment's number is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from scolarite_desk.models.numeros import LONE_BLOCK
from scolarite_desk.progress import Progress
from scolarite_desk.services.exercice.candidatures import Candidatures
from scolarite_desk.services.exercice.monde import Monde
from scolarite_desk.services.exercice.offre import Rows
from scolarite_desk.services.exercice.parcours import Parcours
from scolarite_desk.services.exercice.personnes import Population
from scolarite_desk.services.exercice.universite import EEF, SETTINGS, UAI
from scolarite_desk.services.exercice.visites import MOST, day_of_visits
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store import bulk
from scolarite_desk.store.base import create
from scolarite_desk.store.referentiel import referentiel
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import Cost, vault_path

COMPTE = "Claire M."
PASSWORD = "exercice-2026"  # of the practice base, which protects nothing
LOT, TOGETHER = 100, 50  # dossiers of one work, works of one transaction
_FRESH = 6  # hour, in UTC, at which the base is made on its day


def make(
    path: Path, dossiers: int, seed: int, today: date, progress: Progress | None = None, cost: Cost | None = None
) -> Store:
    """A new practice base of so many dossiers, open. `Refused` when the file exists."""
    now = datetime(today.year, today.month, today.day, _FRESH, tzinfo=UTC)
    store = create(path, COMPTE, PASSWORD, exercice=True, cost=cost, clock=lambda: now, cle_numeros=_key(seed))
    try:
        fill(store, dossiers, seed, today, progress or Progress())
    except BaseException:
        store.close()
        for half in (path, vault_path(path)):
            half.unlink()
        raise
    return store


def _key(seed: int) -> int:
    return (seed * 0x9E37_79B9_7F4A_7C15 + 1) & 0xFFFF_FFFF_FFFF_FFFF


def fill(store: Store, dossiers: int, seed: int, today: date, progress: Progress) -> None:
    """Put the university and its dossiers into a new base."""
    codes = referentiel()
    monde = Monde(seed, today, codes)
    with store.work("demo") as work:
        for cle, valeur in SETTINGS.items():
            change_setting(work, cle, valeur)
        change_setting(work, "pays_eef", " ".join(filter(None, (codes.find("pays", name, {}) for name in EEF))))
        work.detail = ""
    made = _Dossiers(monde, seed)
    with bulk.without_indexes(store):
        bulk.load(store, "demo", [monde.etablissement.rows])
        bulk.load(store, "demo", bulk.in_lots(made.rows(dossiers, store.poste, progress), LOT), TOGETHER)
    with store.side() as session:
        for sequence, value in made.counters(today).items():
            bulk.count_up(session, sequence, value)
    bulk.finish(store, progress)


class _Dossiers:
    """The dossiers one after the other: who, what they come with, what they ask for."""

    def __init__(self, monde: Monde, seed: int) -> None:
        self.monde = monde
        self.population = Population(monde, seed)
        self.parcours = Parcours(monde)
        self.candidatures = Candidatures(monde, _key(seed))
        self.tickets = 0

    def rows(self, dossiers: int, poste: str, progress: Progress) -> Iterator[Rows]:
        """The rows of each dossier; the visits of the day come with the last."""
        current, *past = self.monde.etablissement.periodes
        today: list[tuple[str, str]] = []
        rank = 0
        while self.candidatures.count < dossiers:
            progress.step(self.candidatures.count, dossiers)
            incomplet = self.monde.share(rank, 200, 307)
            one = self.population.person(rank)
            self.parcours.add(one, incomplet)
            if not self.monde.share(rank, 60, 89) or one.profil == "lyceen":
                key = self.candidatures.add(one, current, incomplet)
                if len(today) < MOST and rank % 3 == 0:
                    today.append((one.key, key))
            if self.monde.share(rank, 80, 89) and one.profil != "lyceen" and self.candidatures.count < dossiers:
                self.candidatures.add(one, past[rank % len(past)], incomplet=False)
            if self.candidatures.count >= dossiers:
                self.tickets = day_of_visits(self.monde, today, poste)
            rank += 1
            yield self.monde.take()

    def counters(self, today: date) -> dict[str, int]:
        """The numbers that were given, by sequence."""
        return {
            f"dossier {LONE_BLOCK}": self.candidatures.count,
            f"ine {UAI} {SETTINGS['serie_ine']}": self.population.provisoires,
            f"ticket {today.isoformat()}": self.tickets,
        }
