"""The letter drawn while it is worded, a moment after the last key; on a dossier of the base, or somebody invented."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.of_rooms import ESSAI
from scolarite_desk.models.rows.documents import Rendered
from scolarite_desk.models.rows.modeles import Mots
from scolarite_desk.models.rules.modeles import Portee
from scolarite_desk.services.apercu_modele import dossier_of, examples, tried
from scolarite_desk.services.modeles import faults
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.leaves import Leaf, Pages
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Page, Words, column

_PAUSE = 400  # milliseconds after the last key


class Feuille(QWidget):
    """What is asked of it is `show(portee, mots)`; what cannot be drawn leaves the last drawing, and is said above."""

    def __init__(self, desk: Desk, asked: Callable[[], tuple[Portee, Mots]]) -> None:
        super().__init__()
        theme = desk.theme
        self._desk, self._asked_for, self._number, self._lettre = desk, asked, 0, ""
        self._pages: Pages | None = None
        self._leaves: list[Leaf] = []
        lists = lists_of(desk, essai=lambda: desk.read(examples, self._lettre))
        # No draft: it would keep a name that an erasure does not find.
        self.choice = ActForm(theme, ESSAI, lists, on_failure=desk.messages.tell, part=True)
        self.choice.noted.connect(self._chosen)
        self._says = Words(tone="muted", wrap=True)
        self._says.setFixedHeight(2 * theme.line)  # what it says pushes nothing
        self._sheets = QWidget()
        self._box = column(self._sheets, spacing=theme.gap)
        self._box.addStretch(1)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.draw)
        column(self, self.choice, self._says, (Page(self._sheets), 1), spacing=theme.tight)

    def begin(self, lettre: str) -> None:
        """Another letter: on somebody invented."""
        self._lettre = lettre
        self.choice.open({}, "")
        self.draw()

    def soon(self) -> None:
        """Something was typed."""
        self._soon.start()

    def draw(self) -> None:
        """Draw, where nobody waits; only the last answer counts."""
        if not self.isVisible():
            return
        self._number += 1
        number, (portee, mots), desk = self._number, self._asked_for(), self._desk
        key, now = str(self.choice.values.get("essai") or ""), desk.store.clock()

        if any(not one.faute.doute for one in faults(mots)):
            self._says.setText(tr("L’aperçu attend un texte sans faute."))
            return

        desk.jobs.run(
            tr("Aperçu"),
            lambda _: desk.read(tried, portee, mots, now, key),
            done=lambda found: self._done(number, found),
            failed=lambda error: self._failed(number, error),
            unasked=True,
        )

    def _chosen(self, name: str = "") -> None:
        key = str(self.choice.values.get("essai") or "")
        if key:
            self._desk.acces.consulted(self._desk.read(dossier_of, key))
        self.draw()

    def _failed(self, number: int, error: BaseException) -> None:
        if not isinstance(error, Refused):
            self._desk.tell(error)
        elif number == self._number:
            self._says.setText(say(error.message))

    def _done(self, number: int, found: Rendered) -> None:
        if number != self._number:
            return
        self._says.setText(say(found.avertissements[0]) if found.avertissements else "")
        self.clear()
        self._pages = Pages(found.octets)
        self._leaves = [Leaf(self._desk.theme, self._pages, rank) for rank in range(len(self._pages))]
        for rank, leaf in enumerate(self._leaves):
            self._box.insertWidget(rank, leaf)
        self._widen()

    def clear(self) -> None:
        """Nothing of a person stays drawn."""
        for leaf in self._leaves:
            leaf.hide()
            leaf.deleteLater()
        self._leaves = []
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def showEvent(self, event: QShowEvent) -> None:
        """Drawn when it comes in sight."""
        super().showEvent(event)
        self.soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of a person stays drawn out of sight."""
        super().hideEvent(event)
        self._number += 1  # what is being drawn comes too late
        self.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages are as wide as their room."""
        super().resizeEvent(event)
        self._widen()

    def _widen(self) -> None:
        for leaf in self._leaves:
            leaf.widen(self.width() - 2 * self._desk.theme.block)
