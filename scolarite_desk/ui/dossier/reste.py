"""« Reste à faire »: at most three links, and the next act always at the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolarite_desk.models.rows import Manque
from scolarite_desk.ui.texts import filled
from scolarite_desk.ui.theme import Theme
from scolarite_desk.ui.widgets import Button, Glyph, Link, Primary, Words, row

_SHOWN = 3
_LONGEST = 26  # characters of a link
_ICONS = {
    "piece_refusee": ("circle-x", "bad"),
    "piece_a_examiner": ("eye", "accent"),
    "ine_provisoire": ("triangle-alert", "warn"),
}


class _Room(QWidget):
    """Takes the room left and never asks for any; `fit()` when there is more or less of it."""

    def __init__(self, fit: Callable[[], object]) -> None:
        super().__init__()
        self._fit = fit
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wider, more is named."""
        super().resizeEvent(event)
        self._fit()


def _short(label: str) -> str:
    """A label that leaves room for two others; the whole one is its tip and its accessible name."""
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def icon_of(one: Manque) -> tuple[str, str]:
    """(drawing, tone) of something left to do."""
    return _ICONS.get(one.code, ("circle-dashed", "warn" if one.blocking else "muted"))


class Remaining(QWidget):
    """`go(path)` leads to what is missing; `run(code)` does a command of the window."""

    def __init__(
        self, theme: Theme, go: Callable[[str], object], run: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._go, self._run = theme, go, run
        self._next = "recu"
        self._glyph, self._nothing = Glyph(theme, "circle-check", "ok"), Words(self.tr("Rien, le dossier est complet"))
        self._more = Words(tone="muted")
        self._links = [Link(theme, "", self._follow(number)) for number in range(_SHOWN)]
        self._where = [""] * _SHOWN
        self._finish = Button(theme, self.tr("Terminer et suivant"), lambda: run("terminer"))
        self._primary = Primary(theme, self.tr("Éditer le reçu"), lambda: self._run(self._next), icon="printer")
        self._room, self._count = _Room(self._fit), 0
        row(self._room, self._glyph, self._nothing, *self._links, self._more, None, spacing=theme.gap)
        row(
            self,
            Words(self.tr("Reste à faire"), look="strong"),
            (self._room, 1),
            self._finish,
            self._primary,
            margins=(theme.block, theme.gap),
            spacing=theme.gap,
        )

    def show_rows(self, rows: Sequence[Manque], given: bool) -> None:
        """What is missing, the blocking first; `given`: a receipt already says so."""
        shown = sorted(rows, key=lambda one: not one.blocking)
        self._glyph.setVisible(not rows)
        self._nothing.setVisible(not rows)
        self._count = len(shown)
        for number, one in enumerate(shown[:_SHOWN]):
            icon, tone = icon_of(one)
            self._where[number] = one.where
            self._links[number].say(_short(one.label), icon=icon, tone=tone)
            self._links[number].setAccessibleName(one.label)
            self._links[number].setToolTip(one.label)
        self._choose(rows, given)
        self._fit()

    def text(self) -> str:
        """What it says, for tests."""
        links = [link.text().strip() for link in self._links if not link.isHidden()]
        return " · ".join([*links, self._more.text(), self._primary.text().strip()])

    def _fit(self) -> None:
        """As many links as there is room for, three at most; the rest is counted."""
        room, fits = self._room.width() - self._theme.wide(14), 0
        for link in self._links[: self._count]:
            room -= link.sizeHint().width() + self._theme.gap
            fits += room >= 0
        for number, link in enumerate(self._links):
            link.setVisible(number < fits)
        more = self._count - fits
        self._more.setText(
            filled(self.tr("et %1 de plus") if fits else self.tr("%1 à compléter"), more) if more else ""
        )

    def _choose(self, rows: Sequence[Manque], given: bool) -> None:
        """The next act: a candidature when there is none, the receipt, then the next person."""
        if any(one.code == "candidature" for one in rows):
            self._next = "candidature"
            self._primary.say(self.tr("Ajouter une candidature"), icon="file-plus")
        elif given:
            self._next = "terminer"
            self._primary.say(self.tr("Terminer et suivant"), icon="check")
        else:
            self._next = "recu"
            self._primary.say(self.tr("Éditer le reçu"), icon="printer")
        self._finish.setVisible(self._next != "terminer")

    def _follow(self, number: int) -> Callable[[], object]:
        return lambda: self._go(self._where[number])
