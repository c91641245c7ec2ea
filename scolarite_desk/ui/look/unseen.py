"""What is out of sight while the look changes: dressed when it is shown, or one page a slice before somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import thread_time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_NEXT = 20  # milliseconds between two slices
_SLICE = 0.01  # seconds of one, when no page is longer
_DRESSED = Qt.WidgetAttribute.WA_WState_Polished  # Qt dresses again, in one go, whatever says that it is


class Unseen(QObject):
    """A window holds thousands of widgets and shows a hundred. `wear(widget)`: what a sheet does not put on."""

    def __init__(self, wear: Callable[[QWidget], None], parent: QObject) -> None:
        super().__init__(parent)
        self._wear, self._roots = wear, dict[QWidget, None]()
        self._waiting = set[QWidget]()
        self._coming = False  # a slice

    def leave(self, widgets: Iterable[QWidget]) -> list[QWidget]:
        """Before the look changes: leave those out of sight as they are. Returns the others."""
        seen: list[QWidget] = []
        for one in widgets:
            if one.isVisible() or not (one.testAttribute(_DRESSED) or one in self._waiting):
                seen.append(one)
                continue
            one.setAttribute(_DRESSED, False)
            self._waiting.add(one)
            if one.isHidden():
                self._watch(one)
        self._go_on()
        return seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shown, it is dressed at once."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._dress(watched)
        return False

    def _watch(self, root: QWidget) -> None:
        if root not in self._roots:
            self._roots[root] = None
            root.installEventFilter(self)

    def _slice(self) -> None:
        self._coming = False
        until = thread_time() + _SLICE
        while self._roots and thread_time() < until:
            root = next(iter(self._roots))
            if isValid(root):
                self._dress(root)
            else:
                del self._roots[root]
        self._go_on()

    def _go_on(self) -> None:
        if not self._roots:
            self._waiting.clear()
        elif not self._coming:
            self._coming = True
            QTimer.singleShot(_NEXT, self, self._slice)

    def _dress(self, root: QWidget) -> None:
        """That page, but for what is hidden in it."""
        self._roots.pop(root, None)
        root.removeEventFilter(self)
        for one in _shown_with(root):
            if one in self._waiting:
                self._waiting.discard(one)
                one.style().polish(one)
                one.setAttribute(_DRESSED)
                QApplication.sendEvent(one, QEvent(QEvent.Type.StyleChange))
                self._wear(one)


def _shown_with(root: QWidget) -> Iterator[QWidget]:
    """A widget and what is seen as soon as it is, from the outside in: children take after what holds them."""
    yield root
    for one in root.children():
        if isinstance(one, QWidget) and not one.isHidden():
            yield from _shown_with(one)
