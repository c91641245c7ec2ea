"""What papers say of who holds an account: first name, surname, capacity (CRPA L. 111-2), given in one work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_rooms import AGENT
from scolarite_desk.services.agents import name_agent
from scolarite_desk.store.queries.comptes import AccountView
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Button, column, row


class AgentForm(QWidget):
    """`on_kept()`: the name is written. `needs`: the function that one must have to change it."""

    def __init__(self, desk: Desk, on_kept: Callable[[], object], needs: str) -> None:
        super().__init__()
        self._desk, self._on_kept, self._account = desk, on_kept, ""
        theme = desk.theme
        self.form = ActForm(
            theme, AGENT, lists_of(desk), on_failure=desk.messages.tell, drafts=desk.drafts, part=True, needs=needs
        )
        self.keep = Button(theme, tr("Enregistrer ce nom"), self.save, icon="check", needs=needs)
        line = QWidget()
        row(line, self.keep, None, margins=(theme.block, 0))
        column(self, self.form, line, spacing=theme.gap)

    def show_account(self, one: AccountView) -> None:
        """Another account, or the same one as it is now; what is being typed stays."""
        values = {"agent_prenom": one.agent_prenom, "agent_nom": one.agent_nom, "agent_qualite": one.agent_qualite}
        if one.nom == self._account:
            self.form.refresh(values)
        else:
            self._account = one.nom
            self.form.open(values, f"@agent {one.nom}")
        self.form.set_read_only(not one.living)

    def save(self) -> None:
        """Keep the three; what is wrong is said under its field."""
        asked = self.form.asked()
        if asked is None:
            return
        said = (asked[name] or "" for name in ("agent_prenom", "agent_nom", "agent_qualite"))
        with self.form.giving():
            kept = self._desk.attempt_in(self.form.hear, self, name_agent, self._account, *said)
        if kept:
            self._on_kept()
