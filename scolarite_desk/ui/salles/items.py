"""The rows of a thing of the office (signatories, pieces...): added, corrected, tied and withdrawn in place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.fields import FORMS, TIES
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.offre import attach
from scolarite_desk.store.queries.offer import all_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.listform import ListForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.theme import Theme

Values = Mapping[str, Any]


def write(desk: Desk, source: object, key: str, field: Field, value: Any) -> None:
    """One value of one row: a tie to another row is an act of its own."""
    if field.path in TIES:
        desk.do(source, attach, field.thing, key, field.name, value)
    else:
        desk.do(source, correct, field.path, key, value)


class Items(ListForm):
    """`new()` gives the values of a row that is added; only rows that `wanted(values)` are shown."""

    def __init__(
        self,
        desk: Desk,
        thing: str,
        title: str,
        *,
        columns: Sequence[str],
        new: Callable[[], Values] = dict,
        wanted: Callable[[Values], bool] = lambda values: True,
        empty: str = "",
        blank: str = "",
    ) -> None:
        """`blank`: what an empty cell of the table says."""
        self._blank = blank
        self.desk, self.thing, self._new, self._wanted = desk, thing, new, wanted
        self.lists = lists_of(desk)
        super().__init__(
            desk.theme,
            title,
            FORMS[thing],
            self.lists,
            columns=columns,
            on_commit=self._write,
            on_add=self._added,
            on_withdraw=self._withdrawn,
            on_failure=self._told,
            drafts=desk.drafts,
            empty=empty,
        )

    def read(self) -> None:
        """Show what the base holds now."""
        self.lists.forget()
        rows = self.desk.read(all_of, self.thing)
        self.fill([{"id": row.key, **row.values} for row in rows if self._wanted(row.values)])

    def _table(
        self, theme: Theme, title: str, shown: Sequence[Field], lists: Lists, empty: str
    ) -> Table[Mapping[str, Any]]:
        table = super()._table(theme, title, shown, lists, empty)
        table.rows_model.columns = tuple(self._said(column) for column in table.rows_model.columns)
        return table

    def _said(self, column: Column[Values]) -> Column[Values]:
        return replace(column, text=lambda row: column.text(row) or self._blank)

    def _write(self, key: Any, field: Field, value: Any) -> None:
        write(self.desk, self, key, field, value)
        self.read()

    def _added(self) -> Hashable:
        added = self.desk.attempt(self, add_item, self.thing, dict(self._new()), a_remplir=True)
        if not added:
            return str(self.key)
        self.read()
        return added.answer

    def _withdrawn(self, key: Any) -> None:
        if self.desk.attempt(self, withdraw_item, self.thing, key):
            self.read()

    def _told(self, error: Exception) -> None:
        self.desk.messages.tell(error)
