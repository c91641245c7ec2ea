"""Somebody types in one form of the real window, key by key, in a process that is going to be killed.

Messages: ("montre", row, path, text on screen) once the form is there, (phase,), ("touche", row, path, text on screen,
seconds, number) after each key, ("quitte", row, path, text, given, number) once a field was left: given or not.
`number`: the last work written here.
"""

from __future__ import annotations

import os
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from scolarite_desk import app
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.drafts import place
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.forms import editing
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.keys import pressed, typed
from tests.services.conftest import MORNING, PASSWORD
from tests.ui.every_form import Spot, reached, seats

PHASES = {"frappe": 3, "validation": 2}
KEPT_EVERY = 100  # milliseconds: a tenth of what it is, so that ten times as many keys are tried
_BETWEEN = 4  # milliseconds between two keys
_LETTERS = "aeioulmnrst"


class Typist:
    """Types over the fields of one form, one after the other, until the end."""

    def __init__(self, told: Connection, base: Path, seed: int, dossier: str, spot: Spot) -> None:
        self.tell, self.random, self.last = told.send, Random(seed), 0
        editing.DRAFT_EVERY = KEPT_EVERY
        store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
        store.subscribe(self._heard)
        theme = Theme(app.application())
        self.window = Window(store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
        self.window.show()
        self.window.activateWindow()
        self.form = reached(self.window, dossier, spot)
        self.form.recall()  # as the gesture that shows it does
        for seat in seats(self.form):
            self.tell(("montre", *place(self.form.of, seat.field.path), seat.text()))

    def play(self) -> None:
        """Never ends by itself."""
        for number in cycle(range(len(seats(self.form)))):
            typable = seats(self.form)
            if typable:
                self._type(self.form, typable[number % len(typable)])

    def _heard(self, changed: Changed) -> None:
        self.last = max(self.last, changed.numero)

    def _type(self, form: Form, seat: Seat) -> None:
        row, path = place(form.of, seat.field.path)
        seat.editor.setFocus()
        pressed("Ctrl+A", seat.editor)
        self.tell(("frappe",))
        for _ in range(self.random.randrange(20, 60)):
            typed(self.random.choice(_LETTERS))
            self.tell(("touche", row, path, seat.text(), monotonic(), self.last))
            QTest.qWait(_BETWEEN)
        self.tell(("validation",))
        text = seat.text()
        pressed("Tab")
        given = not (seat.dirty or seat.waits)
        self.tell(("quitte", row, path, text, given, self.last))


class Play:
    """What the child runs until it is killed, in one form."""

    def __init__(self, dossier: str, spot: Spot) -> None:
        self.dossier, self.spot = dossier, spot

    def __call__(self, told: Connection, base: Path, seed: int) -> None:
        Typist(told, base, seed, self.dossier, self.spot).play()
