"""No base yet, and the office has others: the page by which a new desk joins them through their hub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from scolarite_desk.ui.desk.jobs import Job
from scolarite_desk.ui.door.lieu import broken
from scolarite_desk.ui.forms.demande import Secret, SecretForm, chosen
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Choice, OneLine, Words, column

_FIELDS = ("adresse", "autorite", "code", "compte.nom", "poste")  # what a refusal may name, in the order of the lines


@dataclass(frozen=True)
class JoinRequest:
    """What was typed. `autorite`: file of the authority's certificate, perhaps blank."""

    base: Path
    adresse: str
    autorite: str
    code: str
    compte: str
    poste: str
    password: str


Join = Callable[[JoinRequest], Job]
Start = Callable[[], object]


class Joindre(QWidget):
    """`join(arrivee)` begins; what it refuses comes back by `refuse`. `back()`: renounced."""

    def __init__(self, theme: Theme, base: Path, join: Join, back: Start) -> None:
        super().__init__()
        self._base, self._join = base, join
        self._job: Job | None = None
        self.adresse, self.autorite, self.code = OneLine(theme), OneLine(theme), OneLine(theme)
        self.compte, self.poste = OneLine(theme), OneLine(theme)
        self.password, self.again = Secret(theme, ""), Secret(theme, "")
        self.adresse.setPlaceholderText("postgresql://serveur.exemple.fr/scolarite")
        self.autorite.setPlaceholderText(tr("Fichier, si on vous l’a donné"))
        self.poste.setPlaceholderText(tr("Par exemple 03"))
        self.ask = SecretForm(
            theme,
            (
                (tr("Adresse du serveur commun"), self.adresse),
                (tr("Certificat"), self.autorite),
                (tr("Invitation"), self.code),
                (tr("Votre compte"), self.compte),
                (tr("Nom de ce poste"), self.poste),
                (tr("Mot de passe"), self.password),
                (tr("Encore une fois"), self.again),
            ),
            tr("Rejoindre"),
            self.go,
            icon="log-in",
            beside=(Button(theme, tr("Retour"), back, icon="chevron-left"),),
        )
        why = tr(
            "L’adresse et l’invitation viennent de qui administre le serveur commun. Votre compte porte le nom "
            "qu’il a sur les autres postes\u00a0; son mot de passe ne vaut que pour celui-ci."
        )
        column(
            self, Words(tr("Rejoindre les autres postes"), look="title"), Words(why, tone="muted", wrap=True),
            Words(tr("La base sera le fichier {chemin}", chemin=broken(base)), tone="muted", wrap=True),
            self.ask, spacing=theme.gap, stretch=True,
        )  # fmt: skip

    def go(self) -> None:
        """Check what can be checked here, then begin."""
        blank = next((line for line in self._needed() if not line.text().strip()), None)
        if blank is not None:
            self.ask.refuse(tr("À remplir\u00a0: «\u00a0{champ}\u00a0».", champ=blank.accessibleName()), blank)
        elif chosen(self.ask.refuse, self.password, self.again):
            self.ask.busy(tr("Un instant…"))
            self._job = self._join(self._said())
            self._job.stepped.connect(self._step)

    def refuse(self, message: str, seconds: int = 0, champ: str | None = None) -> None:
        """Say why it was not done, under the lines."""
        self._job = None
        self.ask.refuse(message, dict(zip(_FIELDS, self._lines(), strict=True)).get(champ or ""), seconds)

    def first(self) -> OneLine | Choice:
        """The widget on which the keyboard starts."""
        return self.adresse

    def stop(self) -> None:
        """Nothing runs any more; the passwords are forgotten."""
        if self._job is not None:
            self._job.cancel()
        self.ask.forget()

    def _said(self) -> JoinRequest:
        adresse, autorite, code, compte, poste = (line.text().strip() for line in self._lines())
        return JoinRequest(self._base, adresse, autorite, code, compte, poste, self.password.text())

    def _lines(self) -> tuple[OneLine, ...]:
        return self.adresse, self.autorite, self.code, self.compte, self.poste

    def _needed(self) -> tuple[OneLine, ...]:
        return self.adresse, self.code, self.compte, self.poste

    def _step(self, done: int, total: int) -> None:
        if total > 0:
            self.ask.say(tr("La base du serveur commun arrive… {nombre}\u00a0%", nombre=100 * done // total))
