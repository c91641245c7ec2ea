"""The line under a field, where its hint, its doubt or its fault is read, and what can be done of it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Link, Words, column
from scolarite_desk.ui.widgets.lines import leaves

_SENTENCE = N_("Le 31 février n’existe pas\u00a0: corrigez le jour, puis le mois.")  # 60 characters, the longest fault
_TOLERANCE = 0.35  # a sentence that overflows by less is rare enough not to keep a second line for it
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class Unfolded(QFrame):
    """A longer sentence, and the acts that go with it, over what is under the field: nothing moves to make it room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self.links = theme, dict[str, Link]()
        self.words = Words(wrap=True)
        self._box = column(self, self.words, margins=(theme.gap, theme.tight), spacing=theme.tight)
        dress(self, look="sheet")
        self.hide()

    def offer(self, acts: dict[str, tuple[str, Callable[[], object]]]) -> None:
        """Links under the sentence by their key; they leave the keyboard in the field: leaving it would give it."""
        for keys, (words, press) in acts.items():
            if keys not in self.links:
                link = self.links[keys] = Link(self._theme, words, press, keys=written(keys))
                link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                self._box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        for keys, link in self.links.items():
            if link.isHidden() == (keys in acts):
                link.setVisible(keys in acts)

    def lie_over(self, note: QWidget, editor: QWidget) -> None:
        """From the top of the note down, or above the field at the bottom of a page."""
        page = _page_of(note)
        if self.parentWidget() is not page:
            self.setParent(page)
        widest = max((link.sizeHint().width() for link in self.links.values() if not link.isHidden()), default=0)
        width = max(note.width(), widest + 2 * self._theme.gap + 2)
        high = self._box.heightForWidth(width) + 2
        place, above = note.mapTo(page, QPoint()), editor.mapTo(page, QPoint()).y() - high
        left = max(min(place.x(), page.width() - width), 0)
        top = place.y() if place.y() + high <= page.height() or above < 0 else above
        self.setGeometry(left, top, width, high)
        self.show()
        self.raise_()


def _page_of(widget: QWidget) -> QWidget:
    """What scrolls with it, or its window."""
    inside, around = widget, widget.parentWidget()
    while around is not None and not inside.isWindow():
        if isinstance(around.parentWidget(), QScrollArea):
            return inside
        inside, around = around, around.parentWidget()
    return inside


class FaultNote(Words):
    """The line under a field, always there, as tall whatever it says. A longer sentence is folded there, and read whole
    over what follows as long as the field has the keyboard.
    """

    def __init__(self, theme: Theme, hint: str) -> None:
        super().__init__(hint, tone="muted", wrap=True)
        self._theme, self._hint, self._said = theme, hint, hint
        self._editor: QWidget | None = None
        self._acts: dict[str, tuple[str, Callable[[], object]]] = {}
        self._unfolded: Unfolded | None = None
        self._here = False  # the field has the keyboard
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._fit()

    def follow(self, editor: QWidget) -> None:
        """The field that it is under."""
        self._editor = editor
        editor.installEventFilter(self)

    def text(self) -> str:
        """All that it says, folded or not."""
        return self._said

    def say(self, text: str = "", tone: str = "muted") -> None:
        """Write a sentence, or the hint again."""
        dress(self, tone=tone)
        if self._said != (text or self._hint):
            self._said = text or self._hint
            self._fit()

    def offer(self, **acts: tuple[str, Callable[[], object]]) -> None:
        """Acts under the sentence (words, what they do) by their key; nothing: none."""
        self._acts = acts
        if self._unfolded is not None:
            self._unfolded.offer(acts)
        self._fit()

    def offered(self) -> dict[str, Link]:
        """The acts that can be pressed, by their key."""
        if not self._acts:
            return {}
        return {keys: link for keys, link in self._whole().links.items() if keys in self._acts}

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

    def changeEvent(self, event: QEvent) -> None:
        """Larger, it takes more room; out of sight, it is only told once it is looked at."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressed, it leads to its field, where it is read whole."""
        if self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard comes to the field, or leaves it."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn or (isinstance(event, QFocusEvent) and kind == QEvent.Type.FocusOut):
            here = kind == QEvent.Type.FocusIn or not leaves(event)  # type: ignore[arg-type]  # only focus events
            if here != self._here:
                self._here = here
                self._unfold()
        elif kind == QEvent.Type.Hide:
            self._here = False
            self._unfold()
        return False

    def _fit(self) -> None:
        theme = self._theme
        self.setContentsMargins(theme.gap + 3, 0, 0, 0)
        metrics, width = self.fontMetrics(), max(self.width() - theme.gap - 3, theme.line)
        room = ceil(max(metrics.horizontalAdvance(say(_SENTENCE)) / width - _TOLERANCE, 1))
        high = max(room * metrics.lineSpacing(), self._high(self._hint, width))
        folded = self._folded(width, high)
        if super().text() != folded:
            self.setText(folded)
        self.setToolTip(self._said if folded != self._said else "")
        self.setFixedHeight(high + theme.tight)
        self._unfold()

    def _high(self, text: str, width: int) -> int:
        return self.fontMetrics().boundingRect(0, 0, width, 9999, _WRAPPED, text).height()

    def _folded(self, width: int, high: int) -> str:
        """As much of the sentence as its room holds, to the end of a word."""
        words = self._said.split(" ")
        count = len(words)
        while count > 1 and self._high(" ".join(words[:count]) + "…" * (count < len(words)), width) > high:
            count -= 1
        return self._said if count == len(words) else " ".join(words[:count]) + "…"

    def _unfold(self) -> None:
        """Whole, over what follows, as long as one is in the field and there is more to read or to press."""
        more = bool(self._acts) or super().text() != self._said
        if self._here and more and self._editor is not None:
            whole = self._whole()
            dress(whole.words, tone=str(self.property("tone")))
            whole.words.setText(self._said)
            whole.lie_over(self, self._editor)
        elif self._unfolded is not None:
            self._unfolded.hide()

    def _whole(self) -> Unfolded:
        if self._unfolded is None:
            self._unfolded = Unfolded(self._theme)
            self._unfolded.setParent(self)
            self._unfolded.offer(self._acts)
        return self._unfolded
