"""The left half of an enrolment: where it stands, what moves it, and what is owed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_inscription import DROITS, SECONDE
from scolarite_desk.models.rows.dossier_views import CandidatureView, InscriptionView
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.inscriptions import ANNULEE, ATTENTE, ETATS, INSCRITE, NE_PAS_REPAYER
from scolarite_desk.msg import N_, NOTHING, joined
from scolarite_desk.services.inscriptions import await_payment, begin_inscription, cancel_inscription, enrol, set_droits
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.forms.raison import Asking
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Strip, Words, keep_room

Said = tuple[str, str, str]  # words, icon, tone


class EnrolmentHalf(QWidget):
    """Where an enrolment stands, its acts, its fees."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self.one = desk, None  # type: Desk, CandidatureView | None
        self.kept: InscriptionView | None = None
        self.strip = Strip(theme)
        self.asking = Asking(desk, self.strip)
        tell, drafts = desk.messages.tell, desk.drafts
        self.second = ActForm(theme, SECONDE, desk.lists, on_failure=tell, drafts=drafts, part=True)
        self.form = ActForm(
            theme, DROITS, desk.lists, on_commit=self._given, on_failure=tell, drafts=drafts, part=True,
            needs="inscriptions",
        )  # fmt: skip
        self._title = Words(tr("Droits d’inscription"), look="strong")
        self._title.setContentsMargins(0, theme.gap, 0, 0)
        self._tarif = Words(tone="muted", wrap=True)
        keep_room(self._tarif)
        self._acts = {
            "begin_inscription": self._button(tr("Commencer l’inscription"), self.begin, "plus"),
            "enrol": self._button(tr("Inscrire"), self.enrol, "check"),
            "await_payment": self._button(tr("Attendre le paiement"), self.wait, "hourglass"),
            "cancel_inscription": self._button(tr("Annuler l’inscription…"), self.cancel, "x"),
        }
        stack(
            self, theme, Words(tr("Inscription"), look="strong"), self.strip, self.asking, self.second,
            tuple(self._acts.values()), self._title, self.form, self._tarif,
        )  # fmt: skip

    def open(self, one: CandidatureView, kept: InscriptionView | None) -> None:
        """Another candidature."""
        self.one, self.kept = one, kept
        self.asking.leave()
        self.second.open({"seconde": None}, one.key)
        self.form.open(kept.values if kept else {}, kept.key if kept else "")
        self._show()

    def refresh(self, one: CandidatureView, kept: InscriptionView | None) -> None:
        """What the base holds now; what is being typed stays."""
        if (kept is None) != (self.kept is None):
            self.open(one, kept)
            return
        self.one, self.kept = one, kept
        if kept is not None:
            self.form.refresh(kept.values)
        self._show()

    def commit(self) -> bool:
        """Give what is typed."""
        return self.second.commit() and (self.kept is None or self.form.commit())

    def begin(self) -> None:
        """Begin it; a second diploma of the year is said first."""
        asked, key = self.second.asked(), self._key
        if asked is not None:
            seconde = asked["seconde"] is True
            self.desk.attempt_in(self._second, self, begin_inscription, key, seconde=seconde)

    def enrol(self) -> None:
        """Enrol; what lacks asks for a reason."""
        if self.commit():
            key = self._key
            self.asking.attempt(lambda motif: self.desk.do(self, enrol, key, motif), f"{key}@inscrire")

    def wait(self) -> None:
        """The payment is awaited, at the scolarité."""
        if self.commit():
            self.desk.attempt(self, await_payment, self._key)

    def cancel(self) -> None:
        """Cancel it, with its reason."""
        key = self._key
        why = tr("Pourquoi l’inscription est-elle annulée\u00a0?")
        self.asking.ask(why, lambda motif: self.desk.do(self, cancel_inscription, key, motif), f"{key}@desinscrire")

    def first(self, name: str = "") -> bool:
        """The keyboard on a field, or on what is to be done."""
        if self.one is not None and self.one.offers("set_droits") and self.form.focus(name or "situation"):
            return True
        shown = next((one for one in self._acts.values() if one.isVisibleTo(self) and one.isEnabled()), None)
        if shown is not None:
            shown.setFocus()
        return shown is not None

    @property
    def _key(self) -> str:
        assert self.one is not None
        return self.one.key

    def _button(self, words: str, act: Callable[[], object], icon: str) -> Button:
        return Button(self.desk.theme, words, act, icon=icon, needs="inscriptions")

    def _second(self, refused: Refused) -> bool:
        self.second.know(seconde=True)
        return self.second.hear(refused)

    def _given(self, field: Field, value: Any) -> None:
        """Fees follow the tariff again when what decides them changes."""
        assert self.kept is not None
        said = {name: self.kept.values[name] for name in ("situation", "regime", "niveau")} | {field.name: value}
        self.desk.do(self, set_droits, self._key, **said)

    def _show(self) -> None:
        assert self.one is not None
        one, kept = self.one, self.kept
        if self.asking.isHidden():
            self.strip.show()
        self.strip.say(*says(kept))
        for acte, button in self._acts.items():
            button.setVisible(one.offers(acte))
        self.second.setVisible(one.offers("begin_inscription"))
        live = kept is not None and kept.etat != ANNULEE
        for part in (self._title, self.form, self._tarif):
            part.setVisible(live)
        self.form.set_read_only(not one.offers("set_droits"))
        self._tarif.setText(say(kept.tarif.dit) if kept is not None else "")


def says(kept: InscriptionView | None) -> Said:
    """Where it stands, in words, and what is unusual."""
    if kept is None:
        return tr("Pas encore commencée."), "circle-dashed", "muted"
    state, doubts = ETATS[kept.etat], joined(" ", *kept.doutes)
    since = show_day(kept.etat_le) if kept.etat_le else ""
    if kept.etat == ANNULEE:
        said = N_("Annulée le {jour}. Raison\u00a0: {raison}.", jour=since, raison=kept.etat_motif)
    elif kept.etat == INSCRITE:
        said = N_("Inscription faite le {jour} ({auteur}).", jour=since, auteur=kept.etat_par)
        said = joined(" ", said, N_("Droits à rembourser.") if kept.rembourser else NOTHING)
    else:
        what = NE_PAS_REPAYER if kept.etat == ATTENTE else N_("{etat} depuis le {jour}.", etat=state.label, jour=since)
        said = joined(" ", what, *kept.lacunes)
    tone = "warn" if doubts or (kept.etat == INSCRITE and kept.rembourser) else state.tone
    return say(joined(" ", said, doubts)), state.icon, tone
