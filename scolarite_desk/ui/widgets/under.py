"""What is said of the row of a list, under the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets.panels import Hairline, Page, column


class Under(QWidget):
    """A line, then `said`, which scrolls. While `said` is hidden there is nothing here, and the list has the room."""

    def __init__(self, theme: Theme, said: QWidget) -> None:
        super().__init__()
        inside = QWidget()
        column(inside, said, margins=(theme.block, theme.gap))
        column(self, Hairline(), (Page(inside), 1))
        if said.isHidden():
            self.hide()  # never shown from here: without a parent yet, it would be a window
        said.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As what it holds: shown, or not."""
        if event.type() in (QEvent.Type.HideToParent, QEvent.Type.ShowToParent):
            self.setVisible(event.type() == QEvent.Type.ShowToParent)
        return super().eventFilter(watched, event)
