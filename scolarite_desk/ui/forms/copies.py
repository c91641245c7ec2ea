"""What is copied of a table: a cell as it is read, or rows as the text that a spreadsheet takes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from scolarite_desk.ui.forms.columns import Column
from scolarite_desk.ui.look.texts import say


def cell(column: Column[Any], row: Any) -> str:
    """What a cell says, in words where it is a drawing. A number goes as it is written: it is pasted into a form."""
    return column.text(row) or (column.spoken(row) if column.spoken else "")


def sheet(columns: Sequence[Column[Any]], rows: Iterable[Any], *, titles: bool = False) -> str:
    """A line a row, a tab between two cells; what a spreadsheet would compute stays text, as in an export."""
    lines = [[say(column.title) for column in columns]] if titles else []
    lines += [[cell(column, row) for column in columns] for row in rows]
    return "\n".join("\t".join(_flat(text) for text in line) for line in lines)


def _flat(text: str) -> str:
    from scolarite_desk.exchange.tables.csv_rows import harmless

    return harmless(" ".join(text.split("\t")).replace("\r", "").replace("\n", " "))
