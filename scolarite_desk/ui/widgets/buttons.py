"""Buttons: plain, primary, link, chip, cross. Enter presses the one that has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets.hand import lead_on
from scolarite_desk.ui.widgets.lines import is_enter


class Button(QPushButton):
    """A plain button. `keys` are written beside the text, as a reminder; `press` is called without argument.

    `needs`: the function of the office (`rules/droits.py`) without which it is barred: greyed, still reached by Tab,
    and it says why.
    `then`: where the keyboard goes when it greys or hides under it, if not to the next field (`hand.py`).
    """

    look = "plain"
    then: QWidget | None = None

    def __init__(
        self,
        theme: Theme,
        text: str,
        press: Callable[[], object] | None = None,
        *,
        icon: str = "",
        tone: str = "",
        keys: str = "",
        needs: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._keys, self._press = theme, keys, press
        self.needs, self._barred, self._tone = needs, "", tone
        self._tell: Callable[[str], object] = str
        self._others: tuple[str, ...] = ()
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
        self._icon, self._tone = icon, tone
        if tone:
            dress(self, tone=tone)
        self._wear()

    def may_say(self, *words: str) -> None:
        """What else it says at times: it is as wide for all of them, so that its neighbours stay where they are."""
        self._others = words
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the longest of its words."""
        hint, metrics, shown = super().sizeHint(), self.fontMetrics(), self.text()
        if not self._others:
            return hint
        every = [shown, *(shown.replace(self.accessibleName(), one) for one in self._others)]
        wide = [metrics.size(Qt.TextFlag.TextShowMnemonic, one).width() for one in every]
        return QSize(hint.width() + max(wide) - wide[0], hint.height())

    def minimumSizeHint(self) -> QSize:
        """The same: none of them is cut."""
        return self.sizeHint() if self._others else super().minimumSizeHint()

    def bar(self, reason: str, tell: Callable[[str], object]) -> None:
        """Do nothing but say why, for as long as there is a reason."""
        if reason != self._barred:
            self._barred, self._tell = reason, tell
            self.setToolTip(reason)
            dress(self, look="barred" if reason else self.look)
            self._wear()

    def _wear(self) -> None:
        self.setAccessibleDescription(self._barred or self._keys)
        self._theme.wear(self, self._icon, "muted" if self._barred else self._ink(self._tone))

    def _ink(self, tone: str) -> str:
        return tone or "text"

    def _pressed(self) -> None:
        if self._barred:
            self._tell(self._barred)
        elif self._press is not None:
            self._press()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Greyed or hidden under the hand, it leads to what is useful next."""
        super().focusOutEvent(event)
        lead_on(self, event, self.then)

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
