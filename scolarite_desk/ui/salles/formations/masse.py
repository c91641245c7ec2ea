"""Several formations changed together: what is typed is written to each, what is left blank keeps its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_office import FORMATION
from scolarite_desk.models.fields.of_rooms import MASSE, REPRISE_FORMATION
from scolarite_desk.models.rows.dossier_views import FormationRow
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.services.offre import copy_all, copy_sessions, sessions_lacking
from scolarite_desk.services.ouvertures import EN_MASSE, Change, change_all, open_all, preview_all, preview_open
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import MANY
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.apercu import Apercu, MotsApercu
from scolarite_desk.ui.salles.examen import Examen
from scolarite_desk.ui.widgets import Button, Page, Primary, Words, column, row

_MANY = 999  # formations: the button has room for that many
_YES = {"oui": True, "non": False}
_NOTHING = N_("Tapez ce qui change, ou choisissez ce qui est à vider.")


class EnMasse(QWidget):
    """The panel of a selection of several: what is typed for all, seen before. `on_done()`: the list should be read
    again.
    """

    def __init__(self, desk: Desk, on_done: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._on_done, theme = desk, on_done, desk.theme
        self._rows: Sequence[FormationRow] = ()
        self._changes: dict[str, Change] = {}
        self._lacking: dict[str, list[str]] = {}
        named = [(one.name, say(one.alone or one.label)) for one in MASSE if one.name in (*EN_MASSE, *DATES)]
        self._lists = lists_of(
            desk, champ_formation=lambda: named, oui_non=lambda: [("oui", tr("Oui")), ("non", tr("Non"))]
        )
        self.form, self.other = (
            ActForm(theme, fields, self._lists, on_failure=desk.messages.tell, drafts=desk.drafts)
            for fields in (MASSE, REPRISE_FORMATION)
        )
        self.form.noted.connect(lambda _: self.look())
        self.preview = Apercu(desk, self._columns(), _said())
        self._title = Words(look="strong", wrap=True)
        self._title.setContentsMargins(theme.block, theme.gap, theme.block, 0)
        self._give = Primary(theme, "", self.give, icon="check", needs="formations")
        self._give.may_say(_opening(_MANY))
        self._told = Words(tone="muted", wrap=True)
        copies = Button(theme, tr("Les reprendre dans cette campagne"), self.copy, icon="copy", needs="formations")
        self._before = Words(tone="warn", wrap=True)
        self._before.setContentsMargins(theme.block, 0, theme.block, 0)
        self._sessions = Button(theme, tr("Reprendre d’abord ses sessions"), self.bring, icon="calendar-days",
                                needs="campagnes")  # fmt: skip
        self.other.noted.connect(lambda _: self._lack())
        inside, line, foot = QWidget(), QWidget(), QWidget()
        row(line, self._sessions, copies, None, margins=(theme.block, theme.gap))
        column(inside, self._title, self.form, self.other, self._before, line, stretch=True)
        column(foot, self._told, self._give, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, (Beside(theme, Page(inside), self.preview, wide=44, least=30), 1), foot)
        for form in (self.form, self.other):
            form.open({}, "")
        self._lack()
        self._exam = Examen(desk, self, self.look)

    def show_rows(self, rows: Sequence[FormationRow]) -> None:
        """Another selection; what was typed stays."""
        again = [one.key for one in rows] == [one.key for one in self._rows]
        self._rows = rows
        self._lists.forget()
        self._title.setText(trn("Changer {n} formation", "Changer {n} formations", len(rows)))
        self._lack()
        if not again:
            self._show(LotOutcome())
            self._exam.soon()

    def in_session(self, session: str) -> None:
        """Propose to open them in a session (its key)."""
        self.form.refresh({**self.form.values, "pour_session": session})
        self.look()
        self._give.setFocus()

    # --- What it would do.

    def _asks(self) -> tuple[dict[str, Any], bool]:
        """What the act is told, and whether it is only to open them in a session; nothing while nothing is typed."""
        shown = {name: value for name, value in self.form.values.items() if value is not None}
        session, emptied = shown.pop("pour_session", None), list(shown.pop("vider", ()))
        given = {name: _YES.get(value, value) for name, value in shown.items()}
        if given or emptied:
            return {"valeurs": given, "vider": emptied, "session": session}, False
        return ({"session": session}, True) if session else ({}, False)

    def look(self) -> None:
        """Play it without keeping it, and say what it would give."""
        self._exam.drop()
        said, opens = self._asks()
        store, keys = self._desk.store, [one.key for one in self._rows]

        def play(progress: Progress) -> LotOutcome[str, Any]:
            if opens:
                return preview_open(store, keys, said["session"], progress)
            return preview_all(store, keys, said, progress)

        if not said or not keys:
            self._show(LotOutcome())
            return
        if len(keys) > MANY:
            self._give.setEnabled(False)
            self._told.setText(tr("Examen de la sélection…"))
        self._exam.play(len(keys), play, self._show)

    def _show(self, issue: LotOutcome[str, Any]) -> None:
        said, opens = self._asks()
        changed = dict(zip(issue.faites, issue.rendus, strict=True))
        self._changes = {} if opens else changed
        shown = issue if opens else replace(issue, faites=tuple(key for key, one in changed.items() if one))
        self.preview.show_issue(shown, {one.key: one for one in self._rows})
        count = len(shown.faites)
        self._give.setEnabled(bool(count))
        self._give.say(_opening(count) if opens else _changing(count), icon="plus" if opens else "check")
        self._told.setText(_now(bool(said), count))

    def _columns(self) -> tuple[Column[FormationRow], ...]:
        return (
            Column(NOTHING, lambda one: one.code or one.libelle, chars=10),
            Column(NOTHING, self._change, chars=20, stretch=True),
        )

    def _change(self, one: FormationRow) -> str:
        """What would change of a formation: each field, as it is and as it would be."""
        lists, fields = self._lists, {field.name: field for field in FORMATION}

        def told(field: Field, before: Any, after: Any) -> str:
            avant, apres = (field.show(value, lists) or tr("vide") for value in (before, after))
            return tr("{champ}\u00a0: {avant} → {apres}", champ=field.alone or field.label, avant=avant, apres=apres)

        return " · ".join(told(fields[name], *pair) for name, pair in self._changes.get(one.key, {}).items())

    # --- Doing it.

    def give(self) -> None:
        """Do it to each of them."""
        if self.form.asked() is None:
            return
        said, opens = self._asks()
        if not said:
            self.form.refused("formation.vider", _NOTHING)
            return
        if opens:
            self._run(tr("Ouverture en session"), self.form, lambda keys, progress: open_all(
                self._desk.store, self, keys, said["session"], progress))  # fmt: skip
            return
        if said["session"] and not any(name in DATES for name in (*said["valeurs"], *said["vider"])):
            self.form.refused("formation.pour_session", N_("Donnez les jours de cette session, ou ouvrez-la."))
            return
        self._run(tr("Changement des formations"), self.form, lambda keys, progress: change_all(
            self._desk.store, self, keys, said, progress, self.form.taking))  # fmt: skip

    def _lack(self) -> None:
        """Say which of their sessions the chosen campaign has not: what is taken over there would be of none."""
        self._lacking = {}
        if chosen := self.other.values.get("campagne"):
            self._lacking = self._desk.read(sessions_lacking, [one.key for one in self._rows], chosen)
        names = [name for some in self._lacking.values() for name in some]
        self._before.setText(
            tr("Sessions qui manquent à cette campagne\u00a0: {sessions}.", sessions=names) if names else ""
        )
        for one in (self._before, self._sessions):
            one.setVisible(bool(names))

    def bring(self) -> None:
        """Take over the sessions first, without their days."""
        for campagne in self._lacking:
            self._desk.attempt(self, copy_sessions, campagne, self.other.values["campagne"])
        self._lists.forget()
        self._lack()

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
            self.look()
            self._desk.messages.say(say(_told(issue, names)), "warn" if issue.refusees else "ok")

        self._desk.jobs.run(title, lambda progress: act(keys, progress), done=done, cancelled=self._on_done)


def _told(issue: LotOutcome[str, Any], names: dict[str, str]) -> Msg:
    done = NN_("{n} formation est faite.", "{n} formations sont faites.", len(issue.faites))
    return joined(" ", done, issue.left(lambda key: names.get(key, "")))


def _said() -> MotsApercu[FormationRow]:
    return MotsApercu(
        lambda one: one.code or one.libelle,
        lambda count: trn("{n} formation changera", "{n} formations changeront", count),
        lambda count: trn("{n} formation sera refusée", "{n} formations seront refusées", count),
        tr("Formations qui changeront"),
    )


def _changing(count: int) -> str:
    return trn("Changer {n} formation", "Changer {n} formations", count) if count else tr("Changer ces formations")


def _opening(count: int) -> str:
    return trn("Ouvrir {n} formation dans cette session", "Ouvrir {n} formations dans cette session", count)


def _now(asked: bool, count: int) -> str:
    """What one may do, over the button."""
    if count:
        return tr("Ctrl+Z l’annule pour toutes à la fois.")
    return tr("Aucune ne changerait.") if asked else say(_NOTHING)
