"""What is copied of a person to be pasted elsewhere: out of the clipboard again after a minute, and when one leaves.

It is never written in a log. Histories of clipboards are asked to pass over it, by the names that Windows and KDE read.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

MOMENT = 60_000  # milliseconds that a value stays
_PASSED_OVER = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    "x-kde-passwordManagerHint": b"secret",
}


class PressePapiers(QObject):
    """One value at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._end = QTimer(self, interval=MOMENT, singleShot=True)
        self._end.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put a value there, for a minute."""
        mime = QMimeData()
        mime.setText(text)
        for name, value in _PASSED_OVER.items():
            mime.setData(name, value)
        QGuiApplication.clipboard().setMimeData(mime)
        self._text = text
        self._end.start()

    def clear(self) -> None:
        """Take it away, unless something else was copied since."""
        self._end.stop()
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
