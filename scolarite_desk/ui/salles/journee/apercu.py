"""What an appointment list would change, line by line, before it is taken: nothing modal, nothing written yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue
from scolarite_desk.models.rows.imports import (
    CREER,
    DOUTEUX,
    INCHANGE,
    MODIFIER,
    REJETE,
    Endroit,
    LignePlan,
    PlanImport,
)
from scolarite_desk.models.rules.states import State, placed, table
from scolarite_desk.msg import N_, NC_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services.imports.rendezvous import list_said
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Empty, Page, Primary, Words, column
from scolarite_desk.ui.widgets.flow import Flow

# What is to look at comes first.
_ACTIONS = table(
    State(DOUTEUX, N_("Gardé"), "circle-help", "warn"),
    State(REJETE, N_("Écarté"), "circle-x", "bad"),
    State("annuler", NC_("rendez-vous", "Annulé"), "circle-minus", "warn"),
    State(MODIFIER, N_("Déplacé"), "arrow-right", "accent"),
    State(CREER, N_("Ajouté"), "calendar-plus", "ok"),
    State(INCHANGE, N_("Inchangé"), "check", "muted"),
)


_TAKEN = (CREER, MODIFIER, INCHANGE)
_SHOWN = 2  # lines in sight, whatever the room


@dataclass(frozen=True)
class ListPlanned:
    """A list that was read: what taking it would change."""

    plan: PlanImport

    @property
    def fichier(self) -> str:
        """The name of its file."""
        return self.plan.source.fichier

    @property
    def lue(self) -> ListeLue:
        """What it says."""
        return list_said(self.plan.source)


def action_of(one: LignePlan) -> str:
    """What becomes of a line, told apart for a person: one that is called off is not one that moved."""
    gone = one.action == MODIFIER and one.valeurs.get("visite.statut") != "rendezvous"
    return "annuler" if gone else one.action


class ListPreview(QWidget):
    """The panel of a list that was read. `on_take()`: it is taken; `on_leave()`: the person gave up."""

    def __init__(self, theme: Theme, on_take: Callable[[], object], on_leave: Callable[[], object]) -> None:
        super().__init__()
        self._places: dict[Endroit, Msg] = {}
        self._title, self._counts = Words(look="strong", wrap=True), Words(wrap=True)
        self._notes, self._remark = Words(tone="muted", wrap=True), Words(wrap=True)
        columns = (
            Column[LignePlan](
                N_("Quand"),
                _when,
                icon=lambda one: _ACTIONS[action_of(one)].icon,
                tone=lambda one: f"icon:{_ACTIONS[action_of(one)].tone}",
                chars=13,
                spoken=_spoken,
                sort=lambda one: placed(tuple(_ACTIONS), action_of(one)),
            ),
            Column[LignePlan](N_("Personne"), self._who, stretch=True),
        )
        nothing = Empty(theme, "calendar-days", tr("Cette liste ne contient aucun rendez-vous."))
        self.table = Table[LignePlan](
            theme, columns, tr("Rendez-vous de la liste"), key=lambda one: one.lieu, empty=nothing
        )
        self.table.moved.connect(self._moved)
        self._take = Primary(theme, tr("Prendre cette liste"), on_take, icon="calendar-plus", needs="visites")
        self._leave = Button(theme, tr("Ne rien changer"), on_leave)
        self.table.setMinimumHeight(self.table.horizontalHeader().sizeHint().height() + _SHOWN * theme.row)
        margin, inside, acts = theme.block, QWidget(), QWidget()
        parts = (self._title, self._counts, self._notes, (self.table, 1))
        column(inside, *parts, margins=(margin, margin), spacing=theme.gap)
        column(
            acts,
            self._remark,
            Flow(self._take, self._leave, spacing=theme.gap),
            margins=(margin, margin),
            spacing=theme.gap,
        )
        column(self, (Page(inside), 1), acts)

    def open(self, read: ListPlanned) -> None:
        """Show it, the keyboard on its lines; `_take` is there when there is something to take."""
        self._places = {Endroit(one.ligne, one.feuille): one.ou for one in read.lue.fautes if one.ligne}
        lines = sorted(read.plan.lignes, key=lambda one: placed(tuple(_ACTIONS), action_of(one)))
        counts = [(state, sum(action_of(one) == code for one in lines)) for code, state in _ACTIONS.items()]
        self._title.setText(tr("«\u00a0{fichier}\u00a0»\u00a0: ce que cette liste change", fichier=read.fichier))
        self._counts.setText(
            " · ".join(tr("{action}\u00a0: {nombre}", action=one.label, nombre=count) for one, count in counts if count)
        )
        notes = list(map(say, read.plan.remarques))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._take.setVisible(any(one.action in (CREER, MODIFIER) for one in lines))
        self.table.fill(lines)
        self.table.step(0)
        self.table.setFocus()

    def _who(self, one: LignePlan) -> str:
        """The name, or where a line stands that could not be read."""
        place = self._places.get(one.lieu)
        return one.valeurs.get("visite.annonce", "") or (say(place) if place else "")

    def _remarks(self, one: LignePlan) -> str:
        """What becomes of it, and why, in whole; what is left says itself where it stands."""
        which = verbatim(one.valeurs.get("visite.annonce", "")) if one.action in _TAKEN else NOTHING
        said = joined("\u00a0: ", which, joined(". ", _ACTIONS[action_of(one)].label, one.message))
        return say(said)

    def _moved(self, one: LignePlan | None) -> None:
        self._remark.setText(self._remarks(one) if one is not None else "")
        self._remark.setVisible(one is not None)


def _spoken(one: LignePlan) -> str:
    """The drawing in words."""
    return say(joined(", ", _ACTIONS[action_of(one)].label, verbatim(_when(one))))


def _when(one: LignePlan) -> str:
    """« 01/12 09:30 »: the year is that of the days to come."""
    return f"{one.valeurs.get('visite.jour', '')[:5]} {one.valeurs.get('visite.heure', '')}".strip()
