"""One act for the selected candidatures: chosen among those that make sense, with what it asks; before it is done, who
changes and who is refused, why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.fields.of_dossier import EN_LOT as CHOICE
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.msg import NN_, NOTHING, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.en_lot import EN_LOT, give, offered, preview
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.services.seance import ranks_of
from scolarite_desk.services.table import ACTS
from scolarite_desk.store.queries.decisions import LOT
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import MANY
from scolarite_desk.ui.desk.places import propose_place
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of, meetings_for
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.decisions.apercu import Apercu
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Page, Primary, Stacked, Words, column
from scolarite_desk.ui.widgets.panels import Nothing

_SOON = 200  # milliseconds after the last change before the preview


class ActeEnLot(QWidget):
    """The panel. `room`: whose selection it acts on, read again once it is done."""

    def __init__(self, desk: Desk, room: Room) -> None:
        super().__init__()
        self._desk, self._room, theme = desk, room, desk.theme
        self._rows: Sequence[LigneSeance] = ()
        self._acts: tuple[str, ...] = ()  # what makes sense of the selection
        self._proposed = self._otherwise = ""
        self._issue = LotOutcome[str, Any]()
        self._ranks: dict[str, int] = {}
        self._meetings: tuple[list[tuple[str, str]], str | None] = ([], None)
        self._lists = lists_of(desk, acte=self._offered, seance=lambda: self._meetings[0])
        self.choice = ActForm(theme, CHOICE, self._lists, on_failure=desk.messages.tell, part=True)
        self.choice.noted.connect(lambda _: self._turn())
        self._forms: dict[str, ActForm] = {}
        self.pages = Stacked()
        self._blank = Nothing()
        self.pages.addWidget(self._blank)
        self.preview = Apercu(desk, self._columns())
        self._said = Words(tone="muted", wrap=True)
        self._give = Primary(theme, tr("Faire"), self.give, icon="check")
        self.acts = (self._give,)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.look)
        self._build()
        self.choice.open({}, "")
        self._tell("", LotOutcome())

    def _build(self) -> None:
        theme = self._desk.theme
        title = Words(tr("Pour la sélection"), look="strong", wrap=True)
        inside, foot = QWidget(), QWidget()
        parts = (title, self.choice, self.pages)
        column(inside, *parts, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True)
        column(foot, self._said, self._give, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, (Beside(theme, Page(inside), self.preview, wide=40, least=30), 1), foot)

    @property
    def code(self) -> str:
        """The act that is chosen; blank when none is."""
        chosen = self.choice.values.get("acte")
        return chosen if chosen in EN_LOT else ""

    def form(self) -> ActForm:
        """What the act asks, or the choice of the act."""
        return self._forms.get(self.code, self.choice)

    def propose(self, acte: str, otherwise: str = "") -> None:
        """Another list: its act is chosen, and may be changed. `otherwise`: what is said while none is."""
        self._otherwise = otherwise or tr("Choisissez ce qu’il faut faire.")
        self._proposed = acte if acte in EN_LOT and self._desk.may(ACTS[acte].right) else ""
        self.choice.refresh({"acte": self._proposed or None})
        self._turn()

    def show_rows(self, rows: Sequence[LigneSeance]) -> None:
        """Another selection; what was asked stays. Of a long one, the first ones say what makes sense."""
        self._rows = rows
        keys = [row.candidature for row in rows]
        may = self._desk.may
        self._acts = tuple(one for one in self._desk.read(offered, keys[:LOT]) if may(ACTS[one].right))
        self._meetings = meetings_for(self._desk, keys) if "enter_avis" in self._forms else ([], None)
        self._lists.forget()
        self._soon.start() if len(rows) > MANY else self.look()

    def look(self) -> None:
        """Play the act without keeping it, and say what it would give."""
        self._soon.stop()
        code, form = self.code, self._forms.get(self.code)
        if not code or not self._rows or (form is not None and EN_LOT[code].lacks(form.values)):
            self._tell(code, LotOutcome())
        elif len(self._rows) > MANY:
            self._give.setEnabled(False)
            self._desk.jobs.run(tr("Examen de la sélection"), self._playing(code), done=partial(self._tell, code))
        else:
            self._tell(code, self._playing(code)(Progress()))

    def values(self) -> dict[str, Any]:
        """What the act is told."""
        form = self._forms.get(self.code)
        return EN_LOT[self.code].asked(form.values) if form is not None else {}

    def give(self) -> None:
        """Do it to those that would change."""
        code, form = self.code, self._forms.get(self.code)
        if not code or (form is not None and form.asked() is None):
            return
        self.look()
        keys, values, store = self._issue.faites, self.values(), self._desk.store
        if len(keys) == 1 and self._ranks:  # alone, it would be given the rank typed, or refused
            values["rang"] = self._ranks[keys[0]]

        def work(progress: Progress) -> LotOutcome[str, Any]:
            ending = {"ending": form.taking} if form is not None else {}
            return give(store, self._room, code, keys, values, progress, **ending)

        if keys:
            done = partial(self._done, code)
            name = say(ACTS[code].label)
            self._desk.jobs.several(name, len(keys), work, done=done, failed=self._failed, cancelled=self._room.reload)

    # --- What is asked.

    def _offered(self) -> list[tuple[str, str]]:
        """(code, label) of the acts that make sense; the one of the list first."""
        codes = dict.fromkeys((*([self._proposed] if self._proposed else []), *self._acts))
        return [(code, say(ACTS[code].label)) for code in codes]

    def _turn(self) -> None:
        """Show what the act asks."""
        code = self.code
        if code and EN_LOT[code].champs and code not in self._forms:
            self._forms[code] = self._made(code)
            self.pages.addWidget(self._forms[code])
        if code == "enter_avis":
            self._meetings = meetings_for(self._desk, [row.candidature for row in self._rows])
            self._lists.forget()
            given = {"en_seance": self._meetings[1], "seances": bool(self._meetings[0])}
            self._forms[code].refresh({**self._forms[code].values, **given})
        self.pages.setCurrentWidget(self._forms.get(code, self._blank))
        self.look()

    def _made(self, code: str) -> ActForm:
        desk = self._desk
        fields, tell = EN_LOT[code].champs, desk.messages.tell
        form = ActForm(desk.theme, fields, self._lists, on_failure=tell, drafts=desk.drafts, part=True)
        form.noted.connect(lambda _: self.look())
        form.open({}, f"@{code}")
        return form

    def _playing(self, code: str) -> Callable[[Progress], LotOutcome[str, Any]]:
        store, values, keys = self._desk.store, self.values(), [row.candidature for row in self._rows]

        def play(progress: Progress) -> LotOutcome[str, Any]:
            why: list[Refused | Unavailable] = []
            played = attempt(lambda: preview(store, code, keys, values, progress), why.append)
            return played.answer if played else LotOutcome((), tuple((key, why[0].message) for key in keys))

        return play

    # --- What is told.

    def _tell(self, code: str, issue: LotOutcome[str, Any]) -> None:
        if code != self.code:
            return  # another act was chosen since
        by_key = {row.candidature: row for row in self._rows}
        self._issue = issue = LotOutcome(
            tuple(key for key in issue.faites if key in by_key),
            tuple(pair for pair in issue.refusees if pair[0] in by_key),
        )
        rang = self.values().get("rang")
        self._ranks = dict(self._desk.read(ranks_of, issue.faites, rang)) if rang and issue.faites else {}
        self.preview.show_issue(issue, by_key)
        count = len(issue.faites)
        label = say(ACTS[code].label) if code else tr("Faire")
        self._give.setEnabled(bool(count))
        self._give.say(trn("{acte} ({n})", "{acte} ({n})", count, acte=label) if count else label, icon="check")
        self._said.setText(self._what_now(count))

    def _what_now(self, count: int) -> str:
        if count:
            return tr("Ctrl+Z l’annule pour toutes à la fois.")
        if not self._rows:
            return tr("Sélectionnez des candidatures. Ctrl+A sélectionne toute la liste.")
        return "" if self.code else self._otherwise

    def _failed(self, error: BaseException) -> None:
        self._room.reload()
        self._desk.messages.tell(error)

    def _done(self, code: str, issue: LotOutcome[str, Any]) -> None:
        names: Mapping[str, str] = {row.candidature: row.nom for row in self._rows}
        if issue.faites and (form := self._forms.get(code)) is not None:
            form.given() if issue.refusees else form.open({})  # what was said of these is not said of the next ones
        self._room.reload()
        left = issue.left(lambda key: names.get(key, ""))
        count = len(issue.faites)
        told = NN_("{acte}\u00a0: {n} candidature.", "{acte}\u00a0: {n} candidatures.", count, acte=ACTS[code].label)
        if left or not propose_place(self._desk, code, issue.faites, told):
            self._desk.messages.say(say(joined(" ", told, left)), "warn" if left else "ok")

    def _columns(self) -> tuple[Column[LigneSeance], ...]:
        def avis(_row: LigneSeance) -> str:
            chosen = AVIS.get(self.values().get("avis", ""))
            return say(chosen.label) if chosen else ""

        def place(row: LigneSeance) -> str:
            return str(self._ranks.get(row.candidature, ""))

        return (
            Column(NOTHING, lambda row: row.nom, chars=18, stretch=True),
            Column(NOTHING, place, chars=4, right=True),
            Column(NOTHING, avis, chars=13, right=True),
        )
