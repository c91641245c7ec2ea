"""Pieces of page that several tabs share: tables as tall as their rows, a reason asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.of_rooms import RAISON
from scolarite_desk.ui.desk.attempt import Done, Hear, attempt
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.messages import ICONS
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.heures import here
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, Glyph, Link, Words, column, row
from scolarite_desk.ui.widgets.flow import Flow

R = TypeVar("R")
T = TypeVar("T")


class Fitted(Table[R]):
    """A table as tall as its rows: the page scrolls, not the table."""

    least = 1

    def fill(self, rows: Sequence[R]) -> None:
        """Show these rows."""
        super().fill(rows)
        self._fit()

    def _measure(self) -> None:
        super()._measure()
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        head = 0 if header.isHidden() else header.sizeHint().height()
        rows = max(len(self.rows_model.rows), self.least)
        self.setFixedHeight(head + rows * self.verticalHeader().defaultSectionSize() + 2)


class Asking(QFrame):
    """A reason that a rule asks for before an act: type it, Enter goes on, Escape gives up.

    It takes the place of what it is put before; `ask` shows it, and it hides itself when the act is done. What is typed
    is a draft of the act (`of`: of which thing, and after « @ » which act), and comes back when that is asked again.
    """

    def __init__(self, desk: Desk, instead_of: QWidget) -> None:
        super().__init__()
        theme = desk.theme
        self._instead, self._failure = instead_of, desk.messages.tell
        self._act: Callable[[str], object] | None = None
        self._back: QWidget | None = None
        self._words = Words(wrap=True)
        self.form = ActForm(theme, RAISON, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts, inline=True)
        self.form.entered_in("motif", self._go)
        acts = (
            Button(theme, tr("Continuer"), self._go, keys=written("Return")),
            Link(theme, tr("Renoncer"), self.renounce, keys=written("Esc")),
        )
        top = row(None, Glyph(theme, ICONS["warn"], "warn"), (self._words, 1), spacing=theme.gap)
        under = row(None, (self.form, 1), *acts, spacing=theme.gap)
        body = column(self, margins=(theme.gap + theme.tight, theme.gap), spacing=theme.gap)
        body.addLayout(top)
        body.addLayout(under)
        dress(self, look="strip", tone="warn")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def ask(self, message: str, act: Callable[[str], object], of: str) -> None:
        """Show why a reason is wanted; `act(reason)` does it, and may refuse again."""
        self._act, self._back = act, self.window().focusWidget()
        self._words.setText(message)
        self.form.open({}, of)
        self._instead.hide()
        self.show()
        self.form.focus()

    def attempt(self, act: Callable[[str], T], of: str, hear: Hear | None = None) -> Done[T] | None:
        """Do `act("")`, and ask for the reason where a rule wants one; any other refusal is for `hear`."""

        def wanted(refused: Refused) -> bool:
            if (refused.champ or "").rpartition(".")[2] == "motif":
                self.ask(say(refused.message), act, of)
                return True
            return hear is not None and hear(refused)

        return attempt(lambda: act(""), self._failure, wanted)

    def leave(self) -> None:
        """Another thing is shown, or it was done: what is typed waits for this one to be asked again."""
        if self.isHidden():
            return
        self.form.keep()
        self.hide()
        self._instead.show()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def renounce(self) -> None:
        """Give up: nothing was done, and nothing of it comes back."""
        self.form.open({})
        self.leave()

    def text(self) -> str:
        """What it asks."""
        return self._words.text()

    def _go(self) -> None:
        asked, act = self.form.asked(), self._act
        if asked is None or act is None:
            return
        with self.form.giving():
            done = attempt(partial(act, asked["motif"] or ""), self._failure, self._hear)
        if done:
            self.leave()

    def _hear(self, refused: Refused) -> bool:
        self._words.setText(say(refused.message))
        return self.form.refused("motif", refused.message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.renounce()
        else:
            super().keyPressEvent(event)


def moment(at: datetime | None) -> str:
    """« 04/09/2026 à 10:12 » of a UTC instant; blank without one."""
    if at is None:
        return ""
    return tr("{jour} à {heure}", jour=f"{here(at):%d/%m/%Y}", heure=f"{here(at):%H:%M}")


def day(at: datetime | None) -> str:
    """« 04/09/2026 » of a UTC instant; blank without one."""
    return f"{here(at):%d/%m/%Y}" if at is not None else ""


def stack(into: QWidget, theme: Theme, *parts: QWidget | Sequence[QWidget]) -> None:
    """Lay parts one under another in a widget, a sequence being side by side at the left."""
    body = column(into, spacing=theme.gap)
    for part in parts:
        if isinstance(part, QWidget):
            body.addWidget(part)
        else:
            body.addWidget(Flow(*part, spacing=theme.gap))


def head(theme: Theme, title: str, counts: QWidget | None, *acts: QWidget) -> QHBoxLayout:
    """A title, what it counts, its acts at the right; the acts go to the next line where there is no room."""
    said = Words(title, look="strong")
    right = Flow(*acts, spacing=theme.gap, right=True)
    return row(None, said, (counts, 1) if counts is not None else None, (right, 1), spacing=theme.gap)
