"""What one work does to one row: the one thing that the journal, the merge and the search index speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scolarite_desk.models.fields.groups import RETRAIT, group_of, groups_of
from scolarite_desk.models.fields.lineage import person_column
from scolarite_desk.store.codec import encode


@dataclass
class Change:
    """What a work did to one row so far: encoded values before and after, by field. `decided`: groups of which every
    head is replaced, even by the value it has. `row` is the row itself when it was there before; `owner`: the person it
    was made for, when it follows another.
    """

    genre: str
    created: bool
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    decided: set[str] = field(default_factory=set)
    row: Any = None
    owner: str = ""

    def groups(self) -> dict[str, list[Any]]:
        """{group: [before, after]}, groups whose values came back to what they were left out."""
        return self._made() if self.created else self._changed()

    @property
    def withdraws(self) -> bool:
        """Whether the row goes out of sight."""
        return not self.created and bool(self.after.get(RETRAIT)) and not self.before.get(RETRAIT)

    def knows_all(self, group: str) -> bool:
        """Whether every head of the group is replaced, the rivals too."""
        return group == RETRAIT or group in self.decided or self.withdraws

    def _made(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for name in sorted(self.after):
            if self.after[name] is not None:
                found.setdefault(group_of(self.genre, name), [None, {}])[1][name] = self.after[name]
        return found

    def _changed(self) -> dict[str, list[Any]]:
        changed = {name for name, value in self.after.items() if self.before.get(name) != value}
        columns = groups_of(self.genre)
        wanted = columns if self.withdraws else {group_of(self.genre, name) for name in changed} | self.decided
        return {
            group: [
                {name: self.before.get(name) for name in columns[group] if name in changed},
                {name: self.now(name) for name in columns[group]},
            ]
            for group in sorted(wanted)
        }

    def now(self, name: str) -> Any:
        """The value of a field once the work is done."""
        if name in self.after:
            return self.after[name]
        return self.owner if self.owner and name == person_column(self.genre) else encode(getattr(self.row, name))
