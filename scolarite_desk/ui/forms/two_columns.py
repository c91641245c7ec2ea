"""Parts side by side: columns of a page that fold into one where there is no room, and parts that a line separates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QChildEvent, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QWidget

from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets.panels import Nothing, Stacked

LEAST = 46  # average characters that a part needs for its labels and fields: narrower, parts lie one under another
ACTS = 58  # the same, of a part that has strips, acts and tables too
_ROWS = 3  # of a list above a panel that needs more than half: its head and two rows


def fits(theme: Theme, width: int, parts: Sequence[QWidget], least: int = LEAST) -> bool:
    """Whether these parts fit side by side in that many pixels, with the words that they have."""
    words = sum(part.minimumSizeHint().width() + 2 * theme.block for part in parts)
    return width >= max(len(parts) * theme.wide(least), words)


class TwoColumns(QWidget):
    """Columns of equal width, from the top. `folded(bool)`: whether they lie one under another, told at each size."""

    folded = Signal(bool)

    def __init__(self, theme: Theme, *columns: QWidget, least: int = LEAST, bare: bool = False) -> None:
        """`least`: average characters that each needs. `bare`: no margin around."""
        super().__init__()
        self._theme, self._columns, self._least = theme, columns, least
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        margin = 0 if bare else theme.block
        self._box.setContentsMargins(margin, margin, margin, margin)
        self._box.setSpacing(2 * theme.block)
        for one in columns:
            self._box.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where they fit."""
        super().resizeEvent(event)
        wide = fits(self._theme, self.width(), self._columns, self._least)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(2 * self._theme.block if wide else self._theme.block)
        self.folded.emit(not wide)

    def minimumSizeHint(self) -> QSize:
        """One column must fit; the height is that of the present arrangement."""
        hint = super().minimumSizeHint()
        widest = max((one.minimumSizeHint().width() for one in self._columns), default=0)
        return QSize(min(hint.width(), widest + 2 * self._theme.block), hint.height())


class Beside(QSplitter):
    """Parts with a line between them, that can be dragged: a list and the panel of its row, or two lists."""

    def __init__(
        self,
        theme: Theme,
        *parts: QWidget,
        wide: int = 0,
        least: int = 0,
        tall: int = 0,
        apart: int = LEAST,
        asking: bool = False,
    ) -> None:
        """`wide`: characters of the last part until it is dragged, what the first leaves at most, never under `least`;
        without it, equal shares.
        `tall`: lines that each takes when they lie one under another; without it, they stay side by side.
        `apart`: characters that each needs beside the other. `asking`: under its list, the panel takes what it asks,
        and leaves the head and two rows.
        """
        super().__init__(Qt.Orientation.Horizontal)
        self._theme, self._parts, self._wide, self._least = theme, parts, wide, least
        self._tall, self._apart, self._asking = tall, apart, asking
        self._dragged = self._placed = False
        self.splitterMoved.connect(self._was_dragged)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for part in parts:
            part.setParent(self)
        self._measure()
        theme.changed.connect(self._measure)

    def _place(self) -> None:
        """The parts take their places once they are dressed: Qt measures them then, and would dress them anew at each
        parent.
        """
        self._placed = True
        for part in self._parts:
            self.addWidget(part)
        for part in reversed(self._parts):  # a splitter lowers each: a screen reader would hear the last one first
            part.lower()
        if self._wide:
            self.setStretchFactor(0, 1)
            self.setStretchFactor(1, 0)
        wide = self._theme.wide(self._wide)
        self.setSizes([10 * wide, wide] if wide else [1000] * len(self._parts))

    def childEvent(self, event: QChildEvent) -> None:
        """A splitter gives each child its place at once."""
        if self._placed:
            super().childEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where they fit."""
        super().resizeEvent(event)
        self._divide()
        self._stand()

    def _stand(self) -> None:
        """One under another where they do not fit side by side, each as tall as what it holds: the page scrolls."""
        if self._tall:
            wide = fits(self._theme, self.width(), self._parts, self._apart)
            self.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
            tall = [0 if wide else self._height(part) for part in self._parts]
            self.setMinimumHeight(sum(tall))
            if not (wide or self._dragged):
                self.setSizes(tall)

    def minimumSizeHint(self) -> QSize:
        """Where they may lie one under another, one of them must fit."""
        self.ensurePolished()
        hint = super().minimumSizeHint()
        if not self._tall and not self._wide:
            return hint
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), min(hint.height(), self._low()))

    def _height(self, part: QWidget) -> int:
        """Of a part that has the whole width: what it holds, and a few lines at least."""
        box = part.layout()
        if box is None:
            return self._tall * self._theme.line
        held = box.heightForWidth(self.width()) if box.hasHeightForWidth() else box.sizeHint().height()
        return max(self._tall * self._theme.line, held)

    def _low(self) -> int:
        return max(part.minimumSizeHint().height() for part in self._parts)

    def event(self, event: QEvent) -> bool:
        """What a part says may have changed with the room that it needs."""
        if event.type() == QEvent.Type.Polish and not self._placed:
            self._place()
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._divide()
            self._stand()
        return done

    def _divide(self) -> None:
        """The panel beside the list, as wide as it likes when the list has what it likes too; else under the list."""
        if not self._wide:
            return
        first, last = self._parts[0], self._parts[-1]
        least = max(self._theme.wide(self._least), last.minimumSizeHint().width())
        under = first.minimumSizeHint().width() + self.handleWidth() + least > self.width()
        blank = isinstance(last, Stacked) and isinstance(last.currentWidget(), Nothing)
        last.setMinimumWidth(0 if under or blank else self._theme.wide(self._least))
        self.setOrientation(Qt.Orientation.Vertical if under else Qt.Orientation.Horizontal)
        if self._dragged:
            return
        if under:
            rows = self.height() - max(first.minimumSizeHint().height(), _ROWS * self._theme.row)
            given = max(self.height() // 2, min(last.sizeHint().height(), rows) if self._asking else 0)
        else:
            given = max(min(self._theme.wide(self._wide), self.width() - first.sizeHint().width()), least)
        given = 0 if blank else given
        whole = (self.height() if under else self.width()) - self.handleWidth()
        self.setSizes([max(whole - given, 1), given])

    def _was_dragged(self) -> None:
        self._dragged = True

    def _measure(self) -> None:
        self._parts[-1].setMinimumWidth(self._theme.wide(self._least))
