"""The tab « Inscription »: those who confirmed a place, and for the selected one all that leads to the enrolment."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.models.fields.of_inscription import DROITS, PAIEMENT, PREUVE, REMBOURSEMENT, SECONDE
from scolarite_desk.models.rows.dossier_views import CandidatureView, DossierView
from scolarite_desk.models.rules.inscriptions import ETATS
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.inscriptions import enrolment
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.inscription.etat import EnrolmentHalf
from scolarite_desk.ui.dossier.inscription.paiement import PaymentHalf
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import Fitted
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.two_columns import ACTS, TwoColumns
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Empty, Hairline, Page, Stacked, column


class InscriptionPage(DossierPage):
    """A short list above, the selected enrolment below."""

    title = N_("Inscription")
    things, fields = ("inscription",), SECONDE + DROITS + PAIEMENT + REMBOURSEMENT + PREUVE

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self.table = self._list()
        self.state, self.payment = EnrolmentHalf(desk), PaymentHalf(desk)
        self._below = Stacked()
        nothing = Empty(theme, "graduation-cap", tr("L’inscription commence quand l’admission est confirmée."), "")
        for part in (Page(TwoColumns(theme, self.state, self.payment, least=ACTS)), nothing):
            self._below.addWidget(part)
        self._top = QWidget()
        top = column(self._top, spacing=theme.gap)
        top.setContentsMargins(theme.block, theme.block, theme.block, 0)
        top.addWidget(self.table)
        top.addWidget(Hairline())
        column(self, self._top, (self._below, 1))

    def open(self, view: DossierView) -> None:
        """Show another dossier."""
        super().open(view)
        with QSignalBlocker(self.table):  # its first enrolment is opened once
            self.table.fill(enrolments(view))
            self.table.step(-len(view.candidatures))
        self._moved()

    def refresh(self, view: DossierView) -> None:
        """What the base holds now; what is being typed stays."""
        super().refresh(view)
        self.table.fill(enrolments(view))
        current, shown = self.table.current(), self.state.one
        if current is None or shown is None or current.key != shown.key:
            self._moved()
            return
        kept, before = self.desk.read(enrolment, current.key), self.state.kept
        self.state.refresh(current, kept)
        self.payment.setVisible(kept is not None)
        if kept is not None:
            self.payment.refresh(current, kept) if before is not None else self.payment.open(current, kept)

    def commit(self) -> bool:
        """Give what is being typed; False when it cannot be read or was refused."""
        if self.table.current() is None:
            return True
        given = [self.state.commit(), self.payment.isHidden() or self.payment.commit()]
        return all(given)

    def form(self) -> ActForm:
        """The form under the keyboard, or that of the fees."""
        here = QApplication.focusWidget()
        forms = (self.state.form, self.state.second, *self.payment.forms)
        return next((form for form in forms if here and form.isAncestorOf(here)), forms[0])

    def go(self, path: str) -> bool:
        """To a field, or to what is to be done first."""
        name = path.partition(".")[2]
        if self.table.current() is None:
            return False
        forms = self.payment.forms if self.state.kept is not None else ()
        return any(name and form.focus(name) for form in forms) or self.state.first(name)

    def _moved(self) -> None:
        current = self.table.current()
        self._top.setVisible(current is not None)
        self._below.setCurrentIndex(current is None)
        if current is None:
            return
        kept = self.desk.read(enrolment, current.key)
        self.state.open(current, kept)
        self.payment.setVisible(kept is not None)
        if kept is not None:
            self.payment.open(current, kept)

    def _chosen(self, one: CandidatureView | None) -> None:
        """Another row: leave the one before it first."""
        if one is not None and self.state.one is not None and one.key != self.state.one.key:
            self.commit()
            self._moved()

    def _list(self) -> Fitted[CandidatureView]:
        columns = (
            Column[CandidatureView](N_("Formation"), lambda one: one.formation, stretch=True),
            Column[CandidatureView](NC_("inscription", "État"), _state, icon=_icon, tone=_tone, chars=22),
        )
        table = Fitted(self.desk.theme, columns, say(self.title), key=lambda one: one.key,
                       shape=self.desk.shape("inscription"))  # fmt: skip
        table.moved.connect(self._chosen)
        table.opened.connect(lambda _: self.go("inscription"))
        return table


def enrolments(view: DossierView) -> tuple[CandidatureView, ...]:
    """Those that are enrolled, or may be."""
    return tuple(one for one in view.candidatures if one.stade.inscription or one.offers("begin_inscription"))


def _state(one: CandidatureView) -> str:
    return say(ETATS[one.stade.inscription].label) if one.stade.inscription else tr("À commencer")


def _icon(one: CandidatureView) -> str:
    return ETATS[one.stade.inscription].icon if one.stade.inscription else "circle-dashed"


def _tone(one: CandidatureView) -> str:
    tone = ETATS[one.stade.inscription].tone if one.stade.inscription else "muted"
    return "icon:ok" if tone == "ok" else tone
