"""The queue, the page and its help share the width of the window: side by side where there is room, else in turn."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.dossier.dossier import DossierPane
from scolarite_desk.ui.frame.creation import Creation
from scolarite_desk.ui.frame.help_pages import HOME
from scolarite_desk.ui.frame.help_panel import Help
from scolarite_desk.ui.frame.help_place import HelpPlace
from scolarite_desk.ui.frame.queue import Queue
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Stacked

_QUEUE = 20  # lines that the queue takes beside a page
_BESIDE, _BESIDE_ROOM = 61, 78  # lines of a window: narrower, it shows the queue or a page, or the queue or a room


class Shares(QSplitter):
    """One splitter: what stands in it at each width."""

    def __init__(self, theme: Theme, queue: Queue, stack: Stacked, panel: Help) -> None:
        super().__init__()
        self._theme, self._queue, self._stack = theme, queue, stack
        self._folded = False  # a person put the queue away
        self.looking = False  # where there is no room for both, the queue stands in place of the page
        self.help = HelpPlace(panel, self._topic, self.fit)
        for part in (queue, stack, panel):
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        theme.changed.connect(self.fit)

    def restore(self, habits: Habits, width: int) -> None:
        """As a person left them; the queue at its own width the first time."""
        queue = _QUEUE * self._theme.line
        self.setSizes([queue, width - queue])
        self.restoreState(habits.bytes("fenetre/partage"))

    def keep(self, habits: Habits) -> None:
        """What is kept is how the queue and the page share, without help."""
        self.help.close()
        habits.keep("fenetre/partage", self.saveState())

    def fold(self) -> None:
        """The queue away, or back; where there is no room for both, the queue or the page."""
        if self._narrow():
            self.looking = not self.looking
        else:
            self._folded = not self._folded
        self.fit()

    def look(self, *, queue: bool) -> None:
        """Somebody looks for a person in the queue, or at the page."""
        self.looking, self._folded = queue, self._folded and not queue
        self.fit()

    def fit(self) -> None:
        """The queue and the help beside the page; where there is no room for all, the one that is looked at."""
        narrow = self._narrow()
        looking = narrow and self.looking
        self._queue.setVisible(looking or not (narrow or self._folded))
        self._stack.setVisible(not looking and not self.help.covers)
        self.help.show(not looking, self, self._theme.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What there is no more room for goes, what there is room for again comes back."""
        super().resizeEvent(event)
        self.fit()

    def _topic(self) -> str:
        """The page of help of what is shown."""
        page = self._stack.currentWidget()
        if isinstance(page, DossierPane):
            return page.page.things[0]
        return page.code if isinstance(page, Room) else "creation" if isinstance(page, Creation) else HOME

    def _narrow(self) -> bool:
        line = self._theme.line
        least = _BESIDE_ROOM if isinstance(self._stack.currentWidget(), Room) else _BESIDE
        left = self.width() / line - least + _QUEUE  # once the page has what it needs
        spare = min(left, (self.width() - self._stack.minimumSizeHint().width()) / line)
        helped = self.help.takes(spare, line)
        return (spare if helped else left) < _QUEUE + helped
