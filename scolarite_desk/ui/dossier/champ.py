"""Ctrl+H: what one field held before, in place; any of its works can be undone from there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.rows.dossier_views import HistoryRow
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.acts import label_of
from scolarite_desk.services.undo import undo_work
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.heures import stamp
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Empty, Words, column
from scolarite_desk.ui.widgets.within import lay_over

_ROWS = 8


class FieldHistory(QFrame):
    """A sheet over the page: ↑ ↓, Enter undoes the work of the line, Escape goes back to the field."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk, self._window, theme = desk, window, desk.theme
        self._back: QWidget | None = None
        self._title = Words(look="strong")
        columns = (
            Column[HistoryRow](
                NC_("moment", "Le"), lambda h: stamp(h.at), chars=16, tone=lambda _: "muted", sort=lambda h: h.at
            ),
            Column[HistoryRow](N_("Par"), lambda h: h.auteur, chars=14),
            Column[HistoryRow](N_("Valeur"), lambda h: h.apres or tr("vide"), chars=24, stretch=True),
            Column[HistoryRow](N_("Acte"), lambda h: say(label_of(h.acte, h.detail)), chars=30, tone=lambda _: "muted"),
        )
        empty = Empty(theme, "history", tr("Ce champ n’a jamais changé."))
        self.table = Table(theme, columns, tr("Historique du champ"), key=lambda h: h.numero, empty=empty)
        keys = Words(tr("Entrée\u00a0: annuler cette modification · Échap\u00a0: revenir au champ"), tone="muted")
        column(self, self._title, self.table, keys, margins=(theme.gap, theme.gap), spacing=theme.gap)
        dress(self, look="sheet")
        self.table.opened.connect(self._undo)
        self.hide()

    def ask(self, key: str, field: Field) -> None:
        """Show the history of a field of a row."""
        theme, window = self._desk.theme, self._window
        self._back = window.focusWidget()
        self._title.setText(tr("«\u00a0{champ}\u00a0»", champ=field.label))
        self.table.fill(self._desk.read(history_of, [key], self._desk.lists, field.name))
        lay_over(self, window, theme.wide(96), _ROWS * theme.row + theme.field + 6 * theme.gap, theme.gap)
        self.show()
        self.raise_()
        self.table.step(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _undo(self, one: HistoryRow) -> None:
        self._leave()
        self._desk.obtain(partial(undo_work, self._desk.store, one.numero))

    def _leave(self) -> None:
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
