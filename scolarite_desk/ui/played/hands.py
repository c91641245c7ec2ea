"""Two hands on the keyboard: they type in the real window, key event by key event, and count what they press."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from time import monotonic

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.ui.forms.form import Form

_PATIENCE = 60.0  # seconds for whatever the window does by itself
_LAID_OUT = 200  # milliseconds
_NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """`keys`: how many keys were pressed so far, a combination counting for one."""

    def __init__(self, window: QWidget, keys: int = 0) -> None:
        self._window, self.keys = window, keys

    def take(self) -> None:
        """Wait until the window has the keyboard."""
        self._window.activateWindow()
        self.wait(self._window.isActiveWindow)
        self.wait(QApplication.focusWidget)

    def type(self, text: str) -> None:
        """Type a text where the keyboard is, letter by letter."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self._target(), QKeyEvent(kind, Qt.Key.Key_unknown, _NONE, letter))
        self.keys += len(text)
        QApplication.processEvents()

    def press(self, keys: str, times: int = 1) -> None:
        """Press a combination such as "Tab" or "Ctrl+N"."""
        for _ in range(times):
            for combination in QKeySequence(keys):  # type: ignore[attr-defined]  # iterable at run time
                QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())
            self.keys += 1
        QApplication.processEvents()

    def fill(self, form: Callable[[], Form | None], values: Mapping[str, str], perhaps: Collection[str] = ()) -> None:
        """Go down a form with Tab, typing over the fields named in `values` (name to text), and one step beyond.

        All must be met, but those that only `perhaps` apply.
        """
        left = dict(values)
        for _ in range(3 * len(values) + 30):
            shown = form()
            field = shown.here() if shown is not None else None
            if field is not None and field.name in left:
                self.press("Ctrl+A")
                self.type(left.pop(field.name))
            if field is None or (not left and field.name not in values):
                break
            self.press("Tab")
        if left.keys() - set(perhaps):
            raise LookupError(f"champs jamais atteints au clavier\u00a0: {', '.join(left)}")

    def seek(self, name: str, keys: str = "Tab", most: int = 40) -> None:
        """Press Tab until the keyboard is on what a screen reader calls so."""
        for _ in range(most):
            if self._target().accessibleName() == name:
                return
            self.press(keys)
        raise LookupError(f"«\u00a0{name}\u00a0» n’est pas au clavier")

    def answer(self, text: str) -> None:
        """When the next dialog opens, type this in it and press Enter."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(20, self._window, look)
            else:
                self.press("Ctrl+A")
                self.type(text)
                self.press("Return")

        QTimer.singleShot(0, self._window, look)

    def wait(self, done: Callable[[], object]) -> None:
        """Let the window work until something is there."""
        limit = monotonic() + _PATIENCE
        while not done():
            if monotonic() > limit:
                raise TimeoutError("la fenêtre n’a pas répondu")
            QTest.qWait(10)

    def look(self) -> QWidget:
        """The window once it has laid itself out, as a person sees it."""
        QTest.qWait(_LAID_OUT)
        return self._window

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self._window
