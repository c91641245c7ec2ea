"""The corner of the menu bar: campaign, station, person; and that this base is for practice, when it is.

The menus come first: in a narrow window the corner says less.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
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
        self._box = row(self, self._practice, self._campagne, self._who, margins=(theme.gap, 0), spacing=theme.gap)
        self._fit()
        bar.installEventFilter(self)
        theme.changed.connect(self._fit)

    def say(self, about: About, poste: str, auteur: str) -> None:
        """Where one is, and as whom."""
        self._practice.setVisible(about.exercice)
        self._campagne.setText(about.campagne or tr("Aucune campagne ouverte"))
        self._who.setText(tr("Poste {poste} · {auteur}", poste=poste, auteur=auteur))
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wider, more is said."""
        if watched is self._bar and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    @property
    def _bar(self) -> QMenuBar:
        """Asked each time: PySide calls the one that was handed deleted, after a while."""
        bar = self.parentWidget()
        assert isinstance(bar, QMenuBar)
        return bar

    def _fit(self) -> None:
        """The bar measures its corner only when it is given."""
        self._campagne.show()
        self._who.show()
        for one in (self._campagne, self._who):
            if self.sizeHint().width() > self._bar.width() - self._menus():
                one.hide()
                self._box.activate()
        self.setToolTip(self.text())
        self.adjustSize()
        self._bar.setCornerWidget(self, Qt.Corner.TopRightCorner)

    def _menus(self) -> int:
        """What the menus take, those too that the bar would put behind an arrow."""
        letters, first = self._bar.fontMetrics(), next(iter(self._bar.actions()), None)
        if first is None:
            return 0

        def said(action: QAction) -> int:
            return letters.horizontalAdvance(action.text().replace("&", ""))

        around = max(self._bar.actionGeometry(first).width() - said(first), 0)
        return sum(said(one) + around for one in self._bar.actions()) + around

    def text(self) -> str:
        """What it says, for tests."""
        return f"{self._campagne.text()} · {self._who.text()}"
