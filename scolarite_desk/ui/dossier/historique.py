"""What happened to a dossier, newest first; any one work can be undone as long as nothing touched its values since."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.fields import label_of as column_label
from scolarite_desk.models.rows.dossier_views import DossierView, HistoryRow
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.acts import label_of, undoable
from scolarite_desk.services.effacements import kept_until
from scolarite_desk.services.situation import kept_sentence
from scolarite_desk.services.undo import undo_work
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.store.queries.lignee import keys_of
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.heures import stamp
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Empty, SearchLine, Words, column, row


def columns() -> tuple[Column[HistoryRow], ...]:
    """When, who, what, from what to what."""
    return (
        Column[HistoryRow](
            NC_("moment", "Le"), lambda h: stamp(h.at), chars=16, tone=lambda _: "muted", sort=lambda h: h.at
        ),
        Column[HistoryRow](N_("Par"), lambda h: h.auteur, chars=12),
        Column[HistoryRow](N_("Acte"), lambda h: say(label_of(h.acte, h.detail)), chars=30),
        Column[HistoryRow](N_("Champ"), lambda h: say(column_label(h.genre, h.champ)), chars=20, worth=2),
        Column[HistoryRow](N_("Avant"), lambda h: h.avant, chars=22, tone=lambda _: "muted"),
        Column[HistoryRow](N_("Après"), lambda h: h.apres, chars=22, stretch=True, worth=1),
    )


class HistoriquePage(DossierPage):
    """The journal of one dossier."""

    title = N_("Historique")
    things = ("historique",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._rows: Sequence[HistoryRow] = ()
        self._filter = SearchLine(theme, tr("Champ, acte, valeur"))
        self._filter.setMaximumWidth(theme.wide(40))
        self._undo = Button(theme, tr("Annuler cette modification"), self.undo, icon="undo-2", keys=written("Del"))
        empty = Empty(theme, "history", tr("Rien ne correspond."))
        self.table = Table(
            theme, columns(), say(self.title), key=lambda h: (h.poste, h.numero, h.fiche, h.champ), empty=empty,
            shape=desk.shape("historique"),
        )  # fmt: skip
        self.table.acts = (self._undo,)
        head = row(None, Words(tr("Historique"), look="strong"), None, self._filter, spacing=theme.gap)
        self._kept = Words(tone="muted", wrap=True)
        foot = row(None, self._undo, (self._kept, 1), spacing=theme.gap)
        body = column(self, margins=(theme.block, theme.block), spacing=theme.gap)
        body.addLayout(head)
        body.addWidget(self.table, 1)
        body.addLayout(foot)
        self._filter.edited.connect(self._fill)
        self._filter.moved.connect(self.table.step)
        self.table.moved.connect(self._moved)

    def open(self, view: DossierView) -> None:
        """Show another dossier."""
        super().open(view)
        rows = self.desk.read(lambda s: history_of(s, keys_of(s, view.key), self.desk.lists))
        self._rows = [one for one in rows if not one.champ.endswith("_id")]  # ties are not read by anybody
        self._kept.setText(say(kept_sentence(self.desk.read(kept_until, view.key))))
        self._fill()

    def refresh(self, view: DossierView) -> None:
        """A work was done on this dossier: list it."""
        self.open(view)

    def go(self, path: str) -> bool:
        """Put the keyboard on the list."""
        self.table.setFocus()
        return True

    def undo(self) -> None:
        """Undo the work of the current line; a refusal names what came since."""
        current = self.table.current()
        if current is None:
            return
        undone = self.desk.obtain(partial(undo_work, self.desk.store, current.numero, self))
        if undone:
            self.desk.messages.say(tr("Annulé\u00a0: {acte}.", acte=undone.answer), "ok")

    def _fill(self) -> None:
        words = fold(self._filter.text()).split()
        shown = [one for one in self._rows if all(word in fold(_all_of(one)) for word in words)]
        self.table.fill(shown)

    def _moved(self, current: HistoryRow | None) -> None:
        self._undo.setEnabled(current is not None and undoable(current.acte))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Suppr undoes the work of the line."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.undo()
        else:
            super().keyPressEvent(event)


def _all_of(one: HistoryRow) -> str:
    field, act = say(column_label(one.genre, one.champ)), say(label_of(one.acte, one.detail))
    return " ".join((field, act, one.avant, one.apres, one.auteur))
