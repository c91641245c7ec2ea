"""What says that somebody is there: a native window sees each of these once."""

from __future__ import annotations

from PySide6.QtCore import QEvent

SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
