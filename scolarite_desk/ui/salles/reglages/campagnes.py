"""Campaigns and their sessions. A campaign is opened, closed, archived and opened again by its acts: its state is read
above them, never typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_office import CAMPAGNE
from scolarite_desk.models.fields.of_rooms import RAISON_CAMPAGNE, REPRISE_SESSIONS
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.acts import ACTS
from scolarite_desk.services.campagnes import offered
from scolarite_desk.services.offre import copy_sessions
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import level
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.items import Items
from scolarite_desk.ui.salles.reglages.listes import NestedLists, of_first
from scolarite_desk.ui.widgets import Button, Words, column, row

_ETAT = next(one for one in CAMPAGNE if one.name == "etat")
_SHOWN = {
    "open_campaign": ("door-open", NC_("campagne", "Ouvrir")),
    "close_campaign": ("lock", NC_("campagne", "Fermer")),
    "archive_campaign": ("archive", NC_("campagne", "Archiver")),
    "reopen_campaign": ("rotate-ccw", NC_("campagne", "Rouvrir")),
}


class Vie(QWidget):
    """What the selected campaign is, and what can become of it. A refusal, that counts what is left there, is said
    under the reason that it asks for.
    """

    def __init__(self, desk: Desk, years: Items) -> None:
        super().__init__()
        self._desk, self._years, theme = desk, years, desk.theme
        self._state, self._shown = Words(look="strong"), ""
        self.form = ActForm(
            theme, RAISON_CAMPAGNE, years.lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True,
            needs="campagnes",
        )  # fmt: skip
        self._acts = {
            code: Button(theme, say(label), partial(self.give, code), icon=icon, needs="campagnes")
            for code, (icon, label) in _SHOWN.items()
        }
        line = QWidget()
        row(line, *self._acts.values(), None, spacing=theme.gap)
        column(self, self._state, self.form, line, spacing=theme.gap).setContentsMargins(
            theme.block, theme.block, theme.block, theme.gap
        )

    def read(self) -> None:
        """Show the campaign that is selected."""
        current = self._years.table.current()
        self.setVisible(current is not None)
        if current is None:
            return
        etat = current.get("etat")
        self._state.setText(tr("Campagne\u00a0: {etat}", etat=_ETAT.show(etat, self._years.lists, current)))
        possible = [code for code in self._acts if offered(code, etat)]
        for code, button in self._acts.items():
            button.setVisible(code in possible)
        reasoned = any("motif" in ACTS[code].names for code in possible)
        self.form.setVisible(reasoned)
        if self._shown != current["id"]:
            self._shown = current["id"]
            self.form.open({}, str(self._shown))

    def give(self, code: str) -> None:
        """Do one act of the selected campaign, with the reason where it takes one."""
        asked = self.form.asked()
        if asked is None or self._years.key is None or not self._years.commit():
            return
        given = {"motif": asked["motif"] or ""} if "motif" in ACTS[code].names else {}
        with self.form.giving():
            done = self._desk.attempt_in(self.form.hear, self, ACTS[code].function, str(self._years.key), **given)
        if done:
            self.form.open({}, str(self._years.key))
            self._years.read()
            self.read()


class SessionsReprises(QWidget):
    """The sessions of another campaign, without their days: a year begins as the last one did."""

    def __init__(self, desk: Desk, years: Items, on_done: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._years, self._on_done, theme = desk, years, on_done, desk.theme
        self.form = ActForm(
            theme, REPRISE_SESSIONS, years.lists, on_failure=desk.messages.tell, drafts=desk.drafts, needs="campagnes"
        )
        self.form.open({}, "")
        line = QWidget()
        row(line, Button(theme, tr("Les reprendre ici"), self.give, icon="copy", needs="campagnes"), None,
            margins=(theme.block, 0))  # fmt: skip
        column(self, self.form, line)

    def give(self) -> None:
        """Copy them into the campaign that is selected."""
        asked = self.form.asked()
        if asked is None or not asked["reprise"] or self._years.key is None:
            self.form.refused("session.reprise", N_("Choisissez la campagne."))
            return
        with self.form.giving():
            done = self._desk.attempt(self, copy_sessions, asked["reprise"], str(self._years.key))
        if done:
            self.form.open({}, "")
            self._on_done()


class Campagnes(NestedLists):
    """Years, what each becomes, and its sessions."""

    def __init__(self, desk: Desk) -> None:
        years = Items(desk, "campagne", tr("Campagnes"), columns=("annee", "etat", "libelle"),
                      new=lambda: {"etat": "preparation"})  # fmt: skip
        sessions = of_first(
            desk, years, "session", tr("Sessions de la campagne"), "campagne_id", ("debut_depot", "genre", "libelle")
        )
        years.form.seats["etat"].keep_room(False)
        self.vie = Vie(desk, years)
        above = QWidget()
        others = SessionsReprises(desk, years, sessions.read)
        column(above, self.vie, others)
        level(self.vie.form, others.form)
        super().__init__(years, sessions, above)

    def _follow(self) -> None:
        super()._follow()
        self.vie.read()
