"""Groups of columns as merging sees them: what is one value, and when two values say the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from scolarite_desk.models.fields.fields import group_of
from scolarite_desk.models.tables.base import Instant
from scolarite_desk.store.codec import columns_of

RETRAIT = "retire_le"  # the group, and its one column, that says a row is out of sight
_MEANT = frozenset({"rendezvous_le"})  # a moment that someone chose; the others are when something was done


@cache
def groups_of(genre: str) -> dict[str, tuple[str, ...]]:
    """Columns by group, of a shared table."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(columns_of(genre)):
        group = group_of(genre, name)
        found[group] = (*found.get(group, ()), name)
    return found


@cache
def traces(genre: str) -> tuple[frozenset[str], frozenset[str]]:
    """(when something was done, names of who did it) among the columns of a table."""
    columns = columns_of(genre)
    moments = frozenset(name for name, column in columns.items() if isinstance(column.type, Instant)) - _MEANT
    return moments, frozenset(name for name in columns if name.endswith("_par"))


def sense(genre: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """What the value of a group means: two desks that did the same thing, each at its time, do not diverge."""
    moments, people = traces(genre)
    return {
        name: True if name in moments else one for name, one in value.items() if one is not None and name not in people
    }
