"""The form of one formation: its fields, its ties, what its dates leave in doubt, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import FORMS
from scolarite_desk.models.fields.of_rooms import REPRISE_FORMATION
from scolarite_desk.models.rules.calendrier import doubts
from scolarite_desk.models.rules.si import manquants
from scolarite_desk.msg import N_, joined
from scolarite_desk.services.dossiers import withdraw_item
from scolarite_desk.services.offre import copy_formation
from scolarite_desk.store.queries.fiche import fiche
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.formations.ouvertures import Ouvertures
from scolarite_desk.ui.salles.formations.questions import QuestionsFormation
from scolarite_desk.ui.salles.items import write
from scolarite_desk.ui.widgets import Button, Page, Strip, column, row
from scolarite_desk.ui.widgets.stay import stay


class FicheFormation(QWidget):
    """`on_changed(key)`: the list should be read again, and that formation shown (None: another one)."""

    def __init__(self, desk: Desk, on_changed: Callable[[str | None], object]) -> None:
        super().__init__()
        self._desk, self._on_changed, self._key = desk, on_changed, ""
        theme = desk.theme
        self._lists = lists_of(desk)
        self.form = Form(
            theme,
            FORMS["formation"],
            self._lists,
            on_commit=self._write,
            on_failure=self._told,
            drafts=desk.drafts,
        )
        self._doubts = Strip(theme, icon="triangle-alert", tone="warn")
        self.opened, self.asked = Ouvertures(desk), QuestionsFormation(desk)
        self._other = ActForm(theme, REPRISE_FORMATION, self._lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        copy = Button(theme, tr("Reprendre dans cette campagne"), self.copy, icon="copy", needs="formations")
        withdraw = Button(theme, tr("Retirer la formation"), self.withdraw, icon="trash-2", needs="formations")
        inside, foot = QWidget(), QWidget()
        row(foot, copy, withdraw, None, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(inside, self.form, self.opened, self.asked, self._other, foot, stretch=True)
        column(self, self._doubts, (Page(inside), 1))

    def show_formation(self, key: str) -> None:
        """Another formation, or the same one as it is now."""
        values = self._desk.read(fiche, "formation", key)
        if values is None:
            return
        self._lists.forget()
        another = key != self._key
        if not another:
            self.form.refresh(values)
        else:
            self.form.commit()
            self._key = key
            self.form.open(values, key)
            self._other.open({}, key)
        self.opened.show_formation(key)
        self.asked.show_formation(key, values.get("centre_id"))
        self._doubt(say(joined(" ", *doubts(values), *manquants(values))), come=another)

    def _doubt(self, said: str, *, come: bool) -> None:
        """What its dates and codes leave in doubt; over the page when it comes from what is being typed there."""
        new = said != self._doubts.text()
        self._doubts.say(said, "triangle-alert", "warn")
        if not stay(self._doubts, bool(said), come=come) and new:
            self._desk.messages.say(said, holds=lambda: self._doubts.text() == said)

    def copy(self) -> None:
        """The same formation in the campaign that was chosen."""
        asked = self._other.asked()
        if asked is None or not asked["campagne"]:
            self._other.refused("formation.campagne", N_("Choisissez la campagne."))
            return
        with self._other.giving():
            copied = self._desk.attempt(self, copy_formation, self._key, asked["campagne"])
        if copied:
            self._on_changed(copied.answer)

    def withdraw(self) -> None:
        """Out of sight; the trash gives it back."""
        if self._desk.attempt(self, withdraw_item, "formation", self._key):
            self._key = ""
            self._on_changed(None)

    def _write(self, field: Field, value: Any) -> None:
        write(self._desk, self, self._key, field, value)
        self._on_changed(self._key)

    def _told(self, error: Exception) -> None:
        self._desk.messages.tell(error)
