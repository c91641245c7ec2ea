"""A new account: a name and a profile. Its limits and its desk come next, on its own page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_rooms import COMPTE_NOUVEAU
from scolarite_desk.models.rules.droits import PROFILS
from scolarite_desk.services.comptes import create_account
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Primary, Words, column, row


def profiles() -> list[tuple[str, str]]:
    """The profiles that an account may have, by code."""
    return [(code, say(label)) for code, label in PROFILS.items()]


class NouveauCompte(QWidget):
    """`on_added(name)`: the account is there."""

    def __init__(self, desk: Desk, on_added: Callable[[str], object]) -> None:
        super().__init__()
        self._desk, self._on_added = desk, on_added
        theme = desk.theme
        self.form = ActForm(
            theme, COMPTE_NOUVEAU, lists_of(desk, profil=profiles), on_failure=desk.messages.tell, drafts=desk.drafts
        )
        foot, head = QWidget(), QWidget()
        self.make = Primary(theme, tr("Créer le compte"), self.add, icon="user-plus", needs="comptes")
        column(
            head,
            Words(tr("Nouveau compte"), look="title"),
            Words(tr("Il n’ouvre aucun poste tant qu’un administrateur ne l’y autorise pas."), tone="muted",
                  wrap=True),
            margins=(theme.block, 0), spacing=theme.tight,
        )  # fmt: skip
        row(foot, None, self.make, margins=(theme.block, theme.gap))
        column(self, head, self.form, foot, stretch=True)

    def ask(self) -> None:
        """Begin a new account: every field blank, the keyboard on the name."""
        self.form.open({}, "")
        self.form.focus("nom")

    def add(self) -> None:
        """Make it; what is wrong is said under the field."""
        asked = self.form.asked()
        if asked is None:
            return
        nom, profil = asked["nom"] or "", asked["profil"] or ""
        with self.form.giving():
            made = self._desk.attempt_in(self.form.hear, self, create_account, nom, profil)
        if made:
            self._on_added(made.answer)
