"""One act for the selected candidatures, whichever it is: before it is done, who changes and who is refused, why, and
what would be left of the places; then it is done to those that would change, as one gesture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.fields.of_dossier import EFFACABLES
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.msg import NN_, NOTHING, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.en_lot import EN_LOT, give, places_left, preview
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.services.seance import ranks_of
from scolarite_desk.services.table import ACTS
from scolarite_desk.store.queries.decisions import LOT
from scolarite_desk.store.queries.etiquettes import put_on, tags
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.store.queries.sessions import sessions_for
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import MANY
from scolarite_desk.ui.desk.places import propose_place
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of, meetings_for
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.apercu import Apercu, MotsApercu
from scolarite_desk.ui.salles.examen import Examen
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Page, Primary, Words, column
from scolarite_desk.ui.widgets.flow import Flow

TAGS = {"take_off_tag": put_on}  # which tags an act speaks of, where they are not those that may be put
_MEETING = "en_seance"  # the field of the acts that a meeting decides


class Vu(NamedTuple):
    """What it would give: to whom, the rank of each where it gives some, what the places of each list would be."""

    issue: LotOutcome[str, Any] = LotOutcome()
    rangs: Mapping[str, int] = {}
    places: Sequence[tuple[Msg, bool]] = ()


class PanneauLot(QWidget):
    """What its panels share. `room`: whose selection it acts on, read again once it is done. A panel says which act
    (`code`), what asks its values (`asking`), and in which words (`label`, `now`, `told`) when they are its own.
    """

    icon = "check"

    def __init__(self, desk: Desk, room: Room, needs: str = "") -> None:
        super().__init__()
        self._desk, self._room, theme = desk, room, desk.theme
        self._rows: Sequence[LigneSeance] = ()
        self._seen = Vu()
        self._meetings: tuple[list[tuple[str, str]], str | None] = ([], None)
        self._met: str | None = None  # the meeting that nobody chose: who took it off is not given it again
        self._lists = lists_of(
            desk, acte=self.offered, seance=lambda: self._meetings[0], session_ouverte=self._sessions,
            champ_candidature=lambda: [(one.name, say(one.label)) for one in EFFACABLES], etiquette=self._tags,
        )  # fmt: skip
        self.preview = Apercu(desk, self._columns(), _said())
        self._said = Words(tone="muted", wrap=True)
        self._give = Primary(theme, "", self.give, icon=self.icon, needs=needs)
        self.acts = (self._give,)
        self._exam = Examen(desk, self, self.look)

    # --- What a panel says.

    @property
    def code(self) -> str:
        """The act; blank when none is chosen."""
        return ""

    def asking(self) -> ActForm | None:
        """What asks the values of the act, where it takes some."""
        return None

    def offered(self) -> list[tuple[str, str]]:
        """(code, label) of the acts to choose among, where they are several."""
        return []

    def label(self, count: int) -> str:
        """What the button says, of that many candidatures."""
        label = say(ACTS[self.code].label) if self.code else tr("Faire")
        return trn("{acte} ({n})", "{acte} ({n})", count, acte=label) if count else label

    def now(self, count: int) -> str:
        """What one may do, under the preview."""
        return tr("Ctrl+Z l’annule pour toutes à la fois.") if count else ""

    def told(self, code: str, count: int) -> Msg:
        """What is said once it is done."""
        return NN_("{acte}\u00a0: {n} candidature.", "{acte}\u00a0: {n} candidatures.", count, acte=ACTS[code].label)

    def given(self, code: str, issue: LotOutcome[str, Any]) -> None:
        """It was done to some at least: before the list is read again."""

    def _tags(self) -> list[tuple[str, str]]:
        """The tags that may be put on these, or taken off."""
        keys = [row.candidature for row in self._rows[:LOT]]
        return [(one.etiquette, one.libelle) for one in self._desk.read(TAGS.get(self.code, tags), keys)]

    def idle(self) -> bool:
        """Whether there is nothing to look at."""
        form = self.asking()
        return not self._rows or (form is not None and EN_LOT[self.code].lacks(form.values))

    # --- What is asked.

    def lay(self, inside: QWidget, *more: QWidget) -> None:
        """What is asked, the preview beside it or under it, each in sight, and the button; `more` under it."""
        parts = Beside(self._desk.theme, Page(inside), self.preview, wide=33, least=30)
        column(self, (parts, 1), self.foot(*more))

    def foot(self, *more: QWidget) -> QWidget:
        """The button, and what is said above it."""
        theme, under = self._desk.theme, QWidget()
        acts = Flow(self._give, *more, spacing=theme.gap) if more else self._give
        column(under, self._said, acts, margins=(theme.block, theme.gap), spacing=theme.gap)
        return under

    def form_of(self, code: str, where: str, **how: Any) -> ActForm:
        """The fields of an act; its draft is kept under `where`."""
        desk = self._desk
        fields, tell = EN_LOT[code].champs, desk.messages.tell
        form = ActForm(desk.theme, fields, self._lists, on_failure=tell, drafts=desk.drafts, **how)
        form.open({}, where)
        form.noted.connect(lambda _: self.noted())
        return form

    def noted(self) -> None:
        """Something else is asked."""
        self.look()

    def show_rows(self, rows: Sequence[LigneSeance]) -> None:
        """Another selection; what was asked stays."""
        self.wait(rows)
        self.meet()
        if len(rows) > MANY:
            self._exam.soon()
        else:
            self.look()

    def wait(self, rows: Sequence[LigneSeance]) -> None:
        """Another selection, looked at once this panel is in sight."""
        self._rows = rows
        self._forget()

    def meet(self) -> None:
        """The meetings that may have decided on these; the one held today, unless another was chosen, or none."""
        form = self.asking()
        if form is None or _MEETING not in form.seats:
            return
        shown = form.values
        self._meetings = meetings_for(self._desk, [row.candidature for row in self._rows])
        self._lists.forget()
        chosen = shown.get(_MEETING)
        if chosen == self._met:
            chosen = self._met = self._meetings[1]
        now = {_MEETING: chosen, "seances": bool(self._meetings[0])}
        if any(shown.get(name) != value for name, value in now.items()):
            form.refresh({**shown, **now})

    def _sessions(self) -> list[tuple[str, str]]:
        """Those that these candidatures may be of."""
        keys = [row.candidature for row in self._rows]
        return [(one.id, one.libelle or "") for one in self._desk.read(sessions_for, keys)]

    def values(self) -> dict[str, Any]:
        """What the act is told."""
        form = self.asking()
        return EN_LOT[self.code].asked(form.values) if form is not None else {}

    # --- What it would do.

    def look(self) -> None:
        """Play the act without keeping it, and say what it would give."""
        self._exam.drop()
        if not self.code or self.idle():
            self.show_seen(Vu())
            return
        if len(self._rows) > MANY:
            self._forget()
        self._exam.play(len(self._rows), self._playing(), self.show_seen)

    def _forget(self) -> None:
        """What was seen is of another selection, or of other values: nothing is done before it is seen anew."""
        self._exam.drop()
        self._seen = Vu()
        self._give.setEnabled(False)

    def _playing(self) -> Callable[[Progress], Vu]:
        store, code, values = self._desk.store, self.code, self.values()
        keys, rang = [row.candidature for row in self._rows], values.get("rang")

        def play(progress: Progress) -> Vu:
            why: list[Refused | Unavailable] = []
            played = attempt(lambda: preview(store, code, keys, values, progress), why.append)
            if not played:
                return Vu(LotOutcome((), tuple((key, why[0].message) for key in keys)))
            done = played.answer.faites
            if not done:
                return Vu(played.answer)
            with store.reading() as session:
                ranks = dict(ranks_of(session, done, rang)) if rang else {}
                return Vu(played.answer, ranks, places_left(session, code, done, values))

        return play

    def show_seen(self, seen: Vu) -> None:
        """What it would give."""
        self._seen, count = seen, len(seen.issue.faites)
        self.preview.show_issue(seen.issue, {row.candidature: row for row in self._rows}, seen.places)
        self._give.setEnabled(bool(count))
        self._give.say(self.label(count), icon=self.icon)
        self._said.setText(self.now(count))

    def _columns(self) -> tuple[Column[LigneSeance], ...]:
        return (
            Column(NOTHING, lambda row: row.nom, chars=18, stretch=True),
            Column(NOTHING, self.rank, chars=4, right=True),
            Column(NOTHING, self.avis, chars=13, right=True),
        )

    def rank(self, row: LigneSeance) -> str:
        """The rank that one of those that change would have."""
        return str(self._seen.rangs.get(row.candidature, ""))

    def avis(self, _row: LigneSeance) -> str:
        """The avis that one of those that change would have."""
        chosen = AVIS.get(self.values().get("avis", ""))
        return say(chosen.label) if chosen else ""

    # --- Doing it.

    def then(self, table: QWidget) -> None:
        """Where the keyboard goes once it is done."""
        self._give.then = table

    def again(self) -> bool:
        """The key that leads here, pressed here: do it, where all is asked and what it would do is seen."""
        here, form = QApplication.focusWidget(), self.asking()
        if here is None or not self.isAncestorOf(here) or (form is not None and not form.commit()):
            return False
        ready = self._give.isEnabled()
        if ready:
            self.give()
        return ready

    def give(self) -> None:
        """Do it to those that would change, with the ranks that are shown."""
        form = self.asking()
        if not self.code or (form is not None and form.asked() is None):
            return
        if len(self._rows) <= MANY:
            self.look()
        (issue, ranks, _), values = self._seen, self.values()
        keys = issue.faites
        if len(keys) == 1 and ranks:  # alone, it would be given the rank typed, or refused
            values["rang"] = ranks[keys[0]]
        if keys:
            self.do(keys, values)

    def do(self, keys: Sequence[str], values: dict[str, Any]) -> None:
        """Do it to these; of many, away from the window."""
        code, form, store = self.code, self.asking(), self._desk.store

        def work(progress: Progress) -> LotOutcome[str, Any]:
            ending = {"ending": form.taking} if form is not None else {}
            return give(store, self._room, code, keys, values, progress, **ending)

        names = {row.candidature: row.nom for row in self._rows}
        done, reread = partial(self._done, code, names), self._room.reload
        name = say(ACTS[code].label)
        self._desk.jobs.several(name, len(keys), work, done=done, failed=self._failed, cancelled=reread)

    def _failed(self, error: BaseException) -> None:
        self._room.reload()
        self._desk.messages.tell(error)

    def _done(self, code: str, names: Mapping[str, str], issue: LotOutcome[str, Any]) -> None:
        if issue.faites:
            self.given(code, issue)
        self._room.reload()
        left, told = issue.left(lambda key: names.get(key, "")), self.told(code, len(issue.faites))
        if left or not propose_place(self._desk, code, issue.faites, told):
            self._desk.messages.say(say(joined(" ", told, left)), "warn" if left else "ok")


def _said() -> MotsApercu[LigneSeance]:
    return MotsApercu(
        lambda row: row.nom,
        lambda count: trn("{n} candidature changera", "{n} candidatures changeront", count),
        lambda count: trn("{n} candidature sera refusée", "{n} candidatures seront refusées", count),
        tr("Candidatures qui changeront"),
    )
