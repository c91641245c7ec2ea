"""The validation of the selected avis: seen before it is done, since a letter may follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import NN_, Msg
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr, trc, trn
from scolarite_desk.ui.salles.decisions.lot import PanneauLot, Vu
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Words, column


class ValiderAvis(PanneauLot):
    """The panel. `on_leave()`: back to the avis."""

    code, icon = "validate_avis", "stamp"

    def __init__(self, desk: Desk, room: Room, on_leave: Callable[[], object]) -> None:
        super().__init__(desk, room, needs="validation")
        self._leave, theme = on_leave, desk.theme
        title = Words(tr("Valider les avis de la sélection"), look="strong", wrap=True)
        title.setContentsMargins(theme.block, theme.gap, theme.block, 0)
        leave = Button(theme, tr("Revenir aux avis"), on_leave)
        column(self, title, (self.preview, 3), (QWidget(), 1), self.foot(leave))
        self.look()

    def show_seen(self, seen: Vu) -> None:
        """Enter answers."""
        super().show_seen(seen)
        if seen.issue.faites:
            self._give.setFocus()

    def given(self, code: str, issue: LotOutcome[str, Any]) -> None:
        """There is nothing left to see here."""
        self._leave()

    def rank(self, row: LigneSeance) -> str:
        """The rank that is validated."""
        return str(row.rang or "")

    def avis(self, row: LigneSeance) -> str:
        """The avis that is validated."""
        return say(row.label)

    def label(self, count: int) -> str:
        """How many are validated."""
        return trn("Valider {n} avis", "Valider {n} avis", count) if count else trc("avis", "Valider")

    def now(self, count: int) -> str:
        """What follows."""
        return tr("Un avis validé s’écrit dans les lettres. Ctrl+Z annule tout à la fois.")

    def told(self, code: str, count: int) -> Msg:
        """How many were validated."""
        return NN_("{n} avis validé.", "{n} avis validés.", count)
