"""The first window: unlock a base, or make the first one. It knows Qt and the vault, so that it paints at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QStackedWidget, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.store import vault
from scolarite_desk.ui.texts import NBSP, filled
from scolarite_desk.ui.theme import Theme, dress
from scolarite_desk.ui.widgets import Card, Glyph, Line, Link, Primary, Words, column, keep_room, row

Unlock = Callable[[Path, str, str], object]
Start = Callable[[], object]
_PATIENT = 5  # wrong passwords before one waits: 1 s, 2 s, 4 s...
_WIDEST = 46  # lines


class Secret(Line):
    """A password: never seen, never kept as a draft."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)


class Unlocking(QWidget):
    """Account and password of one base. A refusal is read under the password, in room kept for it."""

    def __init__(self, theme: Theme, base: Path, compte: str, unlock: Unlock, locked: bool) -> None:
        super().__init__()
        self._theme, self._base, self._unlock, self._failures = theme, base, unlock, 0
        self.compte = Line(theme, compte or _first_account(base))
        self.compte.setAccessibleName(self.tr("Compte"))
        self.compte.setReadOnly(locked)
        self.password = Secret(theme, self.tr("Mot de passe"))
        self.note = Words(tone="bad", wrap=True)
        self.open = Primary(theme, self.tr("Déverrouiller") if locked else self.tr("Ouvrir"), self.go, icon="log-in")
        title = self.tr("Poste verrouillé") if locked else self.tr("Scolarité Desk")
        column(
            self,
            Words(title, look="title"),
            Words(base.name, tone="muted"),
            _grid(theme, ((self.tr("Compte"), self.compte), (self.tr("Mot de passe"), self.password))),
            self.note,
            _end(self.open),
            spacing=theme.gap,
        )
        keep_room(self.note)
        self.note.setMinimumHeight(2 * theme.line)
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(lambda: self.open.setEnabled(True))
        self.compte.entered.connect(self.password.setFocus)
        self.password.entered.connect(self.go)

    def go(self) -> None:
        """Try to open."""
        if not self.open.isEnabled():
            return
        if not self.password.text():
            self.refuse(self.tr("Tapez le mot de passe."))
            return
        self.open.setEnabled(False)
        self._say(self.tr("Ouverture…"), "muted")
        self._unlock(self._base, self.compte.text(), self.password.text())

    def refuse(self, message: str) -> None:
        """Why it stays closed. After five failures each one makes the next wait twice as long."""
        self._failures += 1
        beyond = self._failures - _PATIENT
        seconds = 2**beyond if beyond >= 0 else 0
        told = filled(self.tr("%1 Réessayez dans %2 s."), message, seconds) if seconds else message
        self._say(told, "bad")
        self.password.setFocus()
        self.password.selectAll()
        self.open.setEnabled(not seconds)
        if seconds:
            self._wait.start(seconds * 1000)

    def _say(self, text: str, tone: str) -> None:
        dress(self.note, tone=tone)
        self.note.setText(text)
        self.password.setAccessibleDescription(text)

    def stop(self) -> None:
        """Nothing waits any more; the password is forgotten."""
        self._wait.stop()
        self.password.clear()


class FirstTime(QWidget):
    """No base yet: three steps to a new one, or an exercise base for those who dare not."""

    def __init__(self, theme: Theme, base: Path, create: Unlock, practise: Start) -> None:
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
        column(
            self,
            Words(self.tr("Bienvenue dans Scolarité Desk"), look="title"),
            Words(self.tr("Trois réponses suffisent. Chacune peut être changée plus tard."), tone="muted"),
            *steps,
            self.note,
            _end(self.make),
            last,
            spacing=theme.gap,
        )
        for line, following in ((self.compte, self.password), (self.password, self.again), (self.again, self.place)):
            line.entered.connect(following.setFocus)
        self.place.entered.connect(self.go)

    def go(self) -> None:
        """Check what can be checked here, then create."""
        if not self.compte.text().strip():
            self.refuse(self.tr("Écrivez votre nom."), self.compte)
        elif len(self.password.text()) < vault.SHORTEST:
            self.refuse(self.tr("Choisissez un mot de passe d’au moins douze caractères."), self.password)
        elif self.password.text() != self.again.text():
            self.refuse(self.tr("Les deux mots de passe diffèrent\u00a0: tapez-les de nouveau."), self.again)
        else:
            self.make.setEnabled(False)
            self._create(Path(self.place.text()).expanduser(), self.compte.text().strip(), self.password.text())

    def refuse(self, message: str, at: Line | None = None) -> None:
        """What is missing, with the keyboard where it is."""
        self.make.setEnabled(True)
        self.note.setText(message)
        (at or self.place).setAccessibleDescription(message)
        (at or self.place).setFocus()

    def stop(self) -> None:
        """The passwords are forgotten."""
        self.password.clear()
        self.again.clear()


class Ouverture(QWidget):
    """The window before the window. `unlock`, `create`: (base, account, password); `practise`: an exercise base."""

    def __init__(
        self,
        theme: Theme,
        base: Path,
        compte: str,
        *,
        unlock: Unlock,
        create: Unlock,
        practise: Start,
        locked: bool = False,
        leave: Start | None = None,
    ) -> None:
        super().__init__()
        self._leave = leave
        self.setWindowTitle(self.tr("Scolarité Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")
        self.page: Unlocking | FirstTime
        if locked or base.exists():
            self.page = Unlocking(theme, base, compte, unlock, locked)
        else:
            self.page = FirstTime(theme, base, create, practise)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        side = 2 * theme.block
        column(self, self.stack, margins=(side, side), stretch=True)
        self.setMaximumWidth(_WIDEST * theme.line)
        self.resize(32 * theme.line, self.sizeHint().height())

    def showEvent(self, event: object) -> None:
        """The keyboard is where the first thing is typed."""
        super().showEvent(event)  # type: ignore[arg-type]
        line = self.page.compte
        if isinstance(self.page, Unlocking) and line.text():
            line = self.page.password
        line.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def refuse(self, error: Refused | Unavailable) -> None:
        """Say why the base stays closed."""
        self.page.refuse(error.message)

    def stop(self) -> None:
        """Before the window goes away."""
        self.page.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, when there is somewhere to leave to."""
        if event.key() == Qt.Key.Key_Escape and self._leave is not None:
            self._leave()
        else:
            super().keyPressEvent(event)


def _first_account(base: Path) -> str:
    try:
        return vault.read(base)[0].compte
    except (Unavailable, IndexError):
        return ""


def _grid(theme: Theme, lines: tuple[tuple[str, Line], ...]) -> QWidget:
    """Labels at the left, fields at the right."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, theme.gap, 0, 0)
    grid.setHorizontalSpacing(theme.gap + theme.tight)
    grid.setVerticalSpacing(theme.gap)
    grid.setColumnStretch(1, 1)
    for number, (name, line) in enumerate(lines):
        label = QLabel(name)
        label.setBuddy(line)
        label.setMinimumWidth(theme.wide(16))
        grid.addWidget(label, number, 0)
        grid.addWidget(line, number, 1)
    return box


def _step(theme: Theme, icon: str, title: str, why: str, lines: tuple[tuple[str, Line], ...]) -> Card:
    """One numbered step: what is asked, why, and where to write it."""
    card = Card(theme)
    words = column(None, Words(title, look="strong"), Words(why, tone="muted", wrap=True), _grid(theme, lines))
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
