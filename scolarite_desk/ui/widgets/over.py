"""What lies over a page, in no layout: nothing moves when it comes or goes, and it hides as little as it can."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from scolarite_desk.ui.look.theme import Theme

_WIDEST = 70  # lines
_STEPS = 40  # places tried, a line apart, from the bottom of the page up
_MOVED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class Over(QObject):
    """Keeps `lying`, a widget of the same window, over `page`: as low as can be without hiding what has the keyboard,
    and what can be typed in or pressed, as long as there is a place for it.
    """

    def __init__(self, lying: QWidget, page: QWidget, theme: Theme) -> None:
        super().__init__(lying)
        self._lying, self._page, self._theme, self._shown = lying, page, theme, False
        lying.setParent(page.window())
        lying.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lying.hide()
        page.installEventFilter(self)
        lying.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def place(self, shown: bool) -> None:
        """Show it where it hides least, or take it away."""
        self._shown = shown
        if shown:
            self._lie()
        self._lying.setVisible(shown)
        self._lying.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page is larger or smaller, or what is said is: it lies elsewhere."""
        asked = watched is self._lying and event.type() == QEvent.Type.LayoutRequest
        if self._shown and (asked or (watched is self._page and event.type() in _MOVED)):
            self._lie()
        return False

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._shown and now is not None and not self._lying.isAncestorOf(now):
            here = QRect(now.mapTo(now.window(), QPoint()), now.size())
            if now.window() is self._page.window() and here.intersects(self._lying.geometry()):
                self._lie()

    def _lie(self) -> None:
        theme, page = self._theme, self._page
        if not page.isVisible() and (beside := page.parentWidget()) is not None:
            page = beside
        room = QRect(page.mapTo(page.window(), QPoint()), page.size()).marginsRemoved(page.contentsMargins())
        width = min(room.width() - 2 * theme.gap, _WIDEST * theme.line)
        high = self._lying.heightForWidth(width)
        high = max(high, self._lying.minimumSizeHint().height())
        left, lowest = room.left() + (room.width() - width) // 2, room.bottom() - theme.gap - high
        places = [QRect(left, lowest - step * theme.line, width, high) for step in range(_STEPS)]
        inside = [place for place in places if place.top() >= room.top()] or places[:1]
        hands = list(self._hands())
        self._lying.setGeometry(min(inside, key=lambda place: sum(w for one, w in hands if one.intersects(place))))

    def _hands(self) -> Iterator[tuple[QRect, int]]:
        """Where one types or presses, with what it would cost to hide it: what has the keyboard, most of all."""
        focus, low = QApplication.focusWidget(), 4 * self._theme.row
        for widget in self._page.findChildren(QWidget):
            if not (widget.isVisible() and widget.focusPolicy()):
                continue
            here = widget.visibleRegion().boundingRect().translated(widget.mapTo(widget.window(), QPoint()))
            if widget is focus:
                yield _under_hand(widget, here), 1000
            elif here.height() < low:  # a table or a long text is only partly hidden
                yield here, 10 if widget.isEnabled() else 3


def _under_hand(widget: QWidget, whole: QRect) -> QRect:
    """Where the keyboard is: the row of a table, else all of the widget."""
    if not isinstance(widget, QAbstractItemView):
        return whole
    inside = widget.viewport()
    return widget.visualRect(widget.currentIndex()).translated(inside.mapTo(inside.window(), QPoint()))
