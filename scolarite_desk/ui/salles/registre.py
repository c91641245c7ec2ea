"""The registers of the desk: receipts and letters with every gap explained, provisional INE and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_rooms import DEVENIR, NUMERO_MANQUANT
from scolarite_desk.models.rules.dates import local, show_day, show_instant
from scolarite_desk.models.rules.documents import (
    CONTRAIRE,
    DOCUMENTS,
    ETAPES,
    POSTE,
    REMIS,
    REVENU,
    may_follow,
    waits,
)
from scolarite_desk.models.rules.states import State, table
from scolarite_desk.models.tables.document import PV
from scolarite_desk.msg import N_, NC_, NN_, NOTHING, joined, verbatim
from scolarite_desk.services.documents import void_receipt
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.services.proces_verbal import reprint_minutes
from scolarite_desk.services.reglages import setting
from scolarite_desk.services.visites import current_dossier
from scolarite_desk.store.queries.registre import IneRow, NumeroRow, numbers, provisional_ines
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.devenir import note_documents
from scolarite_desk.ui.desk.printing import preview
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form, level
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.heures import stamp, zone
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Empty, Stacked, Words, column, row
from scolarite_desk.ui.widgets.heads import Filters, Head

_HERE, _LATE = "ici", "oublie"
STEPS = (
    State("", N_("Tous les numéros"), "ticket"),
    State(_HERE, N_("Pas partis"), "circle-dashed", "warn"),
    State(_LATE, N_("Prêts depuis longtemps"), "triangle-alert", "warn"),
    State(REMIS, N_("Remis"), ETAPES[REMIS].icon, ETAPES[REMIS].tone),
    State(POSTE, N_("Envoyés par la poste"), ETAPES[POSTE].icon, ETAPES[POSTE].tone),
    State(REVENU, N_("Retours"), ETAPES[REVENU].icon, ETAPES[REVENU].tone),
)
BY_HAND = (REMIS, POSTE, CONTRAIRE, REVENU)  # what becomes of a paper that no screen sees
FILTERS = (
    *(State(one.code, one.registre, one.icon) for one in DOCUMENTS.values() if one.registre),
    State("ine", N_("INE provisoires"), "id-card"),
)
ETATS = table(
    State("courant", N_("À régulariser"), "triangle-alert", "warn"),
    State("remplace", N_("Remplacé"), "circle-check", "ok"),
    State("retire", N_("Retiré"), "circle-minus", "muted"),
    State("efface", N_("Effacé"), "circle-minus", "muted"),
)


def _why(one: NumeroRow) -> str:
    if one.manque:
        return tr("Numéro sans document\u00a0: prévenez l’administrateur")
    return tr("Effacé\u00a0: ce numéro reste donné") if one.efface else one.motif


def _step(one: NumeroRow) -> State:
    """Where it stands; a step of a newer version is shown as it is."""
    known = ETAPES.get(one.etape)
    return State(one.etape, verbatim(one.etape), "circle-alert", "bad") if known is None else State(
        known.code, known.label, known.icon, known.tone)  # fmt: skip


def _became(one: NumeroRow) -> str:
    """Where it stands, and since which day when somebody noted it."""
    if not one.document:
        return ""
    label = _step(one).label
    day = show_day(one.jour or local(one.depuis, zone()).date()) if one.depuis else ""
    return say(N_("{etape}, le {jour}", etape=label, jour=day) if day else label)


def _waits(one: NumeroRow, now: datetime) -> int:
    """For how many days a paper that was prepared has been at the office; 0 of one that left."""
    if not one.document or not waits(one.etape) or one.emis_le is None:
        return 0
    return max((now - one.emis_le).days, 0)


def _of_step(one: NumeroRow, step: str, now: datetime, ready: int) -> bool:
    """Whether a row is of those that a filter shows. `ready`: for how many days a paper may wait."""
    if step == _LATE:
        return _waits(one, now) > ready
    if step == _HERE:
        return bool(one.document) and waits(one.etape)
    return not step or one.etape == step


def _why_nothing(given: bool) -> tuple[str, str]:
    """Why no number is shown, and what to do: none was given, or none is at that step."""
    if given:
        return tr("Aucun numéro à cette étape."), tr("Choisissez «\u00a0Tous les numéros\u00a0» pour les revoir.")
    return tr("Aucun numéro n’a encore été donné."), tr("Un papier prend le sien quand il est imprimé ou enregistré.")


_NUMBERS = (
    Column[NumeroRow](N_("Numéro"), lambda one: one.numero, chars=16, worth=2,
                      icon=lambda one: "triangle-alert" if one.manque else "circle-minus" if _why(one) else "",
                      tone=lambda one: "bad" if one.manque else "icon:muted"),
    Column[NumeroRow](N_("Pour"), lambda one: say(one.qui), chars=30),
    Column[NumeroRow](NC_("moment", "Le"), lambda one: say(show_instant(one.emis_le, zone())) if one.emis_le else "",
                      chars=22, sort=lambda one: one.emis_le),
    Column[NumeroRow](N_("Par"), lambda one: one.emis_par, chars=14, worth=0),
    Column[NumeroRow](N_("Devenu"), _became,
                      icon=lambda one: _step(one).icon if one.document else "",
                      tone=lambda one: f"icon:{_step(one).tone}" if one.document else "", chars=28),
    Column[NumeroRow](N_("Texte du service"), lambda one: stamp(one.modele_le) if one.modele_le else "", chars=20,
                      worth=0, sort=lambda one: one.modele_le),
    Column[NumeroRow](N_("Pourquoi sans document"), _why, tone=lambda one: "bad" if one.manque else "muted",
                      stretch=True, worth=0),
)  # fmt: skip
_INES = (
    Column[IneRow](N_("INE provisoire"), lambda one: one.valeur, chars=16, code=True),
    Column[IneRow](N_("Donné à"), lambda one: one.qui, chars=40, stretch=True),
    Column[IneRow](N_("Par"), lambda one: one.emis_par, chars=14),
    Column[IneRow](N_("État"), lambda one: say(ETATS[one.etat].label), icon=lambda one: ETATS[one.etat].icon,
                   tone=lambda one: "icon:ok" if one.etat == "remplace" else ETATS[one.etat].tone, chars=16),
    Column[IneRow](N_("Remplacé par"), lambda one: one.remplace_par, chars=16, code=True),
)  # fmt: skip


class RegistreRoom(Room):
    """The registers, one at a time; of a document, what it became, noted for one or several."""

    title = N_("Registre des numéros")
    code = "registre"
    tables = frozenset({"document_emis", "etape_document", "ine_emis", "identifiant", "effacement", "reglage"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        leave = Button(theme, tr("Exporter…"), self.export, icon="download", needs="exports")
        self.head = Head(theme, say(self.title), (leave,))
        self.filters = Filters(theme, FILTERS)
        self.filters.chosen.connect(self.reload)
        self._nothing = Empty(theme, "ticket", "")
        self.numbers = Table[NumeroRow](
            theme, _NUMBERS, tr("Numéros donnés"), key=lambda one: one.numero, many=True,
            empty=self._nothing, shape=desk.shape("numeros"),
        )  # fmt: skip
        self.numbers.opened.connect(self._open_dossier)
        self.numbers.picked.connect(self._picked)
        self.stands = Filters(theme, STEPS)
        self.stands.chosen.connect(self.reload)
        self.ines = Table[IneRow](
            theme, _INES, tr("INE provisoires donnés"), key=lambda one: one.valeur,
            empty=Empty(theme, "id-card", tr("Aucun INE provisoire n’a encore été donné.")),
            shape=desk.shape("ine"),
        )  # fmt: skip
        self.numbers.opens = self.ines.opens = tr("Ouvrir le dossier")
        self.ines.opened.connect(self._open_person)
        self.tables_shown = Stacked()
        for one in (self.numbers, self.ines):
            self.tables_shown.addWidget(one)
        self._void, self._steps = self._made_void(), self._made_steps()
        level(self._back, self._reason)
        column(
            self, self.head, self.filters, self.stands, (self.tables_shown, 1), self._steps, self._void,
            margins=(theme.block, theme.block), spacing=theme.gap,
        )  # fmt: skip

    def _made_steps(self) -> QWidget:
        """What became of the selected documents."""
        theme = self.desk.theme
        steps, acts = QWidget(), QWidget()
        self._back = self._asked_of(DEVENIR)
        self._notes = {
            code: Button(
                theme, say(ETAPES[code].label), partial(self.note, code), icon=ETAPES[code].icon, needs="recus"
            )
            for code in BY_HAND
        }
        self._same = Button(theme, tr("Réimprimer"), self.reprint, icon="printer", needs="lettres")
        row(acts, *(self._notes[code] for code in BY_HAND if not ETAPES[code].raison), self._same, None,
            spacing=theme.gap)  # fmt: skip
        line = self._line(self._back, *(self._notes[code] for code in BY_HAND if ETAPES[code].raison))
        column(steps, acts, line, spacing=theme.gap)
        self.numbers.acts = (*self._notes.values(), self._same)
        return steps

    def export(self) -> None:
        """The register that is looked at, as a table."""
        self.desk.entered.emit("exporter", "ine" if self.filters.code == "ine" else "registre")

    def note(self, etape: str) -> None:
        """Note a step of the selected documents, one work each."""
        chosen = [one for one in self.numbers.selected() if one.document]
        asked = self._back.asked() if ETAPES[etape].raison else {}
        if not chosen or asked is None:
            return
        reason, jour = asked.get("raison") or "", asked.get("jour")
        if ETAPES[etape].raison and not reason:
            self._back.refused("document.raison", N_("Indiquez pourquoi il est revenu."))
            return

        def after(issue: LotOutcome[str, None]) -> None:
            if reason and issue.faites:
                self._back.open({})
            self.reload()

        note_documents(self.desk, self, {one.document: one.numero for one in chosen}, etape, reason, after, jour)

    def reprint(self) -> None:
        """The very same procès-verbal: it is of no dossier, where the others are printed again."""
        one = self.numbers.current()
        if one is None or not one.document or self.filters.code != PV:
            return
        kept = self.desk.obtain(lambda: reprint_minutes(self.desk.store, one.document))
        if kept:
            title = say(DOCUMENTS[PV].label)
            preview(self.desk, self, kept.answer, title, f"{PV}-{one.numero}.pdf", told=(PV, one.document))

    def _picked(self) -> None:
        chosen = [one for one in self.numbers.selected() if one.document]
        for code, button in self._notes.items():
            button.setEnabled(any(may_follow(one.etape, code) for one in chosen))
        self._same.setEnabled(len(chosen) == 1)

    def _made_void(self) -> QWidget:
        """A receipt number that will not serve."""
        theme = self.desk.theme
        void = QWidget()
        said = tr("Un numéro de reçu qui ne servira pas (papier gâché, panne) s’abandonne ici, avec sa raison.")
        self._reason = self._asked_of(NUMERO_MANQUANT)
        give_up = Button(theme, tr("Abandonner un numéro"), self.give_up, icon="circle-minus", needs="recus")
        line = self._line(self._reason, give_up)
        column(void, Words(said, tone="muted", wrap=True), line, spacing=theme.gap)
        return void

    def _asked_of(self, fields: Sequence[Field]) -> ActForm:
        desk = self.desk
        return ActForm(desk.theme, fields, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True)

    def _line(self, form: ActForm, *acts: Button) -> QWidget:
        """A field, and what is done with it at its level: its hint is under it."""
        line = QWidget()
        box = row(line, (form, 1), *acts, spacing=self.desk.theme.gap)
        for act in acts:
            box.setAlignment(act, Qt.AlignmentFlag.AlignTop)
        return line

    def open(self) -> None:
        """The receipts first."""
        super().open()
        self._reason.open({}, "")
        self._back.open({}, "@etape")
        self._shown().setFocus()

    def reload(self, code: str = "") -> None:
        """Read the chosen register again."""
        ine = self.filters.code == "ine"
        self.tables_shown.setCurrentWidget(self.ines if ine else self.numbers)
        self._void.setVisible(self.filters.code == "recu")
        self._steps.setVisible(not ine)
        self.stands.setVisible(not ine)
        self._same.setVisible(self.filters.code == PV)
        if ine:
            self.ines.fill(self.desk.read(provisional_ines))
        else:
            rows = self.desk.read(numbers, self.filters.code)
            self._nothing.say(*_why_nothing(bool(rows)))
            now, ready = self.desk.store.clock(), self._ready()
            self.numbers.fill([one for one in rows if _of_step(one, self.stands.code, now, ready)])
            self._picked()
        self.head.say(say(self.title), self._counted())

    def give_up(self) -> None:
        """Use the next receipt number up, with its reason."""
        asked = self._reason.asked()
        if asked is None or not asked["motif"]:
            self._reason.refused("document.motif", N_("Indiquez pourquoi ce numéro ne sert pas."))
            return
        with self._reason.giving():
            given_up = self.desk.attempt(self, void_receipt, asked["motif"])
        if given_up:
            self._reason.open({})
            self.reload()
            self.numbers.go(given_up.answer)

    def form(self) -> Form | None:
        """The reason of a number given up."""
        return self._reason if self.filters.code == "recu" else None

    def _shown(self) -> Table[Any]:
        return self.ines if self.filters.code == "ine" else self.numbers

    def _counted(self) -> str:
        if self.filters.code == "ine":
            waiting = sum(one.etat == "courant" for one in self.ines.rows_model.rows)
            given = NN_("{n} donné", "{n} donnés", len(self.ines.rows_model.rows))
            return say(joined(" · ", given, NN_("{n} à régulariser", "{n} à régulariser", waiting)))
        rows = self.numbers.rows_model.rows
        lost = sum(one.manque for one in rows)
        now, ready = self.desk.store.clock(), self._ready()
        late = sum(_waits(one, now) > ready for one in rows)
        given_up = sum(bool(one.motif) for one in rows)
        parts = (
            NN_("{n} numéro", "{n} numéros", len(rows)),
            NN_("{n} abandonné", "{n} abandonnés", given_up),
            NN_("{n} sans document", "{n} sans document", lost) if lost else NOTHING,
            NN_(
                "{n} prêt depuis plus de {jours} jours, jamais parti",
                "{n} prêts depuis plus de {jours} jours, jamais partis",
                late,
                jours=ready,
            )
            if late
            else NOTHING,
        )
        return say(joined(" · ", *parts))

    def _ready(self) -> int:
        return int(self.desk.read(setting, "papiers_prets"))

    def _open_dossier(self, one: NumeroRow) -> None:
        if one.dossier is not None:
            self.desk.show(one.dossier)
        else:
            self.reprint()

    def _open_person(self, one: IneRow) -> None:
        dossier = self.desk.read(partial(current_dossier, personne=one.personne)) if one.personne else None
        if dossier is None:
            told = tr("Rien à ouvrir\u00a0: personne effacée, ou sans dossier en cours.")
            self.desk.messages.say(told, holds=lambda: self.ines.current() == one)
        else:
            self.desk.show(dossier, "ine.valeur")
