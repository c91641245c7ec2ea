"""Conditions of fields: what they look at in the other values of the row, and how they are said."""

from __future__ import annotations

from scolarite_desk.models.fields.field import When
from scolarite_desk.msg import N_, Msg

FRANCE = "99100"


def when(name: str, value: object, words: Msg) -> When:
    """The condition « `name` is `value` »."""
    return When(words, lambda row: row.get(name) == value)


def blank(name: str, words: Msg) -> When:
    """The condition « `name` is empty »."""
    return When(words, lambda row: not row.get(name))


def both(one: When, other: When) -> When:
    """Both conditions."""
    return When(
        N_("{une} et {autre}", une=one.words, autre=other.words), lambda row: one.holds(row) and other.holds(row)
    )


def otherwise(name: str, value: object, words: Msg) -> When:
    """The condition « `name` is given and is not `value` »."""
    return When(words, lambda row: row.get(name) not in (None, value))


def among(name: str, *values: object, words: Msg) -> When:
    """The condition « `name` is one of these »."""
    return When(words, lambda row: row.get(name) in values)


def told(name: str, words: Msg) -> When:
    """The condition « `name` is given »: a value, or something that the form was told (a doubt, a correction)."""
    return When(words, lambda row: bool(row.get(name)))
