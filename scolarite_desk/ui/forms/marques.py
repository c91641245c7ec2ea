"""The column of tags: each a chip of its colour with its words; what has no room is read in the tooltip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.msg import N_
from scolarite_desk.ui.forms.columns import MARKS, Column
from scolarite_desk.ui.look.colours import TAGS
from scolarite_desk.ui.look.theme import Theme

R = TypeVar("R")


def tagged(borne: Callable[[R], Sequence[Marque]]) -> Column[R]:
    """What a row bears."""
    return Column(
        N_("Étiquettes"),
        lambda row: ", ".join(one.libelle for one in borne(row)),
        chars=18,
        worth=0,
        vue=("etiquettes",),
        marks=borne,
    )


class Chips(QStyledItemDelegate):
    """Draws the tags of a cell over what the table draws of any cell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground and the frame of the cell, then each tag that has room, the last one cut."""
        self.initStyleOption(option, index)
        option.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        self._draw(painter, QRectF(option.rect), index.data(MARKS) or ())

    def _draw(self, painter: QPainter, cell: QRectF, marks: Sequence[Marque]) -> None:
        theme, metrics = self._theme, painter.fontMetrics()
        high, left = metrics.height() + theme.tight / 2, cell.left() + theme.gap
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in marks:
            room = cell.right() - theme.tight - left - 2 * theme.tight
            if room < metrics.averageCharWidth() * 2:
                break
            words = metrics.elidedText(one.libelle, Qt.TextElideMode.ElideRight, int(room))
            chip = QRectF(
                left, cell.center().y() - high / 2 - 1, metrics.horizontalAdvance(words) + 2 * theme.tight, high
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colours.soft(TAGS[one.couleur])))
            painter.drawRoundedRect(chip, theme.tight / 2, theme.tight / 2)
            painter.setPen(QColor(theme.colours.ink(TAGS[one.couleur])))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
            left = chip.right() + theme.tight
        painter.restore()
