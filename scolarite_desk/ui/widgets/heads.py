"""The top of a room: its title, a few words, its acts; and the filters under it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from scolarite_desk.langue import number
from scolarite_desk.models.rules.states import State
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Chip, Words, column, row
from scolarite_desk.ui.widgets.flow import Flow

_FULL = 99  # rows: a chip has room for that many from the start


class Heading(Words):
    """Words on one line as long as there is room for them, on several otherwise."""

    def __init__(self, text: str = "", *, look: str = "", tone: str = "") -> None:
        super().__init__(text, look=look, tone=tone, wrap=True)

    def sizeHint(self) -> QSize:
        """One line."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + metrics.averageCharWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for a few words: a title is cut before it widens the window."""
        return QSize(min(self.sizeHint().width(), 12 * self.fontMetrics().averageCharWidth()), self.sizeHint().height())


class Head(QWidget):
    """A title, what it counts, and the acts at the right, or under; `near` stand beside the title. `look`: that of the
    title, "strong" in a part.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        acts: Sequence[QWidget] = (),
        near: Sequence[QWidget] = (),
        look: str = "title",
    ) -> None:
        super().__init__()
        self._title, self._said = Heading(title, look=look), Heading(tone="muted")
        if look != "title":
            self._title.setMinimumHeight(theme.line + 2 * theme.tight + 2)  # in the middle of its buttons
        left = Flow(self._title, *near, self._said, spacing=theme.gap)
        self._acts = right = Flow(*acts, spacing=theme.gap, right=True)
        policy = left.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # the acts take what they need first
        left.setSizePolicy(policy)
        self._beside, self._under = theme.block, theme.gap
        self._row = row(self, (left, 1), right, spacing=theme.block)

    def say(self, title: str, said: str = "") -> None:
        """Change the title and what follows it."""
        self._title.setText(title)
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The acts beside the title, or under it where they would cut it."""
        super().resizeEvent(event)
        asked = self._title.sizeHint().width() + self._beside + self._acts.sizeHint().width()
        beside = asked <= self.width()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(self._beside if beside else self._under)

    def text(self) -> str:
        """What it says."""
        return " · ".join(part for part in (self._title.text(), self._said.text()) if part)


class Filters(QWidget):
    """One of several ways to look at a table: each says how many rows it would show. `chosen(code)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, filters: Sequence[State], later: Collection[str] = ()) -> None:
        """The first of `filters` is chosen. `later`: those that will say how many once that is known."""
        super().__init__()
        self._theme, self._filters, self.code = theme, {one.code: one for one in filters}, filters[0].code
        self._chips = {one.code: Chip(theme, say(one.label), partial(self.choose, one.code)) for one in filters}
        for chip in self._chips.values():
            chip.setCheckable(True)
        for code in later:
            self._chips[code].may_say(f"{say(self._filters[code].label)} {_FULL}")
        column(self, Flow(*self._chips.values(), spacing=theme.tight))
        self.count({})

    def count(self, counts: Mapping[str, int]) -> None:
        """Say how many rows each shows."""
        for code, chip in self._chips.items():
            one = self._filters[code]
            label = say(one.label)
            if code in counts:
                chip.may_say(f"{label} {_FULL}")
            chip.say(f"{label} {number(counts[code])}" if code in counts else label, icon=one.icon)
            if one.icon:
                self._theme.wear(chip, one.icon, one.tone)
        self._mark()

    def choose(self, code: str) -> None:
        """Look at the table another way."""
        self.show_chosen(code)
        self.chosen.emit(code)

    def show_chosen(self, code: str) -> None:
        """The same, of what is chosen already: nobody is told."""
        self.code = code
        self._mark()

    def allow(self, codes: Collection[str]) -> None:
        """Only these may be looked at now."""
        for code, chip in self._chips.items():
            chip.setEnabled(code in codes)

    def _mark(self) -> None:
        for code, chip in self._chips.items():
            chip.setChecked(code == self.code)
            dress(chip, tone="accent" if code == self.code else "")
