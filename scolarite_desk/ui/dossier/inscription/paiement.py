"""The right half of an enrolment: the payment made elsewhere, what is paid back, the proofs that were seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_inscription import PAIEMENT, PREUVE, REMBOURSEMENT
from scolarite_desk.models.rows.dossier_views import CandidatureView, InscriptionView
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.inscriptions import MODES, PREUVES
from scolarite_desk.msg import N_, joined, verbatim
from scolarite_desk.services.inscriptions import owe_refund, record_payment, record_proof, refund
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Strip, Words


class PaymentHalf(QWidget):
    """What was paid, and seen. Each of its forms waits for its button, or Enter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self._key = desk, ""
        self.paid = Strip(theme)
        self.payment = self._form(PAIEMENT)
        self.payment.entered_in("percu_le", self.pay)
        self.back = self._form(REMBOURSEMENT)
        self.proof = self._form(PREUVE)
        self.proof.entered_in("preuve", self.see)
        self.seen = Words(wrap=True)
        self._pay = self._button(tr("Noter le paiement"), self.pay, "check")
        self._owe = self._button(tr("Prévoir un remboursement"), self.owe, "rotate-ccw")
        self._refund = self._button(tr("Noter le remboursement"), self.refund, "check")
        self._see = self._button(tr("Noter la preuve"), self.see, "eye")
        stack(
            self, theme, Words(tr("Paiement"), look="strong"), self.paid, self.payment, (self._pay,), self.back,
            (self._owe, self._refund), Words(tr("Preuves vues"), look="strong"), self.seen, self.proof, (self._see,),
        )  # fmt: skip

    @property
    def forms(self) -> tuple[ActForm, ...]:
        """Its forms, from the top."""
        return self.payment, self.back, self.proof

    def open(self, one: CandidatureView, kept: InscriptionView) -> None:
        """Another enrolment."""
        self._key = one.key
        for form in self.forms:
            form.open({}, kept.key)
        self.refresh(one, kept)

    def refresh(self, one: CandidatureView, kept: InscriptionView) -> None:
        """What the base holds now; what is being typed stays."""
        self.paid.say(*_says(kept))
        seen = joined(", ", *(PREUVES.get(code, verbatim(code)) for code in kept.preuves))
        self.seen.setText(say(seen) or tr("Aucune pour l’instant."))
        for acte, parts in (("record_payment", (self.payment, self._pay)), ("record_proof", (self.proof, self._see)),
                            ("refund", (self.back, self._owe, self._refund))):  # fmt: skip
            for part in parts:
                part.setVisible(one.offers(acte))

    def commit(self) -> bool:
        """Read what is typed: it is only given by its act."""
        return all(form.isHidden() or form.commit() for form in self.forms)

    def pay(self) -> None:
        """Note that it was paid."""
        asked = self.payment.asked()
        if asked is None:
            return
        mode, le = asked["percu_mode"] or "", asked["percu_le"]
        self._do(self.payment, lambda: self.desk.do(self, record_payment, self._key, mode, le))

    def owe(self) -> None:
        """It is to be paid back."""
        asked = self.back.asked()
        if asked is not None:
            self._do(self.back, lambda: self.desk.do(self, owe_refund, self._key, asked["rembourser_avant"]))

    def refund(self) -> None:
        """It was paid back."""
        asked = self.back.asked()
        if asked is not None:
            self._do(self.back, lambda: self.desk.do(self, refund, self._key, asked["rembourse_le"]))

    def see(self) -> None:
        """Note a proof, and ask for the next."""
        asked = self.proof.asked()
        if asked is None:
            return
        self._do(self.proof, lambda: self.desk.do(self, record_proof, self._key, asked["preuve"] or ""))
        self.proof.focus("preuve")

    def _do(self, form: ActForm, act: Callable[[], object]) -> None:
        if form.give(act):
            form.open({}, form.of)

    def _form(self, fields: Sequence[Field]) -> ActForm:
        desk = self.desk
        return ActForm(
            desk.theme, fields, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True,
            needs="inscriptions",
        )  # fmt: skip

    def _button(self, words: str, act: Callable[[], object], icon: str) -> Button:
        return Button(self.desk.theme, words, act, icon=icon, needs="inscriptions")


def _says(kept: InscriptionView) -> tuple[str, str, str]:
    """What was paid, and paid back."""
    values = kept.values
    if values["percu_le"] is None and values["du"] == 0:
        return tr("Rien à payer."), "circle-check", "muted"
    if values["percu_le"] is None:
        return tr("Aucun paiement noté. Il se fait ailleurs."), "circle-dashed", "muted"
    mode = MODES.get(str(values["percu_mode"]), verbatim(str(values["percu_mode"] or "")))
    paid = N_("Payé le {jour}\u00a0: {mode}.", jour=show_day(values["percu_le"]), mode=mode)
    if values["rembourse_le"] is not None:
        back = N_("Remboursé le {jour}.", jour=show_day(values["rembourse_le"]))
        return say(joined(" ", paid, back)), "rotate-ccw", "muted"
    if not kept.rembourser:
        return say(paid), "circle-check", "ok"
    before = values["rembourser_avant"]
    asked = N_("À rembourser avant le {jour}.", jour=show_day(before)) if before else N_("À rembourser.")
    return say(joined(" ", paid, asked)), "rotate-ccw", "warn"
