"""The corner of the menu bar: campaign, station, person; and that this base is for practice, when it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenuBar, QWidget

from scolarite_desk.store.queries.poste import About
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Badge, Words, row


class Corner(QWidget):
    """At the right of the menus."""

    def __init__(self, theme: Theme, bar: QMenuBar) -> None:
        super().__init__(bar)  # the bar does not take ownership by itself
        self._practice = Badge(theme, tr("Base d’exercice"), "graduation-cap", "warn")
        self._campagne, self._who = Words(), Words(tone="muted")
        row(self, self._practice, self._campagne, self._who, margins=(theme.gap, 0), spacing=theme.gap)
        self._bar = bar
        self._fit()
        theme.changed.connect(self._fit)

    def say(self, about: About, poste: str, auteur: str) -> None:
        """Where one is, and as whom."""
        self._practice.setVisible(about.exercice)
        self._campagne.setText(about.campagne or tr("Aucune campagne ouverte"))
        self._who.setText(tr("Poste {poste} · {auteur}", poste=poste, auteur=auteur))
        self._fit()

    def _fit(self) -> None:
        """The bar measures its corner only when it is given."""
        self.adjustSize()
        self._bar.setCornerWidget(self, Qt.Corner.TopRightCorner)

    def text(self) -> str:
        """What it says, for tests."""
        return f"{self._campagne.text()} · {self._who.text()}"
