"""An act for the selected candidatures, chosen among those that make sense, with what it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import EN_LOT as CHOICE
from scolarite_desk.services.en_lot import EN_LOT, offered
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.services.table import ACTS
from scolarite_desk.store.queries.decisions import LOT
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.decisions.lot import PanneauLot
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Stacked, Words, column
from scolarite_desk.ui.widgets.panels import Nothing


class ActeEnLot(PanneauLot):
    """The panel. `on_leave()`: back to what stood there, where something did."""

    def __init__(self, desk: Desk, room: Room, on_leave: Callable[[], object] | None = None) -> None:
        self._acts: tuple[str, ...] = ()  # what makes sense of the selection
        self._proposed = self._otherwise = ""
        self._forms: dict[str, ActForm] = {}
        self._back = () if on_leave is None else (Button(desk.theme, tr("Revenir aux avis"), on_leave),)
        super().__init__(desk, room)
        tell = desk.messages.tell
        self.choice = ActForm(desk.theme, CHOICE, self._lists, on_failure=tell, part=True)
        self.choice.noted.connect(lambda _: self._turn())
        self.choice.beyond = self._onward
        self.pages = Stacked()
        self._blank = Nothing()
        self.pages.addWidget(self._blank)
        self._build()
        self.choice.open({}, "")
        self.look()

    def _build(self) -> None:
        theme = self._desk.theme
        title = Words(tr("Pour la sélection"), look="strong", wrap=True)
        inside = QWidget()
        parts = (title, self.choice, self.pages)
        column(inside, *parts, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True)
        self.lay(inside, *self._back)

    @property
    def code(self) -> str:
        """The act that is chosen; blank when none is."""
        chosen = self.choice.values.get("acte")
        return chosen if chosen in EN_LOT else ""

    def asking(self) -> ActForm | None:
        """What the chosen act asks."""
        return self._forms.get(self.code)

    def form(self) -> ActForm:
        """What the act asks, or the choice of the act."""
        return self.asking() or self.choice

    def offered(self) -> list[tuple[str, str]]:
        """(code, label) of the acts that make sense; the one of the list first."""
        codes = dict.fromkeys((*([self._proposed] if self._proposed else []), *self._acts))
        return [(code, say(ACTS[code].label)) for code in codes]

    def propose(self, acte: str, otherwise: str = "") -> None:
        """Another list: its act is chosen, and may be changed. `otherwise`: what is said while none is."""
        self._otherwise = otherwise or tr("Choisissez ce qu’il faut faire.")
        self._proposed = acte if acte in EN_LOT and self._desk.may(ACTS[acte].right) else ""
        self.choice.refresh({"acte": self._proposed or None})
        self._turn()

    def begin(self) -> None:
        """Go to the first thing that is asked."""
        asking = self.asking()
        if asking is None:
            self.choice.focus("acte")
        else:
            asking.focus(next(iter(asking.seats)))

    def _onward(self) -> None:
        """An act is chosen: to what it asks, else to what does it."""
        if self.asking() is None:
            self._give.setFocus()
        else:
            self.begin()

    def show_rows(self, rows: Sequence[LigneSeance]) -> None:
        """Another selection. Of a long one, the first ones say what makes sense."""
        found = self._desk.read(offered, [row.candidature for row in rows[:LOT]])
        self._acts = tuple(one for one in found if self._desk.may(ACTS[one].right))
        self._lists.forget()
        super().show_rows(rows)

    def _turn(self) -> None:
        """Show what the act asks."""
        code = self.code
        if code and EN_LOT[code].champs and code not in self._forms:
            self._forms[code] = self.form_of(code, f"@{code}", part=True)
            self._forms[code].beyond = self._give.setFocus  # made last, it is not before the button in the order of Tab
            self.pages.addWidget(self._forms[code])
        self._lists.forget()
        self.meet()
        self.pages.setCurrentWidget(self._forms.get(code, self._blank))
        self.look()

    def given(self, code: str, issue: LotOutcome[str, Any]) -> None:
        """What was said of these is not said of the next ones."""
        form = self._forms.get(code)
        if form is not None and issue.refusees:
            form.given()
        elif form is not None:
            form.open({})
            self._met = None

    def now(self, count: int) -> str:
        """How it is undone, or what to choose."""
        if count:
            return super().now(count)
        if not self._rows:
            return tr("Sélectionnez des candidatures. Ctrl+A sélectionne toute la liste.")
        return "" if self.code else self._otherwise
