"""What is out of sight while the look changes: dressed when it is shown, or one page a slice before somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import thread_time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

_NEXT = 20  # milliseconds between two slices
_SLICE = 0.01  # seconds of one, when no page is longer
_DRESSED = Qt.WidgetAttribute.WA_WState_Polished  # Qt dresses again, in one go, whatever says that it is
_OWN = Qt.WidgetAttribute.WA_SetStyle  # and tells it to whatever has no style of its own, as none of ours has


class Unseen(QObject):
    """A window holds thousands of widgets and shows a hundred. `wear(widget)`: what a sheet does not put on."""

    def __init__(self, wear: Callable[[QWidget], None], parent: QObject) -> None:
        super().__init__(parent)
        self._wear, self._roots = wear, dict[QWidget, None]()
        self._waiting = set[QWidget]()
        self.soon = QTimer(self, singleShot=True, interval=_NEXT)  # the next slice
        self.soon.timeout.connect(self._slice)

    @contextmanager
    def left(self, widgets: Sequence[QWidget]) -> Iterator[list[QWidget]]:
        """While the look changes, the pages that lie under another stay as they are. Gives all the rest."""
        pages: dict[QWidget, None] = {}
        for root in _pages(widgets):
            if root not in self._roots:
                self._roots[root] = None
                root.installEventFilter(self)
            pages |= dict.fromkeys((root, *root.findChildren(QWidget)))
        for one in pages:
            if one.testAttribute(_DRESSED):
                one.setAttribute(_DRESSED, False)
                self._waiting.add(one)
            one.setAttribute(_OWN)
        yield [one for one in widgets if one not in self._waiting]
        for one in pages:
            one.setAttribute(_OWN, False)
        self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shown, it is dressed at once."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._dress(watched)
        return False

    def _slice(self) -> None:
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
        elif not self.soon.isActive():
            self.soon.start()

    def _dress(self, root: QWidget) -> None:
        """That page, but for those that lie under another in it."""
        self._roots.pop(root, None)
        root.removeEventFilter(self)
        for one in self._with(root):
            if one in self._waiting:
                self._waiting.discard(one)
                one.style().polish(one)
                one.setAttribute(_DRESSED)
                QApplication.sendEvent(one, QEvent(QEvent.Type.StyleChange))
                self._wear(one)

    def _with(self, root: QWidget) -> Iterator[QWidget]:
        """What is shown with a page, from the outside in: children take after what holds them."""
        yield root
        for one in root.children():
            if isinstance(one, QWidget) and one not in self._roots:
                yield from self._with(one)


def _pages(widgets: Iterable[QWidget]) -> Iterator[QWidget]:
    for stack in widgets:
        if isinstance(stack, QStackedWidget):
            pages = (stack.widget(rank) for rank in range(stack.count()))
            yield from (page for page in pages if page is not None and page.isHidden())
