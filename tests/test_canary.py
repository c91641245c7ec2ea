"""PySide6 6.12.0 gives back references to True that it never took, until Python aborts: no such version is let in."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal

_ROUNDS = 200  # few enough for Python 3.11 to live to tell
_STRAY = 50  # references that come and go by themselves in a test run


class Bell(QObject):
    rung = Signal(object)


def emit(bell: Bell) -> None:
    bell.rung.emit(None)
    bell.rung.emit(True)


def connect_and_disconnect(bell: Bell) -> None:
    def heard(_: object) -> None: ...

    bell.rung.connect(heard)
    bell.rung.disconnect(heard)


@pytest.mark.parametrize("act", [emit, connect_and_disconnect])
def test_qt_gives_back_as_many_references_as_it_takes(act: Callable[[Bell], None]) -> None:
    bell = Bell()
    bell.rung.connect(lambda _: None)
    act(bell)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(_ROUNDS):
        act(bell)
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert max(abs(new - old) for new, old in zip(after, before, strict=True)) < _STRAY
