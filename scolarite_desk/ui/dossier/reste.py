"""« Reste à faire »: at most three links, and the next act always at the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.rows import Manque
from scolarite_desk.msg import N_, Msg
from scolarite_desk.ui.look.texts import say, small, tr, trn
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Glyph, Link, Primary, Words, row

_SHOWN = 3
_LONGEST = 26  # characters of a link
_FIRST = ("candidature", "piece_refusee", "piece_manquante", "question", "ine", "cvec", "ine_provisoire", "champ")
_WHOSE = {"bac": N_("Bac"), "experiences": N_("Expérience")}  # shorter than their titles
_ICONS = {
    "piece_refusee": ("circle-x", "bad"),
    "piece_a_examiner": ("eye", "accent"),
    "ine_provisoire": ("triangle-alert", "warn"),
}
_STATES = {  # what these drawings say
    "piece_refusee": N_("une pièce refusée"),
    "piece_a_examiner": N_("une pièce à examiner"),
    "ine_provisoire": N_("INE à régulariser"),
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


def gathered(rows: Sequence[Manque]) -> list[list[Manque]]:
    """What is missing, in the order of what the person must bring; the blank fields of one tab go together."""
    together: dict[str, list[Manque]] = {}
    for one in rows:
        whose = _thing(one) if one.code == "champ" else f"{one.code} {say(one.label)}"
        together.setdefault(whose, []).append(one)
    rank = {code: number for number, code in enumerate(_FIRST)}
    return sorted(together.values(), key=lambda some: rank.get(some[0].code, len(_FIRST)))


def said(some: Sequence[Manque]) -> str:
    """« Bac : situation, année, série » for fields, the label itself for the rest."""
    if some[0].code != "champ":
        return say(some[0].label)
    names = list(dict.fromkeys(small(say(one.label)) for one in some))
    return tr("{onglet}\u00a0: {champs}", onglet=_whose(some[0]), champs=names)


def _short(some: Sequence[Manque]) -> str:
    """A label that leaves room for two others; the whole one is its tip and its accessible name."""
    label = said(some)
    if len(some) > 1 and len(label) > _LONGEST:
        return trn("{onglet}\u00a0: {n} champ", "{onglet}\u00a0: {n} champs", len(some), onglet=_whose(some[0]))
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _thing(one: Manque) -> str:
    return one.where.partition(".")[0]


def _whose(one: Manque) -> Msg:
    return _WHOSE.get(_thing(one)) or THINGS[_thing(one)].title


def icon_of(one: Manque) -> tuple[str, str]:
    """(drawing, tone) of something left to do."""
    return _ICONS.get(one.code, ("circle-dashed", "warn" if one.blocking else "muted"))


def state_of(one: Manque) -> str:
    """The same in words, for a tab: « Pièces, à compléter »."""
    known = _STATES.get(one.code)
    return say(known) if known else tr("à compléter") if one.blocking else tr("à faire")


def _counted(more: int, *, besides: bool) -> str:
    if besides:
        return trn("et {n} de plus", "et {n} de plus", more)
    return trn("{n} à compléter", "{n} à compléter", more)


class Remaining(QWidget):
    """`go(path)` leads to what is missing; `run(code)` does a command of the window; `may(function)`: the rights."""

    def __init__(
        self,
        theme: Theme,
        go: Callable[[str], object],
        run: Callable[[str], object],
        may: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._go, self._run, self._may = theme, go, run, may
        self._next = "recu"
        self._glyph, self._nothing = Glyph(theme, "circle-check", "ok"), Words(tr("Dossier complet"))
        self._more = Words(tone="muted")
        self._links = [Link(theme, "", self._follow(number)) for number in range(_SHOWN)]
        self._where = [""] * _SHOWN
        self._finish = Button(theme, tr("Fermer ce dossier"), lambda: run("terminer"))
        self._primary = Primary(theme, tr("Éditer le reçu"), lambda: self._run(self._next), icon="printer")
        self._room, self._count = _Room(self._fit), 0
        row(self._room, self._glyph, self._nothing, *self._links, self._more, None, spacing=theme.gap)
        self._title = Words(tr("Reste à faire"), look="strong")
        row(
            self,
            self._title,
            (self._room, 1),
            self._finish,
            self._primary,
            margins=(theme.block, theme.gap),
            spacing=theme.gap,
        )

    def show_rows(self, rows: Sequence[Manque], given: bool) -> None:
        """What is missing, what the person must bring first; `given`: a receipt already says so."""
        shown = gathered(rows)
        self._glyph.setVisible(not rows)
        self._count = len(shown)
        for number, some in enumerate(shown[:_SHOWN]):
            icon, tone = icon_of(some[0])
            short, whole = _short(some), said(some)
            self._where[number] = some[0].where
            self._links[number].say(short, icon=icon, tone=tone)
            self._links[number].setAccessibleName(whole)
            self._links[number].setToolTip(whole if short != whole else "")
        self._choose(rows, given)
        self._fit()

    def text(self) -> str:
        """What it says, for tests."""
        links = [link.text().strip() for link in self._links if not link.isHidden()]
        return " · ".join([*links, self._more.text(), self._primary.text().strip()])

    def _fit(self) -> None:
        """As many links as there is room for, three at most; the rest is counted. A whole dossier needs no title."""
        self._say_whole()
        room, fits = self._room.width() - self._theme.wide(14), 0
        for link in self._links[: self._count]:
            room -= link.sizeHint().width() + self._theme.gap
            fits += room >= 0
        for number, link in enumerate(self._links):
            link.setVisible(number < fits)
        more = self._count - fits
        whole = _counted(more, besides=bool(fits)) if more else ""
        self._more.setText(whole)
        self._more.setAccessibleName(whole)
        if not fits and self._more.sizeHint().width() > self._room.width():
            self._more.setText(str(more or ""))

    def _say_whole(self) -> None:
        """A whole dossier says so, by its drawing alone where there is no room for words."""
        needed = self._nothing.sizeHint().width() + self._glyph.sizeHint().width() + self._theme.gap
        fits = needed <= self._room.width()
        self._title.setVisible(bool(self._count) or needed < self._room.width() // 2)
        self._nothing.setVisible(not self._count and fits)
        alone = "" if fits else self._nothing.text()
        self._glyph.setAccessibleName(alone)
        self._glyph.setToolTip(alone)

    def _choose(self, rows: Sequence[Manque], given: bool) -> None:
        """The next act: a candidature when there is none, the receipt, then the next person."""
        if self._may("candidatures") and any(one.code == "candidature" for one in rows):
            self._next = "candidature"
            self._primary.say(tr("Ajouter une candidature"), icon="file-plus")
        elif given or not self._may("recus"):
            self._next = "terminer"
            self._primary.say(tr("Fermer ce dossier"), icon="check")
        else:
            self._next = "recu"
            self._primary.say(tr("Éditer le reçu"), icon="printer")
        self._finish.setVisible(self._next != "terminer")

    def _follow(self, number: int) -> Callable[[], object]:
        return lambda: self._go(self._where[number])
