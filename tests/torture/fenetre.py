"""Somebody types in the real window, key event by key event, in a process that is going to be killed.

Messages: (phase,), ("touche", row, path, text on screen, seconds) after each key, ("champ", row, path, value, number)
once a field was left and written.
"""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from scolarite_desk import app
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.played.hands import Hands
from tests.services.conftest import MORNING, PASSWORD

PHASES = {"frappe": 2, "validation": 2}
_BETWEEN = 40  # milliseconds between two keys
_LONG = "de la Tour d’Auvergne et des Montagnes Noires"
_FIELDS = ("nom_usage", "prenom_usage", "autres_prenoms", "nom_naissance", "prenom")


class Typist:
    """Opens the first dossier of the list, and types over its fields until the end."""

    def __init__(self, told: Connection, base: Path, seed: int) -> None:
        self.tell, self.random, self.last = told.send, Random(seed), 0
        theme = Theme(app.application())
        store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
        store.subscribe(self._heard)
        self.window = Window(store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
        self.hands = Hands(self.window)
        self.window.show()
        self.hands.take()
        self.hands.wait(lambda: self.window.queue.counted and not self.window.desk.jobs.busy)

    def play(self) -> None:
        """Never ends by itself."""
        self.hands.press("Ctrl+F")
        self.hands.type("kermarec")
        self.hands.press("Return")
        while True:
            for name in _FIELDS:
                self._type(f"identite.{name}", f"{_LONG} {self._word()}")

    def _heard(self, changed: Changed) -> None:
        self.last = changed.numero

    def _word(self) -> str:
        return "".join(self.random.choice("aeioulmnrst") for _ in range(5))

    def _type(self, path: str, text: str) -> None:
        view, form = self.window.pane.view, self.window.pane.form()
        assert view is not None
        assert form is not None
        self.window.pane.go(path)
        self.hands.press("Ctrl+A")
        self.tell(("frappe",))
        for letter in text:
            self.hands.type(letter)
            self.tell(("touche", view.personne, path, form.text(path), monotonic()))
            QTest.qWait(_BETWEEN)
        self.tell(("validation",))
        self.hands.press("Tab")
        self.tell(("champ", view.personne, path, form.values[path.partition(".")[2]], self.last))


def play(told: Connection, base: Path, seed: int) -> None:
    """What the child runs until it is killed."""
    Typist(told, base, seed).play()


def typed(told: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The keys pressed since the last field was left."""
    last = max((rank for rank, message in enumerate(told) if message[0] == "champ"), default=-1)
    return [message for message in told[last + 1 :] if message[0] == "touche"]
