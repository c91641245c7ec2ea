"""What was laid out at a size of text, laid out again at another: what a window keeps in pixels follows its letters.

Whoever measures itself anew, on `FontChange` or `Theme.changed`, does so after this, and has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLayout, QWidget

_ANY = (1 << 24) - 1  # what Qt calls no maximum
_HAIR = 4  # pixels: a line or a ring is as thin at every size


def rescale(widgets: Iterable[QWidget], ratio: float) -> None:
    """Margins, spacings, widths and heights that were set, times the ratio of the two sizes."""
    for widget in widgets:
        if isinstance(layout := widget.layout(), QLayout):
            _relaid(layout, ratio)
        least, most = widget.minimumWidth(), widget.maximumWidth()
        if least > _HAIR:
            widget.setMinimumWidth(0)  # else it would hold the maximum up
        if _HAIR < most < _ANY:
            widget.setMaximumWidth(round(most * ratio))
        if least > _HAIR:
            widget.setMinimumWidth(round(least * ratio))
        low, high = widget.minimumHeight(), widget.maximumHeight()
        if low > _HAIR:
            widget.setMinimumHeight(0)
        if _HAIR < high < _ANY:
            widget.setMaximumHeight(round(high * ratio))
        if low > _HAIR:
            widget.setMinimumHeight(round(low * ratio))


def _relaid(layout: QLayout, ratio: float) -> None:
    now = layout.contentsMargins()
    sides = (now.left(), now.top(), now.right(), now.bottom())
    layout.setContentsMargins(*(round(one * ratio) for one in sides))
    if layout.spacing() > 0:
        layout.setSpacing(round(layout.spacing() * ratio))
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(inner := item.layout() if item is not None else None, QLayout):
            _relaid(inner, ratio)
