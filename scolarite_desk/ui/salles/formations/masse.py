"""Several formations changed together: what is typed is written to each, what is left blank keeps its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_rooms import MASSE, REPRISE_FORMATION
from scolarite_desk.models.rows.dossier_views import FormationRow
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.msg import N_, NN_, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.services.offre import copy_all
from scolarite_desk.services.ouvertures import EN_MASSE, change_all, open_all
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.widgets import Button, Page, Primary, Words, column, row

_YES = {"oui": True, "non": False}
_NOTHING = N_("Tapez ce qui change, ou choisissez ce qui est à vider.")


class EnMasse(QWidget):
    """The panel of a selection of several. `on_done()`: the list should be read again."""

    def __init__(self, desk: Desk, on_done: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._on_done, theme = desk, on_done, desk.theme
        self._rows: Sequence[FormationRow] = ()
        named = [(one.name, say(one.alone or one.label)) for one in MASSE if one.name in (*EN_MASSE, *DATES)]
        self._lists = lists_of(
            desk, champ_formation=lambda: named, oui_non=lambda: [("oui", tr("Oui")), ("non", tr("Non"))]
        )
        self.form = ActForm(theme, MASSE, self._lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self.other = ActForm(theme, REPRISE_FORMATION, self._lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self._title = Words(look="strong", wrap=True)
        self._title.setContentsMargins(theme.block, theme.gap, theme.block, 0)
        self._change = Primary(theme, tr("Changer ces formations"), self.change, icon="check", needs="formations")
        opens = Button(theme, tr("Les ouvrir dans cette session"), self.open_them, icon="plus", needs="formations")
        copies = Button(theme, tr("Les reprendre dans cette campagne"), self.copy, icon="copy", needs="formations")
        inside, acts, foot = QWidget(), QWidget(), QWidget()
        row(acts, self._change, opens, None, margins=(theme.block, theme.gap), spacing=theme.gap)
        row(foot, copies, None, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(inside, self._title, self.form, acts, self.other, foot, stretch=True)
        column(self, Page(inside))
        for form in (self.form, self.other):
            form.open({}, "")

    def show_rows(self, rows: Sequence[FormationRow]) -> None:
        """Another selection; what was typed stays."""
        self._rows = rows
        self._lists.forget()
        self._title.setText(trn("Changer {n} formation", "Changer {n} formations", len(rows)))

    def change(self) -> None:
        """Write what was typed to each of them."""
        asked = self.form.asked()
        if asked is None:
            return
        session, emptied = asked.pop("pour_session"), asked.pop("vider")
        given = {name: _YES.get(value, value) for name, value in asked.items() if value is not None}
        if not given and not emptied:
            self.form.refused("formation.vider", _NOTHING)
            return
        if session and not any(name in DATES for name in (*given, emptied)):
            self.form.refused("formation.pour_session", N_("Donnez les jours de cette session, ou ouvrez-la."))
            return
        said = {"valeurs": given, "vider": [emptied] if emptied else [], "session": session}
        self._run(tr("Changement des formations"), self.form, lambda keys, progress: change_all(
            self._desk.store, self, keys, said, progress, self.form.taking))  # fmt: skip

    def open_them(self) -> None:
        """Open them in the session that was chosen."""
        asked = self.form.asked()
        if asked is None:
            return
        session = asked["pour_session"]
        if not session:
            self.form.refused("formation.pour_session", N_("Choisissez la session."))
            return
        self._run(tr("Ouverture en session"), None, lambda keys, progress: open_all(
            self._desk.store, self, keys, session, progress))  # fmt: skip

    def copy(self) -> None:
        """Take them over in the campaign that was chosen."""
        asked = self.other.asked()
        if asked is None:
            return
        campagne = asked["campagne"]
        if not campagne:
            self.other.refused("formation.campagne", N_("Choisissez la campagne."))
            return
        self._run(tr("Reprise des formations"), self.other, lambda keys, progress: copy_all(
            self._desk.store, self, keys, campagne, progress, self.other.taking))  # fmt: skip

    def _run(
        self, title: str, form: ActForm | None, act: Callable[[list[str], Progress], LotOutcome[str, Any]]
    ) -> None:
        keys, names = [one.key for one in self._rows], {one.key: one.code or one.libelle for one in self._rows}

        def done(issue: LotOutcome[str, Any]) -> None:
            if form is not None and issue.faites:
                form.open({}, "")
            self._on_done()
            self._desk.messages.say(say(_told(issue, names)), "warn" if issue.refusees else "ok")

        self._desk.jobs.run(title, lambda progress: act(keys, progress), done=done, cancelled=self._on_done)


def _told(issue: LotOutcome[str, Any], names: dict[str, str]) -> Msg:
    done = NN_("{n} formation est faite.", "{n} formations sont faites.", len(issue.faites))
    return joined(" ", done, issue.left(lambda key: names.get(key, "")))
