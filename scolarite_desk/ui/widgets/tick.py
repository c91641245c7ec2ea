"""A tick box that may not be answered yet, and whose outline can be seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets.lines import is_enter, leaves


class Tick(QCheckBox):
    """Yes, no, or not said yet. Signals as `Line`; `chosen`: the person ticked or unticked."""

    edited = Signal()
    left = Signal()
    entered = Signal()
    chosen = Signal()

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        """`text`: words beside the box, none in a form, where the label stands at the left."""
        super().__init__(text, parent)
        self._theme, self._said, self._tone = theme, False, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._answered)
        if text:
            self.setAccessibleName(text.replace("&", ""))

    def answer(self) -> bool | None:
        """Yes or no; None when nobody said."""
        return self.isChecked() if self._said else None

    def set_answer(self, answer: bool | None) -> None:
        """Show yes, no, or that nobody said."""
        self._said = answer is not None
        self.setChecked(bool(answer))

    def mark(self, tone: str, icon: str = "") -> None:
        """Outline the box in a tone."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """As tall as a field, so that lines of a form stay level."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        return QSize(self._side() + (words + 2 * self._theme.gap if self.text() else 0) + 4, self._theme.field)

    def minimumSizeHint(self) -> QSize:
        """As much as `sizeHint`: the box is never cut."""
        return self.sizeHint()

    def _side(self) -> int:
        return self._theme.line

    def _answered(self) -> None:
        self._said = True
        self.edited.emit()
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fusion draws a box whose outline has not the contrast that an outline needs."""
        theme, side = self._theme, self._side()
        box = QRectF(2, (self.height() - side) / 2, side, side)
        colour = theme.colours.ink(self._tone or ("accent" if self.hasFocus() else "border"))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colour), 2 if self.hasFocus() or self._tone else 1))
            painter.setBrush(QColor(theme.colours.base if self.isEnabled() else theme.colours.window))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.tight / 2, theme.tight / 2)
            if self.isChecked():
                theme.icon("check", "accent").paint(painter, box.adjusted(2, 2, -2, -2).toRect())
            painter.setPen(QColor(theme.colours.text))
            beside = self.rect().adjusted(side + theme.gap, 0, 0, 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
            painter.drawText(beside, int(flags), self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        if leaves(event):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; Space ticks."""
        if is_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
