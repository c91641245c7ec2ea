"""What a tab of the dossier is. A new tab is one class and one line in `pages.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form


class DossierPage(QWidget):
    """One tab. `title` as written on it; paths beginning with one of `things` lead here; `fields`: those that one may
    ask for by name.
    """

    title: Msg = NOTHING
    things: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    ended = Signal()  # Enter on the last field

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.view: DossierView | None = None

    def open(self, view: DossierView) -> None:
        """Show another dossier."""
        self.view = view

    def refresh(self, view: DossierView) -> None:
        """The same dossier changed elsewhere: show it again, without touching what is being typed."""
        self.view = view

    def commit(self) -> bool:
        """Give what is being typed; False when it cannot be read or was refused, and the person should look."""
        return True

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """The commands (codes of `actions.py`) that this tab answers."""
        return {}

    def form(self) -> Form | None:
        """The form under the keyboard, for the palette."""
        return None

    def here(self) -> tuple[str, Field] | None:
        """(key of the row, field) under the keyboard, for its history."""
        return None

    def go(self, path: str) -> bool:
        """Put the keyboard on a field of this tab; False when it is not here."""
        return False
