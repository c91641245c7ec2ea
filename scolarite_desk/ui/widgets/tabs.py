"""Tabs that are all in sight: one line of them where there is room, as many as it takes where there is not."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QHelpEvent, QIcon, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionTab, QStylePainter, QTabBar, QTabWidget, QToolTip, QWidget

from scolarite_desk.ui.look.texts import capital, tr
from scolarite_desk.ui.look.theme import Theme

_HOVERS = (QEvent.Type.HoverEnter, QEvent.Type.HoverMove, QEvent.Type.HoverLeave)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_BESIDE_ICON = 4  # what Qt leaves between an icon and its word


def lines(sizes: list[int], room: int) -> list[int]:
    """The first of each line, for things of these sizes in that room: as few lines as it takes, about as full."""
    count, least = len(_broken(sizes, room)), max(sizes, default=0)
    tightest = bisect_left(range(least, max(room, least)), True, key=lambda limit: len(_broken(sizes, limit)) <= count)
    return _broken(sizes, least + tightest)


def _broken(sizes: list[int], room: int) -> list[int]:
    firsts, used = [], room + 1
    for place, size in enumerate(sizes):
        if used + size > room:
            firsts.append(place)
            used = 0
        used += size
    return firsts


class TabLines(QTabBar):
    """Qt lays tabs on one line, however long: this draws it cut in several, and answers the mouse where they are drawn.

    Where a line is cut counts the mark of every tab that may have one (all but those of `bare`), so that none changes
    line when one gets its mark.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bare: set[int] = set()
        self._room = 0
        self._firsts: tuple[int, ...] = ()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)

    def fit(self, room: int) -> None:
        """Cut the line to that width."""
        self._room = room
        self._cut()

    def place(self, index: int) -> QRect:
        """Where a tab is drawn."""
        own, line = self.tabRect(index), sum(first <= index for first in self._firsts[1:])
        left = self.tabRect(self._firsts[line]).left() if self._firsts else 0
        return own.translated(-left, line * own.height())

    def at(self, point: QPoint) -> int:
        """The tab that is drawn there, -1 where there is none."""
        return next((one for one in self._shown() if self.place(one).contains(point)), -1)

    def sizeHint(self) -> QSize:
        """Every line of it."""
        whole = super().sizeHint()
        return QSize(min(whole.width(), self._room or whole.width()), whole.height() * max(len(self._firsts), 1))

    def minimumSizeHint(self) -> QSize:
        """The widest tab must fit."""
        widest = max((self.tabSizeHint(one).width() for one in self._shown()), default=0)
        return QSize(widest, self.sizeHint().height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """A tab says its whole word."""
        return self.tabSizeHint(index)

    def tabLayoutChange(self) -> None:
        """A tab came, went, or says something else."""
        self._cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each tab in its place."""
        over = self.at(self.mapFromGlobal(QCursor.pos())) if self.underMouse() else -1
        painter = QStylePainter(self)
        with painter:  # ended here, though a thread that looks at stacks still holds this frame
            for index in self._shown():
                self.initStyleOption(option := QStyleOptionTab(), index)
                if index == over:
                    option.state |= QStyle.StateFlag.State_MouseOver
                moved = self.place(index).topLeft() - self.tabRect(index).topLeft()  # a sheet writes where Qt has it
                painter.translate(moved)
                painter.drawControl(QStyle.ControlElement.CE_TabBarTab, option)
                painter.translate(-moved)

    def event(self, event: QEvent) -> bool:
        """What a tab says to who waits over it; one under the mouse is drawn so."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tabToolTip(self.at(event.pos())), self)
            return True
        if event.type() in _HOVERS:
            self.update()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt looks for the tab on its one line."""
        super().mousePressEvent(self._unfolded(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As a press."""
        super().mouseReleaseEvent(self._unfolded(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ go to the tab above or below; Qt knows ← and →."""
        here, line = self.place(self.currentIndex()), _STEPS.get(Qt.Key(event.key()), 0)
        there = self.at(here.center() + QPoint(0, line * here.height())) if line else -1
        if there >= 0:
            self.setCurrentIndex(there)
        else:
            super().keyPressEvent(event)

    def _unfolded(self, event: QMouseEvent) -> QMouseEvent:
        index, point = self.at(event.position().toPoint()), QPointF(-1, -1)
        if index >= 0:
            point = event.position() - self.place(index).topLeft() + self.tabRect(index).topLeft()
        return QMouseEvent(
            event.type(), point, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def _cut(self) -> None:
        shown, before = self._shown(), self._firsts
        wide = self.iconSize().width() + _BESIDE_ICON
        marked = [one not in self.bare and self.tabIcon(one).isNull() for one in shown]
        sizes = [self.tabSizeHint(one).width() + wide * more for one, more in zip(shown, marked, strict=True)]
        self._firsts = tuple(shown[place] for place in lines(sizes, self._room))
        if self._firsts != before:
            self.updateGeometry()
            self.update()

    def _shown(self) -> list[int]:
        return [one for one in range(self.count()) if self.isTabVisible(one)]


class Tabs(QTabWidget):
    """The tabs of a dossier: a tab with something to do wears an icon; the wheel leaves them alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._bar = theme, TabLines()
        self.setTabBar(self._bar)
        self._bar.installEventFilter(self)
        theme.changed.connect(self._redraw)

    def mark(self, index: int, icon: str = "", tone: str = "warn", words: str = "") -> None:
        """Put an icon on a tab, or take it off; `words` say what it means, to who cannot see it too."""
        bar = self._bar
        bar.setTabData(index, (icon, tone))
        label = bar.tabText(index).replace("&", "")
        bar.setAccessibleTabName(index, tr("{onglet}, {etat}", onglet=label, etat=words) if icon and words else "")
        bar.setTabToolTip(index, capital(words) if icon else "")
        self._redraw()

    def add(self, page: QWidget, label: str, *, bare: bool = False) -> None:
        """One more tab; `bare`: it never wears an icon."""
        index = self.addTab(page, label)
        if bare:
            self._bar.bare.add(index)

    def fit(self) -> None:
        """As many lines of tabs as it takes."""
        self._bar.fit(self.width() - 2 * (self._theme.block - self._theme.gap))

    def _redraw(self) -> None:
        self.setIconSize(QSize(self._theme.glyph, self._theme.glyph))
        for index in range(self.count()):
            icon, tone = self._bar.tabData(index) or ("", "")
            if icon:
                self.setTabIcon(index, self._theme.icon(icon, tone))
            elif not self.tabIcon(index).isNull():
                self.setTabIcon(index, QIcon())
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines first: the page has what they leave."""
        self.fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """No wheel on the bar."""
        return event.type() == QEvent.Type.Wheel
