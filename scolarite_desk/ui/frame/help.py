"""Every key, made from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.commands import all_keys
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Words, column
from scolarite_desk.ui.widgets.within import resize_in_screen

Key = tuple[str, str, str]


class Keys(QWidget):
    """A window that lists the keys; Escape closes it. It is not modal: it can stay beside the work."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Raccourcis clavier"))
        columns = (
            Column[Key](N_("Menu"), lambda key: key[0], tone=lambda key: "muted", chars=18),
            Column[Key](N_("Commande"), lambda key: key[1], stretch=True),
            Column[Key](N_("Touches"), lambda key: key[2], chars=26),
        )
        self.table = Table(theme, columns, tr("Touches"))
        self.table.fill(list(all_keys()))
        title = Words(self.windowTitle(), look="title")
        column(self, title, self.table, margins=(theme.block, theme.block), spacing=theme.gap)
        dress(self, look="paper")
        resize_in_screen(self, theme.wide(100), 28 * theme.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
