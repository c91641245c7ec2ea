"""What stands beside the table of decisions: the avis, until letters, a validation or meetings are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from scolarite_desk.msg import NN_, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.en_lot import give
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.decisions.avis import DonnerAvis
from scolarite_desk.ui.salles.decisions.lettres import Lettres
from scolarite_desk.ui.salles.decisions.seances import Seances
from scolarite_desk.ui.salles.decisions.sorties import Sorties
from scolarite_desk.ui.salles.decisions.validation import ValiderAvis
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Stacked


class Panneaux(Stacked):
    """The panels, one shown at a time. `room`: whose list they act on; `names()`: whom its candidatures are of."""

    def __init__(self, desk: Desk, room: Room, sorties: Sorties, names: Callable[[], Mapping[str, str]]) -> None:
        super().__init__()
        self._desk, self._room, self._names = desk, room, names
        self.avis = DonnerAvis(desk, self._give)
        self.mail = Lettres(desk, sorties, self.back, tr("Revenir aux avis"))
        self.validation = ValiderAvis(desk, self._validate_all, self.back)
        self.seances = Seances(desk, self.back)
        for panel in (self.avis, self.mail, self.validation, self.seances):
            self.addWidget(panel)

    def form(self) -> Form:
        """The fields of the avis, of the meeting or of the letters that are shown."""
        shown = self.currentWidget()
        forms = ((self.seances, self.seances.items.form), (self.mail, self.mail.form))
        return next((form for panel, form in forms if panel is shown), self.avis.form)

    def back(self) -> None:
        """To the avis."""
        self.setCurrentWidget(self.avis)

    def begin(self) -> None:
        """Give an avis: its field."""
        self.back()
        self.avis.form.focus("avis")

    def letters(self, chosen: Filter) -> None:
        """Look at the letters of a filter."""
        self.setCurrentWidget(self.mail)
        self.mail.open(chosen)

    def meetings(self, chosen: Filter) -> None:
        """The meetings of the commission of a filter."""
        self.setCurrentWidget(self.seances)
        self.seances.open(chosen)
        self.seances.items.start()

    def follow(self) -> None:
        """The base changed: read the meetings again, when they are what is shown."""
        if self.currentWidget() is self.seances:
            self.seances.read()

    def show_rows(self, rows: Sequence[LigneSeance]) -> None:
        """Another selection: what the validation showed is of the former one."""
        self.avis.show_rows(rows)
        if self.currentWidget() is self.validation:
            self.back()

    def validate(self, rows: Sequence[LigneSeance]) -> None:
        """Show what validating these would do; asked again, do it."""
        if self.currentWidget() is self.validation:
            self.validation.give()
        elif any(one.a_valider for one in rows):
            self.setCurrentWidget(self.validation)
            self.validation.open(rows)

    def _validate_all(self, keys: Sequence[str]) -> None:
        store = self._desk.store
        self.back()
        self._do(
            tr("Validation des avis"),
            len(keys),
            lambda p: give(store, self._room, "validate_avis", keys, {}, p),
            _validated,
        )

    def _give(self, keys: Sequence[str], values: Mapping[str, Any]) -> None:
        store = self._desk.store

        def enter(progress: Progress) -> LotOutcome[str, str]:
            return give(store, self._room, "enter_avis", keys, values, progress, self.avis.form.taking)

        self._do(tr("Saisie des avis"), len(keys), enter, _given)

    def _do(
        self, name: str, count: int, work: Callable[[Progress], LotOutcome[str, Any]], said: Callable[[int], Msg]
    ) -> None:
        told, read = partial(self._done, said), self._room.reload
        self._desk.jobs.several(name, count, work, done=told, failed=self._failed, cancelled=read)

    def _failed(self, error: BaseException) -> None:
        self._room.reload()
        self._desk.messages.tell(error)

    def _done(self, said: Callable[[int], Msg], issue: LotOutcome[str, Any]) -> None:
        if said is _given and issue.faites:
            self.avis.form.given()
            if not issue.refusees:
                self.avis.done(issue.faites)
        self._room.reload()
        names = self._names()
        left = issue.left(lambda key: names.get(key, ""))
        told = joined(" ", said(len(issue.faites)), left)
        self._desk.messages.say(say(told), "warn" if left else "ok")


def _given(count: int) -> Msg:
    return NN_("Avis donné à {n} candidature.", "Avis donné à {n} candidatures.", count)


def _validated(count: int) -> Msg:
    return NN_("{n} avis validé.", "{n} avis validés.", count)
