"""Someone comes in: the appointment of that name, found as it is typed; without any, why, and who came instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import ARRIVEE
from scolarite_desk.models.rows.rows import VisiteRow
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.visites import arrive, set_third_party, walk_in
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.heures import hour
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Empty, Page, Primary, Words, column

_SHOWN = 3  # appointments in sight


class ArrivalPanel(QWidget):
    """The panel of an arrival. `on_done(key)`: it is in the base; `on_leave()`: the person gave up; `visits()`: those
    of the day.
    """

    def __init__(
        self,
        desk: Desk,
        visits: Callable[[], Iterable[VisiteRow]],
        on_done: Callable[[str], object],
        on_leave: Callable[[], object],
    ) -> None:
        super().__init__()
        self._visits = visits
        self._desk, self._on_done, self._on_leave = desk, on_done, on_leave
        theme = desk.theme
        self.form = ActForm(theme, ARRIVEE, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self._save = Primary(theme, tr("Enregistrer l’arrivée"), self.save, icon="door-open")
        now = Button(theme, tr("Recevoir tout de suite"), self.receive, icon="megaphone")
        leave = Button(theme, tr("Renoncer"), self.leave)
        acts = QWidget()
        column(acts, self._save, now, leave, margins=(theme.block, theme.block), spacing=theme.gap)
        self.form.seats["annonce"].editor.edited.connect(self._look)
        self.form.entered_in("annonce", self._choose)
        self.expected = self._table()
        title = Words(tr("Arrivée"), look="strong", wrap=True)
        list_ = QWidget()
        column(list_, title, self.expected, spacing=theme.tight).setContentsMargins(
            theme.block, theme.block, theme.block, 0
        )
        inside = QWidget()
        column(inside, list_, self.form, stretch=True)
        column(self, (Page(inside), 1), acts)

    def _table(self) -> Table[VisiteRow]:
        theme = self._desk.theme
        columns = (
            Column[VisiteRow](N_("Attendu(e) aujourd’hui"), lambda row: say(row.qui), stretch=True),
            Column[VisiteRow](NC_("heure", "À"), lambda row: hour(row.rendezvous_le), chars=7),
        )
        nothing = Empty(theme, "calendar-days", tr("Aucun rendez-vous à ce nom."))
        table = Table(theme, columns, tr("Rendez-vous à ce nom"), key=lambda row: row.key, empty=nothing)
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + _SHOWN * theme.row)
        table.setToolTip(tr("Entrée note l’arrivée"))
        table.opened.connect(self.arrive)
        return table

    def _look(self) -> None:
        """The appointments that nobody came for yet, whose name holds what is typed."""
        asked = fold(self.form.text("annonce")).split()
        waited = [row for row in self._visits() if row.statut == "rendezvous"]
        self.expected.fill([row for row in waited if all(word in fold(say(row.qui)) for word in asked)])

    def _choose(self) -> None:
        """Enter after a name goes to the appointments of that name, if any."""
        if self.form.text("annonce").strip() and self.expected.rows_model.rows:
            self.expected.step(0)
            self.expected.setFocus()

    def arrive(self, row: VisiteRow) -> None:
        """Who was expected is there."""
        if self._desk.attempt(self, arrive, row.key):
            self.form.open({})
            self._on_done(row.key)

    def begin(self) -> None:
        """Begin a new arrival: every field blank, the keyboard on the name."""
        self.form.open({}, "")
        self._look()
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
