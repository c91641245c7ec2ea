"""The one place that tells: a strip for what was refused or is unavailable, over the page, which does not move."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rules.vides import AGENT, REGLAGES
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, Strip, column
from scolarite_desk.ui.widgets.over import Over

PAPIERS = "papiers"  # what `setting` names for the page of all that papers lack of the office
ICONS = {"bad": "circle-alert", "warn": "triangle-alert", "ok": "circle-check", "accent": "info", "muted": "info"}


class Messages(QWidget):
    """What the person is told. `culprit(path)`: the field that a refusal names, for the screen that holds it;
    `setting(key)`: the person asks for the setting that a refusal names.

    A message goes with its cause: the next act that goes well, another page, or what it `holds` for when it has said.
    """

    culprit = Signal(str)
    setting = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._passing = theme, False  # whether the next work that is written takes the strip away
        self._holds: Callable[[], bool] | None = None  # whether what is told still is so
        self._over: Over | None = None
        self._strips = {"bad": Strip(theme), "warn": Strip(theme)}
        self._strips["bad"].setObjectName("indisponible")
        self._strips["warn"].setObjectName("refus")
        column(self, *self._strips.values())
        self.clear()

    def lie_over(self, page: QWidget) -> None:
        """Take no room of the window: what is said lies over this page, where it hides least."""
        dress(self, look="over")
        self._over = Over(self, page, self._theme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self.check)

    def tell(self, error: BaseException, acts: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Say why something did not happen. What is neither refused nor unavailable is our fault and goes on up.

        `acts`: (words, function) buttons, such as "Réessayer".
        """
        if isinstance(error, Refused):
            self.say(say(error.message), "warn", [*acts, *self._way(error.champ or "")])
            if error.champ:
                self.culprit.emit(error.champ)
        elif isinstance(error, Unavailable):
            self.say(say(error.message), "bad", acts)
            self._passing = error.passing
        else:
            raise error

    def say(
        self,
        text: str,
        tone: str = "warn",
        acts: Sequence[tuple[str, Callable[[], object]]] = (),
        holds: Callable[[], bool] | None = None,
    ) -> None:
        """Show a strip: "bad" for what does not work, any other tone in the other one. `holds`: it goes when that is
        no more.
        """
        self._say(text, tone, acts, holds)

    def ask(self, text: str, word: str, act: Callable[[], object]) -> None:
        """The same, the keyboard on the button that answers: Enter does it."""
        self._say(text, "warn", [(word, act)])[0].setFocus()

    def _say(
        self,
        text: str,
        tone: str,
        acts: Sequence[tuple[str, Callable[[], object]]],
        holds: Callable[[], bool] | None = None,
    ) -> list[Button]:
        strip = self._strips["bad" if tone == "bad" else "warn"]
        if tone == "bad":
            self._passing = False
        else:
            self._holds = holds
        buttons = [Button(self._theme, words, self._then_hide(strip, press)) for words, press in acts]
        strip.say(text, ICONS[tone], tone, buttons, closable=True)
        strip.show()
        self._lie()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        return buttons

    def clear(self, *, all_of_them: bool = True) -> None:
        """Take the strips away; `all_of_them=False` leaves what is unavailable, after an act that went well."""
        self._strips["warn"].hide()
        if all_of_them:
            self._strips["bad"].hide()
        self._lie()

    def check(self) -> None:
        """Take away what was told of something that is no more."""
        if self._holds is not None and not self._holds():
            self._holds = None
            self.clear(all_of_them=False)

    def over(self) -> None:
        """The base was written: what kept it from being so is over."""
        if self._passing:
            self._strips["bad"].hide()
        self.check()
        self._lie()

    def text(self) -> str:
        """What is on screen."""
        return "\n".join(strip.text() for strip in self._strips.values() if not strip.isHidden())

    def _lie(self) -> None:
        if self._over is not None:
            self._over.place(bool(self.text()))

    def _way(self, champ: str) -> list[tuple[str, Callable[[], object]]]:
        """The button that leads to a setting, to all that a paper lacks of the office, or to the list of a thing."""
        thing, _, key = champ.partition(".")
        if champ == "signataire" or (thing == "reglage" and key in REGLAGES):
            return [(tr("Renseigner ce qui manque"), lambda: self.setting.emit(PAPIERS))]
        if thing == "reglage":
            return [(tr("Voir ce réglage"), lambda: self.setting.emit(key))]
        words = {"campagne": tr("Ouvrir une campagne"), AGENT: tr("Me nommer")}.get(champ)
        return [(words, lambda: self.setting.emit(champ))] if words else []

    @staticmethod
    def _then_hide(strip: Strip, press: Callable[[], object]) -> Callable[[], object]:
        def act() -> None:
            strip.hide()
            press()

        return act
