"""Someone comes in without appointment: the name as given, why, and who came in the person's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import ARRIVEE
from scolarite_desk.services.visites import set_third_party, walk_in
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Button, Page, Primary, Words, column


class ArrivalPanel(QWidget):
    """The panel of an arrival. `on_done(key)`: it is in the base; `on_leave()`: the person gave up."""

    def __init__(self, desk: Desk, on_done: Callable[[str], object], on_leave: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_done, self._on_leave = desk, on_done, on_leave
        theme = desk.theme
        self.form = ActForm(theme, ARRIVEE, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self._save = Primary(theme, tr("Enregistrer l’arrivée"), self.save, icon="door-open")
        now = Button(theme, tr("Recevoir tout de suite"), self.receive, icon="megaphone")
        leave = Button(theme, tr("Renoncer"), self.leave)
        acts = QWidget()
        column(acts, self._save, now, leave, margins=(theme.block, theme.block), spacing=theme.gap)
        title = Words(tr("Arrivée sans rendez-vous"), look="strong", wrap=True)
        title.setContentsMargins(theme.block, theme.block, theme.block, 0)
        column(self, title, (Page(self.form), 1), acts)

    def begin(self) -> None:
        """Begin a new arrival: every field blank, the keyboard on the name."""
        self.form.open({}, "")
        self.form.focus("annonce")

    def leave(self) -> None:
        """Nobody came."""
        self.form.open({})
        self._on_leave()

    def save(self) -> None:
        """The visitor takes a ticket and waits."""
        self._enter("")

    def receive(self) -> None:
        """The visitor is received at once, at this desk."""
        self._enter(self._desk.store.poste)

    def _enter(self, guichet: str) -> None:
        asked = self.form.asked()
        if asked is None:
            return
        third, seen = asked.pop("tiers") or "", bool(asked.pop("mandat_vu"))

        def enter() -> str:
            key = self._desk.do(self, walk_in, guichet=guichet, **_texts(asked))
            if third:
                self._desk.do(self, set_third_party, key, third, seen)
            return key

        with self.form.giving():
            entered = self._desk.obtain(enter, self.form.hear)
        if entered:
            self._on_done(entered.answer)


def _texts(asked: dict[str, Any]) -> dict[str, str]:
    return {name: value or "" for name, value in asked.items()}
