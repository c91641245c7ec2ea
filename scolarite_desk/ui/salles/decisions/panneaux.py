"""What stands beside the table of decisions: the avis, until letters, a validation or meetings are asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.decisions.avis import DonnerAvis
from scolarite_desk.ui.salles.decisions.choix import ActeEnLot
from scolarite_desk.ui.salles.decisions.lettres import Lettres
from scolarite_desk.ui.salles.decisions.rangs import Deplacer, Rangs
from scolarite_desk.ui.salles.decisions.seances import Seances
from scolarite_desk.ui.salles.decisions.sorties import Sorties
from scolarite_desk.ui.salles.decisions.validation import ValiderAvis
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Stacked


class Panneaux(Stacked):
    """The panels, one shown at a time. `room`: whose list they act on; `whole()`: its rows, as they are shown."""

    def __init__(
        self, desk: Desk, room: Room, sorties: Sorties, whole: Callable[[], Sequence[LigneSeance]], moves: Deplacer
    ) -> None:
        super().__init__()
        self._rows: Sequence[LigneSeance] = ()
        self.avis = DonnerAvis(desk, room)
        self.mail = Lettres(desk, sorties, self.back, tr("Revenir aux avis"))
        self.validation = ValiderAvis(desk, room, self.back)
        self.seances = Seances(desk, self.back)
        self.rangs = Rangs(desk, room, whole, moves, self.back)
        self.acte = ActeEnLot(desk, room, self.back)
        self.lots = (self.avis, self.validation, self.acte)
        for panel in (self.avis, self.mail, self.validation, self.seances, self.rangs, self.acte):
            self.addWidget(panel)

    def form(self) -> Form:
        """The fields of the avis, of the meeting or of the letters that are shown."""
        shown = self.currentWidget()
        forms = (
            (self.seances, self.seances.items.form),
            (self.mail, self.mail.form),
            (self.rangs, self.rangs.form),
            (self.acte, self.acte.form()),
        )
        return next((form for panel, form in forms if panel is shown), self.avis.form)

    def back(self) -> None:
        """To the avis, of what is selected now."""
        if self.currentWidget() is not self.avis:
            self.setCurrentWidget(self.avis)
            self.avis.show_rows(self._rows)

    def begin(self) -> None:
        """Give an avis: its field; from its fields, once it is typed, give it."""
        if not self.avis.again():
            self.back()
            self.avis.form.focus("avis")

    def other(self, rows: Sequence[LigneSeance]) -> None:
        """Any other act for these; asked again once it is chosen, do it."""
        if self.acte.again():
            return
        self.setCurrentWidget(self.acte)
        self.acte.show_rows(rows)
        self.acte.propose("")
        self.acte.choice.focus("acte")

    def letters(self, chosen: Filter) -> None:
        """Look at the letters of a filter."""
        self.setCurrentWidget(self.mail)
        self.mail.open(chosen)

    def meetings(self, chosen: Filter) -> None:
        """The meetings of the commission of a filter."""
        self.setCurrentWidget(self.seances)
        self.seances.open(chosen)
        self.seances.items.start()

    def number(self, rows: Sequence[LigneSeance]) -> None:
        """The ranks of the list."""
        self.setCurrentWidget(self.rangs)
        self.rangs.show_rows(rows)
        self.rangs.start()

    def follow(self) -> None:
        """The base changed: read the meetings again, when they are what is shown."""
        if self.currentWidget() is self.seances:
            self.seances.read()

    def show_rows(self, rows: Sequence[LigneSeance]) -> None:
        """Another selection, looked at by the panel in sight alone: what the validation showed is of the former one."""
        self._rows, shown = rows, self.currentWidget()
        self.avis.wait(rows)
        if shown is self.validation:
            self.back()
        elif shown in (self.avis, self.rangs, self.acte):
            shown.show_rows(rows)

    def validate(self, rows: Sequence[LigneSeance]) -> None:
        """Show what validating these would do; asked again, do it."""
        if self.currentWidget() is self.validation:
            self.validation.give()
        elif any(one.a_valider for one in rows):
            self.setCurrentWidget(self.validation)
            self.validation.show_rows(rows)
