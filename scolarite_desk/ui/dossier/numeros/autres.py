"""The other numbers of a person: former INE, eCandidat, Mon Master, Parcoursup, Apogée."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_numbers import IDENTIFIANT
from scolarite_desk.models.rules.identifiants import KINDS, registration_form
from scolarite_desk.msg import N_
from scolarite_desk.services.identifiants import add_identifier, withdraw_identifier
from scolarite_desk.services.reglages import setting
from scolarite_desk.store.queries.identites import IdentifierRow, numbers_of
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.parts import Fitted, head
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.heures import day
from scolarite_desk.ui.look.texts import say, tr, trc
from scolarite_desk.ui.widgets import Button, Empty, column

_TYPED = ("ECANDIDAT", "MON_MASTER", "PARCOURSUP", "APOGEE")


def _kind(one: IdentifierRow) -> str:
    return say(KINDS[one.genre].label) if one.genre in KINDS else one.genre


class Numbers(QWidget):
    """A table of them, and the line that adds one. A former INE stays: it is still searched by."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self._personne, self._prefix = desk, "", ""
        columns = (
            Column[IdentifierRow](N_("Numéro"), _kind, chars=20),
            Column[IdentifierRow](N_("Valeur"), lambda n: n.valeur, code=True, chars=15),
            Column[IdentifierRow](N_("À l’inscription"), self._registration, code=True, chars=15),
            Column[IdentifierRow](
                N_("Depuis"), lambda n: day(n.le), tone=lambda _: "muted", stretch=True, sort=lambda n: n.le
            ),
        )
        nothing = Empty(theme, "id-card", tr("Aucun autre numéro."))
        self.table = Fitted(theme, columns, tr("Autres numéros"), key=lambda n: n.key, empty=nothing)
        self.table.least = 3
        self.table.moved.connect(lambda _: self._allow())
        self.form = ActForm(
            theme,
            IDENTIFIANT,
            lists_of(desk, identifiant_genre=lambda: [(code, say(KINDS[code].label)) for code in _TYPED]),
            on_failure=desk.messages.tell,
            drafts=desk.drafts,
            inline=True,
        )
        self.form.entered_in("valeur", self.add)
        self._add = Button(theme, tr("Ajouter"), self.add, icon="plus", needs="dossiers")
        self._withdraw = Button(
            theme, trc("numéro", "Retirer"), self.withdraw, icon="trash-2", keys=written("Del"), needs="dossiers"
        )
        body = column(self, spacing=theme.gap)
        body.setContentsMargins(0, theme.gap, 0, 0)
        body.addLayout(head(theme, tr("Autres numéros"), None, self._add, self._withdraw))
        body.addWidget(self.table)
        body.addWidget(self.form)

    def show_person(self, personne: str) -> None:
        """Another person's, or the same one's now."""
        if personne != self._personne:
            self.form.open({}, personne)
        self._personne, self._prefix = personne, self.desk.read(setting, "prefixe_mon_master")
        rows = [one for one in self.desk.read(numbers_of, personne) if one.genre != "INE"]
        self.table.fill(rows)
        self._allow()

    def add(self) -> None:
        """Add the number that is typed."""
        genre, valeur = self.form.text("genre"), self.form.text("valeur")
        if not genre.strip() or not valeur.strip():
            self.form.focus("valeur" if genre.strip() else "genre")
            return
        if self.form.give(self._record):
            self.form.open({})
            self.form.focus("genre")

    def withdraw(self) -> None:
        """Take the selected number away; it can be undone."""
        current = self.table.current()
        if current is not None and current.genre in _TYPED:
            self.desk.attempt(self, withdraw_identifier, current.key)

    def _record(self) -> None:
        values = self.form.values
        self.desk.do(self, add_identifier, self._personne, values["genre"], values["valeur"])

    def _registration(self, one: IdentifierRow) -> str:
        return registration_form(one.valeur, self._prefix) if one.genre == "MON_MASTER" else ""

    def _allow(self) -> None:
        current = self.table.current()
        self._withdraw.setEnabled(current is not None and current.genre in _TYPED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Suppr withdraws when the table has the keyboard."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.withdraw()
        else:
            super().keyPressEvent(event)
