"""The desks of the office: how this one stands with them, through a hub or by packets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.postes.hub import Partage
from scolarite_desk.ui.salles.postes.paquets import Paquets
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Primary, Stacked, column
from scolarite_desk.ui.widgets.heads import Filters, Head

VIEWS = (State("hub", N_("Serveur commun"), "refresh-cw"), State("paquets", N_("Fichiers d’échange"), "archive"))


class PostesRoom(Room):
    """Two ways to meet: the hub, and packets carried on a stick or sent by mail."""

    title = N_("Postes")
    code = "postes"
    tables = frozenset({"fiche_poste"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, margin = desk.theme, desk.theme.block
        self.sync = Primary(theme, tr("Synchroniser maintenant"), self.synchronise, icon="refresh-cw")
        self.head, self.filters = Head(theme, say(self.title), (self.sync,)), Filters(theme, VIEWS)
        self.filters.chosen.connect(self._turn)
        self.hub, self.paquets = Partage(desk), Paquets(desk)
        self._stack, top = Stacked(), QWidget()
        for view in (self.hub, self.paquets):
            self._stack.addWidget(view)
        column(top, self.head, self.filters, spacing=theme.gap).setContentsMargins(margin, margin, margin, margin)
        column(self, top, (self._stack, 1))
        desk.liaison.moved.connect(self._moved)
        desk.liaison.done.connect(lambda *_: self._exchanged())

    def open(self) -> None:
        """The view one left."""
        self._turn(self.filters.code)

    def reload(self) -> None:
        """Read the base again and show what it holds."""
        self._moved()
        self._view().reload()

    def commit(self) -> bool:
        """Give what is being typed of the intervals; False when it cannot be read or was refused."""
        return self.hub.ici.form.commit()

    def form(self) -> Form | None:
        """What the palette leads to."""
        return self._view().form()

    def synchronise(self) -> None:
        """Exchange now."""
        self.desk.liaison.now(self.desk.messages.tell)

    def _view(self) -> Partage | Paquets:
        return self.hub if self.filters.code == "hub" else self.paquets

    def _turn(self, code: str) -> None:
        view = self._view()
        self._stack.setCurrentWidget(view)
        self._moved()
        view.open()

    def _exchanged(self) -> None:
        if self.isVisible():
            self._view().reload()

    def _moved(self) -> None:
        """What the exchanges say is another."""
        etat = self.desk.liaison.etat
        self.sync.setVisible(bool(etat.adresse) and self.filters.code == "hub")
        self.sync.setEnabled(not self.desk.liaison.busy)
        self.hub.ici.say()
