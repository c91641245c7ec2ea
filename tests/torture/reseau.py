"""A desk that works and synchronises over and over, in a process that is going to be killed, or whose hub is.

Messages: (phase,) as it begins, ("fait", number) once an act is done, ("coupure", sentence) when the hub went away,
("atteint", number) once an exchange went well: every work of this desk up to that number is at the hub.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from sqlalchemy import select

from scolarite_desk.errors import Unavailable
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services import acts, synchro
from scolarite_desk.services.dossiers import correct, create_dossier
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Store
from scolarite_desk.sync import receive
from scolarite_desk.sync.hub import echange
from tests.noms import lettered
from tests.services.conftest import MORNING, PASSWORD

PHASES = {"ouverture": 1, "saisie": 2, "echange": 4}
_FEW = 3  # works of a lot, so that a death falls between two
_FIELDS = ("identite.nom_usage", "identite.prenom", "identite.telephone")


def play(told: Connection, base: Path, seed: int) -> None:
    """What the child runs until it is killed."""
    echange.LOT = receive.LOT = _FEW
    random = Random(seed)
    told.send(("ouverture",))
    store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING + timedelta(seconds=monotonic()))
    while True:
        told.send(("saisie",))
        for _ in range(random.randrange(1, 6)):
            _act(store, random)
            told.send(("fait", _numero(store)))
        told.send(("echange",))
        _exchange(store, told.send)


def _exchange(store: Store, tell: Callable[[tuple[Any, ...]], None]) -> None:
    held = _numero(store)
    try:
        synchro.synchronise(store, patience=2)
    except Unavailable as cut:
        tell(("coupure", str(cut)))
    else:
        tell(("atteint", held))


def _act(store: Store, random: Random) -> None:
    with store.reading() as session:
        people = list(session.scalars(select(Personne.id)))
    if not people or random.random() < 0.3:
        acts.do(store, None, create_dossier, {"nom_naissance": f"P{lettered(random.randrange(999))}", "prenom": "Anne"})
        return
    text = f"06 12 34 5{random.randrange(10)} {random.randrange(10, 99)}"
    champ = random.choice(_FIELDS)
    acts.do(
        store,
        None,
        correct,
        champ,
        random.choice(people),
        text if "telephone" in champ else f"N{lettered(int(text[-1]))}",
    )


def _numero(store: Store) -> int:
    with store.reading() as session:
        return session.scalars(select(Poste.numero).where(Poste.ici)).one()
