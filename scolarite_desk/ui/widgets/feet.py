"""A page whose act stays in sight: in its place where all of the page fits, else under what scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets.panels import Hairline, Page, column


def show_from(part: QWidget) -> None:
    """Scroll what `part` is in to where it begins."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, Page):
        around = around.parentWidget()
    held = around.widget() if around is not None else None
    if around is not None and held is not None:
        around.verticalScrollBar().setValue(part.mapTo(held, QPoint(0, 0)).y())


class Foot(QWidget):
    """The end of a page: why it is refused, its act. The page lays `place`, where the foot is when there is room."""

    def __init__(self, theme: Theme, *parts: QWidget) -> None:
        super().__init__()
        self.place, self._gap = QWidget(), theme.gap
        column(self, *parts, spacing=theme.gap)
        column(self.place, self)

    def tall(self, width: int) -> int:
        """What it takes of a page."""
        return _tall(self, width) + self._gap

    def move_to(self, there: QWidget) -> None:
        """To its place, or under the page; the keyboard stays on it."""
        held = self.window().focusWidget() if self.parentWidget() is not there else None
        box = there.layout()
        assert box is not None
        box.addWidget(self)
        self.place.setVisible(there is self.place)
        if held is not None and self.isAncestorOf(held):
            held.setFocus(Qt.FocusReason.OtherFocusReason)


class Footed(QWidget):
    """What scrolls, and the foot that does not. `blocks`: the margin around, which gives way at the sides where there
    is no room; without it, the page has its own.
    """

    def __init__(self, theme: Theme, page: QWidget, foot: Foot | None, blocks: int = 0) -> None:
        super().__init__()
        self._theme, self._blocks, self._inside, self._foot = theme, blocks, page, foot
        side = blocks * theme.block
        self._body, self._under, self._bottom = QWidget(), QWidget(), QWidget()
        column(self._body, page, margins=(side, side), stretch=True)
        column(self._bottom, margins=(side or theme.block, theme.gap))
        column(self._under, Hairline(), self._bottom)
        self._page = Page(self._body)
        self._under.hide()
        column(self, (self._page, 1), self._under)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The foot goes where there is room for it."""
        super().resizeEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        """What the page says may have changed."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return done

    def _sides(self) -> int:
        """The margin at the sides: as much as there is room for."""
        if not self._blocks:
            return self._theme.block
        bar = self._page.verticalScrollBar().sizeHint().width()
        room = (self.width() - bar - self._inside.minimumSizeHint().width()) // 2
        side, above = (
            max(min(self._blocks * self._theme.block, room), self._theme.tight),
            self._blocks * self._theme.block,
        )
        if (layout := self._body.layout()) is not None and layout.contentsMargins().left() != side:
            layout.setContentsMargins(side, above, side, above)
        return side

    def _settle(self) -> None:
        side = self._sides()
        if self._foot is None or self._foot.isHidden():
            self._under.hide()
            return
        inside = self._foot.parentWidget() is self._foot.place
        tall = _tall(self._body, self.width())
        whole = tall if inside else tall + self._foot.tall(self.width() - 2 * side)
        there = self._foot.place if whole <= self.height() else self._bottom
        if self._foot.parentWidget() is not there:
            self._foot.move_to(there)
        self._under.setVisible(there is self._bottom)
        bar = self._page.verticalScrollBar().sizeHint().width() if there is self._bottom else 0
        self._bottom.setContentsMargins(0, 0, bar, 0)  # the act ends where what scrolls ends


def _tall(widget: QWidget, width: int) -> int:
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
