"""One person is known: the other one is searched as in the queue."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.store import search
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Empty, SearchLine, Words, column, keep_room
from scolarite_desk.ui.widgets.names import born, name_of

_COLUMNS = (
    Column[FoundRow](N_("Personne"), name_of, chars=30, stretch=True),
    Column[FoundRow](NOTHING, born, chars=12, tone=lambda _: "muted"),
    Column[FoundRow](N_("INE"), lambda one: one.ine or "", chars=13, code=True),
    Column[FoundRow](N_("Dossier"), lambda one: one.numero or "", chars=11, code=True),
)


class Autre(QWidget):
    """`on_move(row or None)`: another person is under the keyboard."""

    def __init__(self, desk: Desk, on_move: Callable[[FoundRow | None], object]) -> None:
        super().__init__()
        self.desk, theme = desk, desk.theme
        self._view: DossierView | None = None
        self._who = Words(look="strong", wrap=True)
        self.text = SearchLine(theme, tr("L’autre personne"))
        self.text.setMaximumWidth(theme.wide(50))
        self.text.edited.connect(self._search)
        self._nothing = Empty(theme, "search", "")
        self.people = Table[FoundRow](
            theme, _COLUMNS, tr("Personnes trouvées"), key=lambda one: one.personne, empty=self._nothing
        )
        self.people.moved.connect(on_move)
        self.text.moved.connect(self.people.step)
        self.text.entered.connect(self.people.setFocus)
        keep_room(self._who)
        column(self, self._who, self.text, (self.people, 1), spacing=theme.gap)
        self._say()

    def show_person(self, view: DossierView) -> None:
        """Whom the other is searched for."""
        self._view = view
        self.text.clear()
        self._say()

    def forget(self) -> None:
        """The pair is settled: show nobody."""
        self.text.clear()
        self._say()

    def focus(self) -> None:
        """Put the keyboard in the search box."""
        (self.text if self._view is not None else self.people).setFocus()

    def pair(self) -> tuple[str, str] | None:
        """The two, once both are known."""
        other = self.people.current()
        return (self._view.personne, other.personne) if self._view is not None and other is not None else None

    def _search(self) -> None:
        self._say()
        self.people.step(0)

    def _say(self) -> None:
        view, text = self._view, self.text.text().strip()
        self.text.setVisible(view is not None)
        self._who.setVisible(view is not None)
        if view is None:
            self._nothing.say(tr("Ouvrez un dossier, puis Dossier › Fusionner avec une autre personne…"))
            self.people.fill(())
            return
        self._who.setText(
            tr("{nom}, dossier {numero}, est la même personne que\u00a0:", nom=view.nom, numero=view.numero)
        )
        found = self.desk.read(search.find, text, self.desk.today).rows if text else ()
        said = tr("Personne ne correspond.") if text else tr("Tapez un nom, un INE, une date ou un numéro.")
        self._nothing.say(said)
        self.people.fill([one for one in found if one.personne != view.personne])
