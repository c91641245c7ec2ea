"""PySide6 6.12.0 gives back references to True that it never took, until Python aborts: no such version is let in."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal

_ROUNDS = 200  # few enough for Python 3.11 to live to tell
_STRAY = 50  # references that come and go by themselves in a test run
_IMMORTAL_SINCE_3_12 = (None, True, False)  # their counts mean nothing from then on


class Bell(QObject):
    rung = Signal(object)


def emit(bell: Bell, what: object) -> None:
    bell.rung.emit(what)


def connect_and_disconnect(bell: Bell, what: object) -> None:
    def heard(_: object) -> object:
        return what

    bell.rung.connect(heard)
    bell.rung.disconnect(heard)


@pytest.mark.parametrize("act", [emit, connect_and_disconnect])
def test_qt_gives_back_as_many_references_as_it_takes(act: Callable[[Bell, object], None]) -> None:
    bell, values = Bell(), [object(), *(_IMMORTAL_SINCE_3_12 if sys.version_info < (3, 12) else ())]
    bell.rung.connect(lambda _: None)
    act(bell, None)
    before = [sys.getrefcount(value) for value in values]
    for value in values * _ROUNDS:
        act(bell, value)
    after = [sys.getrefcount(value) for value in values]
    assert max(abs(new - old) for new, old in zip(after, before, strict=True)) < _STRAY
