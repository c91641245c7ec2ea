"""The first steps of an office as a page: each says whether it is done, and leads to its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.premiers_pas import Pas
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Card, Glyph, Primary, Words, column, row


@dataclass(frozen=True)
class Marche:
    """What a step says, what its button does, and where it leads: a room and a thing of it, or a command."""

    icon: str
    title: Msg
    why: Msg
    act: Msg
    command: str
    at: str = ""


ETAPES: Mapping[str, Marche] = {
    "etablissement": Marche(
        "building-2", N_("L’établissement"),
        N_("Son nom, son adresse, son service\u00a0: en tête du reçu et des lettres."),
        N_("Décrire l’établissement"), "reglages",
    ),
    "signataire": Marche(
        "pencil", N_("Un signataire"), N_("Prénom, nom et qualité\u00a0: les lettres de décision sont signées."),
        N_("Ajouter un signataire"), "reglages", "signataire",
    ),
    "campagne": Marche(
        "calendar-plus", N_("Une campagne ouverte"),
        N_("Une année universitaire et ses dates\u00a0; son état passe à «\u00a0Ouverte\u00a0»."),
        N_("Ouvrir une campagne"), "reglages", "campagne",
    ),
    "formations": Marche(
        "graduation-cap", N_("Les formations"), N_("Ce à quoi l’on candidate, avec ses dates."),
        N_("Ajouter des formations"), "formations", "formation",
    ),
    "pieces": Marche(
        "file-text", N_("Les pièces"), N_("Ce que chaque personne apporte\u00a0: le reçu en donne la liste."),
        N_("Choisir les pièces"), "reglages", "piece",
    ),
    "ine": Marche(
        "id-card", N_("L’INE provisoire"), N_("Une lettre de série\u00a0: pour qui arrive sans INE."),
        N_("Choisir la lettre"), "reglages", "serie_ine",
    ),
    "personne": Marche(
        "user-plus", N_("La première personne"), N_("Ctrl+N\u00a0: un nom suffit pour commencer."),
        N_("Créer le premier dossier"), "nouveau",
    ),
}  # fmt: skip

Lead = Callable[[str, str], object]  # a command, and a thing of its room


class PremiersPas(QWidget):
    """The steps, the next one on the primary button. `lead(command, thing)`: to its place."""

    def __init__(self, theme: Theme, steps: Sequence[Pas], lead: Lead) -> None:
        super().__init__()
        self._theme, self._lead = theme, lead
        self.following = next((one.code for one in steps if not one.fait), "")
        self.buttons = [self._button(rank, one) for rank, one in enumerate(steps, 1)]
        cards = [self._card(one, button) for one, button in zip(steps, self.buttons, strict=True)]
        column(self, *cards, spacing=theme.gap)

    def press(self, rank: int) -> bool:
        """The step of that number, from 1; False when there is none."""
        found = self.buttons[rank - 1 : rank] if rank else []
        for button in found:
            button.click()
        return bool(found)

    def focus(self) -> None:
        """The keyboard on the next step."""
        rank = list(ETAPES).index(self.following) if self.following else -1
        self.buttons[rank].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, rank: int, step: Pas) -> Button:
        told = ETAPES[step.code]
        kind = Primary if step.code == self.following else Button
        words = tr("Revoir") if step.fait else say(told.act)
        press = partial(self._lead, told.command, step.manque or told.at)
        button = kind(self._theme, words, press, keys=str(rank))
        if step.fait:
            button.setAccessibleName(tr("Revoir\u00a0: {etape}", etape=told.title))
        return button

    def _card(self, step: Pas, button: Button) -> Card:
        told, theme = ETAPES[step.code], self._theme
        card = Card(theme)
        title = Words(say(told.title), look="strong")
        words = (
            row(None, title, (Words(tr("C’est fait."), tone="ok"), 1), spacing=theme.gap)
            if step.fait
            else column(None, title, Words(say(told.why), tone="muted", wrap=True), spacing=theme.tight)
        )
        glyph = Glyph(theme, "circle-check", "ok") if step.fait else Glyph(theme, told.icon, "accent")
        line = row(None, glyph, spacing=theme.block)
        line.addLayout(words, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(line)
        return card
