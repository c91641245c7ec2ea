"""What is only read: titles, badges, strips, empty states; and the boxes they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets.buttons import Button, Cross


class Words(QLabel):
    """A text: `look` "title", "strong", "code" or ""; `tone` of the theme. Nothing typed in it is ever markup."""

    def __init__(
        self, text: str = "", *, look: str = "", tone: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        dress(self, look=look, tone=tone)


class Glyph(QLabel):
    """An icon beside words; a screen reader skips it, unless `name` says what it means."""

    def __init__(
        self, theme: Theme, icon: str, tone: str = "text", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.say(icon, tone)

    def say(self, icon: str, tone: str = "text") -> None:
        """Change the drawing."""
        self._theme.wear(self, icon, tone)


class Badge(QFrame):
    """A state that is only read: icon and words on the pale ground of their tone."""

    def __init__(self, theme: Theme, text: str, icon: str, tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph, self._words = Glyph(theme, icon, tone), Words()
        row(self, self._glyph, self._words, margins=(theme.gap, theme.tight // 2), spacing=theme.tight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, icon, tone)

    def say(self, text: str, icon: str, tone: str = "muted") -> None:
        """Change words, icon and tone."""
        dress(self, look="badge", tone=tone)
        dress(self._words, tone=tone)
        self._glyph.say(icon, tone)
        self._words.setText(text)

    def text(self) -> str:
        """What it says."""
        return self._words.text()


class Strip(QFrame):
    """A message across the page: what happened, what is safe, one act or two, a cross."""

    def __init__(
        self, theme: Theme, text: str = "", icon: str = "info", tone: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._glyph, self._words = theme, Glyph(theme, icon, tone), Words(wrap=True)
        self._row = row(
            self, self._glyph, (self._words, 1), margins=(theme.gap + theme.tight, theme.tight), spacing=theme.gap
        )
        self._acts: list[Button] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(theme.row + 2 * theme.tight)
        self.say(text, icon, tone)

    def say(self, text: str, icon: str, tone: str, acts: Sequence[Button] = (), closable: bool = False) -> None:
        """Change everything it says; the old acts go away."""
        dress(self, look="strip", tone=tone)
        self._glyph.say(icon, tone)
        self._words.setText(text)
        for old in self._acts:
            self._row.removeWidget(old)
            old.deleteLater()
        self._acts = [*acts, *([Cross(self._theme, tr("Fermer ce message"), self.hide)] if closable else [])]
        for act in self._acts:
            self._row.addWidget(act)

    def text(self) -> str:
        """What it says."""
        return self._words.text()


class Empty(QWidget):
    """An empty state: an icon, why there is nothing, and the key or the button that brings something."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        text: str,
        keys: str = "",
        act: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._keys = Words(text, tone="muted", wrap=True), Words(keys, tone="muted", wrap=True)
        self._glyph, self._gap, self._placed = Glyph(theme, icon, "muted"), theme.gap, False
        said = column(None, self._words, self._keys, *([act] if act else []), spacing=theme.gap, stretch=True)
        self._box = row(self, margins=(theme.gap, theme.gap), spacing=theme.gap)
        self._box.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)  # beside the words, as in every other line
        self._box.addLayout(said, 1)
        self._keys.setVisible(bool(keys))

    def say(self, text: str, keys: str = "") -> None:
        """Change the sentence and what to press."""
        self._words.setText(text)
        self._keys.setText(keys)
        self._keys.setVisible(bool(keys))
        if self._placed:
            self.fit()

    def text(self) -> str:
        """What it says."""
        return " ".join(part for part in (self._words.text(), self._keys.text()) if part)

    def fit(self) -> None:
        """Whoever gives it a place may have no room for all of it: the drawing goes before a word is cut."""
        self._placed = True
        self._box.setContentsMargins(self._gap, self._gap, self._gap, self._gap)
        self._glyph.show()
        self._glyph.setHidden(self._box.heightForWidth(self.width()) > self.height())
        if self._box.heightForWidth(self.width()) > self.height():
            self._box.setContentsMargins(self._gap, 0, self._gap, 0)


class Nothing(QWidget):
    """The panel of no row: its list has all the room (`Beside`)."""


class Hairline(QFrame):
    """A hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, look="rule")


class Card(QFrame):
    """A framed group on the paper; fill `body`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, look="card")
        self.body = column(self, margins=(theme.block, theme.gap + theme.tight), spacing=theme.gap)


class Page(QScrollArea):
    """A page taller than its window: it scrolls to whatever takes the focus. `low`: no taller than what it holds."""

    def __init__(self, content: QWidget, parent: QWidget | None = None, *, low: bool = False) -> None:
        super().__init__(parent)
        self._low = low
        if low:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        dress(content, look="page")
        self._content = content
        content.setParent(self.viewport())
        self._led: QWidget | None = None
        self._laid = QTimer(self, singleShot=True, interval=0)
        self._laid.timeout.connect(self._bring_in_sight)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        """Qt scrolls for Tab alone; what a key or an act leads to comes in sight too, once the page is laid. Not what
        is pressed, which is under the hand, nor where one was when the window comes back.
        """
        if now is None or not self._content.isAncestorOf(now) or (old is None and now is self._led):
            return
        self._led = now
        if not QApplication.mouseButtons():
            self._laid.start()

    def _bring_in_sight(self) -> None:
        led, room = QApplication.focusWidget(), self.viewport()
        if led is None or led is not self._led or not self._content.isAncestorOf(led):
            return
        here = QRect(led.mapTo(room, QPoint()), led.size())
        if here.height() <= room.height() and not room.rect().contains(here):
            self.ensureWidgetVisible(led, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds needs more or less room: so does it."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """It takes what it holds once it is dressed: Qt measures it then, and would dress it anew at each parent."""
        if event.type() == QEvent.Type.Polish and self.widget() is None:
            self.setWidget(self._content)
        return super().event(event)

    def sizeHint(self) -> QSize:
        """All that it holds, in its width; whatever a page of Qt would ask otherwise."""
        hint, held = super().sizeHint(), self._content
        if not self._low:
            return hint
        return QSize(
            hint.width(), held.heightForWidth(self.width()) if held.hasHeightForWidth() else held.sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        """It scrolls down, so it asks for no height; sideways, what it holds must fit."""
        self.ensurePolished()
        return QSize(self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), 0)


class Stacked(QStackedWidget):
    """Stacked of which one is shown: the room that it needs is that of this one, whatever the others were."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """What the page that is shown would like."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the page that is shown needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """No: a page is given what the window has, and scrolls."""
        return False


L = TypeVar("L", bound=QBoxLayout)
Item = QWidget | tuple[QWidget, int] | None


def _filled(box: L, items: Sequence[Item], margins: tuple[int, int], spacing: int) -> L:
    box.setContentsMargins(margins[0], margins[1], margins[0], margins[1])
    box.setSpacing(spacing)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, tuple):
            box.addWidget(item[0], item[1])
        else:
            box.addWidget(item)
    return box


def row(parent: QWidget | None, *items: Item, margins: tuple[int, int] = (0, 0), spacing: int = 0) -> QHBoxLayout:
    """Widgets side by side: a widget, `(widget, stretch)`, or None for free room. `margins`: sides, top and bottom."""
    return _filled(QHBoxLayout(parent) if parent else QHBoxLayout(), items, margins, spacing)


def column(
    parent: QWidget | None, *items: Item, margins: tuple[int, int] = (0, 0), spacing: int = 0, stretch: bool = False
) -> QVBoxLayout:
    """Widgets one under another, as `row`; `stretch` leaves the free room under them."""
    return _filled(
        QVBoxLayout(parent) if parent else QVBoxLayout(), (*items, None) if stretch else items, margins, spacing
    )


def keep_room(*widgets: QWidget) -> None:
    """Hidden, these widgets keep their place: nothing around them moves."""
    for widget in widgets:
        policy = widget.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        widget.setSizePolicy(policy)
