"""Two hands on the keyboard: they type in the real window, key event by key event, and count what they press."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from time import monotonic

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLineEdit, QWidget

from scolarite_desk.msg import N_, Msg
from scolarite_desk.ui.forms.form import Form

_PATIENCE = 60.0  # seconds for whatever the window does by itself
_LAID_OUT = 200  # milliseconds
_SOON, _AGAIN = 20, 500  # milliseconds before a dialog is looked at, and answered again
_ANSWER = N_("une réponse de la fenêtre")
_NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """`keys`: how many keys were pressed so far, a combination counting for one. `faults`: what was raised where nobody
    could catch it, in a slot or a timer; whoever listens to them puts them there.
    """

    def __init__(self, window: QWidget, keys: int = 0, faults: list[BaseException] | None = None) -> None:
        self._window, self.keys = window, keys
        self.faults: list[BaseException] = [] if faults is None else faults

    def take(self) -> None:
        """Wait until the window has the keyboard."""
        self._window.activateWindow()
        self.wait(self._window.isActiveWindow, N_("une fenêtre qui vienne devant"))
        self.wait(QApplication.focusWidget, N_("une fenêtre qui prenne le clavier"))

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
        """Go down a form with Enter, typing over the fields named in `values` (name to text), and one step beyond; a
        blank text takes what is proposed. Others are gone past with Tab: Enter would take what is proposed in them.

        All must be met, but those that only `perhaps` apply.
        """
        left = dict(values)
        for _ in range(3 * len(values) + 30):
            shown = form()
            field = shown.here() if shown is not None else None
            wanted = field is not None and field.name in left
            if field is not None and wanted:
                self.over(left.pop(field.name))
            if field is None or (not left and field.name not in values):
                break
            self.press("Return" if wanted else "Tab")
            if not left and wanted:
                break
        if left.keys() - set(perhaps):
            raise LookupError(f"champs jamais atteints au clavier\u00a0: {', '.join(left)}")

    def over(self, text: str) -> None:
        """Type over what is there: one comes to a field with all of it selected, unless one was in it."""
        here = self._target()
        line = here.lineEdit() if isinstance(here, QComboBox) else here
        if isinstance(line, QLineEdit) and text and line.text() != line.selectedText():
            self.press("Ctrl+A")
        self.type(text)

    def seek(self, name: str, keys: str = "Tab", most: int = 40) -> None:
        """Press Tab until the keyboard is on what a screen reader calls so."""
        for _ in range(most):
            if self._target().accessibleName() == name:
                return
            self.press(keys)
        raise LookupError(f"«\u00a0{name}\u00a0» n’est pas au clavier")

    def answer(self, text: str, folder: str = "") -> None:
        """When the next dialog opens and has the keyboard, type this in it, blank for what it proposes, then Enter,
        until it goes. A dialog of files then shows `folder`, whatever was chosen last.

        A key typed before it has the keyboard would go to the window behind, and the dialog stay for ever. One that
        does not go within the time of a step is closed, and `wait` says so.
        """
        limit, answered = monotonic() + _PATIENCE, False

        def look() -> None:
            nonlocal answered
            dialog = QApplication.activeModalWidget()
            if answered and dialog is None:
                return
            if monotonic() > limit:
                self.faults.append(TimeoutError(N_("une fenêtre de choix qui ne se ferme pas")))
                for one in _dialogs():
                    one.reject()
                return
            if dialog is not None and _has_keyboard(dialog):
                if folder and isinstance(dialog, QFileDialog):
                    dialog.setDirectory(folder)
                if text:  # else what is proposed does
                    self.press("Ctrl+A")
                    self.type(text)
                answered = True
                self.press("Return")
                if QApplication.activeModalWidget() is None:
                    return
            QTimer.singleShot(_AGAIN if answered else _SOON, self._window, look)

        QTimer.singleShot(0, self._window, look)

    def wait(self, done: Callable[[], object], what: Msg = _ANSWER) -> None:
        """Let the window work until something is there. Raises what went wrong meanwhile, or `TimeoutError`."""
        limit = monotonic() + _PATIENCE
        while not done():
            self.check()
            if monotonic() > limit:
                raise TimeoutError(what)
            QTest.qWait(10)

    def check(self) -> None:
        """Raise the first fault that Qt would have let pass."""
        if self.faults:
            raise self.faults[0]

    def look(self) -> QWidget:
        """The window once it has laid itself out, as a person sees it."""
        QTest.qWait(_LAID_OUT)
        return self._window

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self._window


def _dialogs() -> list[QDialog]:
    """Those that are open, the last one first: each has a loop of its own, which ends in that order."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return sorted(shown, key=lambda one: one is not QApplication.activeModalWidget())


def _has_keyboard(dialog: QWidget) -> bool:
    """Whether what is typed now goes into a dialog."""
    here = QApplication.focusWidget()
    return here is not None and here.window() is dialog.window() and dialog.isVisible()
