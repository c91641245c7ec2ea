"""An avis for the selected candidatures: what is asked, and what it would do."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import NN_, Msg
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.look.texts import tr, trn
from scolarite_desk.ui.salles.decisions.lot import PanneauLot
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Words, column


class DonnerAvis(PanneauLot):
    """The panel. What was asked stays for the next selection."""

    code = "enter_avis"

    def __init__(self, desk: Desk, room: Room) -> None:
        super().__init__(desk, room, needs="avis")
        theme, inside = desk.theme, QWidget()
        self._over: frozenset[str] = frozenset()  # who was just given what is asked
        self.form = self.form_of(self.code, "")
        title = Words(tr("Donner un avis à la sélection"), look="strong", wrap=True)
        title.setContentsMargins(theme.block, theme.gap, theme.block, 0)
        column(inside, title, self.form, stretch=True)
        self.lay(inside)
        self.look()

    def asking(self) -> ActForm:
        """The fields of the avis."""
        return self.form

    def noted(self) -> None:
        """Something else is asked: it may be given to them too."""
        self._over = frozenset()
        super().noted()

    def given(self, code: str, issue: LotOutcome[str, Any]) -> None:
        """Neither to be given again, nor refused because it was."""
        self.form.given()
        if not issue.refusees:
            self._over = frozenset(issue.faites)

    def idle(self) -> bool:
        """Nothing is looked at of those who were just given it either."""
        return super().idle() or self._is_over()

    def _is_over(self) -> bool:
        """Whether the selection is that which was just given this very avis, and has it still."""
        avis, same = self.form.values.get("avis"), self._over == {row.candidature for row in self._rows}
        return bool(self._over) and same and all(row.avis == avis for row in self._rows)

    def label(self, count: int) -> str:
        """To how many it is given."""
        given = trn("Donner l’avis à {n} candidature", "Donner l’avis à {n} candidatures", count)
        return given if count else tr("Donner l’avis")

    def now(self, count: int) -> str:
        """What is left to do."""
        if count:
            return tr("L’avis reste à valider. Ctrl+Z l’annule pour toutes à la fois.")
        if self._is_over():
            return tr("C’est donné. Validez-le, ou choisissez d’autres candidatures.")
        return tr("Sélectionnez des candidatures, puis choisissez l’avis. Ctrl+A sélectionne toute la liste.")

    def told(self, code: str, count: int) -> Msg:
        """To how many it was given."""
        return NN_("Avis donné à {n} candidature.", "Avis donné à {n} candidatures.", count)
