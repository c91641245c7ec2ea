"""What the right of the window shows when no dossier is open: the first steps of an empty base, or what to press."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from scolarite_desk.services.premiers_pas import Pas, premiers_pas
from scolarite_desk.store.queries.poste import About, about
from scolarite_desk.store.queries.saisies import Saisie
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.frame.premiers_pas import PremiersPas
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Button, Page, Words, column, row

_WIDEST = 46  # lines
_WAITING = 5  # dossiers named: the others come up as these are dealt with


class Home(QWidget):
    """`run(code)` does a command of the window."""

    def __init__(
        self,
        desk: Desk,
        run: Callable[[str], object],
        may: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._theme, self._run, self._may = desk, desk.theme, run, may
        self._body: QVBoxLayout = column(self)
        self._shown: Page | None = None
        self._said: tuple[About, Sequence[Pas]] | None = None
        self._inside: QWidget | None = None
        self._steps: PremiersPas | None = None
        self._asked = False
        self._theme.changed.connect(self._measure)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")

    def show_about(self, about: About) -> None:
        """Say what this base still needs."""
        steps = self._desk.read(premiers_pas) if self._asked or self.isVisible() or not about.dossiers else ()
        if (about, steps) == self._said:
            return
        self._said = about, steps
        held = self._steps is not None and self.isVisible() and self.isAncestorOf(QApplication.focusWidget() or self)
        if self._shown is not None:
            self._shown.hide()
            self._body.removeWidget(self._shown)
            self._shown.deleteLater()
        self._steps = None
        young = self._asked or not about.dossiers
        self._shown = Page(self._first(steps) if young else self._ready(about, steps))
        self._body.addWidget(self._shown)
        if held:
            self.focus()

    def showEvent(self, event: QShowEvent) -> None:
        """What was left typed in the dossier that was open is said at once."""
        super().showEvent(event)
        self.show_about(self._desk.read(about))

    def _measure(self) -> None:
        if self._inside is not None:
            self._inside.setMaximumWidth(_WIDEST * self._theme.line)

    def ask(self) -> None:
        """The first steps, whatever the base holds, until another page is shown."""
        self._asked, self._said = True, None
        self.show_about(self._desk.read(about))
        self.focus()

    def focus(self) -> bool:
        """The keyboard on the next step; False when there are none to take."""
        if self._steps is not None:
            self._steps.focus()
        return self._steps is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A step by its number."""
        if self._steps is None or not event.text().isdecimal() or not self._steps.press(int(event.text())):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: the steps were seen."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._asked = False

    def _first(self, steps: Sequence[Pas]) -> QWidget:
        """What an office needs before it receives people; the next step is the primary button."""
        self._steps = PremiersPas(self._theme, steps, self._lead)
        left = sum(not one.fait for one in steps)
        title = tr("Les premiers pas") if self._asked else tr("Bienvenue. Cette base est encore vide.")
        why = (
            trn(
                "Reste {n} étape. Elle se coche d’elle-même.",
                "Restent {n} étapes. Chacune se coche d’elle-même.",
                left,
            )
            if left
            else tr("Tout est en place.")
        )
        return self._framed(Words(title, look="title"), Words(why, tone="muted", wrap=True), self._steps)

    def _lead(self, code: str, thing: str) -> None:
        if thing:
            self._desk.entered.emit(code, thing)
        else:
            self._run(code)

    def _ready(self, about: About, steps: Sequence[Pas]) -> QWidget:
        """Nobody at the desk: what to press."""
        lines = (
            ("search", tr("Chercher une personne"), "chercher", "Ctrl+F"),
            ("user-plus", tr("Créer un dossier"), "nouveau", "Ctrl+N"),
            ("calendar-days", tr("Ouvrir la journée"), "journee", "Ctrl+J"),
            ("scale", tr("Préparer les décisions"), "decisions", "F6"),
            ("command", tr("Toutes les commandes"), "palette", "Ctrl+K"),
        )
        acts = [self._act(icon, text, code, keys) for icon, text, code, keys in lines if self._may(code)]
        return self._framed(
            Words(tr("Aucun dossier n’est ouvert"), look="title"),
            Words(tr("Tapez un nom, un INE, une date ou un numéro dans la recherche."), tone="muted", wrap=True),
            *acts,
            *self._waiting(about.saisies),
            *(() if about.exercice or not self._may("reglages") else self._unfinished(steps)),
        )

    def _waiting(self, waiting: Sequence[Saisie]) -> Iterator[QWidget]:
        """The dossiers in which something typed is not given yet, each opened where it was."""
        if not waiting:
            return
        n = len(waiting)
        yield Words(
            trn("{n} dossier a une saisie en attente", "{n} dossiers ont une saisie en attente", n), look="strong"
        )
        yield Words(
            tr("Ce qui y est tapé n’est pas enregistré\u00a0: ouvrez-les pour le donner ou y renoncer."),
            tone="muted",
            wrap=True,
        )
        for one in waiting[:_WAITING]:
            yield self._line(Button(self._theme, say(one.nom), partial(self._open, one), icon="folder-open"))

    def _unfinished(self, steps: Sequence[Pas]) -> Iterator[QWidget]:
        """An office that receives people already, and still lacks something."""
        if left := sum(not one.fait for one in steps):
            yield Words(
                trn("Il reste {n} étape à la mise en place", "Il reste {n} étapes à la mise en place", left),
                look="strong",
            )
            yield self._act("clipboard-check", tr("Voir les premiers pas"), "premiers_pas", "")

    def _open(self, one: Saisie) -> None:
        self._desk.show(one.dossier, one.champ)

    def _act(self, icon: str, text: str, code: str, keys: str) -> QWidget:
        return self._line(Button(self._theme, text, lambda: self._run(code), icon=icon, keys=keys))

    def _line(self, button: Button) -> QWidget:
        line = QWidget()
        row(line, button, None)
        return line

    def _framed(self, *items: QWidget) -> QWidget:
        """Flush left, never wider than one reads."""
        page, inside = QWidget(), QWidget()
        self._inside = inside
        self._measure()
        column(inside, *items, spacing=self._theme.gap + self._theme.tight, stretch=True)
        side = 2 * self._theme.block
        row(page, (inside, 1), margins=(side, side)).setAlignment(Qt.AlignmentFlag.AlignLeft)
        return page
