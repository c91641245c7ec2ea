"""The body of a line, read back from anywhere: nothing of it is believed before it was looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from scolarite_desk.models.fields.groups import group_of
from scolarite_desk.store.codec import columns_of, look_of, shared_classes

SALT = 16
_DOT = re.compile("([0-9a-f]{32}):([1-9][0-9]{0,17})")

Named = tuple[str, int]  # a work: station (UUID) and number


class Malformed(ValueError):
    """A body that no desk writes."""


class Newer(Exception):
    """A body that a later version of the application writes: a table or a column not known here."""


@dataclass(frozen=True, slots=True)
class Group:
    """What a line did to one group: `before` holds the fields that changed, None at creation; `after` all of them."""

    before: dict[str, Any] | None
    after: dict[str, Any]
    replaces: frozenset[Named]


@dataclass(frozen=True, slots=True)
class Content:
    """What a line did to one row, by group. `made`: it created the row."""

    groups: dict[str, Group]
    made: bool

    @property
    def named(self) -> Iterable[Named]:
        """The works that must be held before this one."""
        return (dot for group in self.groups.values() for dot in group.replaces)


def content(genre: str, corps: bytes) -> Content:
    """The content of a body. Raises `Malformed`, or `Newer`."""
    try:
        found = json.loads(corps[SALT:].decode())
    except (ValueError, RecursionError):
        raise Malformed("no JSON") from None
    if genre not in shared_classes():
        raise Newer(genre)
    if not isinstance(found, dict):
        raise Malformed("no groups")
    groups = dict(filter(None, (_group(genre, pair) for pair in found.values())))
    made = [group.before is None for group in groups.values()]
    if len(set(made)) > 1 or len(groups) != len(found):
        raise Malformed("groups")
    return Content(groups, made=all(made))


def _group(genre: str, pair: Any) -> tuple[str, Group]:
    if not isinstance(pair, list) or len(pair) != 3:
        raise Malformed("group")
    before, after, replaces = pair
    if not isinstance(after, dict) or not after or not (before is None or isinstance(before, dict)):
        raise Malformed("values")
    names = _look_at(genre, after)
    if before is not None and before:
        _look_at(genre, before)
        if not before.keys() <= after.keys():
            raise Malformed("columns")
    if len(names) != 1:
        raise Malformed("columns")
    return names.pop(), Group(before, after, _dots(replaces))


def _look_at(genre: str, values: dict[str, Any]) -> set[str]:
    """The groups of these columns, once each value was seen to be of its column's kind."""
    looks, groups = _looks(genre), set()
    for name, value in values.items():
        if name not in looks:
            raise Newer(name)
        group, look = looks[name]
        if value is not None and not look(value):
            raise Malformed(name)
        groups.add(group)
    return groups


@cache
def _looks(genre: str) -> dict[str, tuple[str, Callable[[Any], bool]]]:
    """By column, its group and what a value of it is."""
    return {name: (group_of(genre, name), look_of(column)) for name, column in columns_of(genre).items()}


def _dots(replaces: Any) -> frozenset[Named]:
    if not isinstance(replaces, list):
        raise Malformed("replaces")
    found = [_DOT.fullmatch(one) if isinstance(one, str) else None for one in replaces]
    if None in found:
        raise Malformed("version")
    return frozenset((one[1], int(one[2])) for one in found if one)
