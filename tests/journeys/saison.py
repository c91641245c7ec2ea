"""A season in the window: what a manager does with the keyboard, from the opening to the closing, and what it costs.

Each gesture is timed key by key, as whoever waits for the window would: `Compte` keeps how many candidatures it was
for, how many keys it took, and the longest wait between a key and the window being ready for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.played.hands import Hands
from scolarite_desk.ui.salles.suivi.lignes import ALL
from scolarite_desk.ui.widgets.hand import ring

_NEAR = 60  # Tab: as far as anybody goes
_ALL = 10_000
_TAB = Qt.FocusPolicy.TabFocus


@dataclass
class Compte:
    """What one kind of gesture cost. `attente`: the longest a key held the window, seconds."""

    geste: str
    fois: int = 0
    candidatures: int = 0
    touches: int = 0
    attente: float = 0.0
    fond: float = 0.0  # the longest that was waited for away from the window, which stayed free meanwhile

    def __str__(self) -> str:
        each = self.touches / self.candidatures if self.candidatures else 0
        return (
            f"{self.geste:28} {self.fois:3} fois {self.candidatures:5} candidatures {self.touches:5} touches "
            f"{each:5.2f} chacune {self.attente:6.2f} s au clavier {self.fond:6.2f} s en fond"
        )


class Mesurees(Hands):
    """Hands that say how long each key held the window."""

    pire = 0.0

    def press(self, keys: str, times: int = 1) -> None:
        """Each alone, timed."""
        for _ in range(times):
            begun = perf_counter()
            super().press(keys)
            self.pire = max(self.pire, perf_counter() - begun)


class Guichet:
    """The window of a season, and whoever is at its keyboard."""

    def __init__(self, window: Window, answers: list[Callable[[Any], object]]) -> None:
        self.window, self.answers, self.hands = window, answers, Mesurees(window)
        self.comptes: dict[str, Compte] = {}
        self.hands.take()

    @contextmanager
    def geste(self, nom: str) -> Iterator[Compte]:
        """What is pressed inside is told under this name."""
        compte = self.comptes.setdefault(nom, Compte(nom))
        before, self.hands.pire = self.hands.keys, 0.0
        compte.fois += 1
        yield compte
        self.ready(compte)
        compte.touches += self.hands.keys - before
        compte.attente = max(compte.attente, self.hands.pire)

    def ready(self, compte: Compte | None = None) -> None:
        """Wait for what was asked, as a person does who looks at the window."""
        begun = perf_counter()
        self.hands.wait(lambda: not self.window.desk.jobs.busy)
        if QApplication.activeWindow() is None:  # a dialog went: a window manager would bring the window back
            self.hands.take()
        self.hands.wait(QApplication.focusWidget)
        if compte is not None:
            compte.fond = max(compte.fond, perf_counter() - begun)

    @property
    def room(self) -> Any:
        """The room that is open."""
        return self.window.room

    def go(self, widget: QWidget) -> None:
        """Take the keyboard to a widget, with Tab, whichever way is nearer."""
        ways = sorted(("Tab", "Shift+Tab"), key=lambda keys: self._steps(widget, keys))
        for _ in range(_NEAR):
            if QApplication.focusWidget() is widget:
                return
            self.hands.press(ways[0])
        raise LookupError(f"« {widget.accessibleName()} » is not at the keyboard, {QApplication.focusWidget()} is")

    def _steps(self, widget: QWidget, keys: str) -> int:
        """How many Tab away it is; many when it is not."""
        way = ring(self.window)[:: 1 if keys == "Tab" else -1]
        here = QApplication.focusWidget()
        start = way.index(here) + 1 if here in way else 0
        passed = (*way[start:], *way[:start])
        passed = passed[: passed.index(widget) + 1] if widget in passed else passed
        return sum(one.isVisible() and one.isEnabled() and bool(one.focusPolicy() & _TAB) for one in passed)

    def on(self, name: str, within: QWidget | None = None) -> None:
        """Press the button whose name begins so."""
        buttons = (within or self.window).findChildren(QPushButton)
        found = next((one for one in buttons if one.isVisible() and one.accessibleName().startswith(name)), None)
        assert found is not None, f"« {name} » is not there: {self.words(within)}"
        try:
            self.hands.wait(found.isEnabled)
        except TimeoutError as error:
            raise AssertionError(f"« {found.accessibleName()} » cannot be pressed: {self.words(within)}") from error
        self.go(found)
        self.hands.press("Return")

    def seen(self, panel: Any, compte: Compte) -> None:
        """Wait for the preview: of many, it comes from away, and nothing is done before it is seen."""
        begun = perf_counter()
        self.hands.wait(panel.acts[0].isEnabled)
        compte.fond = max(compte.fond, perf_counter() - begun)
        self.ready(compte)

    def words(self, within: QWidget | None = None) -> str:
        """What the labels of a part of the window say."""
        found = (within or self.window).findChildren(QLabel)
        return " / ".join(one.text() for one in found if one.isVisible() and one.text())

    # --- Décisions.

    def formation(self, code: str) -> None:
        """The candidatures of a formation."""
        if self.room is None or self.room.code != "decisions":
            self.hands.press("F6")
            self.ready()
        self.hands.press(self._mnemonic(self.room.choice._choices["formation"]))
        self.hands.over(code)
        self.hands.press("Return")
        self.ready()

    def _mnemonic(self, field: QWidget) -> str:
        """The key that its label underlines."""
        label = next(one for one in self.window.findChildren(QLabel) if one.buddy() is field)
        return f"Alt+{label.text()[label.text().index('&') + 1].upper()}"

    def only(self, code: str) -> None:
        """Those of them that one of the filters over the table shows."""
        self.go(self.room.filters._chips[code])
        self.hands.press("Space")
        self.ready()

    def take(self, count: int, last: bool = False) -> int:
        """Choose the first rows of the table, or the last ones; how many there are."""
        table = self.room.table
        self.go(table)
        if count >= len(table.rows_model.rows):
            self.hands.press("Ctrl+A")
        else:
            keys = ("Ctrl+End", "Up", "Down") if last else ("Ctrl+Home", "Down", "Up")
            for one in (*keys, "Space"):  # off the rows that were chosen before, then on this one alone
                self.hands.press(one)
            self.hands.press("Shift+Up" if last else "Shift+Down", count - 1)
        return len(table.selected())

    def avis(self, values: dict[str, str], count: int) -> None:
        """Give an avis to the first rows, looked at before; nothing where none is left."""
        if not self.room.table.rows_model.rows:
            return
        with self.geste(f"donner l’avis {values['avis']}") as compte:
            compte.candidatures += self.take(count)
            self.ready(compte)
            self.hands.press("Ctrl+D")
            self.hands.fill(self.room.form, values)
            self.seen(self.room.panels.avis, compte)
            self.hands.press("Ctrl+D")

    def valider(self) -> None:
        """Every avis of the formation that waits for it."""
        with self.geste("valider") as compte:
            self.only("a_valider")
            compte.candidatures += self.take(_ALL)
            self.hands.press("Ctrl+Shift+D")
            self.seen(self.room.panels.validation, compte)
            self.hands.press("Ctrl+Shift+D")

    def agir(
        self, nom: str, acte: str, count: int, values: dict[str, str] | None = None, *, last: bool = False
    ) -> None:
        """Any other act, to the first rows, or the last ones; nothing where none is left."""
        if not self.room.table.rows_model.rows:
            return
        with self.geste(nom) as compte:
            compte.candidatures += self.take(count, last)
            self.ready(compte)
            self.hands.press("Ctrl+G")
            self.hands.over(acte)
            self.hands.press("Return")
            if values:
                self.hands.fill(self.room.form, values)
            self.seen(self.room.panels.acte, compte)
            self.hands.press("Ctrl+G")

    def rangs(self, ordre: str) -> None:
        """Number the list of the formation in this order."""
        with self.geste("numéroter la liste") as compte:
            self.only("LC")
            listed = self.take(_ALL) if self.room.table.rows_model.rows else 0
            if listed > 1:
                self.on("Rangs", self.room.head)
                self.hands.over(ordre)
                self.hands.press("Return")
                self.ready(compte)
                if self.room.panels.rangs._give.isEnabled():
                    self.on(self.room.panels.rangs._give.accessibleName(), self.room.panels)
            compte.candidatures += listed

    def lettres(self, folder: Path, nom: str = "éditer les lettres") -> None:
        """The letters that are proposed, a file each."""
        folder.mkdir()
        with self.geste(nom) as compte:
            before = self.issued()
            self.on("Lettres", self.room.head)
            self.ready(compte)
            self.answers.append(lambda dialog: _into(dialog, folder))
            self.on("Un fichier par lettre", self.room.panels)
            self.ready(compte)
            compte.candidatures += self.issued() - before

    def issued(self) -> int:
        """How many papers the base has issued."""
        with self.window.desk.store.reading() as session:
            return session.query(DocumentEmis).count()

    # --- Réglages.

    def campagne(self, nom: str, *actes: str, motif: str = "") -> None:
        """What the selected campaign becomes, by its buttons."""
        with self.geste(nom) as compte:
            self.hands.press("Ctrl+,")
            self.ready(compte)
            self.go(self.room.parts)
            for _ in self.room.parts.rows_model.rows:
                if self.room.parts.current().label.source == "Campagnes":
                    break
                self.hands.press("Down")
            page = self.room.stack.currentWidget()
            for acte in actes:
                if motif:
                    self.go(page.vie.form.seats["motif"].editor)
                    self.hands.over(motif)
                self.on(acte, page)
                self.ready(compte)

    # --- Suivi.

    def voir(self, code: str, compte: Compte | None = None) -> None:
        """A list of the day."""
        self.hands.press("Ctrl+Shift+J")
        self.ready(compte)
        self.go(self.room.lists)
        away = list(ALL).index(code) - list(ALL).index(self.room._shown)
        self.hands.press("Down" if away > 0 else "Up", abs(away))

    def suivi(self, nom: str, code: str, values: dict[str, str] | None = None) -> int:
        """Do to everybody of a list of the day what it proposes; how many they were."""
        with self.geste(nom) as compte:
            self.voir(code, compte)
            count = self.take(_ALL) if self.room.table.rows_model.rows else 0
            self.ready(compte)
            if count:
                self.hands.press("Ctrl+G")
                if values:
                    self.hands.fill(self.room.form, values)
                self.seen(self.room.lot, compte)
                self.hands.press("Ctrl+G")
            compte.candidatures += count
        return count


def _into(dialog: QFileDialog, folder: Path) -> None:
    """A folder is chosen: once for all the letters of a formation, its keys are not counted."""
    dialog.setDirectory(str(folder))
    dialog.accept()
