"""Conditions of fields: what they look at in the other values of the row, and how they are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scolarite_desk.models.fields.field import Lists, When
from scolarite_desk.models.rules.dates import show_day
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


def france(condition: When | None = None) -> Callable[[Lists, Mapping[str, Any]], str]:
    """What is proposed of a country: France, where the condition holds."""
    return lambda lists, row: lists.label("pays", FRANCE) if condition is None or condition.holds(row) else ""


def today_with(name: str) -> Callable[[Lists, Mapping[str, Any]], str]:
    """What is proposed of a day that tells when something was seen: today, once it is said what was."""
    return lambda lists, row: show_day(lists.today()) if row.get(name) else ""
