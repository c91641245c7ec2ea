"""Several lines of one list, in one field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.readers import Choix, Row


@dataclass(frozen=True)
class ChoixMultiple:
    """Codes of the list `liste`, typed as their codes or labels with commas between: tuple of codes, each once."""

    liste: str
    kind: ClassVar[str] = "plusieurs"
    gives: ClassVar[type] = tuple

    def read(self, text: str, lists: Lists, row: Row) -> tuple[str, ...] | None:
        one = Choix(self.liste)
        found = (one.read(part, lists, row) for part in text.split(","))
        return tuple(dict.fromkeys(code for code in found if code is not None)) or None

    def show(self, value: tuple[str, ...] | None, lists: Lists) -> str:
        return ", ".join(lists.label(self.liste, code) for code in value or ())

    def propose(self, text: str, lists: Lists, row: Row) -> list[tuple[str, str]]:
        """What may end what is being typed, the whole text each time; nothing after a comma, that leaving would add."""
        return self._ended(text, lists, row) if text.rpartition(",")[2].strip() else []

    def more(self, text: str, lists: Lists, row: Row) -> list[tuple[str, str]]:
        """What may be added to a text."""
        return self._ended(f"{text},", lists, row)

    def _ended(self, text: str, lists: Lists, row: Row) -> list[tuple[str, str]]:
        *before, typed = (part.strip() for part in text.split(","))
        kept = [part for part in before if part]
        labels = (label for _, label in lists.propose(self.liste, typed, row))
        found = (", ".join((*kept, label)) for label in labels if label not in kept)
        return [(whole, whole) for whole in found]
