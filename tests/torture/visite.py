"""A visit without a window, played over and over by a process that is going to be killed. It tells what it did, after.

Messages: (phase,) as it begins, ("brouillon", row, path, text) and ("champ", row, path, value, number) once they are
kept, ("document", number) once it is issued, ("fichier", path) once it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from scolarite_desk.exchange.papers import recu  # noqa: F401  # loaded once, before every child is forked
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.progress import Progress
from scolarite_desk.services import acts, documents, exports
from scolarite_desk.services.dossiers import correct, create_dossier
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store import drafts
from scolarite_desk.store.base import open_base
from scolarite_desk.store.donne import giving
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.store import Changed, Store
from tests.noms import lettered
from tests.services.conftest import FRENCH, MORNING, PASSWORD

PHASES = {"ouverture": 1, "creation": 2, "frappe": 14, "validation": 7, "recu": 2, "export": 2, "fermeture": 2}
_NAMES = ("Kermarec", "Le Goff", "Ørsted", "De La Tour", "N’Guessan", "Œuvrard")
_FIELDS = (
    "identite.nom_usage",
    "identite.prenom_usage",
    "identite.telephone",
    "identite.courriel",
    "identite.nom_naissance",
)


class Visit:
    """What one hand does at the desk, without its fingers."""

    def __init__(self, tell: Callable[[tuple[Any, ...]], None], base: Path, seed: int) -> None:
        self.tell, self.base, self.random, self.born = tell, base, Random(seed), monotonic()
        self.last = 0

    def play(self) -> None:
        """Open, receive somebody, close; again and again."""
        while True:
            self.tell(("ouverture",))
            store = open_base(self.base, "Claire", PASSWORD, clock=lambda: MORNING + timedelta(seconds=monotonic()))
            store.subscribe(self._heard)
            for _ in range(self.random.randrange(1, 3)):
                self._receive(store)
            self.tell(("fermeture",))
            store.close()

    def _heard(self, changed: Changed) -> None:
        self.last = changed.numero

    def _receive(self, store: Store) -> None:
        self.tell(("creation",))
        dossier = acts.do(store, None, create_dossier, {"nom_naissance": self._name(), "prenom": "Maëlle"})
        with store.reading() as session:
            personne = session.get_one(Dossier, dossier).personne_id
        for champ in _FIELDS:
            self._type(store, personne, champ)
        with store.reading() as session:
            formation = next(iter(session.query(Formation))).id
        self.tell(("recu",))
        acts.do(store, None, add_candidature, dossier, formation)
        self.tell(("document", acts.do(store, None, documents.issue_receipt, dossier).numero))
        self.tell(("export",))
        out = self.base.with_suffix(".csv")
        exports.export_decisions(store, Filter(), "csv", out, Progress(), langue=FRENCH)
        self.tell(("fichier", str(out)))

    def _type(self, store: Store, personne: str, champ: str) -> None:
        """As the form does it: what is typed is kept now and then, then given."""
        value = self._value(champ)
        for length in self._stops(len(value)):
            self.tell(("frappe",))
            drafts.keep(store, personne, champ, value[:length])
            self.tell(("brouillon", personne, champ, value[:length]))
        self.tell(("validation",))
        with giving((personne, champ)):
            acts.do(store, None, correct, champ, personne, value)
        self.tell(("champ", personne, champ, value, self.last))

    def _stops(self, length: int) -> Iterator[int]:
        yield from sorted(self.random.sample(range(1, length), 2))

    def _name(self) -> str:
        return f"{self.random.choice(_NAMES)} {lettered(self.random.randrange(10_000))}"

    def _value(self, champ: str) -> str:
        digits = "".join(self.random.choice("0123456789") for _ in range(8))
        return {"identite.telephone": f"+336{digits}", "identite.courriel": f"m{digits}@exemple.fr"}.get(
            champ, self._name().upper()
        )


def play(told: Connection, base: Path, seed: int) -> None:
    """What the child runs until it is killed."""
    Visit(told.send, base, seed).play()
