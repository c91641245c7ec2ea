"""A page that scrolls shows what has the keyboard, whatever led to it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import OneLine, Page, column
from scolarite_desk.ui.widgets.feet import Foot, Footed


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> Page:
    held, window = QWidget(), QWidget()
    column(held, *(OneLine(theme) for _ in range(30)))
    page = Page(held)
    QVBoxLayout(window).addWidget(page)
    qtbot.addWidget(window)
    window.resize(400, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page.window_ = window  # type: ignore[attr-defined]  # nobody else holds it
    return page


def lines(page: Page) -> list[OneLine]:
    return page.findChildren(OneLine)


def seen(page: Page, line: OneLine) -> bool:
    return line.visibleRegion().boundingRect().height() == line.height()


def test_a_field_that_an_act_leads_to_comes_in_sight(page: Page) -> None:
    lines(page)[0].setFocus()
    assert not seen(page, lines(page)[-1])
    lines(page)[-1].setFocus(Qt.FocusReason.ShortcutFocusReason)
    QApplication.processEvents()
    assert seen(page, lines(page)[-1])
    lines(page)[0].setFocus(Qt.FocusReason.OtherFocusReason)
    QApplication.processEvents()
    assert seen(page, lines(page)[0])


def test_what_is_in_sight_already_moves_nothing(page: Page) -> None:
    lines(page)[10].setFocus()
    QApplication.processEvents()
    before = page.verticalScrollBar().value()
    lines(page)[9].setFocus()
    QApplication.processEvents()
    assert page.verticalScrollBar().value() == before


def test_what_is_pressed_stays_under_the_hand(page: Page) -> None:
    partly = next(one for one in lines(page) if not seen(page, one))  # the first one cut by the edge, or after it
    lines(page)[0].setFocus()
    page.verticalScrollBar().setValue(partly.y() - page.viewport().height() + 4)
    before = page.verticalScrollBar().value()
    QTest.mousePress(partly, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))
    QApplication.processEvents()
    QTest.mouseRelease(partly, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))
    assert partly.hasFocus()
    assert page.verticalScrollBar().value() == before


def test_a_foot_under_what_scrolls_ends_where_it_ends(theme: Theme, qtbot: QtBot) -> None:
    inside, act = QWidget(), OneLine(theme)
    foot = Foot(theme, act)
    last = OneLine(theme)
    column(inside, *(OneLine(theme) for _ in range(30)), last, foot.place)
    whole = Footed(theme, inside, foot, theme.block)
    qtbot.addWidget(whole)
    whole.resize(500, 300)
    whole.show()
    qtbot.waitUntil(lambda: act.parentWidget() is foot and not foot.place.isVisible())
    QApplication.processEvents()
    ends = [one.mapTo(whole, QPoint(one.width(), 0)).x() for one in (act, last)]
    assert ends[0] == ends[1]
