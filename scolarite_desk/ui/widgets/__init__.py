"""The widgets of the desk. Screens use these, never Qt's own fields and buttons; the first argument is the theme."""

from scolarite_desk.ui.widgets.buttons import Button, Chip, Cross, Link, Primary
from scolarite_desk.ui.widgets.choice import Choice
from scolarite_desk.ui.widgets.lines import CodeLine, LongText, OneLine, SearchLine
from scolarite_desk.ui.widgets.panels import (
    Badge,
    Card,
    Empty,
    Glyph,
    Hairline,
    Page,
    Stacked,
    Strip,
    Words,
    column,
    keep_room,
    row,
)
from scolarite_desk.ui.widgets.tabs import Tabs
from scolarite_desk.ui.widgets.tick import Tick

__all__ = [
    "Badge",
    "Button",
    "Card",
    "Chip",
    "Choice",
    "CodeLine",
    "Cross",
    "Empty",
    "Glyph",
    "Hairline",
    "Link",
    "LongText",
    "OneLine",
    "Page",
    "Primary",
    "SearchLine",
    "Stacked",
    "Strip",
    "Tabs",
    "Tick",
    "Words",
    "column",
    "keep_room",
    "row",
]
