"""Secrets asked together before an act: a few lines, room kept for what is wrong, one button. Qt and the vault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rules import secret as rules
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, Choice, OneLine, Primary, Words, column, keep_room, row
from scolarite_desk.ui.widgets.feet import Foot

Asked = Sequence[tuple[str, OneLine | Choice]]


class Secret(OneLine):
    """A password: seen only by its eye (`Eye`), never kept as a draft. `hidden`: forgotten, it is not seen any more."""

    hidden = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)

    def forget(self) -> None:
        """Gone from the screen, and no more seen."""
        self.clear()
        self.hidden.emit()


class Eye(Button):
    """Shows what is typed in secrets, until it is pressed again or they are forgotten; one for all those of a form."""

    def __init__(self, theme: Theme, secrets: Sequence[Secret]) -> None:
        super().__init__(theme, "", self.look_at)
        self._secrets = tuple(secrets)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for one in self._secrets:
            one.hidden.connect(self.conceal)
        self.conceal()

    def look_at(self) -> None:
        """Seen, or hidden again."""
        self.show_them(self._secrets[0].echoMode() == QLineEdit.EchoMode.Password)

    def conceal(self) -> None:
        """Dots again."""
        self.show_them(False)

    def show_them(self, seen: bool) -> None:
        """The letters, or dots."""
        for one in self._secrets:
            one.setEchoMode(QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password)
        self.say("", icon="eye", tone="accent" if seen else "muted")
        words = tr("Cacher ce qui est tapé") if seen else tr("Voir ce qui est tapé")
        self.setAccessibleName(words)
        self.setToolTip(words)


class SecretForm(QWidget):
    """Labels at the left, lines at the right; Enter goes from one to the next, then acts. `beside`: at the left of
    the button.
    """

    def __init__(
        self,
        theme: Theme,
        lines: Asked,
        words: str,
        go: Callable[[], object],
        *,
        icon: str = "",
        beside: Sequence[QWidget] = (),
        main: bool = True,
    ) -> None:
        """`main`: the act of the page; there is one at most."""
        super().__init__()
        self.lines = tuple(line for _, line in lines)
        self._go = go
        self.note = Words(tone="bad", wrap=True)
        self.note.setMinimumHeight(2 * theme.line)
        keep_room(self.note)
        self.button: Button = (Primary if main else Button)(theme, words, self.ask, icon=icon)
        acts = QWidget()
        row(acts, *beside, None, self.button, spacing=theme.gap)
        self.foot = Foot(theme, self.note, acts)
        column(self, grid(theme, lines), self.foot.place, spacing=theme.gap)
        for line, following in zip(self.lines, self.lines[1:], strict=False):
            line.entered.connect(following.setFocus)
        self.lines[-1].entered.connect(self.ask)
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self.free)

    def ask(self) -> None:
        """Act, unless one has to wait."""
        if self.button.isEnabled():
            self._go()

    def busy(self, words: str) -> None:
        """Say that the act is being done; its button waits."""
        self.button.setEnabled(False)
        self.say(words, "muted")

    def refuse(self, message: str, at: OneLine | Choice | None = None, seconds: int = 0) -> None:
        """What is wrong, the keyboard where it is. `seconds`: nothing can be tried before."""
        self.say(message, "bad")
        culprit = at or self.lines[-1]
        culprit.setFocus()
        if isinstance(culprit, Secret):
            culprit.selectAll()
        culprit.setAccessibleDescription(message)
        self.button.setEnabled(not seconds)
        if seconds:
            self._wait.start(seconds * 1000)

    def failed(self, at: OneLine | Choice, error: BaseException) -> None:
        """The act was refused, or could not be done; a fault of ours goes on up."""
        if not isinstance(error, Refused | Unavailable):
            raise error
        self.refuse(say(error.message), at, getattr(error, "seconds", 0))

    def say(self, text: str, tone: str = "muted") -> None:
        """Write in the room kept under the lines."""
        dress(self.note, tone=tone)
        self.note.setText(text)
        for line in self.lines:
            line.setAccessibleDescription("")
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def free(self) -> None:
        """It can be tried again: the button answers, and nothing is said."""
        self._wait.stop()
        self.button.setEnabled(True)
        self.say("")

    def forget(self) -> None:
        """Nothing waits any more; the secrets are gone from the screen."""
        self._wait.stop()
        self.button.setEnabled(True)
        self.say("")
        for line in self.lines:
            if isinstance(line, Secret):
                line.forget()


def grid(theme: Theme, lines: Asked) -> QWidget:
    """Labels at the left, fields at the right; beside them the eye of the secrets, what a line brings (`beside`)."""
    box = QWidget()
    laid = QGridLayout(box)
    laid.setContentsMargins(0, theme.gap, 0, 0)
    laid.setHorizontalSpacing(theme.gap + theme.tight)
    laid.setVerticalSpacing(theme.gap)
    laid.setColumnStretch(1, 1)
    laid.setColumnMinimumWidth(0, theme.wide(16))
    secrets: list[Secret] = []
    for number, (name, line) in enumerate(lines):
        label = QLabel(name)
        label.setBuddy(line)
        line.setAccessibleName(line.accessibleName() or name)
        beside = getattr(line, "beside", None)
        laid.addWidget(label, number, 0)
        laid.addWidget(line, number, 1, 1, 1 if beside or isinstance(line, Secret) else 2)
        if beside is not None:
            laid.addWidget(beside, number, 2)
        if isinstance(line, Secret):
            secrets.append(line)
            if number + 1 == len(lines) or not isinstance(lines[number + 1][1], Secret):
                laid.addWidget(Eye(theme, secrets), number + 1 - len(secrets), 2, len(secrets), 1)
                secrets = []
    return box


def chosen(
    refuse: Callable[[str, OneLine], object], first: Secret, again: Secret, kind: rules.NewSecret = rules.MOT_DE_PASSE
) -> bool:
    """Whether a new secret is long enough and was typed twice the same; `refuse` says what is wrong, and goes there."""
    if short := kind.too_short(first.text()):
        again.clear()
        refuse(say(short), first)
    elif apart := kind.differ(first.text(), again.text()):
        refuse(say(apart), again)
    else:
        return True
    return False


def account_choice(theme: Theme, base: Path, compte: str) -> Choice:
    """The accounts let in at this desk; another name can be typed, for who was let in elsewhere."""
    known = vault.accounts(base)
    choice = Choice(
        theme, lambda text: [(one, one) for one in known if text.casefold() in one.casefold()], closed=False
    )
    theirs = compte if compte in known or not known else ""  # not the account of another base
    choice.set_text(theirs or (known[0] if known else ""))
    return choice
