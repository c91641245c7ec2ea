"""What is shown stays alive: the bindings hold it by its window, whoever was asked who has the keyboard next."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import getCppPointer, isValid

import scolarite_desk
import tests
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.frame.avance import _pages
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Choice, OneLine, Page, Stacked, Tick, column
from scolarite_desk.ui.widgets.hand import _around, ring
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]

CIRCLES = {"nextInFocusChain", "previousInFocusChain", "focusProxy"}  # what answers whoever holds it, or stands beside


def _alive(window: QWidget) -> dict[int, str]:
    """Address and class of every widget of ours in a window: one that was collected has no class of ours left."""
    everything = (one for one in gc.get_objects() if isinstance(one, QWidget))
    ours = (one for one in everything if isValid(one) and window.isAncestorOf(one))
    return {getCppPointer(one)[0]: type(one).__name__ for one in ours if type(one).__module__.startswith("scol")}


def test_a_page_that_only_its_window_holds_is_not_collected(theme: Theme, qtbot: QtBot) -> None:
    """Where would the keyboard go from its button? Whoever is asked stays where he is."""
    window, page = QMainWindow(), Stacked()
    qtbot.addWidget(window)
    page.addWidget(Page(Tick(theme, "Reçue")))
    inside = QWidget()
    column(inside, Beside(theme, OneLine(theme), Choice(theme, lambda _: [])), Button(theme, "Recevoir", lambda: None))
    page.addWidget(inside)
    page.setCurrentWidget(inside)
    window.setCentralWidget(page)
    window.show()
    before = _alive(window)
    list(_around(page.findChildren(Button)[-1]))
    del page, inside
    gc.collect()
    assert _alive(window) == before


def test_nothing_that_is_shown_is_collected(window: Window) -> None:
    """Every room and every tab made, some asked where the keyboard would go from a button."""
    buttons = [button for page in _pages(window) if (button := page.findChild(QAbstractButton)) is not None]
    before = _alive(window)
    for button in buttons[::4]:
        list(_around(button))
    del buttons, button
    gc.collect()
    assert _alive(window) == before
    assert len(before) > 1000


def test_tab_goes_round_the_window_and_the_window_still_has_it(window: Window) -> None:
    one = window.nextInFocusChain()
    found = ring(window)
    assert found[0] is one
    assert found[-1].nextInFocusChain() is window
    ring(window)


def test_nobody_else_asks_a_widget_who_has_it() -> None:
    asked = [place for root in (scolarite_desk, tests) for place in _asking(Path(root.__path__[0]))]
    assert {path.name for path in asked} <= {"hand.py", Path(__file__).name}


def _asking(root: Path) -> Iterator[Path]:
    for path in root.rglob("*.py"):
        text = path.read_text("utf-8")
        if any(word in text for word in CIRCLES) and any(
            isinstance(node, ast.Attribute) and node.attr in CIRCLES for node in ast.walk(ast.parse(text))
        ):
            yield path
