"""Criteria of a request as they stand, a row each, for the tabs that have some."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.criteres import ETATS, INCONNU, NON_REMPLI, REMPLI, Constat, summed
from scolarite_desk.msg import N_
from scolarite_desk.ui.forms.parts import Wrapped, head
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import capital, say
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Words, column

_LOOKS = {  # icon, tone
    REMPLI: ("circle-check", "ok"),
    NON_REMPLI: ("triangle-alert", "bad"),
    INCONNU: ("circle-help", "warn"),
}


class Criteres(QWidget):
    """Where each stands, on what ground, and the text that it comes from. `title` says who decides."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        columns = (
            Column[Constat](N_("État"), lambda one: say(ETATS[one.etat]), chars=13,
                            icon=lambda one: _LOOKS[one.etat][0], tone=lambda one: _LOOKS[one.etat][1]),
            Column[Constat](N_("Critère"), lambda one: say(one.label), chars=34, worth=2),
            Column[Constat](N_("Constat"), lambda one: capital(say(one.dit)), chars=38, stretch=True),
            Column[Constat](N_("Texte"), lambda one: say(one.texte), chars=20, worth=2),
        )  # fmt: skip
        self._count = Words(tone="muted", wrap=True)
        self.table = Wrapped(theme, columns, title, key=lambda one: one.code)
        body = column(self, spacing=theme.gap)
        body.addLayout(head(theme, title, self._count))
        body.addWidget(self.table)

    def fill(self, constats: Sequence[Constat]) -> None:
        """As they stand now."""
        self._count.setText(capital(say(summed(constats))))
        self.table.fill(constats)
