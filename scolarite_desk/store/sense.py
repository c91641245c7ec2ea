"""What the value of a group means, when and by whom left out: whether two desks said the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from scolarite_desk.models.tables.base import Instant
from scolarite_desk.store.codec import columns_of

_MEANT = frozenset({"rendezvous_le"})  # a moment that someone chose; the others are when something was done
_WHO = frozenset({"prise_par"})  # a name that is what was said: who sees to a task


@cache
def traces(genre: str) -> tuple[frozenset[str], frozenset[str]]:
    """(when something was done, names of who did it) among the columns of a table."""
    columns = columns_of(genre)
    moments = frozenset(name for name, column in columns.items() if isinstance(column.type, Instant)) - _MEANT
    return moments, frozenset(name for name in columns if name.endswith("_par")) - _WHO


def sense(genre: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """What the value of a group means: two desks that did the same thing, each at its time, do not diverge."""
    moments, people = traces(genre)
    return {
        name: True if name in moments else one for name, one in value.items() if one is not None and name not in people
    }
