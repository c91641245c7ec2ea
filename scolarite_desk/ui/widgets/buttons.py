"""Buttons: plain, primary, link, chip; and the tick box. Enter presses the one that has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QWidget

from scolarite_desk.ui.theme import Theme, dress
from scolarite_desk.ui.widgets.lines import is_enter, leaves


class Button(QPushButton):
    """A plain button. `keys` are written beside the text, as a reminder; `press` is called without argument."""

    look = "plain"

    def __init__(
        self,
        theme: Theme,
        text: str,
        press: Callable[[], object] | None = None,
        *,
        icon: str = "",
        tone: str = "",
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._keys, self._press = theme, keys, press
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        dress(self, look=self.look)
        self.say(text, icon=icon, tone=tone)
        self.clicked.connect(self._pressed)

    def say(self, text: str, *, icon: str = "", tone: str = "") -> None:
        """Change the words, icon and tone."""
        before = " " if icon and text else ""  # Qt leaves too little room between icon and text
        self.setText(f"{before}{text}" + (f"   {self._keys}" if self._keys else ""))
        self.setAccessibleName(text.replace("&", ""))
        self.setAccessibleDescription(self._keys)
        if tone:
            dress(self, tone=tone)
        self._theme.wear(self, icon, self._ink(tone))

    def _ink(self, tone: str) -> str:
        return tone or "text"

    def _pressed(self) -> None:
        if self._press is not None:
            self._press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class Primary(Button):
    """The next act: one per screen."""

    look = "primary"

    def _ink(self, tone: str) -> str:
        return "on_accent"


class Link(Button):
    """An act that looks like a word."""

    look = "link"

    def _ink(self, tone: str) -> str:
        return tone or "accent"


class Chip(Button):
    """A state that opens what explains it."""

    look = "chip"


class Cross(Button):
    """A small closing cross; `name` is what a screen reader says."""

    look = "link"

    def __init__(self, theme: Theme, name: str, press: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(theme, "", press, icon="x", tone="muted", parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(name)


class Tick(QCheckBox):
    """Yes or no, as text for the readers: "oui" or "non". Same signals as `Line`."""

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(self.edited)
        if text:
            self.setAccessibleName(text.replace("&", ""))

    def text(self) -> str:
        """ "oui" or "non"; "" when nobody said."""
        return {Qt.CheckState.Checked: "oui", Qt.CheckState.Unchecked: "non"}.get(self.checkState(), "")

    def set_text(self, text: str) -> None:
        """Show "oui", anything else is no."""
        self.setChecked(text.strip().casefold() in {"oui", "o", "vrai", "1", "x"})

    def mark(self, tone: str, icon: str = "") -> None:
        """Outline the box."""
        dress(self, tone=tone)

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
