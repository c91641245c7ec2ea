"""The tab « VAPP »: the file of an access by validation of prior learning, one candidature at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.of_vapp import DECISION, OPINION
from scolarite_desk.models.rows.dossier_views import CandidatureView, DossierView, VappView
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.decisions import Type
from scolarite_desk.models.rules.retrait import OF_RIGHT, warning
from scolarite_desk.models.rules.vapp import DECISIONS, ETAPES, OPINIONS, etape
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services.vapp import (
    decide_vapp,
    fill_vapp,
    give_opinion,
    key_of_file,
    tarifs,
    vapp_of,
    withdraw_decision,
    withdraw_opinion,
)
from scolarite_desk.store.queries.types import kinds_for
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.criteres import Criteres
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.dossier.vapp.acquis import TroisTables
from scolarite_desk.ui.dossier.vapp.pas import Acte, EtapeVapp
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.parts import Fitted, head, stack
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.two_columns import ACTS, TwoColumns
from scolarite_desk.ui.look.heures import zone
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Hairline, Page, Words, column

_OPINION = {"opinion": "opinion", "commission_le": "le", "composition": "composition", "entendu": "entendu",
            "opinion_motif": "motif", "dispenses": "dispenses", "remise": "remise",
            "opinion_raison": "raison"}  # fmt: skip
_DECISION = {"decision": "decision", "type": "type", "decision_le": "le", "decision_signataire": "signataire",
             "decision_motif": "motif", "decision_raison": "raison"}  # fmt: skip


_DEMANDE = tuple(one for one in FIELDS["vapp"] if one.group not in ("entretien", "tarif"))
_ENTRETIEN = FIELDS["vapp"][len(_DEMANDE) :]


def asks_vapp(view: DossierView) -> bool:
    """Whether a dossier has something for this tab."""
    return any(one.genre == "vapp" for one in view.vivantes)


class VappPage(DossierPage):
    """In the order of the file: what is asked and who may ask, what was learnt, the commission, the president."""

    title = N_("VAPP")
    things, fields = ("vapp", "acquis"), FIELDS["vapp"] + OPINION + DECISION + FIELDS["acquis"]

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, tell = desk.theme, desk.messages.tell
        self._key, self._kinds = "", tuple[Type, ...]()
        self._step, self.table = Words(tone="muted", wrap=True), self._list()
        self.demande, self.entretien = (
            ActForm(theme, fields, desk.lists, on_commit=self._given, on_failure=tell, drafts=desk.drafts, part=True)
            for fields in (_DEMANDE, _ENTRETIEN)
        )
        self._lists = lists_of(desk, type_decision=self._of_decision)
        self.opinion = EtapeVapp(
            desk, tr("Commission pédagogique"), OPINION,
            Acte(N_("Enregistrer l’avis"), "scale", give_opinion, "avis", _OPINION),
            Acte(N_("Retirer l’avis"), "trash-2", withdraw_opinion, "avis"),
            ("opinion", tr("Choisissez l’avis de la commission.")),
        )  # fmt: skip
        self.decision = EtapeVapp(
            desk, tr("Président"), DECISION,
            Acte(N_("Enregistrer la décision"), "stamp", decide_vapp, "decision_vapp", _DECISION, {"malgre": True}),
            Acte(N_("Retirer la décision"), "trash-2", withdraw_decision, "decision_vapp"),
            ("decision", tr("Choisissez la décision.")), self._lists,
        )  # fmt: skip
        self.decision.form.noted.connect(lambda name: self._lists.forget() if name == "decision" else None)
        self.criteres = Criteres(theme, tr("Critères, pour information\u00a0: le président décide"))
        self.acquis, whole = TroisTables(desk), QWidget()
        bands = (
            TwoColumns(theme, self.demande, self.entretien, least=ACTS, bare=True), self.criteres, Hairline(),
            Words(tr("Acquis présentés"), look="strong"), self.acquis, Hairline(),
            TwoColumns(theme, self.opinion, self.decision, least=ACTS, bare=True),
        )  # fmt: skip
        stack(whole, theme, *bands)
        whole.setContentsMargins(*[theme.block] * 4)
        top = column(None, spacing=theme.gap)
        top.setContentsMargins(theme.block, theme.block, theme.block, theme.gap)
        top.addLayout(head(theme, tr("Validation des acquis"), self._step))
        top.addWidget(self.table)
        body = column(self)
        body.addLayout(top)
        body.addWidget(Hairline())
        body.addWidget(Page(whole), 1)

    def open(self, view: DossierView) -> None:
        """Show another dossier."""
        super().open(view)
        with QSignalBlocker(self.table):  # its first file is opened once
            self._fill(view)
            self.table.step(-len(view.candidatures))
        self._open()

    def refresh(self, view: DossierView) -> None:
        """What the base holds now; what is being typed stays."""
        super().refresh(view)
        self._fill(view)
        one = self.table.current()
        if one is None or one.key != self._key:
            self._open()
            return
        file = self._read(one)
        asked = self._asked(file)
        for form in (self.demande, self.entretien):
            form.refresh(asked)
        self.opinion.refresh(one, *self._opinion(file))
        self.decision.refresh(one, *self._decision(one, file))
        self._show(one, file)

    def commit(self) -> bool:
        """Give what is typed of the request and of what was learnt; the two acts are only read."""
        given = [form.commit() for form in self._forms()]
        return all(given)

    def form(self) -> Form:
        """The form under the keyboard, or that of the request."""
        here = QApplication.focusWidget()
        return next((form for form in self._forms() if here and form.isAncestorOf(here)), self.demande)

    def here(self) -> tuple[str, Field] | None:
        """The field under the keyboard, of the file or of what was learnt."""
        field = self.demande.here() or self.entretien.here()
        if field is not None:
            return key_of_file(self._key), field
        field = self.acquis.form.here()
        return (self.acquis.key, field) if field is not None else None

    def go(self, path: str) -> bool:
        """To a field of the file, of its acts, or to what was learnt."""
        thing, _, name = path.partition(".")
        if thing == "acquis":
            return self.acquis.go(name)
        return any(form.focus(path) for form in self._forms()) if name else self.demande.focus()

    def _forms(self) -> tuple[ActForm, ...]:
        return (self.demande, self.entretien, self.acquis.form, self.opinion.form, self.decision.form)

    def _open(self) -> None:
        one = self.table.current()
        self._key = one.key if one is not None else ""
        if one is None:
            return
        self._kinds = self.desk.read(kinds_for, one.key)
        self._lists.forget()
        file = self._read(one)
        asked = self._asked(file)
        for form in (self.demande, self.entretien):
            form.open(asked, file.key)
        self.opinion.open(one, *self._opinion(file))
        self.decision.open(one, *self._decision(one, file))
        self._show(one, file)

    def _show(self, one: CandidatureView, file: VappView) -> None:
        live = one.vivante and not one.dehors and not one.stade.archivee
        for form in (self.demande, self.entretien):
            form.set_read_only(not live)
        self._step.setText(say(ETAPES[etape(one.stade.opinion, one.stade.decision)]))
        self.criteres.fill(file.constats)
        self.acquis.open(one.key, file.acquis, live=live)

    def _fill(self, view: DossierView) -> None:
        ones = [one for one in view.vivantes if one.genre == "vapp"]
        self.table.fill(ones)
        self.table.setVisible(len(ones) > 1)

    def _read(self, one: CandidatureView) -> VappView:
        return self.desk.read(vapp_of, one.key)

    def _asked(self, file: VappView) -> dict[str, Any]:
        return {**file.values, "tarifs": self.desk.read(tarifs)}

    def _opinion(self, file: VappView) -> tuple[dict[str, Any], tuple[str, str, str]]:
        """What the form of the opinion starts from, and where it stands."""
        values = {field.name: file.values.get(field.name) for field in OPINION}
        said = tr("Aucun avis n’est rendu."), "circle-dashed", "muted"
        if file.values["opinion"]:
            told = _stands(OPINIONS, file.values["opinion"], file.values["commission_le"])
            said = say(told), "scale", "ok" if file.values["opinion"] == "favorable" else "muted"
        return values | {"decidee": bool(file.values["decision"])}, said

    def _decision(self, one: CandidatureView, file: VappView) -> tuple[dict[str, Any], tuple[str, str, str]]:
        """The same of the decision."""
        values = {field.name: file.values.get(field.name) for field in DECISION}
        again = one.stade.valide or not file.values["opinion"]
        told = {"a_justifier": again, "types": {kind.famille for kind in self._kinds}}
        if not file.values["decision"]:
            return values | told, (tr("Rien n’est décidé."), "circle-dashed", "muted")
        if not file.a_jour:
            late = tr("L’avis de la commission a changé depuis\u00a0: reprenez la décision.")
            return values | told, (late, "triangle-alert", "warn")
        stands = _stands(DECISIONS, file.values["decision"], file.values["decision_le"])
        valid = N_("son avis est validé") if one.stade.valide else N_("son avis est à valider")
        year = self.view.annee if self.view else ""
        only = N_("vaut pour {annee}, {formation}, cet établissement", annee=year, formation=one.formation)
        said = N_("{decision}, {suite}, {portee}.", decision=stands, suite=valid, portee=only)
        said = joined(" ", said, _warned(one, self.desk.lists.today()))
        return values | told, (say(said), "stamp", "ok" if file.values["decision"] == "FA" else "muted")

    def _of_decision(self) -> list[tuple[str, str]]:
        """The kinds of the decision that is typed."""
        chosen = self.decision.form.values.get("decision")
        return [(one.cle, say(one.label)) for one in self._kinds if one.famille == chosen]

    def _given(self, field: Field, value: Any) -> None:
        self.desk.do(self, fill_vapp, self._key, {field.name: value})

    def _chosen(self, one: CandidatureView | None) -> None:
        """Another row: leave the one before it first."""
        if one is not None and self._key and one.key != self._key:
            self.commit()
            self._open()

    def _list(self) -> Fitted[CandidatureView]:
        columns = (
            Column[CandidatureView](N_("Formation"), lambda one: one.formation, stretch=True),
            Column[CandidatureView](
                N_("Étape"), lambda one: say(ETAPES[etape(one.stade.opinion, one.stade.decision)]), chars=30
            ),
        )
        table = Fitted(self.desk.theme, columns, tr("Demandes de VAPP"), key=lambda one: one.key)
        table.moved.connect(self._chosen)
        return table


def _warned(one: CandidatureView, today: date) -> Msg:
    """What to know before an admission is taken back."""
    avis = one.courant
    if avis is None or avis.valide_le is None or avis.avis not in OF_RIGHT:
        return NOTHING
    return warning(local(avis.valide_le, zone()).date(), today)


def _stands(labels: Any, code: str, day: Any) -> Msg:
    label = labels.get(code) or verbatim(code)
    return N_("{quoi}, le {jour}", quoi=label, jour=show_day(day)) if day else label
