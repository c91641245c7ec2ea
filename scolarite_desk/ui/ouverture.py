"""The first window: unlock a base, or make the first one. It knows Qt and the vault, so that it paints at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.field import Fault
from scolarite_desk.models.secours import GROUPS, good_groups
from scolarite_desk.store import vault
from scolarite_desk.ui.demande import Demande, Secret, chosen, grid
from scolarite_desk.ui.reprise import Reprise
from scolarite_desk.ui.texts import NBSP, filled
from scolarite_desk.ui.theme import Theme, dress
from scolarite_desk.ui.widgets import (
    Button,
    Card,
    Choice,
    CodeLine,
    Glyph,
    Line,
    Link,
    Primary,
    Words,
    column,
    keep_room,
    row,
)

Unlock = Callable[[Path, str, str], object]  # base, account, password
Session = Callable[[Path, str], object]  # base, account
Recover = Callable[[Path, str, str, str], object]  # base, account, recovery key, new password
Start = Callable[[], object]
Backups = Callable[[Path, str, Start], Reprise]  # base, account, the way back
_WIDEST = 46  # lines


@dataclass(frozen=True)
class Doors:
    """The ways into a base, which the program holds."""

    unlock: Unlock
    create: Unlock
    practise: Start
    by_session: Session
    recover: Recover
    reprise: Backups | None = None


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
        self.compte = _choice(theme, base, compte)
        self.password = Secret(theme, self.tr("Mot de passe"))
        lost = Link(theme, self.tr("Mot de passe oublié"), rescue)
        self.session = Button(theme, self.tr("Ouvrir avec ma session"), self.use_session, icon="user-check")
        self.ask = Demande(
            theme,
            ((self.tr("Compte"), self.compte), (self.tr("Mot de passe"), self.password)),
            self.tr("Déverrouiller") if locked else self.tr("Ouvrir"),
            self.go,
            icon="log-in",
            beside=(lost, self.session),
        )
        self.note, self.open = self.ask.note, self.ask.button
        title = self.tr("Poste verrouillé") if locked else self.tr("Scolarité Desk")
        parts = [Words(title, look="title"), Words(base.name, tone="muted"), self.ask]
        if reprise is not None and not locked:
            last = QWidget()
            sorry = Words(
                filled(self.tr("La base ne s’ouvre pas, ou il faut revenir en arrière%1:"), NBSP), tone="muted"
            )
            back = Link(theme, self.tr("les sauvegardes"), reprise)
            row(last, Glyph(theme, "archive", "muted"), sorry, back, None, spacing=theme.tight)
            parts.append(last)
        column(self, *parts, spacing=theme.gap)
        self.compte.edited.connect(self._other)
        self._other()

    def go(self) -> None:
        """Try to open."""
        if not self.password.text():
            self.ask.refuse(self.tr("Tapez le mot de passe."))
            return
        self.ask.busy(self.tr("Ouverture…"))
        self._unlock(self._base, self.compte.text().strip(), self.password.text())

    def use_session(self) -> None:
        """Try without a password."""
        self.ask.busy(self.tr("Ouverture…"))
        self._by_session(self._base, self.compte.text().strip())

    def refuse(self, message: str, seconds: int = 0) -> None:
        """Why it stays closed, and how long before the next try."""
        self.ask.refuse(message, self.password, seconds)

    def first(self) -> Line | Choice:
        """Where the keyboard starts."""
        return self.password if self.compte.text() else self.compte

    def stop(self) -> None:
        """Nothing waits any more; the password is forgotten."""
        self.ask.forget()

    def _other(self) -> None:
        """Another account: it has its own tries, and perhaps its own session. A locked desk asks for the password."""
        self.ask.free()
        kept = vault.retained(self._base, self.compte.text().strip())
        self.session.setVisible(kept and not self._locked)


class Rescue(QWidget):
    """Every password is lost: the recovery key, then a new password. `recover(base, account, key, password)`."""

    def __init__(self, theme: Theme, base: Path, compte: str, recover: Recover, back: Start) -> None:
        super().__init__()
        self._base, self._recover = base, recover
        self.compte = _choice(theme, base, compte)
        self.key = CodeLine(theme)
        self.key.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.password, self.again = Secret(theme, ""), Secret(theme, "")
        self.ask = Demande(
            theme,
            (
                (self.tr("Compte"), self.compte),
                (self.tr("Clé de secours"), self.key),
                (self.tr("Nouveau mot de passe"), self.password),
                (self.tr("Encore une fois"), self.again),
            ),
            self.tr("Rouvrir la base"),
            self.go,
            icon="key-round",
            beside=(Button(theme, self.tr("Retour"), back, icon="chevron-left"),),
        )
        why = self.tr(
            "Un autre administrateur peut vous donner un nouveau mot de passe depuis la page Comptes. Sinon, prenez la "
            "clé de secours imprimée quand la base a été faite."
        )
        column(
            self,
            Words(self.tr("Mot de passe oublié"), look="title"),
            Words(why, tone="muted", wrap=True),
            self.ask,
            spacing=theme.gap,
        )
        self.key.edited.connect(self._count)

    def go(self) -> None:
        """Check what can be checked here, then open."""
        if not self._count():
            self.key.setFocus()
        elif not chosen(self.ask, self.password, self.again):
            return
        else:
            self.ask.busy(self.tr("Ouverture…"))
            self._recover(self._base, self.compte.text().strip(), self.key.text(), self.password.text())

    def refuse(self, message: str, seconds: int = 0) -> None:
        """Why it stays closed."""
        self.ask.refuse(message, self.key, seconds)

    def first(self) -> Line | Choice:
        """Where the keyboard starts."""
        return self.key if self.compte.text() else self.compte

    def stop(self) -> None:
        """Key and passwords are forgotten."""
        self.ask.forget()
        self.key.clear()

    def _count(self) -> bool:
        """Say where the key is wrong as soon as a group is whole, how many are right otherwise."""
        try:
            good = good_groups(self.key.text())
        except Fault as fault:
            self.ask.say(fault.message, "bad")
            return False
        whole = good == GROUPS
        self.ask.say(filled(self.tr("%1 groupes justes sur %2."), good, GROUPS), "ok" if whole else "muted")
        return whole


class FirstTime(QWidget):
    """No base yet: three steps to a new one, or an exercise base for those who dare not."""

    def __init__(self, theme: Theme, base: Path, create: Unlock, practise: Start, reprise: Start | None = None) -> None:
        super().__init__()
        self._create = create
        self.compte = Line(theme)
        self.compte.setAccessibleName(self.tr("Votre nom"))
        self.password, self.again = Secret(theme, self.tr("Mot de passe")), Secret(theme, self.tr("Encore une fois"))
        self.place = Line(theme, str(base))
        self.place.setAccessibleName(self.tr("Emplacement"))
        self.note = Words(tone="bad", wrap=True)
        self.note.setMinimumHeight(2 * theme.line)
        keep_room(self.note)
        self.make = Primary(theme, self.tr("Créer la base"), self.go, icon="plus")
        steps = (
            _step(theme, "users", self.tr("1. Qui tient ce poste"), self.tr("Ce nom signe ce que vous faites."),
                  ((self.tr("Votre nom"), self.compte),)),
            _step(theme, "key-round", self.tr("2. Un mot de passe"),
                  self.tr("Douze caractères au moins\u00a0: une phrase se retient mieux."),
                  ((self.tr("Mot de passe"), self.password), (self.tr("Encore une fois"), self.again))),
            _step(theme, "archive", self.tr("3. Où ranger la base"),
                  self.tr("Sur le disque de ce poste, jamais sur un partage."),
                  ((self.tr("Emplacement"), self.place),)),
        )  # fmt: skip
        practice = Link(theme, self.tr("ouvrir une base d’exercice de 300 dossiers"), practise)
        safe = Words(filled(self.tr("Pour essayer sans rien risquer%1:"), NBSP), tone="muted")
        last = QWidget()
        row(last, Glyph(theme, "graduation-cap", "muted"), safe, practice, None, spacing=theme.tight)
        other = QWidget()
        moved = Words(filled(self.tr("La base existe déjà sur un autre ordinateur%1:"), NBSP), tone="muted")
        take = Link(theme, self.tr("reprendre une base venue d’ailleurs"), reprise)
        row(other, Glyph(theme, "download", "muted"), moved, take, None, spacing=theme.tight)
        other.setVisible(reprise is not None)
        column(
            self,
            Words(self.tr("Bienvenue dans Scolarité Desk"), look="title"),
            Words(self.tr("Trois réponses suffisent. Chacune peut être changée plus tard."), tone="muted"),
            *steps,
            self.note,
            _end(self.make),
            last,
            other,
            spacing=theme.gap,
        )
        for line, following in ((self.compte, self.password), (self.password, self.again), (self.again, self.place)):
            line.entered.connect(following.setFocus)
        self.place.entered.connect(self.go)

    def go(self) -> None:
        """Check what can be checked here, then create."""
        if not self.compte.text().strip():
            self.refuse(self.tr("Écrivez votre nom."), at=self.compte)
        elif len(self.password.text()) < vault.SHORTEST:
            self.refuse(self.tr("Choisissez un mot de passe d’au moins douze caractères."), at=self.password)
        elif self.password.text() != self.again.text():
            self.refuse(self.tr("Les deux mots de passe diffèrent\u00a0: tapez-les de nouveau."), at=self.again)
        else:
            self.make.setEnabled(False)
            self._create(Path(self.place.text()).expanduser(), self.compte.text().strip(), self.password.text())

    def refuse(self, message: str, seconds: int = 0, at: Line | None = None) -> None:
        """What is missing, with the keyboard where it is."""
        self.make.setEnabled(True)
        self.note.setText(message)
        (at or self.place).setAccessibleDescription(message)
        (at or self.place).setFocus()

    def first(self) -> Line | Choice:
        """Where the keyboard starts."""
        return self.compte

    def stop(self) -> None:
        """The passwords are forgotten."""
        self.password.clear()
        self.again.clear()


Page = Unlocking | Rescue | FirstTime | Reprise


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
        self.setWindowTitle(self.tr("Scolarité Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")
        self.page: Page
        reprise = self.reprise if doors.reprise is not None else None
        if locked or base.exists():
            self.page = Unlocking(theme, base, compte, doors.unlock, locked, doors.by_session, self.rescue, reprise)
        else:
            self.page = FirstTime(theme, base, doors.create, doors.practise, reprise)
        self._first: Unlocking | FirstTime = self.page
        self.stack = QStackedWidget()
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

    def say(self, told: str) -> None:
        """What was done before the password is asked."""
        if isinstance(self.page, Unlocking):
            self.page.ask.say(told, "ok")

    def showEvent(self, event: object) -> None:
        """The keyboard is where the first thing is typed."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.page.first().setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def refuse(self, error: Refused | Unavailable) -> None:
        """Say why the base stays closed."""
        self.page.refuse(error.message, getattr(error, "seconds", 0))

    def stop(self) -> None:
        """Before the window goes away."""
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


def _choice(theme: Theme, base: Path, compte: str) -> Choice:
    """The accounts let in at this desk; another name can be typed, for who was let in elsewhere."""
    known = vault.accounts(base)
    choice = Choice(
        theme, lambda text: [(one, one) for one in known if text.casefold() in one.casefold()], closed=False
    )
    choice.set_text(compte or (known[0] if known else ""))
    return choice


def _step(theme: Theme, icon: str, title: str, why: str, lines: tuple[tuple[str, Line], ...]) -> Card:
    """One numbered step: what is asked, why, and where to write it."""
    card = Card(theme)
    words = column(None, Words(title, look="strong"), Words(why, tone="muted", wrap=True), grid(theme, lines))
    glyph = Glyph(theme, icon, "accent")
    inside = row(None, spacing=theme.block)
    inside.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
    inside.addLayout(words, 1)
    card.body.addLayout(inside)
    return card


def _end(button: Primary) -> QWidget:
    box = QWidget()
    row(box, None, button)
    return box
