"""Several sides in columns, one line for each thing they say: persons, versions of a value, rows of one number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.fold import glue
from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_, NOTHING, verbatim
from scolarite_desk.ui.forms.parts import Fitted
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import column

_ROWS = ("123456789", "&é\"'(-è_ç")  # the same nine keys, with Shift and without


@dataclass(frozen=True)
class ComparedLine:
    """One line: its label, and what each side says. A `fait` is of the side itself: it neither agrees nor differs."""

    label: str
    textes: tuple[str, ...]
    fait: bool = False

    @property
    def verdict(self) -> State:
        """How alike the sides are, in words; `ALIKE` when there is nothing to look at."""
        if self.fait:
            return _FACT
        if len(set(self.textes)) == 1:
            return ALIKE
        if not all(self.textes):
            return _LACKING
        return _ACCENTS if len({glue(text) for text in self.textes}) == 1 else _OTHER


ALIKE = State("identique", N_("Identique"), "circle-check", "icon:ok")
_FACT = State("fait", NOTHING, "")
_LACKING = State("manque", N_("D’un seul côté"), "minus", "icon:muted")
_ACCENTS = State("accents", N_("Aux accents près"), "circle-dashed", "icon:warn")
_OTHER = State("autre", N_("Différent"), "triangle-alert", "warn")


class Comparaison(QWidget):
    """The table is made anew when the sides change: what is in columns is what is compared."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name`: what a screen reader calls it."""
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._titles: tuple[str, ...] = ()
        self.table: Fitted[ComparedLine] | None = None
        self._box = column(self)
        self.watched: QObject | None = None  # an event filter that hears the keys of the table

    def show_sides(self, titles: Sequence[str], lines: Sequence[ComparedLine]) -> None:
        """Compare these."""
        if self.table is None or tuple(titles) != self._titles:
            self._make(tuple(titles))
        assert self.table is not None
        self.table.fill(lines)

    def _make(self, titles: tuple[str, ...]) -> None:
        if self.table is not None:
            self.table.hide()
            self._box.removeWidget(self.table)
            self.table.deleteLater()
        self._titles = titles
        self.table = Fitted(self._theme, self._columns(titles), self._name, key=lambda line: line.label)
        if self.watched is not None:
            self.table.installEventFilter(self.watched)
        self._box.addWidget(self.table)

    @staticmethod
    def _columns(titles: Sequence[str]) -> list[Column[ComparedLine]]:
        sides = [_side(rank, title) for rank, title in enumerate(titles)]
        said = [_VERDICT] if len(sides) > 1 else []  # one alone is like nothing
        return [Column(NOTHING, lambda one: one.label, tone=lambda _: "muted", chars=22), *sides, *said]


def _side(rank: int, title: str) -> Column[ComparedLine]:
    """What differs stands out."""
    return Column(
        verbatim(title),
        lambda one: one.textes[rank],
        tone=lambda one: "muted" if one.fait else "",
        strong=lambda one: one.verdict not in (ALIKE, _FACT),
        chars=16,
        stretch=True,
    )


_VERDICT = Column[ComparedLine](
    NOTHING,
    lambda one: say(one.verdict.label),
    icon=lambda one: one.verdict.icon,
    tone=lambda one: one.verdict.tone,
    chars=16,
)


class Digits(QObject):
    """Keys 1 to 9 on the widgets that it watches: `press(number)`."""

    def __init__(self, press: Callable[[int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._press = press

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit is a choice; on the upper row of a French keyboard, also without Shift."""
        text = event.text() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else ""
        number = next((row.index(text) + 1 for row in _ROWS if len(text) == 1 and text in row), 0)
        if number:
            self._press(number)
        return number > 0
