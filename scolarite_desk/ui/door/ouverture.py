"""The first window: unlock a base, or make the first one. It knows Qt and the vault, so that it paints at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.door import ways_in
from scolarite_desk.ui.door.ailleurs import Absente, Aside, Autres, Choose, Exercice, said_secret
from scolarite_desk.ui.door.joindre import Join, Joindre
from scolarite_desk.ui.door.lieu import free
from scolarite_desk.ui.door.premiere import Create, FirstTime
from scolarite_desk.ui.door.rescue import Reprise
from scolarite_desk.ui.door.retrouver import Recover, Rescue
from scolarite_desk.ui.door.voies import CREATE, JOIN, OTHER, PRACTISE, ways
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
from scolarite_desk.ui.widgets.feet import Footed

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
    other: Choose | None = None  # ask for another base than this one
    recents: Sequence[Path] = ()  # bases opened lately at this desk


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
        go: Mapping[str, Start] | None = None,
    ) -> None:
        """`go`: the ways to other bases."""
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
        parts: list[QWidget] = [Words(title, look="title"), Words(base.name, tone="muted")]
        if base == ways_in.practice_base():
            parts.append(said_secret(theme))
        parts.append(self.ask)
        if reprise is not None and not locked:
            last = QWidget()
            sorry = Words(tr("La base ne s’ouvre pas, ou il faut revenir en arrière\u00a0:"), tone="muted")
            back = Link(theme, tr("les sauvegardes"), reprise)
            row(last, Glyph(theme, "archive", "muted"), sorry, back, None, spacing=theme.tight)
            parts.append(last)
        parts.append(ways(theme, go or {}))
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


Page = Unlocking | Rescue | FirstTime | Reprise | Joindre | Exercice | Autres | Absente


class Ouverture(QWidget):
    """The window before the window. `doors` are the ways in; the first page is that of a base which is there,
    of one that was `expected` and is not, or of none yet.
    """

    def __init__(
        self,
        theme: Theme,
        base: Path,
        compte: str,
        doors: Doors,
        *,
        locked: bool = False,
        expected: bool = False,
        leave: Start | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._base, self._doors, self._leave = theme, base, doors, leave
        self.setWindowTitle(tr("Scolarité Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")
        self.page: Page = self._begun(compte, locked, expected)
        self._compte = compte
        self._trail: list[Page] = []  # the pages that lead here
        self.stack = Stacked()
        self._frames: dict[Page, Footed] = {}
        self._put(self.page)
        column(self, self.stack)
        self.setMaximumWidth(_WIDEST * theme.line)
        self._grow(32 * theme.line, 0)

    def _begun(self, compte: str, locked: bool, expected: bool) -> Unlocking | FirstTime | Absente:
        theme, base, doors = self._theme, self._base, self._doors
        reprise = self.reprise if doors.reprise is not None else None
        if locked or base.exists():
            rescue, go = self.rescue, self._ways(CREATE)
            return Unlocking(theme, base, compte, doors.unlock, locked, doors.by_session, rescue, reprise, go)
        if expected:
            return Absente(theme, base, lambda: self._choose(base), reprise, self._ways(CREATE))
        return FirstTime(theme, base, doors.create, self._ways())

    def _ways(self, *more: str) -> dict[str, Start]:
        """The ways that the program opens; to a new base only from a page which is not that one."""
        go: dict[str, Start] = {PRACTISE: self.practise}
        if CREATE in more:
            go[CREATE] = self.begin
        if self._doors.other is not None:
            go[OTHER] = self.others
        if self._doors.join is not None:
            go[JOIN] = self.join
        return go

    def rescue(self) -> None:
        """To the page of the recovery key, made when it is asked for."""
        self._turn(Rescue(self._theme, self._base, self._account(), self._doors.recover, self._back))

    def reprise(self) -> None:
        """To the page of the backups."""
        assert self._doors.reprise is not None
        self._turn(self._doors.reprise(self._base, self._account(), self._back))

    def moved(self) -> None:
        """To the page of the backups, for a base that was copied from elsewhere and takes no place of another."""
        assert self._doors.reprise is not None
        self._turn(self._doors.reprise(self._place(), "", self._back))

    def practise(self) -> None:
        """To the practice base."""
        self._turn(Exercice(self._theme, self._doors.practise, self._back))

    def begin(self) -> None:
        """To a new base."""
        self._turn(FirstTime(self._theme, self._place(), self._doors.create, {}, back=self._back))

    def others(self) -> None:
        """To the bases that exist."""
        moved = self.moved if self._doors.reprise is not None else None
        recents = [one for one in self._doors.recents if one != self._base]
        self._turn(Autres(self._theme, recents, self._choose, moved, self._back))

    def join(self) -> None:
        """To the page by which a new desk joins the others."""
        assert self._doors.join is not None
        self._turn(Joindre(self._theme, self._place(), self._doors.join, self._back))

    def _choose(self, base: Path) -> None:
        assert self._doors.other is not None
        self._doors.other(base)

    def _place(self) -> Path:
        """Where a new base would lie: what was typed, else where nothing lies yet."""
        return self.page.place.path() if isinstance(self.page, FirstTime) else free(self._base)

    def _account(self) -> str:
        return self._first.compte.text() if isinstance(self._first, Unlocking | FirstTime) else self._compte

    def say(self, told: str, tone: str = "ok") -> None:
        """What was done, or is to be known, before the password is asked or chosen."""
        if isinstance(self.page, Unlocking):
            self.page.ask.say(told, tone)
        elif isinstance(self.page, FirstTime | Aside):
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
        if event.key() == Qt.Key.Key_Escape and self._trail:
            self._back()
        elif event.key() == Qt.Key.Key_Escape and self._leave is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    @property
    def _first(self) -> Page:
        """The page that one found here."""
        return self._trail[0] if self._trail else self.page

    def _back(self) -> None:
        left = self.page
        left.stop()
        self._show(self._trail.pop())
        frame = self._frames.pop(left)
        self.stack.removeWidget(frame)
        frame.deleteLater()

    def _turn(self, page: Page) -> None:
        self._trail.append(self.page)
        self._put(page)
        self._show(page)

    def _put(self, page: Page) -> None:
        """Each page scrolls by itself, since how tall it is depends on its width; its act stays in sight."""
        self._frames[page] = Footed(self._theme, page, getattr(page, "foot", None), 2)
        self.stack.addWidget(self._frames[page])

    def _show(self, page: Page) -> None:
        self.page = page
        self.stack.setCurrentWidget(self._frames[page])
        self._grow(self.width(), self.height())
        page.first().setFocus()

    def _grow(self, width: int, height: int) -> None:
        """As tall as the page, in the screen: it scrolls down where there is no room."""
        side, room = 2 * self._theme.block, self.screen().availableSize()
        width = min(
            max(width, self.page.minimumSizeHint().width() + 2 * side), _WIDEST * self._theme.line, room.width()
        )
        inside = width - 2 * side
        tall = self.page.heightForWidth(inside) if self.page.hasHeightForWidth() else self.page.sizeHint().height()
        self.resize(width, min(max(height, tall + 2 * side), room.height()))
