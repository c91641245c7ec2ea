"""A part of the settings as a form, and what is still to be decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.reglages import ETABLISSEMENT, Setting
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.services.inscriptions import fees_to_fill
from scolarite_desk.services.reglages import blank_settings, change_setting, every_setting, written_settings
from scolarite_desk.store.queries.offer import all_of
from scolarite_desk.store.safety.armoire import backup_plan
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.reglages.logo import Logo64
from scolarite_desk.ui.widgets import Empty, Page, Primary, Words, column, row


class Formulaire(QWidget):
    """The settings of one part."""

    def __init__(self, desk: Desk, part: Msg) -> None:
        super().__init__()
        self._desk, self._part = desk, part
        self._layout = column(self)
        self._build(self._wanted())
        self._logo = Logo64(desk) if part == ETABLISSEMENT else None
        if self._logo is not None:
            self._layout.addWidget(self._logo)

    def _wanted(self) -> list[Setting]:
        every = self._desk.read(every_setting)
        return [one for one in every if one.part == self._part and one.reader.kind != "image"]

    def _build(self, settings: list[Setting]) -> None:
        self._settings, self._opened = settings, False
        fields = [one.field for one in settings]
        self.form = Form(
            self._desk.theme,
            fields,
            self._desk.lists,
            on_commit=self._write,
            on_failure=self._told,
            drafts=self._desk.drafts,
        )
        former = self._layout.takeAt(0)
        if former is not None and (page := former.widget()) is not None:
            page.hide()
            page.deleteLater()
        self._layout.insertWidget(0, self._held())

    def _held(self) -> QWidget:
        """What the form stands in."""
        return Page(self.form)

    def read(self) -> None:
        """Show what is chosen, or the default; a new campaign may have brought a setting."""
        wanted = self._wanted()
        if wanted != self._settings and self.form.commit():
            self._build(wanted)
        chosen, lists = self._desk.read(written_settings), self._desk.lists
        row = {one.key: _value(one, chosen[one.key], lists) for one in self._settings}
        if self._opened:
            self.form.refresh(row)
        else:
            self.form.open(row, "")
        self._opened = True
        if self._logo is not None:
            self._logo.read()

    def commit(self) -> bool:
        """Give what is being typed; False when it cannot be read or was refused."""
        return self.form.commit()

    def _write(self, field: Field, value: Any) -> None:
        lists, one = self._desk.lists, next(one for one in self._settings if one.key == field.name)
        self._desk.do(self, change_setting, one.key, one.kept(field.show(value, lists), lists))

    def _told(self, error: Exception) -> None:
        self._desk.messages.tell(error)


def _value(setting: Setting, text: str, lists: Lists) -> Any:
    """What the form shows of a kept text: its value, or the text itself when it no longer reads."""
    value = setting.value(text, lists)
    return text or None if value is None else value


@dataclass(frozen=True, slots=True)
class Blanc:
    """Something that the office has not decided yet: where it is, and what it holds up."""

    part: Msg
    label: Msg
    effet: Msg
    champ: str = ""


def blanks(desk: Desk) -> list[Blanc]:
    """What is still to be decided, in the order of the parts."""
    found = [Blanc(one.part, one.label, one.effect, one.key) for one in desk.read(blank_settings)]
    if not desk.read(all_of, "signataire"):
        found.append(Blanc(N_("Signataires"), N_("Aucun signataire"), N_("Les lettres de décision sont signées")))
    if not any(one.values.get("etat") == "ouverte" for one in desk.read(all_of, "campagne")):
        found.append(Blanc(N_("Campagnes"), N_("Aucune campagne ouverte"), N_("Un dossier est d’une campagne ouverte")))
    for annee, niveaux in desk.read(fees_to_fill).items():
        found.append(
            Blanc(
                N_("Droits d’inscription"),
                N_("Droits {annee}\u00a0: {niveaux}", annee=annee, niveaux=niveaux),
                N_("Ce que doit chaque inscription se saisit à la main"),
            )
        )
    failed = backup_plan(desk.store.path).echec
    if failed:
        where = N_("Fichier › Sauvegardes")
        found.insert(0, Blanc(where, N_("La dernière sauvegarde a échoué"), verbatim(failed)))
    return found


_SILENCE = N_(
    "La règle du silence (ce que vaut une absence de réponse, et au bout de combien de mois) se tranche avec le "
    "service juridique. Tant qu’elle est vide, le reçu dit tout le reste et n’en parle pas."
)


class Blancs(QWidget):
    """The list of the administrator. `on_go(blank)`: show where it is filled."""

    form: Form | None = None

    def __init__(self, desk: Desk, on_go: Callable[[Blanc], object]) -> None:
        super().__init__()
        self._desk, self._on_go, theme = desk, on_go, desk.theme
        self._silence = Words(say(_SILENCE), wrap=True, tone="muted")
        nothing = Empty(theme, "circle-check", tr("Tout ce qui est attendu est renseigné."))
        self.table = Table[Blanc](
            theme, _COLUMNS, tr("À renseigner"), key=lambda one: (one.part, one.label), empty=nothing
        )
        self.table.opened.connect(on_go)
        self._go = Primary(theme, tr("Renseigner"), self._there, icon="pencil")
        foot = _foot(theme, self._go)
        column(self, self._silence, (self.table, 1), foot, margins=(theme.block, 0), spacing=theme.gap)

    def read(self) -> None:
        """Read the base again and show what it holds."""
        found = blanks(self._desk)
        self._silence.setVisible(any(one.champ == "silence" for one in found))
        self.table.fill(found)
        if self.table.current() is None:
            self.table.step(0)
        self._go.setEnabled(bool(found))

    def commit(self) -> bool:
        """Nothing is typed here."""
        return True

    def _there(self) -> None:
        blank = self.table.current()
        if blank is not None:
            self._on_go(blank)


def _foot(theme: Theme, button: Primary) -> QWidget:
    foot = QWidget()
    row(foot, button, None, margins=(0, theme.block))
    return foot


_COLUMNS = (
    Column[Blanc](N_("Réglage"), lambda one: say(one.label), chars=30,
                  icon=lambda one: "triangle-alert", tone=lambda one: "icon:warn"),
    Column[Blanc](N_("Où"), lambda one: say(one.part), chars=18),
    Column[Blanc](N_("Ce qui en dépend"), lambda one: say(one.effet), chars=30, stretch=True),
)  # fmt: skip
