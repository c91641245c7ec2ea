"""What a list is asked, folded to one line where it would leave the list no room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Link, Page, Words, column, row

_MOST = 0.4  # of the height that it shares with the list: taller, it folds


class Folding(QWidget):
    """A form above its list. Short of height, a button with what is asked stands in its place; the button, the palette
    or a fault in one of the fields opens it, and a person's choice lasts.
    """

    def __init__(self, theme: Theme, form: Form) -> None:
        super().__init__()
        self.form, self._said = form, Words(tone="muted")
        self._chosen: bool | None = None  # open or not, once a person said so
        self._turn = Link(theme, tr("Rechercher"), self.turn, icon="chevron-right")
        self._head, self._page = QWidget(), Page(form, low=True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said.setSizePolicy(policy)  # what is asked is cut before the window widens
        row(self._head, self._turn, (self._said, 1), spacing=theme.gap).setContentsMargins(
            theme.block, 0, theme.block, 0
        )
        column(self, self._head, self._page)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        form.unfold = self.open
        form.editing.noted.connect(lambda _: self.say())

    def open(self) -> None:
        """Show the fields: one of them is wanted."""
        if self._page.isHidden():
            self._show(True)

    def turn(self) -> None:
        """The person opens, with the keyboard on the first field, or folds."""
        self._chosen = self._page.isHidden()
        self._show(self._chosen)
        if self._chosen:
            self.form.focus()

    def settle(self, height: int) -> None:
        """Fold or not in that height, that it shares with the list."""
        tall = self._page.sizeHint().height() > _MOST * height
        self._head.setVisible(tall)
        self._show(not tall if self._chosen is None or not tall else self._chosen)

    def say(self) -> None:
        """What is asked, beside the button."""
        seats = [seat for seat in self.form.seats.values() if seat.text()]
        asked = [tr("{champ}\u00a0: {valeur}", champ=seat.words, valeur=seat.text()) for seat in seats]
        self._said.setText(" · ".join(asked))

    def _show(self, opened: bool) -> None:
        if not opened and self._page.isAncestorOf(self.focusWidget() or self):
            return  # never under the hand
        self._page.setVisible(opened)
        self._turn.say(tr("Rechercher"), icon="chevron-down" if opened else "chevron-right")
        self._turn.setAccessibleDescription("" if opened else tr("Replié"))
        self.say()

    def sizeHint(self) -> QSize:
        """No wider than it is given."""
        return QSize(0, super().sizeHint().height())
