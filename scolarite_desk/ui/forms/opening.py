"""A table whose rows are opened by the one action that accessibility has of a cell."""

from __future__ import annotations

from typing import Any, TypeVar

from scolarite_desk.ui.forms.tables import Table

R = TypeVar("R")


class OpeningTable(Table[R]):
    """A row that accessibility touched, even to leave it, is the one that is shown, and is opened."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, many=True, **options)  # in another mode, a chosen row answers nothing

    def _reach(self, place: int) -> None:
        self._stand(place)
        self.opened.emit(self.rows_model.rows[place])
