"""The watchdog of the window's thread, and what must never hold it."""

from __future__ import annotations

import gc
from time import sleep, thread_time
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from bench.pauses import watched
from scolarite_desk.ui.door.verrou import Verrou


def _works(seconds: float) -> None:
    until = thread_time() + seconds
    while thread_time() < until:
        pass


def test_a_turn_of_the_loop_that_works_is_a_pause_and_one_that_waits_is_none(qtbot: QtBot) -> None:
    with watched("works") as dog:
        QTimer.singleShot(0, lambda: _works(0.06))
        qtbot.wait(20)
        dog.step("waits")
        QTimer.singleShot(0, lambda: sleep(0.06))
        qtbot.wait(20)
    works, waits = dog.pauses
    assert (works.step, waits.step) == ("works", "waits")
    assert works.seconds >= 0.06 > 2 * waits.seconds


def test_nothing_is_collected_while_a_locked_window_finishes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup lasts minutes: one types the password meanwhile."""
    swept: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda *_: swept.append(1) or 0)
    busy, parent = SimpleNamespace(busy=True), QObject()
    window: Any = SimpleNamespace(desk=SimpleNamespace(jobs=busy), unwritten=False)
    window.close = window.deleteLater = lambda: None
    verrou = Verrou(parent, lambda: None)
    verrou._behind.append((window, None))
    verrou.drop()
    qtbot.wait(1)
    assert (verrou.busy, swept) == (True, [])
    busy.busy = False
    verrou.drop()
    qtbot.waitUntil(lambda: bool(swept))
    assert not verrou.busy
