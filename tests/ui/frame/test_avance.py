"""Pages made ahead: the same pages, and nobody waits for them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.frame import avance
from scolarite_desk.ui.frame.avance import Ahead
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rooms import ROOMS
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]


def _held(page: QWidget) -> list[tuple[str, bool, str]]:
    return [(type(one).__name__, one.isVisible(), one.accessibleName()) for one in page.findChildren(QWidget)]


def test_a_page_made_ahead_is_the_same_page(window: Window, qtbot: QtBot) -> None:
    asked = window.enter("journee")
    assert asked is not None
    shown = _held(asked)
    del window.rooms["journee"]
    window.stack.removeWidget(asked)
    ahead = window.made("journee")
    ahead.sizeHint()
    assert window.enter("journee") is ahead
    qtbot.waitUntil(lambda: _held(ahead) == shown)


def test_every_tab_and_room_is_made_while_nobody_touches_anything(window: Window) -> None:
    page = window.stack.currentWidget()
    made = Ahead(window)
    assert len(window.pane._made) == 1
    for _ in made._slices:
        pass
    assert (len(window.pane._made), list(window.rooms)) == (len(PAGES), list(ROOMS))
    assert window.stack.currentWidget() is page


def test_a_slice_gives_way_to_a_key(window: Window) -> None:
    made = Ahead(window)
    made._timer.start(avance._NEXT)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert made._timer.interval() == avance.QUIET
    assert made._timer.remainingTime() > avance._NEXT


def test_a_window_that_went_away_makes_no_page(window: Window) -> None:
    slices = avance._slices(window)
    window.hide()
    assert (list(slices), window.rooms, len(window.pane._made)) == ([], {}, 1)
