"""Whether the dossier is complete, which rule says no, and the two acts that declare it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from scolarite_desk.models.rows.dossier_views import CandidatureView
from scolarite_desk.models.rows.rows import Manque
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.passages import passage
from scolarite_desk.models.rules.states import STATUT, placed
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.services.completude import declare_complete, declare_incomplete, lacking, left_to_do
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import for_all
from scolarite_desk.ui.forms.raison import Asking
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Strip, column, row
from scolarite_desk.ui.widgets.flow import Flow

_SHOWN = 4
_COMPLETE, _INCOMPLETE = "declare_complete", "declare_incomplete"
_ADVANCE = ("IN", "AT", "RE", "CO")  # from the least advanced
_WHERE = {  # the thing that a field is of, within a sentence
    "identite": N_("identité"),
    "adresse": N_("adresse"),
    "bac": N_("baccalauréat"),
    "cursus_internes": N_("cursus interne"),
    "cursus_externes": N_("cursus externe"),
    "stages": N_("stage"),
    "experiences": N_("expérience professionnelle"),
    "candidatures": N_("candidature"),
    "ine": N_("INE"),
    "cvec": N_("CVEC"),
    "avis": N_("avis"),
    "reponse": N_("question"),
}


class Completeness(QWidget):
    """`before()`: give what is being typed; False when it cannot be."""

    def __init__(self, desk: Desk, before: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._before = desk, before
        self._candidatures: tuple[CandidatureView, ...] = ()
        theme = desk.theme
        self.strip, said = Strip(theme), QWidget()
        self._complete_it = Button(theme, tr("Déclarer complet"), self.declare_complete, needs="statut")
        self._incomplete_it = Button(theme, tr("Déclarer incomplet"), self.declare_incomplete, needs="statut")
        row(
            said,
            (self.strip, 2),
            (Flow(self._complete_it, self._incomplete_it, spacing=theme.gap, right=True), 1),
            spacing=theme.gap,
        )
        self.asking = Asking(desk, said)
        column(self, said, self.asking)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_of(self, dossier: str, candidatures: Sequence[CandidatureView]) -> None:
        """Say it of these candidatures of a dossier: one of them, or all."""
        if [one.key for one in candidatures] != [one.key for one in self._candidatures]:
            self.asking.leave()
        self._candidatures = tuple(candidatures)
        self.setVisible(bool(candidatures))
        alone = len(candidatures) == 1
        read = self.desk.read(lacking, candidatures[0].key) if alone else self.desk.read(left_to_do, dossier)
        found = [one for one in read if one.blocking]  # one reading for all: each costs as much as the first
        complete = all(one.statut == "CO" for one in candidatures)
        self.strip.say(*_says(candidatures, found, complete))
        self._complete_it.setVisible(bool(self._keys(_COMPLETE)))
        self._incomplete_it.setVisible(bool(self._keys(_INCOMPLETE)))

    def declare_complete(self) -> None:
        """The dossier is complete, all the same where a rule says no and the agent says why."""
        if self._before():
            self.asking.attempt(self._complete, f"{self._candidatures[0].key}@complet")

    def declare_incomplete(self) -> None:
        """Something is missing."""
        if self._before():
            self.desk.attempt(self, for_all(declare_incomplete), self._keys(_INCOMPLETE))

    def _complete(self, motif: str) -> None:
        self.desk.do(self, for_all(declare_complete), self._keys(_COMPLETE), motif=motif)

    def _keys(self, acte: str) -> list[str]:
        """Those that are not there yet, and may be led there."""
        there = passage(acte).vers
        return [one.key for one in self._candidatures if one.statut != there and one.offers(acte)]


def _says(rows: Sequence[CandidatureView], found: Sequence[Manque], complete: bool) -> tuple[str, str, str]:
    state = STATUT["CO" if complete else min((one.statut for one in rows), key=partial(placed, _ADVANCE), default="AT")]
    lacks = missing(found)
    if not complete:
        said = joined(". ", state.label, lacks or N_("Rien ne manque\u00a0: déclarez complet."))
        return say(said), state.icon, state.tone
    day = max((one.complete_le for one in rows if one.complete_le), default=None)
    whole = N_("Complet depuis le {jour}.", jour=show_day(day)) if day else N_("Complet.")
    return say(joined(" ", whole, lacks)), state.icon, "warn" if found else "ok"


def missing(found: Iterable[Manque]) -> Msg:
    """« Il manque : Relevé de notes L2, Nationalité (identité) et 2 autres. » Nothing when nothing does."""
    named = [_placed(one) for one in found]
    if not named:
        return NOTHING
    more = len(named) - _SHOWN
    if more > 0:
        return NN_(
            "Il manque\u00a0: {pieces} et {n} autre.",
            "Il manque\u00a0: {pieces} et {n} autres.",
            more,
            pieces=named[:_SHOWN],
        )
    return N_("Il manque\u00a0: {pieces}.", pieces=named)


def _placed(one: Manque) -> Msg:
    where = _WHERE.get(one.where.partition(".")[0])
    return N_("{champ} ({partie})", champ=one.label, partie=where) if where else one.label
