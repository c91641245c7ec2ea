"""The line under a field, where its hint, its doubt or its fault is read, and what can be done of it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Link, Words

_SENTENCE = N_("Le 31 février n’existe pas\u00a0: corrigez le jour, puis le mois.")  # 60 characters, the longest fault
_TOLERANCE = 0.35  # a sentence that overflows by less is rare enough not to keep a second line for it


class FaultNote(Words):
    """The line under a field, always there. It keeps room for a fault, and grows rather than cut a longer one."""

    def __init__(self, theme: Theme, hint: str) -> None:
        super().__init__(hint, tone="muted", wrap=True)
        self._theme, self._hint = theme, hint
        self._offers: dict[str, Link] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._fit()
        theme.changed.connect(self._fit)

    def say(self, text: str = "", tone: str = "muted") -> None:
        """Write a sentence, or the hint again."""
        dress(self, tone=tone)
        if self.text() != (text or self._hint):
            self.setText(text or self._hint)
            self._fit()

    def offer(self, **acts: tuple[str, Callable[[], object]]) -> None:
        """Acts under the sentence (words, what they do) by their key; nothing: none. They leave the keyboard in the
        field: leaving it would give it.
        """
        for keys, (words, press) in acts.items():
            if keys not in self._offers:
                self._offers[keys] = Link(self._theme, words, press, keys=written(keys), parent=self)
                self._offers[keys].setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for keys, link in self._offers.items():
            if link.isHidden() == (keys in acts):
                link.setVisible(keys in acts)
        self._fit()

    def offered(self) -> dict[str, Link]:
        """The acts that can be pressed, by their key."""
        return {keys: link for keys, link in self._offers.items() if not link.isHidden()}

    def hasHeightForWidth(self) -> bool:
        """Its height is fitted here: scroll areas do not ask."""
        return False

    def sizeHint(self) -> QSize:
        """Any width, the height of its lines."""
        return QSize(0, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """As much as `sizeHint`: the line is never cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower, a sentence takes more lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._theme
        self.setContentsMargins(theme.gap + 3, 0, 0, 0)
        metrics, width = self.fontMetrics(), max(self.width() - theme.gap - 3, theme.line)
        room = ceil(max(metrics.horizontalAdvance(say(_SENTENCE)) / width - _TOLERANCE, 1))
        wrapped = metrics.boundingRect(0, 0, width, 9999, int(Qt.TextFlag.TextWordWrap), self.text()).height()
        high = max(room * metrics.lineSpacing(), wrapped) + theme.tight
        for link in self.offered().values():
            link.adjustSize()
            link.move(0, high)
            high += link.height()
        self.setFixedHeight(high)
