"""The practice base: a fictional university and as many invented dossiers as asked for.

The same number, seed and day give the same base, salts and station apart. Nothing in it is anybody's: names are put
together, telephone numbers and addresses are of the ranges kept for fiction, the establishment's number is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scolarite_desk.models.rules.exercice import COMPTE, PASSWORD
from scolarite_desk.models.rules.fuseau import fuseau_of
from scolarite_desk.practice.tirage import ALONE, LOT, Counters, drawn, drawn_apart, number_key
from scolarite_desk.practice.universite import AGENTS, COLLEGUES, EEF, SETTINGS
from scolarite_desk.progress import Progress
from scolarite_desk.services.agents import name_agent
from scolarite_desk.services.comptes import create_account, first_account
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store import bulk
from scolarite_desk.store.base import create, open_with
from scolarite_desk.store.file.engine import key_of
from scolarite_desk.store.file.naissance import born
from scolarite_desk.store.journal.press import Ready
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost

__all__ = ["COMPTE", "PASSWORD", "fill", "make", "today"]

TOGETHER = 50  # works of one transaction
_FRESH = 6  # hour, in UTC, at which the base is made on its day


def today() -> date:
    """The day on which a practice base made now begins, where its establishment is."""
    return datetime.now(fuseau_of()).date()


def make(
    path: Path, dossiers: int, seed: int, today: date, progress: Progress | None = None, cost: Cost | None = None
) -> Store:
    """A new practice base of so many dossiers, open. `Refused` when the file exists."""
    now = datetime(today.year, today.month, today.day, _FRESH, tzinfo=UTC)
    values: dict[str, Any] = {"exercice": True, "cost": cost, "clock": lambda: now, "cle_numeros": number_key(seed)}
    with born(path) as half, closing(create(half, COMPTE, PASSWORD, **values)) as store:
        fill(store, dossiers, seed, today, progress or Progress())
        key = key_of(store.engine)
        store.path = path  # where it is remembered when it closes
    return open_with(path, COMPTE, lambda: key, lambda: now)


def fill(store: Store, dossiers: int, seed: int, today: date, progress: Progress) -> None:
    """Put the university and its dossiers into a new base."""
    with store.work("demo") as work:
        for cle, valeur in SETTINGS.items():
            change_setting(work, cle, valeur)
        codes = lists(work.session)
        change_setting(work, "pays_eef", " ".join(filter(None, (codes.find("pays", name, {}) for name in EEF))))
        first_account(work, store.auteur)
        for nom, profil in COLLEGUES.items():
            create_account(work, nom, profil)
        for nom, said in AGENTS.items():
            name_agent(work, nom, *said)
        work.detail = ""
    given: Counters = {}
    draw = drawn if dossiers <= ALONE else drawn_apart
    with bulk.without_indexes(store), closing(draw(dossiers, seed, today, store.poste)) as told:
        bulk.load(store, "demo", _lots(told, given, dossiers, progress), TOGETHER)
    with store.side() as session:
        for sequence, value in given.items():
            bulk.count_up(session, sequence, value)
    bulk.finish(store, progress)


def _lots(told: Iterator[Ready | Counters], given: Counters, dossiers: int, progress: Progress) -> Iterator[Ready]:
    """The lots, counted as they go; the numbers given, which come last, are put into `given`."""
    for rank, one in enumerate(told):
        progress.step(min(rank * LOT, dossiers), dossiers)
        if isinstance(one, Ready):
            yield one
        else:
            given.update(one)
