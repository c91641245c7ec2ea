"""What follows a validated avis: until when an answer is awaited, what was answered, the place given to who waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import PLACE
from scolarite_desk.models.rows.dossier_views import CandidatureView
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.appel import Attendue, awaited, lapse, place_of, promote
from scolarite_desk.services.candidatures import confirm, desist
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.places import propose_place
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Strip, Words
from scolarite_desk.ui.widgets.stay import stay

# What a button notes of the answer: of a place that is offered, of a rank on the list.
_ANSWERS = {
    "confirm": (N_("Enregistrer la confirmation du candidat"), N_("Reste sur la liste")),
    "desist": (N_("Enregistrer son désistement"), N_("Quitte la liste")),
}
_ICONS = {"confirm": "check", "desist": "circle-minus"}


class Suites(QWidget):
    """The answer to the avis of one candidature. A place is given in two steps: it is binding at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk, self.one = desk, None  # type: Desk, CandidatureView | None
        self._calling = False
        self._of: object = None  # the avis that was last told of
        self.strip = Strip(theme)
        self._free = Words(tone="muted", wrap=True)
        self.form = ActForm(
            theme, PLACE, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True, needs="validation"
        )
        self._acts = {
            "confirm": self._button("confirm", confirm),
            "desist": self._button("desist", desist),
            "call": Button(theme, tr("Donner une place…"), self.begin, icon="user-plus", needs="validation"),
            "lapse": Button(
                theme, tr("Constater l’absence de réponse"), lambda: self._do(lapse), icon="circle-help",
                needs="validation",
            ),
            "promote": Button(theme, tr("Donner la place"), self.give, icon="check", needs="validation"),
            "leave": Button(theme, tr("Renoncer"), self.leave),
        }  # fmt: skip
        acts = self._acts
        answers, calling = (
            (acts["confirm"], acts["desist"], acts["lapse"], acts["call"]),
            (acts["promote"], acts["leave"]),
        )
        stack(self, theme, self.strip, answers, self._free, self.form, calling)

    def open(self, one: CandidatureView) -> None:
        """Another candidature."""
        self._calling, self._of = False, None
        self.form.open({}, f"{one.key}@place")
        self.refresh(one)

    def refresh(self, one: CandidatureView) -> None:
        """Where it stands now."""
        self.one = one
        self._calling = self._calling and one.offers("promote")
        self.show_all()

    def commit(self) -> bool:
        """Read what is typed: a place is only given by its act."""
        return self.form.isHidden() or self.form.commit()

    def begin(self) -> None:
        """Ask until when the place is held, and why before one's turn."""
        self._calling = True
        self.show_all()
        self.form.focus("le")

    def leave(self) -> None:
        """Give it up."""
        self._calling = False
        self.form.open({}, f"{self.one.key}@place" if self.one else "")
        self.show_all()

    def give(self) -> None:
        """Give the place."""
        one, values = self.one, self.form.asked()
        if one is None or values is None:
            return
        given = {"le": values["le"], "motif": values["motif"] or ""}
        if self.form.give(lambda: self.desk.do(self, promote, one.key, **given)):
            self.leave()

    def show_all(self) -> None:
        """What is told, and what may be done."""
        one = self.one
        assert one is not None
        limit = self.desk.read(awaited, one.key, self.desk.store.clock())
        late = limit is not None and limit.passee
        told = joined(" ", *_told(one, limit))
        self.strip.say(say(told), "list-filter" if one.rang_jour else "clock", "warn" if late else "muted")
        of = (one.courant, one.vivante)
        stay(self.strip, bool(told), come=of != self._of)
        self._of = of
        listed = one.courant is not None and one.courant.avis == "LC"
        for name, words in _ANSWERS.items():
            self._acts[name].say(say(words[listed]), icon=_ICONS[name])
        shown = {
            **{name: one.offers(name) for name in _ANSWERS},
            "lapse": late and one.offers("lapse"),
            "call": one.offers("promote") and not self._calling,
            "promote": self._calling,
            "leave": self._calling,
        }
        for name, visible in shown.items():
            self._acts[name].setVisible(visible)
        self.form.setVisible(self._calling)
        self._free.setText(say(self.desk.read(place_of, one.key)) if self._calling else "")
        self._free.setVisible(self._calling)

    def _button(self, name: str, act: Callable[..., object]) -> Button:
        label, icon = say(_ANSWERS[name][0]), _ICONS[name]
        return Button(self.desk.theme, label, lambda: self._do(act), icon=icon, needs="candidatures")

    def _do(self, act: Callable[..., object]) -> None:
        if self.one is not None and self.desk.attempt(self, act, self.one.key):
            propose_place(self.desk, act.__name__, [self.one.key])


def _told(one: CandidatureView, limit: Attendue | None) -> Iterator[Msg]:
    """The rank of the day, where one comes from, the last day to answer."""
    called = one.courant.promu_rang if one.courant is not None else None
    if one.rang_jour:
        yield N_("Rang du jour\u00a0: {rang}.", rang=one.rang_jour)
    if called:
        yield N_("Place donnée depuis la liste complémentaire, rang du jour {rang}.", rang=called)
    if limit is not None and limit.passee:
        yield N_("La réponse était attendue jusqu’au {jour}.", jour=show_day(limit.le))
    elif limit is not None:
        yield N_("Réponse attendue jusqu’au {jour}.", jour=show_day(limit.le))
