"""What is not allowed stays in sight, greyed, and says why: one line over the page, and each button when it is pressed.

The services refuse all the same: nothing here is a lock.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from scolarite_desk.models.rules.droits import CANDIDATURE, DOSSIER, FONCTIONS
from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Strip
from scolarite_desk.ui.widgets.stay import stay

ANYWHERE = "anywhere"  # property of such a part
_NAMED = 4  # functions that one sentence names
OUTSIDE = N_("Ce dossier est hors de votre périmètre\u00a0: vous pouvez le lire, pas le modifier.")


class Limits:
    """The rights of the account on one page, a room or a tab of the dossier: buttons and forms say what they need."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page
        self.strip = Strip(desk.theme)
        self.strip.setObjectName("droits")
        self.strip.hide()
        self._outside = False
        body = page.layout()
        assert isinstance(body, QBoxLayout)
        body.insertWidget(0, self.strip)
        for stack in page.findChildren(QStackedWidget):  # what is in it may be made when it is first looked at
            stack.currentChanged.connect(lambda _: self.show(self._outside))

    def show(self, outside: bool = False, *, come: bool = False) -> None:
        """Bar what is not allowed now. `outside`: the dossier is outside the perimeter. `come`: the page is just come
        to; the line that comes later is told over it.
        """
        self._outside = outside
        tell = self._desk.messages.say
        lacking: list[str] = []
        for button in self._page.findChildren(Button):
            if button.needs:
                reason = self._reason(button.needs, outside and not self._anywhere(button))
                button.bar(reason, tell)
                lacking += [button.needs] if reason else []
        for form in self._page.findChildren(Form):
            lacking += form.bar(partial(self._reason, outside=outside and not self._anywhere(form)))
        listed = [code for code in FONCTIONS if code in lacking]
        said = say(OUTSIDE) if outside and lacking else self._sentence(listed)
        new = said != self.strip.text()
        self.strip.say(said, "lock", "muted")
        if not stay(self.strip, bool(said), come=come or not self._page.isVisible()) and new:
            tell(said)

    def _anywhere(self, widget: QWidget | None) -> bool:
        """Whether it is of a part that says that it acts outside the perimeter too (a first candidature inside)."""
        while widget is not None and widget is not self._page:
            if widget.property(ANYWHERE):
                return True
            widget = widget.parentWidget()
        return False

    def _reason(self, function: str, outside: bool) -> str:
        away = OUTSIDE if outside and FONCTIONS[function].portee in (DOSSIER, CANDIDATURE) else NOTHING
        return say(self._desk.droits.refusal(function) or away)

    def _sentence(self, lacking: list[str]) -> str:
        if len(lacking) <= _NAMED:
            return say(self._desk.droits.sentence(lacking))
        return tr(
            "Votre profil «\u00a0{profil}\u00a0» ne permet pas tout ici\u00a0: ce qui est grisé dit pourquoi.",
            profil=self._desk.droits.named,
        )
