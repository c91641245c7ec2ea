"""Whatever has the keyboard shows it, at 3:1 against what is beside, in both schemes (WCAG 2.2, 1.4.11 and 2.4.7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.msg import verbatim
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.colours import OUTLINE, contrast
from scolarite_desk.ui.look.theme import Scheme, Theme, dress
from scolarite_desk.ui.widgets import (
    Button,
    Chip,
    Choice,
    CodeLine,
    Cross,
    Link,
    LongText,
    OneLine,
    Primary,
    SearchLine,
    Tabs,
    Tick,
    column,
)

_SEEN = 60  # pixels that changed enough: a ring of two pixels around the smallest of them has more


def _barred(theme: Theme) -> Button:
    button = Button(theme, "Barré")
    button.bar("Votre profil ne le permet pas.", str)
    return button


def _table(theme: Theme) -> Table[str]:
    table = Table(theme, [Column[str](verbatim("Nom"), lambda row: row)], "Personnes")
    table.fill(["KERMAREC", "KERVELLA"])
    return table


def _tabs(theme: Theme) -> Tabs:
    tabs = Tabs(theme)
    tabs.addTab(QWidget(), "Identité")
    tabs.addTab(QWidget(), "Adresse")
    return tabs


def _toned(make: type[Button], tone: str) -> Callable[[Theme], Button]:
    return lambda theme: make(theme, "Texte", tone=tone, icon="users")


KINDS: dict[str, Callable[[Theme], QWidget]] = {
    "line": OneLine,
    "code": CodeLine,
    "search": lambda theme: SearchLine(theme, "Nom"),
    "long": LongText,
    "choice": lambda theme: Choice(theme, lambda _: [("a", "A")]),
    "tick": lambda theme: Tick(theme, "Oui"),
    "button": lambda theme: Button(theme, "Texte"),
    "primary": lambda theme: Primary(theme, "Texte"),
    "link": lambda theme: Link(theme, "Texte"),
    "chip": lambda theme: Chip(theme, "Texte"),
    "toned chip": _toned(Chip, "warn"),
    "toned link": _toned(Link, "bad"),
    "cross": lambda theme: Cross(theme, "Fermer", lambda: None),
    "barred": _barred,
    "table": _table,
    "tabs": _tabs,
}


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_kind_of_widget_shows_that_it_has_the_keyboard(theme: Theme, scheme: Scheme) -> None:
    theme.set(scheme=scheme)
    page, beside = QWidget(), OneLine(theme)
    dress(page, look="paper")
    kinds = {name: make(theme) for name, make in KINDS.items()}
    column(page, beside, *kinds.values(), margins=(8, 8), spacing=8)
    page.resize(600, 1400)
    page.show()
    page.activateWindow()
    unseen = {}
    for name, one in kinds.items():
        beside.setFocus()
        without = _shown(page, one)
        (one.tabBar() if isinstance(one, Tabs) else one).setFocus()
        seen = _changed(without, _shown(page, one))
        if seen < _SEEN:
            unseen[name] = seen
    page.close()
    assert unseen == {}


def _shown(page: QWidget, one: QWidget) -> QImage:
    QApplication.processEvents()
    return page.grab(one.geometry()).toImage()


def _changed(before: QImage, after: QImage) -> int:
    """How many pixels say it, each three times lighter or darker than it was."""
    pairs: dict[tuple[int, int], int] = {}
    for y in range(after.height()):
        for x in range(after.width()):
            pair = before.pixel(x, y), after.pixel(x, y)
            if pair[0] != pair[1]:
                pairs[pair] = pairs.get(pair, 0) + 1
    strong = (n for (was, now), n in pairs.items() if contrast(QColor(was).name(), QColor(now).name()) >= OUTLINE)
    return sum(strong)
