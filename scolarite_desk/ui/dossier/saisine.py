"""The referral to the recteur: what it rests on, criterion by criterion, and what came of it. The tab is there for who
asked a first year of master, or the recteur.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.models.rows.saisine_lue import SaisineLue
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.papiers import ACCUSE_SAISINE, ATTESTATION, COURRIERS
from scolarite_desk.models.rules.saisine import PROPOSITIONS, proposed_by
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.saisine_lue import letter_of_saisine, read_saisine
from scolarite_desk.services.saisines import begin_saisine, propose_place, take_refus, withdraw_saisine
from scolarite_desk.store.queries.saisines import refused_here
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.edition import preview_act
from scolarite_desk.ui.dossier.criteres import Criteres
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.listform import ListForm
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Page, Words, column
from scolarite_desk.ui.widgets.flow import Flow

_APART = 66  # characters that each list needs beside the other: three columns and its acts
_TALL = 16  # lines of each of two lists, where they lie one under the other
_COLUMNS = {
    "refus_vus": ("refuse_le", "etablissement", "formation"),
    "propositions": ("proposee_le", "reponse", "etablissement"),
}


class SaisinePage(DossierPage):
    """The referral of the year of the dossier."""

    title, things = N_("Saisine"), ("saisine", "refus_vus", "propositions")
    fields = FIELDS["saisine"] + FIELDS["refus_vus"] + FIELDS["propositions"]

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, self.saisine = desk.theme, None  # type: Any, SaisineLue | None
        self._said, self._days = Words("", look="strong", wrap=True), Words("", wrap=True)

        def button(label: str, act: Callable[[], object], icon: str, needs: str = "candidatures") -> Button:
            return Button(theme, label, act, icon=icon, needs=needs)

        self._begin = button(tr("Enregistrer une saisine"), self.begin, "plus")
        self._take = button(tr("Reprendre les refus de cette base"), self.take, "copy")
        self._attest = button(tr("Attestation de refus"), partial(self.letter, ATTESTATION), "mail", "lettres")
        self._accuse = button(tr("Accusé de réception"), partial(self.letter, ACCUSE_SAISINE), "mail", "lettres")
        self._drop = button(tr("Retirer la saisine"), self.drop, "trash-2")
        self._form = Form(theme, FIELDS["saisine"], desk.lists, on_commit=self._give, drafts=desk.drafts,
                          on_failure=desk.messages.tell)  # fmt: skip
        self.criteria = Criteres(theme, tr("Critères, pour information\u00a0: le recteur décide"))
        self.refus = self._list("refus_vus", N_("Refus"), N_("Aucun refus noté."), self._add_refus)
        self.proposed = self._list("propositions", N_("Propositions"), N_("Aucune proposition."), self._propose)
        self._form.beyond, self.refus.beyond = self.refus.focus, self.proposed.focus
        self.proposed.beyond = self.ended.emit
        self._whole = self._laid()
        body, top = QWidget(), column(None, spacing=theme.gap)
        top.setContentsMargins(theme.block, theme.block, theme.block, 0)
        for part in (self._said, self._days):
            top.addWidget(part)
        acts = (self._begin, self._take, self._attest, self._accuse, self._drop)
        top.addWidget(Flow(*acts, spacing=theme.gap))
        filled = column(body)
        filled.addLayout(top)
        filled.addWidget(self._whole)
        filled.addStretch(1)
        column(self, Page(body))

    def open(self, view: DossierView) -> None:
        """Another person's, with what was being typed there."""
        super().open(view)
        self._read(view)
        if self.saisine is not None:
            self._form.open(_told(self.saisine), self.saisine.key)

    def refresh(self, view: DossierView) -> None:
        """The same dossier changed: show it again, without touching what is being typed."""
        former = self.saisine.key if self.saisine is not None else ""
        super().refresh(view)
        self._read(view)
        if self.saisine is None:
            return
        if self.saisine.key == former:
            self._form.refresh(_told(self.saisine))
        else:
            self._form.open(_told(self.saisine), self.saisine.key)

    def commit(self) -> bool:
        """Give what is being typed in every part; False when it cannot be read or was refused."""
        given = [part.commit() for part in (self._form, self.refus, self.proposed)] if self.saisine else []
        return all(given)

    def form(self) -> Form | None:
        """The form that has the keyboard, or that of the referral."""
        here = QApplication.focusWidget()
        lists = (self.refus, self.proposed)
        return next((part.form for part in lists if here and part.isAncestorOf(here)), self._form)

    def here(self) -> tuple[str, Field] | None:
        """The field under the keyboard."""
        if self.saisine is None:
            return None
        parts = ((self.saisine.key, self._form), (self.refus.key, self.refus.form), (self.proposed.key,
                 self.proposed.form))  # fmt: skip
        return next(((key, field) for key, form in parts if (field := form.here()) is not None), None)

    def go(self, path: str) -> bool:
        """To a field, to a list; to the act that begins it while there is none."""
        if self.saisine is None:
            self._begin.setFocus()
            return True
        thing = path.partition(".")[0]
        if thing in ("refus_vus", "propositions"):
            (self.refus if thing == "refus_vus" else self.proposed).focus()
            return True
        return self._form.focus(path if "." in path else "")

    def begin(self) -> None:
        """The recteur was asked, or is to be."""
        view = self.view
        if view is not None and self.desk.attempt(self, begin_saisine, view.personne, view.annee):
            self.refresh(view)
            self._form.focus()

    def take(self) -> None:
        """The refusals that this base decided."""
        if self.saisine is not None:
            self._then(self.desk.attempt(self, take_refus, self.saisine.key))

    def drop(self) -> None:
        """Take out of sight what was recorded by mistake."""
        if self.saisine is not None:
            self._then(self.desk.attempt(self, withdraw_saisine, self.saisine.key))

    def letter(self, papier: str) -> None:
        """A letter of this tab, shown before it is printed."""
        view = self.view
        if view is None or not self.commit():
            return
        key = self.desk.read(letter_of_saisine, view.personne, view.annee)
        if key:
            title = say(COURRIERS[papier].titre)
            preview_act(self.desk, self, issue_courrier, key, papier, title=title, genre="lettre")

    def _then(self, _done: object) -> None:
        if self.view is not None:
            self.refresh(self.view)

    def _read(self, view: DossierView) -> None:
        found = self.saisine = self.desk.read(read_saisine, view.personne, view.annee)
        refused = bool(self.desk.read(refused_here, view.personne, view.annee))
        written = refused or bool(self.desk.read(letter_of_saisine, view.personne, view.annee))
        shown = {
            self._begin: found is None, self._whole: found is not None, self._drop: found is not None,
            self._days: found is not None, self._take: bool(found and found.reprendre), self._attest: refused,
            self._accuse: found is not None and written,
        }  # fmt: skip
        for part, visible in shown.items():
            part.setVisible(visible)
        if found is None:
            self._said.setText(tr("Le recteur n’est pas saisi pour {annee}.", annee=view.annee))
            return
        self._said.setText(tr("Saisine du recteur, {annee}", annee=found.annee))
        self._days.setText(say(_days(found)))
        self.criteria.fill(found.constats)
        self.refus.fill([{"id": one.key, **one.values} for one in found.refus])
        self.proposed.fill([{"id": one.key, **one.values} for one in found.propositions])

    def _laid(self) -> QWidget:
        theme, whole = self.desk.theme, QWidget()
        told = column(None, spacing=theme.gap)
        told.setContentsMargins(theme.block, 0, theme.block, 0)
        told.addWidget(self.criteria)
        body = column(whole, self._form)
        body.addLayout(told)
        body.addWidget(Beside(theme, self.refus, self.proposed, tall=_TALL, apart=_APART))
        return whole

    def _list(self, thing: str, title: Msg, empty: Msg, add: Callable[[], Hashable]) -> ListForm:
        def give(key: Any, field: Field, value: Any) -> None:
            self.desk.do(self, correct, field.path, key, value)
            self._read_again()

        return ListForm(
            self.desk.theme,
            say(title),
            FIELDS[thing],
            self.desk.lists,
            columns=_COLUMNS[thing],
            on_commit=give,
            on_add=add,
            on_withdraw=lambda key: self._then(self.desk.attempt(self, withdraw_item, thing, key)),
            drafts=self.desk.drafts,
            on_failure=self.desk.messages.tell,
            empty=say(empty),
        )

    def _add_refus(self) -> Hashable:
        return self._added(self.refus, add_item, "refus_vus", {"saisine_id": self._key})

    def _propose(self) -> Hashable:
        return self._added(self.proposed, propose_place, self._key)

    def _added(self, part: ListForm, act: Callable[..., str], *given: Any) -> Hashable:
        added = self.desk.attempt(self, act, *given)
        self._then(added)
        return added.answer if added else str(part.key)

    @property
    def _key(self) -> str:
        """Of the referral; blank before it is begun, and the act says so."""
        return self.saisine.key if self.saisine is not None else ""

    def _give(self, field: Field, value: Any) -> None:
        self.desk.do(self, correct, field.path, self._key, value)
        self._read_again()

    def _read_again(self) -> None:
        """What was given changes what the criteria say."""
        if self.view is not None:
            self._read(self.view)


def _told(one: SaisineLue) -> dict[str, Any]:
    """What its form starts from."""
    return {**one.values, "accuse_parti": one.accuse_parti}


def _days(one: SaisineLue) -> Msg:
    """The days that count now."""
    if one.values["close_le"] is not None:
        return N_("Close.")
    due = [each.limite for each in one.propositions if each.limite is not None]
    if due:
        return NN_(
            "{n} proposition attend une réponse, avant le {jour}.",
            "{n} propositions attendent une réponse, la première avant le {jour}.",
            len(due),
            jour=show_day(min(due)),
        )
    if one.values["le"] is None and one.limite is not None:
        return N_("Le recteur peut être saisi jusqu’au {jour}.", jour=show_day(one.limite))
    if one.values["le"] is not None and len(one.propositions) < PROPOSITIONS:
        return NN_(
            "{n} proposition est encore à venir, d’ici le {jour}.",
            "{n} propositions sont encore à venir, d’ici le {jour}.",
            PROPOSITIONS - len(one.propositions),
            jour=show_day(proposed_by(one.annee)),
        )
    return N_("Aucune proposition n’attend de réponse.")
