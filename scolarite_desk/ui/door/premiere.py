"""The page that makes a new base: the first one of a desk, or another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scolarite_desk.ui.door.lieu import Lieu
from scolarite_desk.ui.door.voies import Go, ways
from scolarite_desk.ui.forms.demande import Secret, chosen, grid
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, Card, Choice, Glyph, OneLine, Primary, Tick, Words, column, keep_room, row
from scolarite_desk.ui.widgets.feet import Foot

Create = Callable[[Path, str, str, bool], object]  # base, account, password, whether with the catalogue


class FirstTime(QWidget):
    """Three steps to a new base; under them, the other ways."""

    def __init__(
        self, theme: Theme, base: Path, create: Create, go: Mapping[str, Go], *, back: Go | None = None
    ) -> None:
        """`base`: where it is proposed; `go`: the other ways; `back()`: to the base that was asked for before."""
        super().__init__()
        self._create = create
        self.compte = OneLine(theme)
        self.compte.setAccessibleName(tr("Votre nom"))
        self.password, self.again = Secret(theme, tr("Mot de passe")), Secret(theme, tr("Encore une fois"))
        self.place = Lieu(theme, base)
        self.note = Words(tone="bad", wrap=True)
        self.note.setMinimumHeight(2 * theme.line)
        keep_room(self.note)
        self.make = Primary(theme, tr("Créer la base"), self.go, icon="plus")
        self.catalogue = Tick(theme, tr("Proposer le catalogue des pièces et des motifs"))
        self.catalogue.set_answer(True)
        steps = (
            _step(theme, "users", tr("1. Qui utilise cet ordinateur"), tr("Ce nom signe ce que vous faites."),
                  ((tr("Votre nom"), self.compte),)),
            _step(theme, "key-round", tr("2. Un mot de passe"),
                  tr("Douze caractères au moins\u00a0: une phrase se retient mieux."),
                  ((tr("Mot de passe"), self.password), (tr("Encore une fois"), self.again))),
            _step(theme, "archive", tr("3. Où ranger la base"),
                  tr("Le fichier où seront tous les dossiers\u00a0: sur ce poste, jamais dans un dossier du réseau."),
                  ((tr("Emplacement"), self.place),), self.place.said),
        )  # fmt: skip
        title = tr("Bienvenue dans Scolarité Desk") if back is None else tr("Une nouvelle base")
        left = [Button(theme, tr("Retour"), back, icon="chevron-left")] if back is not None else []
        self.foot = Foot(theme, self.note, _end(theme, *left, None, self.make))
        column(
            self,
            Words(title, look="title"),
            Words(
                tr("Trois réponses suffisent. Le mot de passe se change plus tard\u00a0; votre nom, non."),
                tone="muted",
                wrap=True,
            ),
            *steps,
            self.catalogue,
            self.foot.place,
            ways(theme, go),
            spacing=theme.gap,
        )
        for line, following in ((self.compte, self.password), (self.password, self.again), (self.again, self.place)):
            line.entered.connect(following.setFocus)
        for line in (self.compte, self.password, self.again, self.place):
            line.edited.connect(self._mended)
        self.place.entered.connect(self.go)

    def go(self) -> None:
        """Check what can be checked here, then create."""
        if not self.compte.text().strip():
            self._blame(tr("Écrivez votre nom."), self.compte)
        elif chosen(self._blame, self.password, self.again):
            self.make.setEnabled(False)
            self.say(tr("Création de la base…"), "muted")
            self._create(
                self.place.path(),
                self.compte.text().strip(),
                self.password.text(),
                self.catalogue.isChecked(),
            )

    def say(self, told: str, tone: str) -> None:
        """Write in the room kept over the button."""
        dress(self.note, tone=tone)
        self.note.setText(told)

    def refuse(self, message: str, seconds: int = 0) -> None:
        """Why it is not made: where it would lie, since the rest is checked here."""
        self._blame(message, self.place)

    def first(self) -> OneLine | Choice:
        """The widget on which the keyboard starts."""
        return self.compte

    def stop(self) -> None:
        """The passwords are forgotten."""
        self.password.forget()
        self.again.forget()

    def _mended(self) -> None:
        """What was said was of another text."""
        if self.make.isEnabled():
            self.say("", "bad")

    def _blame(self, message: str, at: OneLine) -> None:
        """What is missing, with the keyboard where it is."""
        self.make.setEnabled(True)
        self.say(message, "bad")
        at.setAccessibleDescription(message)
        at.setFocus()


def _step(
    theme: Theme, icon: str, title: str, why: str, lines: tuple[tuple[str, OneLine], ...], *under: QWidget
) -> Card:
    """One numbered step: what is asked, why, and where to write it."""
    card = Card(theme)
    words = column(None, Words(title, look="strong"), Words(why, tone="muted", wrap=True), grid(theme, lines), *under)
    glyph = Glyph(theme, icon, "accent")
    inside = row(None, spacing=theme.block)
    inside.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
    inside.addLayout(words, 1)
    card.body.addLayout(inside)
    return card


def _end(theme: Theme, *parts: QWidget | None) -> QWidget:
    box = QWidget()
    row(box, *parts, spacing=theme.gap)
    return box
