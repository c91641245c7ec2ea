"""The journal, three ways to look at it: the history of works, the access log, and whether all of it can be trusted."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.salles.journal.acces import AccesListe
from scolarite_desk.ui.salles.journal.travaux import WorksPanel
from scolarite_desk.ui.salles.journal.verification import Verification
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Stacked, column
from scolarite_desk.ui.widgets.heads import Filters, Head

VIEWS = (
    State("historique", N_("Historique"), "history"),
    State("acces", N_("Accès"), "eye"),
    State("verification", N_("Vérification et preuve"), "clipboard-check"),
)


class JournalRoom(Room):
    """One view at a time; what is asked of each is kept."""

    title = N_("Journal")
    code = "journal"
    right = "journal"
    tables = frozenset(shared_classes())

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, margin = desk.theme, desk.theme.block
        self.head, self.filters = Head(theme, say(self.title)), Filters(theme, VIEWS)
        self.filters.chosen.connect(self._turn)
        self._said: dict[str, str] = {}
        self.works = WorksPanel(desk, partial(self._say, "historique"))
        self.accesses = AccesListe(desk, partial(self._say, "acces"))
        self.checking = Verification(desk, partial(self._say, "verification"))
        self._views: dict[str, WorksPanel | AccesListe | Verification] = {
            "historique": self.works,
            "acces": self.accesses,
            "verification": self.checking,
        }
        self._stack, top = Stacked(), QWidget()
        for view in self._views.values():
            self._stack.addWidget(view)
        column(top, self.head, self.filters, spacing=theme.gap).setContentsMargins(margin, margin, margin, 0)
        column(self, top, (self._stack, 1))

    def open(self) -> None:
        """The view one left."""
        self._turn(self.filters.code)

    def reload(self) -> None:
        """Read the base again and show what it holds."""
        self._views[self.filters.code].reload()

    def form(self) -> Form | None:
        """What is asked of the journal."""
        return self._views[self.filters.code].form()

    def _turn(self, code: str) -> None:
        view = self._views[code]
        self._stack.setCurrentWidget(view)
        self.head.say(say(self.title), self._said.get(code, ""))
        view.open()

    def _say(self, code: str, words: str) -> None:
        self._said[code] = words
        if self.filters.code == code:
            self.head.say(say(self.title), words)
