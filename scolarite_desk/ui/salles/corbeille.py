"""The trash: what was withdrawn, and how to bring it back. Nothing is ever deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.dossier_views import TrashRow
from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_
from scolarite_desk.services.dossiers import restore_item
from scolarite_desk.services.vues import restore_shared_view, restore_view
from scolarite_desk.store.queries.history import trash
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.heures import zone
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Empty, Primary, SearchLine, column, row
from scolarite_desk.ui.widgets.heads import Head

_OF_VIEWS = {"vue": restore_view, "vue_partagee": restore_shared_view}
_COLUMNS = (
    Column[TrashRow](N_("Quoi"), lambda one: say(one.titre), chars=24),
    Column[TrashRow](N_("Libellé"), lambda one: one.libelle, chars=40, stretch=True),
    Column[TrashRow](
        N_("Retirée le"), lambda one: say(show_instant(one.retire_le, zone())), chars=22, sort=lambda one: one.retire_le
    ),
)


class CorbeilleRoom(Room):
    """One table, one act."""

    title = N_("Corbeille")
    code = "corbeille"
    tables = frozenset({"vue", *(thing.cls.__tablename__ for thing in THINGS.values())})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._back = Primary(theme, tr("Remettre"), self.restore, icon="undo-2")
        self.head = Head(theme, say(self.title), (self._back,))
        self.text = SearchLine(theme, tr("Filtrer"))
        self.text.setFixedWidth(theme.wide(40))
        self.text.edited.connect(self.reload)
        self.text.moved.connect(self._to_table)
        nothing = Empty(theme, "trash-2", tr("La corbeille est vide."), tr("Ce qui est retiré attend ici."))
        self.table = Table[TrashRow](
            theme, _COLUMNS, say(self.title), key=lambda one: one.key, empty=nothing,
            shape=desk.shape("corbeille"),
        )  # fmt: skip
        self.table.acts = (self._back,)
        self.table.opened.connect(lambda one: self.restore())
        line = QWidget()
        row(line, self.text, None)
        column(self, self.head, line, (self.table, 1), margins=(theme.block, theme.block), spacing=theme.gap)

    def open(self) -> None:
        """The newest first."""
        super().open()
        self.table.setFocus()

    def reload(self) -> None:
        """Read what was withdrawn."""
        words = fold(self.text.text()).split()
        rows = [one for one in self.desk.read(trash) if all(word in _searched(one) for word in words)]
        self.head.say(say(self.title), self._counted(len(rows)))
        self.table.fill(rows)
        self._back.setEnabled(bool(rows))
        if self.table.current() is None:
            self.table.step(0)

    def restore(self) -> None:
        """Bring the selected row back."""
        one = self.table.current()
        if one is not None and self._restored(one):
            self.reload()

    def _restored(self, one: TrashRow) -> object:
        if (act := _OF_VIEWS.get(one.thing)) is not None:
            return self.desk.attempt(self, act, one.key)
        return self.desk.attempt(self, restore_item, one.thing, one.key)

    def _counted(self, count: int) -> str:
        return trn("{n} élément retiré", "{n} éléments retirés", count) if count else ""

    def _to_table(self, rows: int) -> None:
        self.table.setFocus()


def _searched(one: TrashRow) -> str:
    return fold(f"{say(one.titre)} {one.libelle}")
