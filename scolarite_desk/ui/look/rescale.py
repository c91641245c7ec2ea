"""What was laid out at a size of text, laid out again at another: what a window keeps in pixels follows its letters.

Whoever measures itself anew, on `FontChange` or `Theme.changed`, does so after this, and has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QLayout, QWidget

_ANY = (1 << 24) - 1  # what Qt calls no maximum
_HAIR = 4  # pixels: a line or a ring is as thin at every size

_Of = Callable[[QWidget], int]
_Set = Callable[[QWidget, int], object]
_AXES: tuple[tuple[_Of, _Of, _Set, _Set], ...] = (
    (QWidget.minimumWidth, QWidget.maximumWidth, QWidget.setMinimumWidth, QWidget.setMaximumWidth),
    (QWidget.minimumHeight, QWidget.maximumHeight, QWidget.setMinimumHeight, QWidget.setMaximumHeight),
)


def rescale(widgets: Iterable[QWidget], ratio: float) -> None:
    """Margins, spacings, widths and heights that were set, times the ratio of the two sizes."""
    for widget in widgets:
        if isinstance(layout := widget.layout(), QLayout):
            _relaid(layout, ratio)
        for axis in _AXES:
            _bounded(widget, ratio, *axis)


def _bounded(widget: QWidget, ratio: float, least: _Of, most: _Of, set_least: _Set, set_most: _Set) -> None:
    low, high = least(widget), most(widget)
    if low > _HAIR:
        set_least(widget, 0)  # else it would hold the maximum up
    if _HAIR < high < _ANY:
        set_most(widget, round(high * ratio))
    if low > _HAIR:
        set_least(widget, round(low * ratio))


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
