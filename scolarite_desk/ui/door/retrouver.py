"""Every password is lost: the page of the recovery key, before a base is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.secours import GROUPS, good_groups
from scolarite_desk.ui.forms.demande import Secret, SecretForm, account_choice, chosen
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Choice, CodeLine, OneLine, Words, column

Recover = Callable[[Path, str, str, str], object]  # base, account, recovery key, new password
Start = Callable[[], object]


class Rescue(QWidget):
    """Every password is lost: the recovery key, then a new password. `recover(base, account, key, password)`."""

    def __init__(self, theme: Theme, base: Path, compte: str, recover: Recover, back: Start) -> None:
        super().__init__()
        self._base, self._recover = base, recover
        self.compte = account_choice(theme, base, compte)
        self.key = CodeLine(theme)
        self.key.setPlaceholderText("-".join(GROUPS * ["XXXXX"]))
        whole = QFontMetrics(theme.code).horizontalAdvance(self.key.placeholderText())
        self.key.setMinimumWidth(whole + 2 * theme.block)  # read against the paper from end to end
        self.password, self.again = Secret(theme, ""), Secret(theme, "")
        self.ask = SecretForm(
            theme,
            (
                (tr("Compte"), self.compte),
                (tr("Clé de secours"), self.key),
                (tr("Nouveau mot de passe"), self.password),
                (tr("Encore une fois"), self.again),
            ),
            tr("Rouvrir la base"),
            self.go,
            icon="key-round",
            beside=(Button(theme, tr("Retour"), back, icon="chevron-left"),),
        )
        why = tr(
            "Un autre administrateur peut vous donner un nouveau mot de passe depuis la page Comptes. Sinon, prenez la "
            "clé de secours imprimée quand la base a été faite."
        )
        column(
            self,
            Words(tr("Mot de passe oublié"), look="title"),
            Words(why, tone="muted", wrap=True),
            self.ask,
            spacing=theme.gap,
        )
        self.key.edited.connect(self._count)

    def go(self) -> None:
        """Check what can be checked here, then open."""
        if not self._count():
            self.key.setFocus()
        elif not chosen(self.ask.refuse, self.password, self.again):
            return
        else:
            self.ask.busy(tr("Ouverture…"))
            self._recover(self._base, self.compte.text().strip(), self.key.text(), self.password.text())

    def refuse(self, message: str, seconds: int = 0) -> None:
        """Why it stays closed."""
        self.ask.refuse(message, self.key, seconds)

    def first(self) -> OneLine | Choice:
        """The widget on which the keyboard starts."""
        return self.key if self.compte.text() else self.compte

    def stop(self) -> None:
        """Key and passwords are forgotten."""
        self.ask.forget()
        self.key.clear()

    def _count(self) -> bool:
        """Say where the key is wrong as soon as a group is whole, how many are right otherwise."""
        try:
            good = good_groups(self.key.text())
        except Fault as fault:
            self.ask.say(say(fault.message), "bad")
            return False
        whole = good == GROUPS
        said = trn("{n} groupe juste sur {total}.", "{n} groupes justes sur {total}.", good, total=GROUPS)
        self.ask.say(said, "ok" if whole else "muted")
        return whole
