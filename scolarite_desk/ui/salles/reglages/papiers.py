"""Before the first papers: what every paper lacks of the office, settings and signatory alike, on one page; then back
to the paper that was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.fields import FORMS
from scolarite_desk.models.fields.reglages import BY_KEY, Setting
from scolarite_desk.msg import N_
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.vides import missing_of_office
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form, level
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.reglages.formulaire import Formulaire
from scolarite_desk.ui.widgets import Page, Primary, Words, column, row

AVANT = N_("Premiers papiers")
_WHOLE = N_("Écrivez le prénom, le nom et la qualité de qui signe.")
_WHO = ("prenom", "nom", "qualite")


class _Manquants(Formulaire):
    """The settings that were blank when the page was come to: one that is filled stays in sight."""

    def __init__(self, desk: Desk) -> None:
        self.wanted: tuple[str, ...] = ()
        super().__init__(desk, AVANT)

    def forget(self) -> None:
        """Ask for nothing."""
        self.wanted = ()

    def _held(self) -> QWidget:
        return self.form  # the page that has it scrolls as a whole

    def _wanted(self) -> list[Setting]:
        return [BY_KEY[key] for key in self.wanted]


class AvantPapiers(QWidget):
    """The page. Each setting is written as its field is left; who signs, by the button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme = desk, desk.theme
        self.settings = _Manquants(desk)
        asked = [one for one in FORMS["signataire"] if one.name in _WHO]
        self.sign = ActForm(theme, asked, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True)
        self.sign.open({}, "")
        self.sign.setContentsMargins(theme.block, 0, theme.block, 0)
        self._said = Words(wrap=True, tone="muted")
        self._done = Primary(theme, tr("Enregistrer"), self.save, icon="check", needs="reglages")
        inside, foot = QWidget(), QWidget()
        column(inside, self._said, self.settings, self.sign, stretch=True, spacing=theme.gap)
        self._said.setContentsMargins(theme.block, 0, theme.block, 0)  # as the forms have
        row(foot, self._done, None, margins=(theme.block, theme.block))
        column(self, (Page(inside), 1), foot, spacing=theme.gap)

    @property
    def form(self) -> Form:
        """The form that has the keyboard, else that of the settings."""
        return self.sign if self.sign.isAncestorOf(self.focusWidget()) else self.settings.form

    def come(self) -> None:
        """Ask for what is missing now, and nothing else."""
        self.settings.forget()
        self.read()
        if self.settings.wanted:
            self.settings.form.focus()
        elif not self.sign.isHidden():
            self.sign.focus()

    def read(self) -> None:
        """Show what the base holds now; what was blank and is filled stays."""
        blank, signed = self._desk.read(missing_of_office)
        self.settings.wanted += tuple(key for key in blank if key not in self.settings.wanted)
        self.settings.read()
        self.sign.setVisible(not signed)
        self.settings.setVisible(bool(self.settings.wanted))
        level(self.settings.form, self.sign)
        self._said.setText(self._words(blank, signed))
        back = self._desk.reprise is not None
        self._done.setText(tr("Enregistrer et revenir au papier") if back else tr("Enregistrer"))
        self._done.setEnabled(back or bool(blank) or not signed)

    def commit(self) -> bool:
        """Give what is being typed in the settings; who signs waits for the button, as a draft."""
        return self.settings.commit()

    def save(self) -> None:
        """Write all that was typed; once nothing is missing, go back to the paper that was asked for."""
        if not self.settings.commit() or not self._signed():
            return
        blank, _signed = self._desk.read(missing_of_office)
        self.read()
        if blank:
            self.settings.form.focus(blank[0])
        else:
            self._desk.returned.emit()

    def _signed(self) -> bool:
        """Whether somebody signs, or was just added."""
        if self.sign.isHidden():
            return True
        values = self.sign.asked()
        if values is None:
            return False
        lacking = next((name for name in _WHO if not values[name]), "")
        if lacking:
            self.sign.refused(f"signataire.{lacking}", _WHOLE)
            return False
        return self.sign.give(lambda: self._desk.do(self, add_item, "signataire", values))

    @staticmethod
    def _words(blank: Sequence[str], signed: bool) -> str:
        if blank or not signed:
            return tr(
                "Aucun papier ne part sans ce qui suit\u00a0: la loi le demande, ou personne ne saurait où écrire."
            )
        return tr("Tout ce que les papiers demandent est renseigné.")
