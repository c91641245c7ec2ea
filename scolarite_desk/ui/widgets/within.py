"""Windows stay in their screen, sheets in their window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QMainWindow, QWidget


def resize_in_screen(window: QWidget, width: int, height: int) -> None:
    """A window opens, and grows, inside its screen."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width()), min(height, room.height()))


def lay_over(sheet: QWidget, window: QMainWindow, width: int, height: int, gap: int) -> None:
    """A sheet at the top of the window, under its menus."""
    top = window.menuBar().height() + gap
    sheet.resize(min(width, window.width()), min(height, window.height() - top))
    sheet.move((window.width() - sheet.width()) // 2, top)


def lay_under(sheet: QWidget, field: QWidget, size: QSize, *, shrinks: bool = True) -> None:
    """A sheet under the field that it belongs to, or above it where there is more room; what `shrinks` scrolls."""
    window = field.window()
    corner = field.mapTo(window, QPoint(0, 0))
    below, above = window.height() - corner.y() - field.height() - 1, corner.y() - 1
    under = size.height() <= below or below >= above
    tall = min(size.height(), below if under else above) if shrinks else size.height()
    top = corner.y() + field.height() + 1 if under else corner.y() - 1 - tall
    left = min(corner.x(), window.width() - size.width())
    sheet.setGeometry(max(left, 0), max(min(top, window.height() - tall), 0), size.width(), tall)
