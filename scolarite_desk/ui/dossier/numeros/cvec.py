"""The right half of « INE et CVEC »: the CVEC of a year, its certificate compared with the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.of_numbers import CVEC
from scolarite_desk.models.fields.readers import Montant
from scolarite_desk.models.rows.dossier_views import CvecView, DossierView
from scolarite_desk.models.rules.cvec import CvecProposal, Identite, differences, doubt_of
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.cvec import CvecTaken, amount, propose, record_cvec, verify_cvec, withdraw_cvec
from scolarite_desk.store.queries.dossiers import cvec_of
from scolarite_desk.store.queries.identites import beside
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import Fitted, stack
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.voisin import Neighbour
from scolarite_desk.ui.look.heures import moment
from scolarite_desk.ui.look.texts import tr, trc
from scolarite_desk.ui.widgets import Button, Strip, Words, keep_room

Said = tuple[str, str, str]  # words, icon, tone
_MOTIVES = {"exoneree": "exoneration", "non_concernee": "non_concerne"}  # situation: the field of its motive


@dataclass(frozen=True)
class Compared:
    """One fact as the certificate writes it, as the dossier does, and what that makes."""

    label: str
    attestation: str
    dossier: str
    verdict: str
    icon: str
    tone: str


class CvecHalf(QWidget):
    """One year at a time. It is recorded as soon as what is typed makes a whole. `ended()`: Enter on the last field."""

    ended = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self.view = desk, None  # type: Desk, DossierView | None
        self.cvec: CvecView | None = None
        self._civil: Mapping[str, Any] = {}
        self._proposed = CvecProposal(None, None, NOTHING)
        self._title, self._amount = Words(look="strong"), Words(tone="muted", wrap=True)
        keep_room(self._amount)
        self.strip = Strip(theme)
        self.form = ActForm(
            theme,
            CVEC,
            desk.lists,
            drafts=desk.drafts,
            on_failure=desk.messages.tell,
            part=True,
        )
        self.form.noted.connect(self._noted)
        self.form.beyond = self._onward
        self._propose = Button(theme, tr("Utiliser cette situation"), self.take_proposal, needs="cvec")
        self._verify = Button(theme, tr("Identité vérifiée"), self.verify, icon="user-check", needs="cvec")
        self._withdraw = Button(theme, trc("CVEC", "Retirer"), self.withdraw, icon="trash-2", needs="cvec")
        self.neighbour = Neighbour(theme, desk.show, self.keep)
        self.table = self._compared_table()
        stack(
            self,
            theme,
            self._title,
            self.strip,
            self.form,
            self._amount,
            (self._propose, self._verify, self._withdraw),
            self.neighbour,
            Words(tr("Attestation et dossier"), look="strong"),
            self.table,
        )

    @property
    def _personne(self) -> str:
        return self.view.personne if self.view is not None else ""

    @property
    def _year(self) -> str:
        return str(self.form.values.get("annee") or (self.view.annee if self.view else ""))

    def open(self, view: DossierView) -> None:
        """Another person's, the year of the dossier, unless it is of another one alone that something was typed."""
        self.view = view
        typed = self.desk.drafts.inside(view.personne, "cvec")
        self._open_year(view.annee if view.annee in typed or not typed else typed[0])

    def refresh(self, view: DossierView) -> None:
        """What the base holds now; what is being typed stays."""
        ahead, self.view = self._ahead(), view
        self.cvec = self.desk.read(cvec_of, view.personne, self._year)
        if not ahead:
            self.form.refresh(values_of(self._year, self.cvec) | {"doute": self.form.values.get("doute")})
        self._show()

    def take_proposal(self) -> None:
        """Fill in what the rules propose; it is recorded when nothing else is due."""
        situation, motif = self._proposed.situation, self._proposed.motif
        facts = {"annee": self._year, "situation": situation, _MOTIVES.get(situation or "", "motif"): motif}
        self.form.refresh({**self.form.values, **facts})  # what could not be read yet stays
        for name in self.form.seats.keys() & facts.keys():
            self.form.seats[name].set(facts[name])
        self._noted("situation")
        if situation != "non_concernee":
            self.form.focus("numero")

    def verify(self) -> None:
        """The certificate was seen and is the person's: the field one is still in is read first."""
        if not self.form.commit():
            return
        if self.cvec is None:
            blank = next((name for name in ("situation", "numero") if not self.form.values.get(name)), "situation")
            self.form.fault(f"cvec.{blank}", tr("À remplir avant de vérifier."))
            self.form.focus(blank)
        else:
            self.desk.attempt(self, verify_cvec, self.cvec.key)

    def _onward(self) -> None:
        """After the last field, what is left to do here, else the next tab."""
        due = self.cvec is not None and self._verify.isEnabled()
        self._verify.setFocus() if due else self.ended.emit()

    def withdraw(self) -> None:
        """Recorded by mistake."""
        if self.cvec is not None and self.desk.attempt(self, withdraw_cvec, self.cvec.key):
            self._open_year(self._year, anew=True)

    def keep(self) -> None:
        """Accept a number or a name that differs, with the reason."""
        if not self.form.text("reserve").strip():
            self.form.fault("cvec.reserve", tr("Écrivez la raison de l’accepter."))
            self.form.focus("reserve")
        elif self.form.commit():
            self._record()

    def _open_year(self, annee: str, *, anew: bool = False) -> None:
        """What the base holds of a year, with what was being typed of it. `anew`: that was given up."""
        self.cvec = self.desk.read(cvec_of, self._personne, annee)
        self.form.open(values_of(annee, self.cvec), None if anew else f"{self._personne}@{annee}")
        self.neighbour.hide()
        self._show()

    def _noted(self, name: str) -> None:
        """A field was read: the year shows its own, anything else is recorded when it makes a whole."""
        if name == "annee":
            self.desk.drafts.forget(self.form.of, ("cvec.annee",))  # the year is chosen: it waits for nothing
            self._open_year(self._year)
            return
        if self._whole() and self._ahead():
            self._record()
        self._show()

    def _whole(self) -> bool:
        values = self.form.values
        situation = values.get("situation")
        motif = situation == "payee" or bool(values.get(_MOTIVES.get(str(situation), "")))
        return bool(situation) and motif and (situation == "non_concernee" or bool(values.get("numero")))

    def _ahead(self) -> bool:
        """Whether the screen says something else than the base."""
        kept = values_of(self._year, self.cvec)
        return any(self.form.values.get(field.name) != kept.get(field.name) for field in CVEC)

    def _record(self) -> None:
        values = self.form.values
        situation = str(values["situation"])
        certificate = situation != "non_concernee"
        with self.form.giving():
            recorded = self.desk.attempt_in(
                self._doubt,
                self,
                record_cvec,
                self._personne,
                self._year,
                situation,
                numero=values.get("numero") or "" if certificate else "",
                motif=values.get(_MOTIVES.get(situation, "")) or "",
                **{name: values.get(name) if certificate else None for name in ("nom", "prenom", "ne_le")},
                reserve=values.get("reserve") or "",
            )
        if recorded:
            self.cvec = self.desk.read(cvec_of, self._personne, self._year)
            self.form.refresh(values_of(self._year, self.cvec))  # what could not be read yet stays
            self.neighbour.hide()
            self._show()

    def _doubt(self, refused: Refused) -> bool:
        if isinstance(refused, CvecTaken):
            here, other = self.desk.read(beside, self._personne), self.desk.read(beside, refused.personne)
            self.neighbour.show_both(_taken, here, other, self.desk.lists)
        if isinstance(refused, CvecTaken) or refused.champ == "cvec.reserve":
            self.form.know(doute=True)
        return self.form.hear(refused)

    def _show(self) -> None:
        assert self.view is not None
        annee = self._year
        self._title.setText(tr("CVEC {annee}", annee=annee))
        self._proposed = self.desk.read(propose, self.view.key)
        self.strip.say(*says(self.cvec, self._proposed))
        self._amount.setText(_amount_says(annee, self.cvec, self.desk.read(amount, annee), self.form, self.desk.lists))
        self._amount.setVisible(bool(self._amount.text()))
        self._propose.setVisible(self.cvec is None and self._proposed.situation is not None)
        verified = self.cvec is not None and self.cvec.values.get("verifie_le") is not None
        self._verify.setEnabled(not verified)
        self._withdraw.setEnabled(self.cvec is not None)
        self._civil = self.desk.read(beside, self._personne).values
        self.table.fill(compared(self.form.values, self._civil))

    def _compared_table(self) -> Fitted[Compared]:
        columns = (
            Column[Compared](N_("Champ"), lambda c: c.label, chars=9),
            Column[Compared](N_("Attestation"), lambda c: c.attestation or tr("(vide)"), chars=17),
            Column[Compared](N_("Dossier"), lambda c: c.dossier or tr("(vide)"), chars=17),
            Column[Compared](NOTHING, lambda c: c.verdict, icon=lambda c: c.icon, tone=lambda c: c.tone, stretch=True),
        )
        return Fitted(self.desk.theme, columns, tr("Attestation et dossier"), key=lambda c: c.label)


def values_of(annee: str, cvec: CvecView | None) -> dict[str, Any]:
    """What the form shows of the CVEC of a year."""
    if cvec is None:
        return {"annee": annee}
    kept = cvec.values
    shown = {name: kept.get(name) for name in ("situation", "numero", "nom", "prenom", "ne_le", "reserve")}
    motive = _MOTIVES.get(str(kept.get("situation")))
    return {"annee": annee, "doute": bool(kept.get("reserve"))} | shown | ({motive: kept["motif"]} if motive else {})


def says(cvec: CvecView | None, proposed: CvecProposal) -> Said:
    """The state of the CVEC in words."""
    if cvec is None:
        return tr("Manquante. {explication}", explication=proposed.explication), "circle-dashed", "warn"
    kept = cvec.values
    if kept.get("situation") == "non_concernee":
        return tr("Non concernée\u00a0: aucune attestation n’est due."), "circle-minus", "muted"
    if kept.get("verifie_le") is not None:
        said = tr("Vérifiée le {moment} par {auteur}.", moment=moment(kept["verifie_le"]), auteur=kept["verifie_par"])
        return said, "circle-check", "ok"
    if doubt := doubt_of(kept.get("numero"), None):
        return tr("Numéro à vérifier. {doute}", doute=doubt), "triangle-alert", "warn"
    return tr("Enregistrée\u00a0: vérifiez que l’attestation est bien celle de la personne."), "eye", "accent"


def _taken(who: Msg) -> str:
    return tr("Ce numéro est déjà celui de {qui}.", qui=who)


def _amount_says(annee: str, cvec: CvecView | None, due: Any, form: ActForm, lists: Lists) -> str:
    if form.values.get("situation") != "payee":
        return ""
    paid = cvec.values.get("montant") if cvec is not None else None
    euros = paid if paid is not None else due
    if euros is None:
        return tr("Montant {annee}\u00a0: à renseigner dans Réglages › CVEC.", annee=annee)
    return tr("Montant {annee}\u00a0: {montant}\u00a0€.", annee=annee, montant=Montant().show(euros, lists))


def compared(typed: Mapping[str, Any], civil: Mapping[str, Any]) -> list[Compared]:
    """Name, first name and birth day: certificate against dossier, accents and case aside."""
    known = Identite(civil.get("nom_naissance"), civil.get("nom_usage"), civil.get("prenom"), civil.get("ne_le"))
    lines = []
    for label, name, here in ((tr("Nom"), "nom", known.nom or known.nom_usage), (tr("Prénom"), "prenom", known.prenom)):
        written = typed.get(name)
        lines.append(_line(label, written, here, bool(differences(Identite(**{name: written}), known))))
    written = typed.get("ne_le")
    differs = bool(differences(Identite(ne_le=written), known))
    return [*lines, _line(tr("Né(e) le"), show_day(written), show_day(known.ne_le), differs)]


def _line(label: str, written: str | None, here: str | None, differs: bool) -> Compared:
    written, here = written or "", here or ""
    if not written:
        return Compared(label, written, here, tr("Pas encore lu"), "circle-dashed", "muted")
    if differs:
        return Compared(label, written, here, tr("Différent"), "triangle-alert", "warn")
    same = tr("Identique") if written == here else tr("Identique, accents à part")
    return Compared(label, written, here, same, "circle-check", "icon:ok")
