"""What the right of the window shows when no dossier is open: the first steps of an empty base, or what to press."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scolarite_desk.store.queries.poste import About, about
from scolarite_desk.store.queries.saisies import Saisie
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Button, Card, Glyph, Page, Primary, Words, column, row

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
        self._said: About | None = None
        self._inside: QWidget | None = None
        self._theme.changed.connect(self._measure)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")

    def show_about(self, about: About) -> None:
        """Say what this base still needs."""
        if about == self._said:
            return
        self._said = about
        if self._shown is not None:
            self._body.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = Page(self._ready(about) if about.dossiers else self._steps(about))
        self._body.addWidget(self._shown)

    def showEvent(self, event: QShowEvent) -> None:
        """What was left typed in the dossier that was open is said at once."""
        super().showEvent(event)
        self.show_about(self._desk.read(about))

    def _measure(self) -> None:
        if self._inside is not None:
            self._inside.setMaximumWidth(_WIDEST * self._theme.line)

    def _steps(self, about: About) -> QWidget:
        """Three steps to the first person; the next one is the primary button."""
        open_ = (
            tr("Ouvrir une campagne"),
            tr("Une année universitaire, ses dates, ses sessions de dépôt."),
        )
        offer = tr("Décrire les formations"), tr("Ce à quoi l’on candidate, avec ses dates et ses pièces.")
        first = tr("Créer le premier dossier"), tr("Ctrl+N\u00a0: un nom suffit pour commencer.")
        states = (bool(about.campagne), about.formations, about.dossiers)
        following = states.index(False)
        cards = [
            self._card(number, icon, texts, code, number == following)
            for number, (icon, texts, code) in enumerate(
                (("calendar-plus", open_, "reglages"), ("graduation-cap", offer, "formations"),
                 ("user-plus", first, "nouveau"))
            )
        ]  # fmt: skip
        return self._framed(
            Words(tr("Bienvenue. Cette base est encore vide."), look="title"),
            Words(
                tr("Trois gestes suffisent pour recevoir la première personne. Chacun peut être repris plus tard."),
                tone="muted",
                wrap=True,
            ),
            *cards,
        )

    def _card(self, number: int, icon: str, texts: tuple[str, str], code: str, following: bool) -> Card:
        title, why = texts
        card, kind = Card(self._theme), Primary if following else Button
        words = column(
            None, Words(f"{number + 1}. {title}", look="strong"), Words(why, tone="muted", wrap=True),
            spacing=self._theme.tight,
        )  # fmt: skip
        line = row(None, Glyph(self._theme, icon, "accent"), spacing=self._theme.block)
        line.addLayout(words, 1)
        line.addWidget(kind(self._theme, title, lambda: self._run(code)), 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(line)
        return card

    def _ready(self, about: About) -> QWidget:
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
