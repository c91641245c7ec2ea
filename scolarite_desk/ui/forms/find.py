"""Finding a name as one types it in a table: letters typed quickly are one word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from scolarite_desk.models.rules.fold import fold

R = TypeVar("R")


class Typed:
    """What was typed, until a pause."""

    def __init__(self) -> None:
        self._text, self._at = "", 0.0

    def more(self, letters: str) -> str:
        """What is typed by now."""
        now = monotonic()
        if now - self._at > QApplication.keyboardInputInterval() / 1000:
            self._text = ""
        self._text, self._at = self._text + letters, now
        return self._text


def beginning(typed: str, rows: Sequence[R], text: Callable[[R], str], now: int) -> int | None:
    """The place of the next row that begins so, whatever accents and case; one letter again goes to the one after."""
    wanted, start = fold(typed), max(now, 0) + (len(typed) == 1)
    if not wanted:
        return None
    around = (*range(start, len(rows)), *range(min(start, len(rows))))
    return next((place for place in around if fold(text(rows[place])).startswith(wanted)), None)
