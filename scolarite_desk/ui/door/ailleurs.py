"""Stacked of the door for a base that is not the one before us: the practice one, another one, one that is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules import exercice
from scolarite_desk.ui.door.lieu import broken
from scolarite_desk.ui.door.voies import Go, ways
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, Glyph, Link, Primary, Words, column, keep_room, row
from scolarite_desk.ui.widgets.files import ask_open

Choose = Callable[[Path], object]


class Aside(QWidget):
    """A page with one act, and room kept for why it is refused."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.note = Words(tone="bad", wrap=True)
        self.note.setMinimumHeight(2 * theme.line)
        keep_room(self.note)
        self.act: Button

    def refuse(self, message: str, seconds: int = 0) -> None:
        """Why it was not done."""
        self.act.setEnabled(True)
        self.say(message, "bad")

    def say(self, told: str, tone: str = "muted") -> None:
        """Write in the room kept over the buttons."""
        dress(self.note, tone=tone)
        self.note.setText(told)

    def first(self) -> QWidget:
        """The widget on which the keyboard starts."""
        return self.act

    def stop(self) -> None:
        """Nothing runs here."""

    def _foot(self, back: Go | None) -> QWidget:
        foot = QWidget()
        left = [Button(self._theme, tr("Retour"), back, icon="chevron-left")] if back is not None else []
        row(foot, *left, None, self.act, spacing=self._theme.gap)
        return foot


class Exercice(Aside):
    """The practice base, and its password for the next time."""

    def __init__(self, theme: Theme, practise: Go, back: Go) -> None:
        super().__init__(theme)
        self._practise = practise
        self.act = Primary(theme, tr("Ouvrir la base d’exercice"), self.go, icon="graduation-cap")
        why = tr(
            "Une université inventée et 300 dossiers inventés. Rien de ce que vous y faites ne compte, "
            "et vos autres bases ne bougent pas."
        )
        column(
            self, Words(tr("La base d’exercice"), look="title"), Words(why, tone="muted", wrap=True),
            said_secret(theme), self.note, self._foot(back), spacing=theme.gap, stretch=True,
        )  # fmt: skip

    def go(self) -> None:
        """Make it the first time, open it afterwards."""
        self.act.setEnabled(False)
        self.say(tr("Ouverture… La première fois demande quelques secondes."))
        self._practise()


class Autres(Aside):
    """A base that exists: those opened lately, one that is looked for, one that comes from another computer."""

    def __init__(self, theme: Theme, recents: Sequence[Path], choose: Choose, moved: Go | None, back: Go) -> None:
        super().__init__(theme)
        self._choose = choose
        self.act = Primary(theme, tr("Parcourir…"), self.browse, icon="folder-open")
        self.recents = [self._line(one) for one in recents]
        lately = Words(tr("Ouvertes sur ce poste"), look="strong") if recents else Words(
            tr("Ce poste n’a encore ouvert aucune autre base."), tone="muted"
        )  # fmt: skip
        from_afar = QWidget()
        afar = Words(tr("Copiée d’un autre ordinateur\u00a0:"), tone="muted")
        row(from_afar, Glyph(theme, "download", "muted"), afar,
            Link(theme, tr("la reprendre ici"), moved), None, spacing=theme.tight)  # fmt: skip
        from_afar.setVisible(moved is not None)
        column(
            self, Words(tr("Ouvrir une autre base"), look="title"), lately, *self.recents, from_afar, self.note,
            self._foot(back), spacing=theme.gap, stretch=True,
        )  # fmt: skip

    def browse(self) -> None:
        """Ask the system's own dialog."""
        found = ask_open(self, tr("Ouvrir une base"), tr("Bases (*.sdesk)"))
        if found is not None:
            self._choose(found)

    def first(self) -> QWidget:
        """The last one opened, or the dialog."""
        found = self.findChildren(Button)
        return found[0] if self.recents else self.act

    def _line(self, base: Path) -> QWidget:
        line, there = QWidget(), base.exists()
        name = Button(self._theme, base.stem, partial(self._choose, base), icon="archive")
        name.setToolTip(str(base))
        where = broken(base.parent) if there else tr("Introuvable\u00a0: {dossier}", dossier=broken(base.parent))
        name.setAccessibleDescription(where)
        row(line, name, (Words(where, tone="muted" if there else "warn", wrap=True), 1), spacing=self._theme.gap)
        return line


class Absente(Aside):
    """A base was expected and is not there: which one, where, and what to do."""

    def __init__(self, theme: Theme, base: Path, again: Go, reprise: Go | None, go: Mapping[str, Go]) -> None:
        super().__init__(theme)
        self._base, self._again = base, again
        self.act = Primary(theme, tr("Chercher à nouveau"), self.go, icon="refresh-cw")
        where = tr("Elle est attendue dans {dossier}", dossier=broken(base.parent))
        why = tr(
            "Si elle est sur une clé ou un disque, branchez-le puis cherchez à nouveau. Si elle a été déplacée ou "
            "renommée, ouvrez-la là où elle est. N’en créez pas une autre à sa place."
        )
        parts = [
            Words(tr("La base «\u00a0{nom}\u00a0» est introuvable", nom=base.name), look="title", wrap=True),
            Words(where, wrap=True), Words(why, tone="muted", wrap=True), self.note, self._foot(None),
        ]  # fmt: skip
        if reprise is not None:
            lost = QWidget()
            row(lost, Glyph(theme, "archive", "muted"), Words(tr("Elle est perdue\u00a0:"), tone="muted"),
                Link(theme, tr("les sauvegardes"), reprise), None, spacing=theme.tight)  # fmt: skip
            parts.append(lost)
        column(self, *parts, ways(theme, go), spacing=theme.gap, stretch=True)

    def go(self) -> None:
        """Look whether it is there now."""
        if self._base.exists():
            self._again()
        else:
            self.refuse(tr("Toujours rien à cet endroit."))


def said_secret(theme: Theme) -> QWidget:
    """Who opens the practice base, and with what: it protects nothing."""
    told = tr("Compte {compte}, mot de passe {mot}", compte=exercice.COMPTE, mot=exercice.PASSWORD)
    line = QWidget()
    row(line, Glyph(theme, "key-round", "accent"), (Words(told, look="strong", wrap=True), 1), spacing=theme.gap)
    return line
