"""The other sessions of a formation: where it was opened besides its own, with its days and its places there."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_rooms import OUVERTURE_SESSION
from scolarite_desk.msg import N_
from scolarite_desk.services.ouvertures import open_in_session
from scolarite_desk.store.queries.offer import all_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.items import Items, Values
from scolarite_desk.ui.widgets import Button, column, row


class _Ouvertures(Items):
    """The rows of one formation, each called by its session, which is no field of it: it never changes."""

    def __init__(self, desk: Desk, panel: Ouvertures) -> None:
        self._panel, self._named = panel, dict[str, str]()
        super().__init__(
            desk,
            "ouverture",
            tr("Autres sessions"),
            columns=("capacite", "debut_depot", "fin_depot"),
            wanted=lambda values: values.get("formation_id") == panel.formation,
            empty=tr("Cette formation n’est que dans sa session."),
        )

    def read(self) -> None:
        self._named = {row.key: str(row.values.get("libelle") or "") for row in self.desk.read(all_of, "session")}
        super().read()

    def add(self) -> None:
        """Ask which session."""
        self._panel.asked.focus()

    def _table(self, *args: Any) -> Table[Values]:
        table = super()._table(*args)
        session = Column[Values](
            N_("Session"), lambda one: self._named.get(str(one.get("session_id")), ""), chars=18, stretch=True
        )
        table.rows_model.columns = (session, *table.rows_model.columns)
        return table


class Ouvertures(QWidget):
    """The list, and under it the session to open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.formation, theme = desk, "", desk.theme
        self.items = _Ouvertures(desk, self)
        self.asked = ActForm(
            theme, OUVERTURE_SESSION, self.items.lists, on_failure=desk.messages.tell, drafts=desk.drafts
        )
        button = Button(theme, tr("Ouvrir dans cette session"), self.open_it, icon="plus", needs="formations")
        line = QWidget()
        row(line, button, None, margins=(theme.block, 0))
        column(self, self.items, self.asked, line)

    def show_formation(self, key: str) -> None:
        """Those of another formation, or of the same as it is now."""
        if key != self.formation:
            self.items.commit()
            self.formation = key
            self.asked.open({}, key)
        self.items.read()

    def open_it(self) -> None:
        """Open the formation in the session that was chosen."""
        asked = self.asked.asked()
        if asked is None or not asked["session_id"]:
            self.asked.refused("ouverture.session_id", N_("Choisissez la session, puis ouvrez-la."))
            return
        with self.asked.giving():
            done = self._desk.attempt_in(self.asked.hear, self, open_in_session, self.formation, asked["session_id"])
        if done:
            self.asked.open({}, self.formation)
            self.items.read()
            self.items.table.go(done.answer)
