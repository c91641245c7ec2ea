"""The validation of the selected avis: seen before it is done, since a letter may follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import NOTHING
from scolarite_desk.progress import Progress
from scolarite_desk.services.en_lot import preview
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import MANY
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import say, tr, trc, trn
from scolarite_desk.ui.salles.decisions.apercu import Apercu
from scolarite_desk.ui.widgets import Button, Primary, Words, column


class ValiderAvis(QWidget):
    """The panel. `on_give(candidatures)` does it; `on_leave()`: back to the avis."""

    def __init__(self, desk: Desk, on_give: Callable[[Sequence[str]], object], on_leave: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_give, theme = desk, on_give, desk.theme
        self._rows: Sequence[LigneSeance] = ()
        self.issue = LotOutcome[str, None]()
        self.preview = Apercu(
            desk,
            (
                Column(NOTHING, lambda row: row.nom, chars=18, stretch=True),
                Column(NOTHING, lambda row: str(row.rang or ""), chars=4, right=True),
                Column(NOTHING, lambda row: say(row.label), chars=13, right=True),
            ),
        )
        self._give = Primary(theme, trc("avis", "Valider"), self.give, icon="stamp", needs="validation")
        leave = Button(theme, tr("Revenir aux avis"), on_leave)
        title = Words(tr("Valider les avis de la sélection"), look="strong", wrap=True)
        title.setContentsMargins(theme.block, theme.gap, theme.block, 0)
        foot, room = QWidget(), QWidget()
        note = Words(
            tr("Un avis validé s’écrit dans les lettres. Ctrl+Z annule tout à la fois."), tone="muted", wrap=True
        )
        column(foot, note, self._give, leave, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, title, (self.preview, 3), (room, 1), foot)

    def open(self, rows: Sequence[LigneSeance]) -> None:
        """Look at what validating these would do, and wait for the answer."""
        self._rows = rows
        self._tell(LotOutcome())
        store, keys = self._desk.store, [row.candidature for row in rows]

        def play(progress: Progress) -> LotOutcome[str, None]:
            why: list[Refused | Unavailable] = []
            played = attempt(lambda: preview(store, "validate_avis", keys, {}, progress), why.append)
            return played.answer if played else LotOutcome((), tuple((key, why[0].message) for key in keys))

        if len(rows) > MANY:
            self._desk.jobs.run(tr("Examen de la sélection"), play, done=self._tell)
        else:
            self._tell(play(Progress()))

    def give(self) -> None:
        """Validate those that would be."""
        if self.issue.faites:
            self._on_give(self.issue.faites)

    def _tell(self, issue: LotOutcome[str, None]) -> None:
        self.issue = issue
        self.preview.show_issue(issue, {row.candidature: row for row in self._rows})
        count = len(issue.faites)
        self._give.setEnabled(bool(count))
        each = trn("Valider {n} avis", "Valider {n} avis", count)
        self._give.say(each if count else trc("avis", "Valider"), icon="stamp")
        if count:
            self._give.setFocus()
