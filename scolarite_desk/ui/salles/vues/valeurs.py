"""What a condition is about, chosen by typing: values of a list, things of the office, days, a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from scolarite_desk.models.fields.readers import Entier, Jour
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.things import BY_CLASS
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.filtre import Sorte, Valeur
from scolarite_desk.store.queries.conditions import CONDITIONS, Connue
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import say, tr, trc
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Chip, Choice, OneLine, column
from scolarite_desk.ui.widgets.days import DayLine
from scolarite_desk.ui.widgets.flow import Flow

CONDITION = "@condition"  # the list of conditions, by name
_WIDE, _DAY, _NUMBER = 34, 19, 10  # characters of an editor
_MOST = 9999
Values = tuple[Valeur, ...]


def lists(desk: Desk) -> Referentiel:
    """What rows of conditions are chosen from."""
    codes = {f"codes_{nom}": partial(_codes, one) for nom, one in CONDITIONS.items() if one.codes is not None}
    named: Callable[[], list[tuple[str, str]]] = lambda: [(nom, say(one.label)) for nom, one in CONDITIONS.items()]  # noqa: E731
    return lists_of(desk, condition=named, **codes)


def _codes(one: Connue) -> list[tuple[str, str]]:
    return [(code, say(label)) for code, label in (one.codes or {}).items()]


def _list_of(one: Connue) -> str:
    if one.chose is not None:
        return f"@{BY_CLASS[one.chose].name}"
    return one.liste or f"@codes_{one.nom}"


class Valeurs(QWidget):
    """The values of one condition. `changed()`; `entered()`: Enter where nothing more is to be said."""

    changed = Signal()
    entered = Signal()
    under: QWidget | None = None  # what is shown of them under the row

    def values(self) -> Values | None:
        """What is chosen; None when something is missing or cannot be read."""
        return ()

    def stops(self) -> list[QWidget]:
        """Where Tab goes, in order."""
        return []

    def blame(self) -> None:
        """Show what is missing."""


class Aucune(Valeurs):
    """A condition that takes nothing."""


class Plusieurs(Valeurs):
    """Some of a list: typed one after another, each taken away by its own button."""

    def __init__(self, theme: Theme, lists: Referentiel, one: Connue, given: Values) -> None:
        super().__init__()
        self._theme, self._lists, self._of = theme, lists, _list_of(one)
        self._any = one.sorte is Sorte.CLES_OU_RIEN
        self._chosen = [str(value) for value in given]
        self._chips: list[Chip] = []
        self.choice = Choice(theme, lambda text: self._lists.propose(self._of, text, {}))
        self.choice.setAccessibleName(say(one.label))
        self.choice.setFixedWidth(theme.wide(_WIDE))
        if self._any:
            self.choice.setToolTip(tr("Vide\u00a0: n’importe laquelle"))
        self.choice.entered.connect(self._enter)
        self.choice.chosen.connect(self._take)
        self.choice.left.connect(self._take)
        self.chips = Flow(spacing=theme.tight)
        self.chips.setParent(self)  # until the row lays it: shown alone, it would be a window
        column(self, self.choice)
        self.under = self.chips
        self._show()

    def values(self) -> Values | None:
        return tuple(sorted(self._chosen)) if self._chosen or self._any else None

    def stops(self) -> list[QWidget]:
        return [self.choice, *(self._chips if self._chosen else ())]

    def blame(self) -> None:
        self.choice.mark("bad", "circle-alert")
        self.choice.setAccessibleDescription(tr("Choisissez une valeur de la liste."))

    def _enter(self) -> None:
        if self.choice.text().strip():
            self._take()
        else:
            self.entered.emit()

    def _take(self) -> None:
        text = self.choice.meant().strip()
        key = self._lists.find(self._of, text, {}) if text else None
        if text and key is None:
            self.blame()
            return
        self.choice.mark("")
        self.choice.setAccessibleDescription("")
        if key is not None:
            self.choice.set_text("")
            if key not in self._chosen:
                self._chosen.append(key)
                self._show()
                self.changed.emit()

    def _drop(self, key: str) -> None:
        self._chosen.remove(key)
        self.choice.setFocus()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        box = self.chips.layout()
        assert box is not None
        while (item := box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        self._chips = []
        for key in self._chosen:
            label = self._lists.label(self._of, key)
            chip = Chip(self._theme, label, partial(self._drop, key), icon="x")
            chip.setAccessibleName(tr("Retirer «\u00a0{valeur}\u00a0»", valeur=label))
            box.addWidget(chip)
            self._chips.append(chip)
        self.chips.setVisible(bool(self._chosen))


class Jours(Valeurs):
    """From a day, to a day; one of the two may be blank."""

    def __init__(self, theme: Theme, lists: Referentiel, one: Connue, given: Values) -> None:
        super().__init__()
        self._lists, self._reader = lists, Jour()
        self._lines = [DayLine(theme, lists.today) for _ in range(2)]
        words = trc("jour", "Du"), trc("jour", "Au")
        parts: list[QWidget] = []
        for line, word, day in zip(self._lines, words, given or ("", ""), strict=True):
            label = QLabel(word)
            label.setBuddy(line)
            line.setAccessibleName(f"{say(one.label)}, {word}")
            line.setFixedWidth(theme.wide(_DAY))
            line.set_text(Jour().show(_day(str(day)), lists) if day else "")
            line.left.connect(partial(self._left, line))
            line.entered.connect(partial(self._enter, line))
            parts += [label, line]
        column(self, Flow(*parts, spacing=theme.gap))

    def values(self) -> Values | None:
        try:
            days = [self._reader.read(line.text(), self._lists, {}) for line in self._lines]
        except Fault:
            return None
        first, last = (day.isoformat() if day else "" for day in days)
        return (first, last) if (first or last) and not (first and last and first > last) else None

    def stops(self) -> list[QWidget]:
        return list(self._lines)

    def blame(self) -> None:
        for line in self._lines:
            line.mark("bad", "circle-alert")
            line.setAccessibleDescription(tr("Donnez un jour, ou deux dans l’ordre."))

    def _left(self, line: DayLine) -> None:
        line.settle()
        for one in self._lines:
            one.mark("")
            one.setAccessibleDescription("")
        if any(one.text().strip() for one in self._lines) and self.values() is None:
            self.blame()
        self.changed.emit()

    def _enter(self, line: DayLine) -> None:
        self._left(line)
        if line is self._lines[0]:
            self._lines[1].setFocus()
        else:
            self.entered.emit()


class Nombre(Valeurs):
    """A whole number."""

    def __init__(self, theme: Theme, lists: Referentiel, one: Connue, given: Values) -> None:
        super().__init__()
        self._lists, self._reader = lists, Entier(0, _MOST)
        self._line = OneLine(theme, str(given[0]) if given else "")
        self._line.setAccessibleName(say(one.label))
        self._line.setFixedWidth(theme.wide(_NUMBER))
        self._line.left.connect(self._left)
        self._line.entered.connect(self.entered)
        column(self, self._line)

    def values(self) -> Values | None:
        try:
            number = self._reader.read(self._line.text(), self._lists, {})
        except Fault:
            return None
        return None if number is None else (number,)

    def stops(self) -> list[QWidget]:
        return [self._line]

    def blame(self) -> None:
        self._line.mark("bad", "circle-alert")
        self._line.setAccessibleDescription(tr("Écrivez un nombre entier, en chiffres."))

    def _left(self) -> None:
        self._line.mark("")
        self._line.setAccessibleDescription("")
        if self._line.text().strip() and self.values() is None:
            self.blame()
        self.changed.emit()


def _day(text: str) -> date:
    return date.fromisoformat(text)


def editor(theme: Theme, lists: Referentiel, one: Connue, given: Sequence[Valeur] = ()) -> Valeurs:
    """What the values of a condition are chosen with."""
    if one.sorte is Sorte.RIEN:
        return Aucune()
    made = {Sorte.JOURS: Jours, Sorte.NOMBRE: Nombre}.get(one.sorte, Plusieurs)
    return made(theme, lists, one, tuple(given))
