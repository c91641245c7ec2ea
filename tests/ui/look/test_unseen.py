"""What is out of sight when the look changes: dressed when it is looked at, as if it had been seen."""

from __future__ import annotations

import gc

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Scheme
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]

_DRESSED = Qt.WidgetAttribute.WA_WState_Polished


def _room(window: Window, qtbot: QtBot) -> QImage:
    room = window.enter("corbeille")
    assert room is not None
    room.setFocus()
    qtbot.wait(20)
    return room.grab().toImage()


def _night(window: Window, *, on: bool) -> None:
    window.theme.set(scheme=Scheme.DARK if on else Scheme.LIGHT, size=1.25 if on else 1.0)


def test_a_page_out_of_sight_while_the_look_changes_is_shown_as_one_that_was_in_sight(
    window: Window, qtbot: QtBot
) -> None:
    _night(window, on=False)
    day = _room(window, qtbot)
    _night(window, on=True)
    night = _room(window, qtbot)
    assert night != day
    _night(window, on=False)
    window.queue.select("tous")
    _night(window, on=True)
    assert not window.rooms["corbeille"].testAttribute(_DRESSED)
    assert _room(window, qtbot) == night
    window.queue.select("tous")
    _night(window, on=False)
    _night(window, on=True)
    _night(window, on=False)
    assert _room(window, qtbot) == day


def test_pages_are_dressed_before_somebody_looks_at_them(window: Window, qtbot: QtBot) -> None:
    room = window.enter("corbeille")
    assert room is not None
    window.queue.select("tous")
    _night(window, on=True)
    gc.collect()
    qtbot.waitUntil(lambda: not window.theme._unseen._roots)
    held: list[QWidget] = [room, *room.findChildren(QWidget)]
    assert all(one.testAttribute(_DRESSED) for one in held if not one.isHidden())
