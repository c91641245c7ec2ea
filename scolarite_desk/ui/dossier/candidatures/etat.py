"""The left half of a candidature: its status and treatment, its type, dates and fees, its cancellation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.of_dossier import STATUT as STATUT_FIELDS
from scolarite_desk.models.rows.dossier_views import CandidatureView
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.silence import Decompte
from scolarite_desk.models.rules.states import STATUT, TRAITEMENT, State
from scolarite_desk.msg import N_, NOTHING, joined, verbatim
from scolarite_desk.services.candidatures import (
    cancel_candidature,
    reopen_candidature,
    set_traitement,
    transmit,
    validate_traitement,
)
from scolarite_desk.services.completude import missing_told, set_statut
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.silence import countdown
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.places import propose_place
from scolarite_desk.ui.dossier.candidatures.questions import Questions
from scolarite_desk.ui.dossier.candidatures.session import SessionForm
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.forms.raison import Asking
from scolarite_desk.ui.look.heures import day
from scolarite_desk.ui.look.texts import capital, say, tr, trc
from scolarite_desk.ui.widgets import Button, Strip, Words

# Which act each button does, as the table of passages calls it.
_GREYED = {"change": "set_statut", "transmit": "transmit", "traitement": "validate_traitement"}
_HIDDEN = {"cancel": "cancel_candidature", "reopen": "reopen_candidature"}
_VALIDATED, _TO_VALIDATE = N_("{traitement}, validé"), N_("{traitement}, à valider")


class StateHalf(QWidget):
    """Where the candidature stands, and everything that moves it but the avis."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self.one = desk, None  # type: Desk, CandidatureView | None
        self.strip, self.silence = Strip(theme), Strip(theme)
        self.asking = Asking(desk, self.strip)
        tell = desk.messages.tell
        self.form = ActForm(
            theme, STATUT_FIELDS, desk.lists, on_commit=self._given, on_failure=tell, drafts=desk.drafts, part=True
        )
        self.form.entered_in("statut_le", self.change)
        self.session = SessionForm(desk)
        self._acts = dict(self._buttons())
        fields = FIELDS["candidatures"]
        self.details = ActForm(
            theme, fields, desk.lists, on_commit=self._corrected, on_failure=tell, drafts=desk.drafts, part=True
        )
        self.details.setContentsMargins(0, theme.gap, 0, 0)
        self.questions = Questions(desk)
        self.questions.setContentsMargins(0, theme.gap, 0, 0)
        acts = self._acts
        stack(
            self,
            theme,
            Words(trc("candidature", "Dossier"), look="strong"),
            self.strip,
            self.asking,
            self.silence,
            self.form,
            (acts["change"], acts["transmit"], acts["traitement"]),
            self.session,
            self.questions,
            self.details,
            (acts["cancel"], acts["reopen"]),
        )

    def open(self, one: CandidatureView) -> None:
        """Show another candidature."""
        self.one = one
        self.asking.leave()
        self.form.open({"statut": one.statut, "traitement": one.traitement}, one.key)
        self.details.open(one.values, one.key)
        self.questions.open(one)
        self._show()

    def refresh(self, one: CandidatureView) -> None:
        """The same dossier changed: show it again, without touching what is being typed."""
        ahead = self.one is not None and self.form.values.get("statut") != self.one.statut
        statut = self.form.values.get("statut") if ahead else one.statut
        self.one = one
        self.form.refresh({**self.form.values, "statut": statut, "traitement": one.traitement})
        self.details.refresh(one.values)
        self.questions.refresh(one)
        self._show()

    def commit(self) -> bool:
        """Give what is typed, a status that was chosen too; False while a reason is asked."""
        given = [self.form.commit(), self.session.commit(), self.details.commit(), self.questions.commit()]
        values = self.form.values
        chosen = self.one is not None and (values.get("statut") != self.one.statut or values.get("statut_le"))
        return all(given) and (not chosen or self.change())

    def change(self) -> bool:
        """Give the status that is chosen, on the day that is typed; the reason is asked where a rule wants one."""
        if self.one is None or self.form.asked() is None:
            return False
        return self.asking.attempt(self._change, f"{self.one.key}@statut", self.form.hear) is not None

    def cancel(self) -> None:
        """At any stage, with its reason."""
        assert self.one is not None
        why = tr("Pourquoi la candidature est-elle annulée\u00a0?")
        self.asking.ask(why, self._cancel, f"{self.one.key}@annulation")

    def _change(self, motif: str) -> None:
        assert self.one is not None
        values = self.form.values
        with self.form.giving():
            self.desk.do(self, set_statut, self.one.key, values.get("statut") or "", values.get("statut_le"), motif)
        self.form.open({"statut": self.one.statut, "traitement": self.one.traitement})

    def _cancel(self, motif: str) -> None:
        assert self.one is not None
        self.desk.do(self, cancel_candidature, self.one.key, motif)
        propose_place(self.desk, "cancel_candidature", [self.one.key])

    def _attempt(self, act: Callable[..., object]) -> bool:
        return self.one is not None and self.commit() and self.desk.attempt(self, act, self.one.key) is not None

    def transmit(self) -> None:
        """The dossier is here, today; what is missing in it is told."""
        if self.one is None or not self._attempt(transmit):
            return
        if missing := self.desk.read(missing_told, self.one.key):
            self.desk.messages.say(say(N_("Transmis. {manque}", manque=missing)))

    def _given(self, field: Field, value: Any) -> None:
        """The treatment is written when it is left; the status waits for its day."""
        if field.name == "traitement" and self.one is not None and value:
            self.desk.do(self, set_traitement, self.one.key, value)

    def _corrected(self, field: Field, value: Any) -> None:
        assert self.one is not None
        self.desk.do(self, correct, field.path, self.one.key, value)

    def _buttons(self) -> Iterator[tuple[str, Button]]:
        theme = self.desk.theme
        yield "change", Button(theme, tr("Changer l’état"), self.change, needs="statut")
        yield (
            "transmit",
            Button(theme, tr("Transmis aujourd’hui"), self.transmit, needs="candidatures"),
        )
        yield (
            "traitement",
            Button(
                theme,
                tr("Valider le traitement"),
                lambda: self._attempt(validate_traitement),
                needs="validation_traitement",
            ),
        )
        yield "cancel", Button(theme, tr("Annuler la candidature…"), self.cancel, icon="x", needs="candidatures")
        yield (
            "reopen",
            Button(
                theme,
                tr("Reprendre"),
                lambda: self._attempt(reopen_candidature),
                icon="rotate-ccw",
                needs="candidatures",
            ),
        )

    def _show(self) -> None:
        assert self.one is not None
        one = self.one
        if self.asking.isHidden():
            self.strip.show()
        self.strip.say(*says(one))
        self._count()
        self.form.set_read_only(not one.offers("set_statut"))
        self.session.show_one(one)
        self.details.set_read_only(not one.offers("cancel_candidature"))
        for name, acte in _GREYED.items():
            self._acts[name].setEnabled(one.offers(acte))
        for name, acte in _HIDDEN.items():
            self._acts[name].setVisible(one.offers(acte))

    def _count(self) -> None:
        """What no answer will mean, and when; out of sight where nothing is counted."""
        assert self.one is not None
        with self.desk.store.reading() as session:
            found = countdown(session, self.one.key)
        self.silence.setVisible(found is not None)
        if found is not None:
            self.silence.say(*counts(found, self.desk.today))


def counts(one: Decompte, today: date) -> tuple[str, str, str]:
    """The implied decision, what changes its day, and which receipt told it: colour says how pressing it is."""
    said = joined(" · ", one.dite(today), one.suite, one.source)
    return capital(say(said)), "hourglass", one.ton(today)


def says(one: CandidatureView) -> tuple[str, str, str]:
    """Where the dossier stands, since when, and what was decided of its treatment."""
    if one.annulee_le is not None:
        gone = tr("Annulée le {jour}. Raison\u00a0: {raison}.", jour=day(one.annulee_le), raison=one.annulee_motif)
        return gone, "circle-minus", "muted"
    state = STATUT.get(one.statut, State(one.statut, verbatim(one.statut), "circle-help"))
    since = {"CO": one.complete_le, "RE": one.recue_le, "IN": one.values.get("incomplete_le")}.get(one.statut)
    when = show_day(since) if since else day(one.statut_le or one.creee_le)
    label = TRAITEMENT[one.traitement].label if one.traitement in TRAITEMENT else verbatim(one.traitement)
    handled = _VALIDATED if one.traitement_valide else _TO_VALIDATE
    said = (
        N_("{etat} depuis le {jour}", etat=state.label, jour=when),
        handled.given(traitement=label),
        N_("hors de votre périmètre") if one.dehors else NOTHING,
        N_("campagne archivée") if one.stade.archivee else NOTHING,
    )
    return say(joined(" · ", *said)), state.icon, state.tone
