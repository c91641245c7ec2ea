"""What the right of the window shows when no dossier is open: the first steps of an empty base, or what to press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scolarite_desk.store.queries.poste import About
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, Card, Glyph, Page, Primary, Words, column, row

_WIDEST = 46  # lines


class Home(QWidget):
    """`run(code)` does a command of the window."""

    def __init__(
        self,
        theme: Theme,
        run: Callable[[str], object],
        may: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._run, self._may = theme, run, may
        self._body: QVBoxLayout = column(self)
        self._shown: Page | None = None
        self._said: About | None = None
        self._inside: QWidget | None = None
        theme.changed.connect(self._measure)
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
        )

    def _act(self, icon: str, text: str, code: str, keys: str) -> QWidget:
        line = QWidget()
        button = Button(self._theme, text, lambda: self._run(code), icon=icon, keys=keys)
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
