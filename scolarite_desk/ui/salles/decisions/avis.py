"""An avis for the selected candidatures: what is asked, and before it is done, who changes and who is refused, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.fields.field import applying
from scolarite_desk.models.fields.of_dossier import AVIS_EN_LOT
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.msg import NOTHING
from scolarite_desk.progress import Progress
from scolarite_desk.services.en_lot import preview
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.services.seance import ranks_of
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import MANY
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of, meetings_for
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.decisions.apercu import Apercu
from scolarite_desk.ui.widgets import Page, Primary, Words, column

_SOON = 200  # milliseconds after the last change before the preview


class DonnerAvis(QWidget):
    """The panel. `on_give(candidatures, values)` does it."""

    def __init__(self, desk: Desk, on_give: Callable[[Sequence[str], Mapping[str, Any]], object]) -> None:
        super().__init__()
        self._desk, self._on_give, theme = desk, on_give, desk.theme
        self._rows: Sequence[LigneSeance] = ()
        self._issue = LotOutcome[str, str]()
        self._ranks: dict[str, int] = {}
        self._done: frozenset[str] = frozenset()  # who was just given what is asked
        self._meetings: tuple[list[tuple[str, str]], str | None] = ([], None)
        self._proposed: str | None = None  # the meeting that nobody chose: who took it off is not given it again
        self._lists = lists_of(desk, seance=lambda: self._meetings[0])
        self.form = ActForm(theme, AVIS_EN_LOT, self._lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self.form.noted.connect(lambda _: self._asked_anew())
        self.preview = Apercu(desk, self._columns())
        self.changes, self.refusals = self.preview.changes, self.preview.refusals
        self._said = Words(tone="muted", wrap=True)
        self._give = Primary(theme, tr("Donner l’avis"), self.give, icon="check", needs="avis")
        self.acts = (self._give,)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.look)
        self._build()
        self.form.open({}, "")
        self._tell(LotOutcome())

    def _build(self) -> None:
        theme = self._desk.theme
        title = Words(tr("Donner un avis à la sélection"), look="strong", wrap=True)
        title.setContentsMargins(theme.block, theme.gap, theme.block, 0)
        inside, foot = QWidget(), QWidget()
        column(inside, title, self.form, stretch=True)
        column(foot, self._said, self._give, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, (Page(inside), 2), (self.preview, 3), foot)

    def show_rows(self, rows: Sequence[LigneSeance]) -> None:
        """Another selection; what was asked stays."""
        self._rows = rows
        self._meet()
        self._soon.start() if len(rows) > MANY else self.look()

    def _meet(self) -> None:
        """The meetings that may have decided on these; the one held today, unless another was chosen, or none."""
        shown = self.form.values
        self._meetings = meetings_for(self._desk, [row.candidature for row in self._rows])
        self._lists.forget()
        chosen = shown.get("en_seance")
        if chosen == self._proposed:
            chosen = self._proposed = self._meetings[1]
        now = {"en_seance": chosen, "seances": bool(self._meetings[0])}
        if any(shown.get(name) != value for name, value in now.items()):
            self.form.refresh({**shown, **now})

    def done(self, keys: Sequence[str]) -> None:
        """It was given to all of them: neither to be given again, nor refused because it was."""
        self._done = frozenset(keys)

    def _is_done(self, avis: str) -> bool:
        """Whether the selection is that which was just given this very avis, and has it still."""
        same = self._done == {row.candidature for row in self._rows}
        return bool(self._done) and same and all(row.avis == avis for row in self._rows)

    def _asked_anew(self) -> None:
        self._done = frozenset()
        self.look()

    def look(self) -> None:
        """Play the act without keeping it, and say what it would give."""
        self._soon.stop()
        values = self.values()
        if not self._rows or not values.get("avis") or self._is_done(values["avis"]):
            self._tell(LotOutcome())
        elif len(self._rows) > MANY:
            self._give.setEnabled(False)
            self._desk.jobs.run(tr("Examen de la sélection"), self._playing(values), done=self._tell)
        else:
            self._tell(self._playing(values)(Progress()))

    def values(self) -> dict[str, Any]:
        """What is asked: only what goes with the avis."""
        return applying(AVIS_EN_LOT, self.form.values)

    def give(self) -> None:
        """Give the avis to those that would change, with the ranks that are shown."""
        if self.form.asked() is None:
            return
        self.look()
        done = self._issue.faites
        if len(done) == 1 and self._ranks:  # alone, it would be given the rank typed, or refused
            self._on_give(done, {**self.values(), "rang": self._ranks[done[0]]})
        elif done:
            self._on_give(done, self.values())

    def _playing(self, values: Mapping[str, Any]) -> Callable[[Progress], LotOutcome[str, str]]:
        store, keys = self._desk.store, [row.candidature for row in self._rows]

        def play(progress: Progress) -> LotOutcome[str, str]:
            why: list[Refused | Unavailable] = []
            played = attempt(lambda: preview(store, "enter_avis", keys, values, progress), why.append)
            return played.answer if played else LotOutcome((), tuple((key, why[0].message) for key in keys))

        return play

    def _tell(self, issue: LotOutcome[str, str]) -> None:
        by_key = {row.candidature: row for row in self._rows}
        self._issue = issue = LotOutcome(
            tuple(key for key in issue.faites if key in by_key),
            tuple(pair for pair in issue.refusees if pair[0] in by_key),
        )
        rang = self.values().get("rang")
        self._ranks = dict(self._desk.read(ranks_of, issue.faites, rang)) if rang and issue.faites else {}
        self.preview.show_issue(issue, by_key)
        self._say_button(len(issue.faites))

    def _say_button(self, count: int) -> None:
        self._give.setEnabled(bool(count))
        given = trn("Donner l’avis à {n} candidature", "Donner l’avis à {n} candidatures", count)
        self._give.say(given if count else tr("Donner l’avis"), icon="check")
        waiting = tr("Sélectionnez des candidatures, puis choisissez l’avis. Ctrl+A sélectionne toute la liste.")
        done = tr("L’avis reste à valider. Ctrl+Z l’annule pour toutes à la fois.")
        over = tr("C’est donné. Validez-le, ou choisissez d’autres candidatures.")
        self._said.setText(done if count else over if self._is_done(self.values().get("avis", "")) else waiting)

    def _columns(self) -> tuple[Column[LigneSeance], ...]:
        def avis(row: LigneSeance) -> str:
            return say(AVIS[self.values()["avis"]].label) if self.values()["avis"] in AVIS else ""

        def place(row: LigneSeance) -> str:
            return str(self._ranks.get(row.candidature, ""))

        return (
            Column(NOTHING, lambda row: row.nom, chars=18, stretch=True),
            Column(NOTHING, place, chars=4, right=True),
            Column(NOTHING, avis, chars=13, right=True),
        )
