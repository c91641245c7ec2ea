"""What was learnt, in three tables (trainings, work, out of both), and the form of the row that is selected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.rows.dossier_views import Fiche
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.vapp import ACQUIS
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import Fitted, head, stack
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.two_columns import ACTS, TwoColumns
from scolarite_desk.ui.look.texts import say, tr, trc
from scolarite_desk.ui.widgets import Button, Words, column


class TroisTables(QWidget):
    """Inser adds to the table under the keyboard, Suppr takes its row away, Enter goes to its fields."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk, self._candidature, self._filling = desk, "", False
        self._key, self._live = "", False
        self.tables = {genre: self._table(label) for genre, label in ACQUIS.items()}
        self._adds = [
            Button(theme, tr("Ajouter"), partial(self.add, genre), icon="plus", keys=written("Ins"),
                   needs="candidatures")
            for genre in ACQUIS
        ]  # fmt: skip
        self.form = ActForm(theme, FIELDS["acquis"], desk.lists, on_commit=self._given, drafts=desk.drafts,
                            on_failure=desk.messages.tell, part=True)  # fmt: skip
        self._drop = Button(theme, trc("ligne", "Retirer"), self.withdraw, icon="trash-2", keys=written("Del"),
                            needs="candidatures")  # fmt: skip
        self._hint = Words(tr("Choisissez une ligne, ou ajoutez-en une\u00a0: ce qui a été appris, où, quand, et sa "
                              "preuve."), tone="muted", wrap=True)  # fmt: skip
        listed, shown = QWidget(), QWidget()
        left = column(listed, spacing=theme.gap)
        for (genre, label), add in zip(ACQUIS.items(), self._adds, strict=True):
            left.addLayout(head(theme, say(label), None, add))
            left.addWidget(self.tables[genre])
        stack(shown, theme, self._hint, self.form, (self._drop,))
        column(self, TwoColumns(theme, listed, shown, least=ACTS, bare=True))

    @property
    def key(self) -> str:
        """The key of the row in the form, blank when there is none."""
        return self._key

    def open(self, candidature: str, rows: Sequence[Fiche], *, live: bool) -> None:
        """What was learnt, of another candidature or of the same one."""
        another, self._candidature, self._live = candidature != self._candidature, candidature, live
        self._filling = True
        for genre, table in self.tables.items():
            table.fill([row for row in rows if _kind(row) == genre])
        self._filling = False
        known = {row.key: row for row in rows}
        self._show(None if another else known.get(self._key))

    def go(self, path: str) -> bool:
        """To a field of the row that is shown, or to the first table."""
        first = next((table for table in self.tables.values() if table.rows_model.rows), self.tables["formation"])
        if not self._key or not self.form.focus(path):
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def add(self, genre: str) -> None:
        """Begin a row, and put the keyboard on its first field."""
        self.form.commit()
        added = self.desk.attempt(self, add_item, "acquis", {"candidature_id": self._candidature, "genre": genre})
        if added:
            self.tables[genre].go(added.answer)
            self._show(self.tables[genre].current())
            self.form.focus()

    def withdraw(self) -> None:
        """Take the row that is shown away."""
        if self._key:
            self.desk.attempt(self, withdraw_item, "acquis", self._key)

    def _moved(self, row: Fiche | None) -> None:
        if row is not None and not self._filling and row.key != self._key:
            self.form.commit()
            self._show(row)

    def _show(self, row: Fiche | None) -> None:
        key = row.key if row is not None else ""
        self._leave_others(row)
        for part in (self.form, self._drop):
            part.setVisible(row is not None)
        self._hint.setVisible(row is None)
        self.form.set_read_only(not self._live)
        for button in (*self._adds, self._drop):
            button.setEnabled(self._live)
        if key != self._key:
            self._key = key
            self.form.open(row.values if row is not None else {}, key)
        elif row is not None:
            self.form.refresh(row.values)

    def _leave_others(self, row: Fiche | None) -> None:
        """One row is chosen, of one table: coming back to another chooses there again."""
        self._filling = True
        for genre, table in self.tables.items():
            if row is None or _kind(row) != genre:
                table.setCurrentIndex(QModelIndex())
        self._filling = False

    def _given(self, field: Field, value: Any) -> None:
        self.desk.do(self, correct, field.path, self._key, value)

    def _table(self, label: Msg) -> Fitted[Fiche]:
        columns = (
            Column[Fiche](N_("Période"), _period, chars=17),
            Column[Fiche](N_("Intitulé"), _named, stretch=True),
            Column[Fiche](N_("Preuve"), _proof, icon=lambda one: "circle-check" if one.values["preuve_vue"] else "",
                          tone=lambda one: "icon:ok" if one.values["preuve_vue"] else "", chars=14),
        )  # fmt: skip
        table = Fitted(self.desk.theme, columns, say(label), key=lambda one: one.key)
        table.moved.connect(self._moved)
        table.opened.connect(lambda _: self.form.focus())
        return table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Inser and Suppr, of the table that has the keyboard."""
        here = next((number for number, table in enumerate(self.tables.values()) if table.hasFocus()), None)
        if event.key() == Qt.Key.Key_Insert and here is not None and not event.modifiers():
            self._adds[here].click()
        elif event.key() == Qt.Key.Key_Delete and here is not None and [*self.tables.values()][here].current():
            self._drop.click()
        else:
            super().keyPressEvent(event)


def _period(one: Fiche) -> str:
    first, last = (show_day(one.values[name]) if one.values[name] else "" for name in ("du", "au"))
    return tr("{debut} à {fin}", debut=first or "…", fin=last or "…") if first or last else ""


def _named(one: Fiche) -> str:
    intitule = one.values["intitule"] or tr("sans intitulé")
    organisme = one.values["organisme"]
    return f"{intitule} · {organisme}" if organisme else str(intitule)


def _proof(one: Fiche) -> str:
    if one.values["preuve_vue"]:
        return tr("vue")
    return tr("à voir") if one.values["preuve"] else tr("aucune")


def _kind(row: Fiche) -> str:
    """The table that shows a row: the last one, for a kind that only a newer version knows."""
    return row.values["genre"] if row.values["genre"] in ACQUIS else tuple(ACQUIS)[-1]
