"""The first window: unlock a base, or make the first one. It knows Qt and the vault, so that it paints at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.door.joindre import Join, Joindre
from scolarite_desk.ui.door.premiere import Create, FirstTime
from scolarite_desk.ui.door.rescue import Reprise
from scolarite_desk.ui.door.retrouver import Recover, Rescue
from scolarite_desk.ui.forms.demande import Secret, SecretForm, account_choice
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import (
    Button,
    Choice,
    Glyph,
    Link,
    OneLine,
    Stacked,
    Words,
    column,
    row,
)

Unlock = Callable[[Path, str, str], object]  # base, account, password
Session = Callable[[Path, str], object]  # base, account
Start = Callable[[], object]
Backups = Callable[[Path, str, Start], Reprise]  # base, account, the way back
_WIDEST = 46  # lines


@dataclass(frozen=True)
class Doors:
    """The ways into a base, which the program holds."""

    unlock: Unlock
    create: Create
    practise: Start
    by_session: Session
    recover: Recover
    reprise: Backups | None = None
    join: Join | None = None


class Unlocking(QWidget):
    """Account and password of one base. A refusal is read under the password, in room kept for it.

    `by_session(base, account)` opens with what the system keeps; `rescue()` shows the page of the recovery key,
    `reprise()` that of the backups.
    """

    def __init__(
        self,
        theme: Theme,
        base: Path,
        compte: str,
        unlock: Unlock,
        locked: bool,
        by_session: Session,
        rescue: Start,
        reprise: Start | None = None,
    ) -> None:
        super().__init__()
        self._base, self._unlock, self._by_session, self._locked = base, unlock, by_session, locked
        self.compte = account_choice(theme, base, compte)
        self.password = Secret(theme, tr("Mot de passe"))
        lost = Link(theme, tr("Mot de passe oublié"), rescue)
        self.session = Button(theme, tr("Ouvrir avec ma session"), self.use_session, icon="user-check")
        self.ask = SecretForm(
            theme,
            ((tr("Compte"), self.compte), (tr("Mot de passe"), self.password)),
            tr("Déverrouiller") if locked else tr("Ouvrir"),
            self.go,
            icon="log-in",
            beside=(lost, self.session),
        )
        self.note, self.open = self.ask.note, self.ask.button
        title = tr("Application verrouillée") if locked else tr("Scolarité Desk")
        parts = [Words(title, look="title"), Words(base.name, tone="muted"), self.ask]
        if reprise is not None and not locked:
            last = QWidget()
            sorry = Words(tr("La base ne s’ouvre pas, ou il faut revenir en arrière\u00a0:"), tone="muted")
            back = Link(theme, tr("les sauvegardes"), reprise)
            row(last, Glyph(theme, "archive", "muted"), sorry, back, None, spacing=theme.tight)
            parts.append(last)
        column(self, *parts, spacing=theme.gap)
        self.compte.edited.connect(self._other)
        self._other()

    def go(self) -> None:
        """Try to open."""
        if not self.password.text():
            self.ask.refuse(tr("Tapez le mot de passe."))
            return
        self.ask.busy(tr("Ouverture…"))
        self._unlock(self._base, self.compte.text().strip(), self.password.text())

    def use_session(self) -> None:
        """Try without a password."""
        self.ask.busy(tr("Ouverture…"))
        self._by_session(self._base, self.compte.text().strip())

    def refuse(self, message: str, seconds: int = 0) -> None:
        """Why it stays closed, and how long before the next try."""
        self.ask.refuse(message, self.password, seconds)

    def first(self) -> OneLine | Choice:
        """The widget on which the keyboard starts."""
        return self.password if self.compte.text() else self.compte

    def stop(self) -> None:
        """Nothing waits any more; the password is forgotten."""
        self.ask.forget()

    def _other(self) -> None:
        """Another account: it has its own tries, and perhaps its own session. A locked desk asks for the password."""
        self.ask.free()
        kept = vault.retained(self._base, self.compte.text().strip())
        self.session.setVisible(kept and not self._locked)


Page = Unlocking | Rescue | FirstTime | Reprise | Joindre


class Ouverture(QWidget):
    """The window before the window. `doors` are the ways in; the first page is that of a base which is there or not."""

    def __init__(
        self,
        theme: Theme,
        base: Path,
        compte: str,
        doors: Doors,
        *,
        locked: bool = False,
        leave: Start | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._base, self._doors, self._leave = theme, base, doors, leave
        self.setWindowTitle(tr("Scolarité Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")
        self.page: Page
        reprise = self.reprise if doors.reprise is not None else None
        if locked or base.exists():
            self.page = Unlocking(theme, base, compte, doors.unlock, locked, doors.by_session, self.rescue, reprise)
        else:
            join = self.join if doors.join is not None else None
            self.page = FirstTime(theme, base, doors.create, doors.practise, reprise, join)
        self._first: Unlocking | FirstTime = self.page
        self.stack = Stacked()
        self.stack.addWidget(self.page)
        side = 2 * theme.block
        column(self, self.stack, margins=(side, side), stretch=True)
        self.setMaximumWidth(_WIDEST * theme.line)
        self.resize(32 * theme.line, self.sizeHint().height())

    def rescue(self) -> None:
        """To the page of the recovery key, made when it is asked for."""
        page = Rescue(self._theme, self._base, self._first.compte.text(), self._doors.recover, self._back)
        self.stack.addWidget(page)
        self._turn(page)

    def reprise(self) -> None:
        """To the page of the backups."""
        assert self._doors.reprise is not None
        page = self._doors.reprise(self._base, self._first.compte.text(), self._back)
        self.stack.addWidget(page)
        self._turn(page)

    def join(self) -> None:
        """To the page by which a new desk joins the others."""
        assert self._doors.join is not None
        base = Path(self._first.place.text()).expanduser() if isinstance(self._first, FirstTime) else self._base
        page = Joindre(self._theme, base, self._doors.join, self._back)
        self.stack.addWidget(page)
        self._turn(page)

    def say(self, told: str, tone: str = "ok") -> None:
        """What was done, or is to be known, before the password is asked or chosen."""
        if isinstance(self.page, Unlocking):
            self.page.ask.say(told, tone)
        elif isinstance(self.page, FirstTime):
            self.page.say(told, tone)

    def showEvent(self, event: object) -> None:
        """The keyboard is where the first thing is typed."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.page.first().setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def refuse(self, error: Refused | Unavailable) -> None:
        """Say why the base stays closed."""
        if isinstance(self.page, Joindre):
            self.page.refuse(say(error.message), champ=getattr(error, "champ", None))
        else:
            self.page.refuse(say(error.message), getattr(error, "seconds", 0))

    def stop(self) -> None:
        """Stop what still runs, before the window goes away."""
        self.page.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, then leaves when there is somewhere to leave to."""
        if event.key() == Qt.Key.Key_Escape and self.page is not self._first:
            self._back()
        elif event.key() == Qt.Key.Key_Escape and self._leave is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        rescue = self.page
        rescue.stop()
        self._turn(self._first)
        self.stack.removeWidget(rescue)
        rescue.deleteLater()

    def _turn(self, page: Page) -> None:
        self.page = page
        self.stack.setCurrentWidget(page)
        self.resize(self.width(), max(self.height(), self.sizeHint().height()))
        page.first().setFocus()
