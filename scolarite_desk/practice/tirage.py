"""Every row of a practice base, drawn in order: here, or in another process while this one writes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection

from scolarite_desk.models.rules.numeros import LONE_BLOCK
from scolarite_desk.practice.candidatures import Candidatures
from scolarite_desk.practice.imports import brought
from scolarite_desk.practice.marques import marks, office_tags
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Rows
from scolarite_desk.practice.parcours import Parcours
from scolarite_desk.practice.personnes import Population
from scolarite_desk.practice.recus import Recus
from scolarite_desk.practice.ressaisies import Ressaisies
from scolarite_desk.practice.saisines import Saisines
from scolarite_desk.practice.universite import SETTINGS, UAI
from scolarite_desk.practice.visites import MOST, day_of_visits
from scolarite_desk.store.journal.press import Ready, in_lots, prepare
from scolarite_desk.store.referentiel import referentiel

LOT = 100  # dossiers of one work
ALONE = 2_000  # dossiers up to which another process is not worth its start

Counters = dict[str, int]  # last number given, by sequence


def number_key(seed: int) -> int:
    """The secret of the dossier numbers of a practice base."""
    return (seed * 0x9E37_79B9_7F4A_7C15 + 1) & 0xFFFF_FFFF_FFFF_FFFF


def drawn(dossiers: int, seed: int, today: date, poste: str) -> Generator[Ready | Counters, None, None]:
    """The lots of the base, the office first, and at last the numbers that they gave."""
    monde = Monde(seed, today, referentiel())
    made = Dossiers(monde, seed)
    yield from prepare([[*monde.etablissement.rows, *office_tags(), *brought(today)]])
    yield from prepare(in_lots(made.rows(dossiers, poste), LOT))
    yield made.counters()


def drawn_apart(dossiers: int, seed: int, today: date, poste: str) -> Generator[Ready | Counters, None, None]:
    """The same, from another process."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_send, args=(there, dossiers, seed, today, poste), daemon=True)
    worker.start()
    there.close()
    try:
        while True:
            told = here.recv()
            yield told
            if isinstance(told, dict):
                return
    finally:
        here.close()
        worker.terminate()
        worker.join()


def _send(there: Connection, dossiers: int, seed: int, today: date, poste: str) -> None:
    for told in drawn(dossiers, seed, today, poste):
        there.send(told)


class Dossiers:
    """The dossiers one after the other: who, what they come with, what they ask for."""

    def __init__(self, monde: Monde, seed: int) -> None:
        self.monde = monde
        self.population = Population(monde, seed)
        self.parcours = Parcours(monde)
        self.candidatures = Candidatures(monde, number_key(seed))
        self.saisines, self.recus, self.ressaisies = Saisines(monde), Recus(monde), Ressaisies(monde)
        self.tickets = 0

    def rows(self, dossiers: int, poste: str) -> Iterator[Rows]:
        """The rows of each dossier; the visits of the day come with the last, then referrals and receipts."""
        current, *past = self.monde.etablissement.periodes
        today: list[tuple[str, str]] = []
        rank = 0
        while self.candidatures.count < dossiers:
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
            self.monde.rows += marks(self.monde, rank)
            rank += 1
            taken = self.monde.take()
            self.saisines.look(taken)
            self.recus.look(taken)
            self.ressaisies.look(taken)
            yield taken
        yield self.saisines.rows()
        yield self.recus.rows(poste)
        yield self.ressaisies.rows()

    def counters(self) -> Counters:
        """The numbers that were given, by sequence."""
        return {
            f"dossier {LONE_BLOCK}": self.candidatures.count,
            f"ine {UAI} {SETTINGS['serie_ine']}": self.population.provisoires,
            f"recu {self.monde.today.year}": self.recus.count,
            f"ticket {self.monde.today.isoformat()}": self.tickets,
        }
