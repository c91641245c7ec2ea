"""Widgets side by side that go to the next line where there is no room: buttons, filters, words of a head."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Items at their own size, from left to right then down; `right` pushes each line to the right edge."""

    def __init__(self, parent: QWidget, spacing: int, *, right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right = right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt hands over an item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at that place, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower, it is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines in that width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The widest item must fit."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for line in self._lines(rect.width()):
            sizes = [_size(item, rect.width()) for item in line]
            height = max(size.height() for size in sizes)
            if move:
                self._place(line, sizes, QRect(rect.x(), top, rect.width(), height))
            top += height + self.spacing()
        return max(top - self.spacing() - rect.y(), 0)

    def _place(self, line: list[QLayoutItem], sizes: list[QSize], rect: QRect) -> None:
        used = sum(size.width() for size in sizes) + self.spacing() * (len(line) - 1)
        left = rect.x() + (rect.width() - used if self._right else 0)
        for item, size in zip(line, sizes, strict=True):
            item.setGeometry(QRect(QPoint(left, rect.y() + (rect.height() - size.height()) // 2), size))
            left += size.width() + self.spacing()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = width + 1
        for item in self._shown():
            wide = item.sizeHint().width()
            if used + self.spacing() + wide > width or not lines:
                lines.append([])
                used = -self.spacing()
            lines[-1].append(item)
            used += self.spacing() + wide
        return lines


def _size(item: QLayoutItem, width: int) -> QSize:
    """Its own size; what is wider than the room is made narrower, hence taller when it is a text."""
    hint = item.sizeHint()
    if hint.width() <= width:
        return hint
    return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else hint.height())


class Flow(QWidget):
    """A widget whose children flow."""

    def __init__(self, *children: QWidget, spacing: int, right: bool = False) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        layout = FlowLayout(self, spacing, right=right)
        for child in children:
            layout.addWidget(child)
