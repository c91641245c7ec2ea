"""One person's rights: what is noted, what is told to them, and their erasure, which nothing takes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.fields.of_rooms import EFFACEMENT, MESURE
from scolarite_desk.models.rules.mesures import MESURES
from scolarite_desk.msg import N_, NC_, Msg, joined
from scolarite_desk.services.communication import export_access
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.mesures import lift_measure, take_measure
from scolarite_desk.services.situation import MesureRow, Situation, kept_sentence, situation
from scolarite_desk.store import effacement
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.widgets import Button, Empty, Hairline, Page, Primary, Tick, Words, column, row
from scolarite_desk.ui.widgets.files import ask_save

_COLUMNS = (
    Column[MesureRow](N_("Mesure"), lambda one: say(one.label), chars=26,
                      icon=lambda one: "triangle-alert" if one.levable else "circle-check",
                      tone=lambda one: "icon:warn" if one.levable else "muted"),
    Column[MesureRow](N_("Depuis"), lambda one: one.depuis, chars=22),
    Column[MesureRow](N_("Justificatif de la demande"), lambda one: one.motif, chars=24, stretch=True),
    Column[MesureRow](NC_("mesure", "Levée"), lambda one: one.levee, chars=22),
)  # fmt: skip
_LINES, _FORM = 4, 90  # rows of the table of measures, characters of a form


class PersonneRgpd(QWidget):
    """The person of a dossier. `on_gone()`: they were erased."""

    def __init__(self, desk: Desk, on_gone: Callable[[], object]) -> None:
        super().__init__()
        self.desk, self._on_gone, theme = desk, on_gone, desk.theme
        self.shown: Situation | None = None
        self._name, self._kept = Words(look="strong", wrap=True), Words(wrap=True)
        self._held = Words(tone="warn", wrap=True)
        self._effect = Words(tone="muted", wrap=True)
        nothing = Empty(theme, "scale", tr("Aucune mesure n’est notée pour cette personne."))
        self.measures = Table[MesureRow](
            theme, _COLUMNS, tr("Mesures"), key=lambda one: one.cle, empty=nothing
        )  # fmt: skip
        self.measures.moved.connect(self._moved)
        self.lists = lists_of(desk, mesure=lambda: [(one.code, say(one.label)) for one in MESURES.values()])
        self.asked = ActForm(theme, MESURE, self.lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self.asked.noted.connect(lambda _: self._explain())
        self.confirmed = ActForm(theme, EFFACEMENT, desk.lists, on_failure=desk.messages.tell)
        self._lift = Button(theme, tr("Lever la mesure"), self.lift, icon="undo-2", needs="rgpd")
        self._files = Tick(theme, tr("Avec les documents remis"))
        self._place()
        theme.changed.connect(self._measure)
        self._measure()

    def _place(self) -> None:
        theme, inside = self.desk.theme, QWidget()
        take = Button(theme, tr("Noter la mesure"), self.take, icon="plus", needs="dossiers")
        pdf = Primary(theme, tr("Communiquer en PDF…"), lambda: self.export(".pdf"), icon="download", needs="rgpd")
        data = Button(theme, tr("En JSON…"), lambda: self.export(".json"), icon="download", needs="rgpd")
        erase = Button(theme, tr("Effacer définitivement"), self.erase, icon="trash-2", tone="bad", needs="effacement")
        noted, told, gone = QWidget(), QWidget(), QWidget()
        row(noted, take, self._lift, None, spacing=theme.gap)
        row(told, pdf, data, self._files, None, spacing=theme.gap)
        row(gone, erase, None)
        said = tr(
            "Tout ce qui est gardé de la personne est effacé ici, puis sur chaque poste. Les numéros donnés restent "
            "donnés. Rien ne le défait."
        )
        parts = (
            *(self._name, self._kept, self._held, Hairline()),
            *(Words(tr("Droit d’accès"), look="strong"), told, Hairline()),
            *(Words(tr("Mesures"), look="strong"), self.measures, self.asked, self._effect, noted, Hairline()),
            *(Words(tr("Effacement"), look="strong"), Words(said, tone="muted", wrap=True), self.confirmed, gone),
        )
        column(inside, *parts, spacing=theme.gap, stretch=True)
        column(self, Page(inside))

    def show_dossier(self, dossier: str) -> bool:
        """The person of this dossier; False when it is not there any more."""
        read = self.desk.obtain(partial(self.desk.read, situation, dossier))
        self.shown = read.answer if read else None
        if self.shown is None:
            return False
        found = self.shown
        self._name.setText(tr("{nom} · dossier {numero}", nom=found.nom, numero=found.numero))
        self._kept.setText(say(kept_sentence(found.conservation)))
        self._held.setText(tr("Effacement impossible\u00a0: {raison}.", raison=found.retenu) if found.retenu else "")
        self._held.setVisible(bool(found.retenu))
        if self.asked.of != found.personne:
            self.asked.open({}, found.personne)
            self._explain()
        self.measures.fill(found.mesures)
        self._moved(self.measures.current())
        return True

    def open(self) -> None:
        """Nothing typed for the one before."""
        self.asked.of = ""
        self.confirmed.open({})

    def take(self) -> None:
        """Note the measure."""
        asked = self.asked.asked()
        if asked is None or self.shown is None:
            return
        genre, motif = asked["genre"] or "", asked["motif"] or ""
        with self.asked.giving():
            taken = self.desk.attempt_in(self.asked.hear, self, take_measure, self.shown.personne, genre, motif)
        if taken:
            self.asked.open({})
            self._explain()
            self.confirmed.open({})
            self.show_dossier(self.shown.dossier)

    def lift(self) -> None:
        """The measure of the current line stands no more."""
        one = self.measures.current()
        if one is not None and self.shown is not None and self.desk.attempt(self, lift_measure, one.cle):
            self.show_dossier(self.shown.dossier)

    def export(self, suffix: str) -> None:
        """Ask where, then write what is held."""
        if self.shown is None:
            return
        kinds = tr("PDF (*.pdf)") if suffix == ".pdf" else tr("JSON (*.json)")
        name = f"donnees-{self.shown.numero}{suffix}"
        path = ask_save(self.window(), tr("Communiquer les données"), name, kinds)
        if path is None:
            return
        store, dossier, files = self.desk.store, self.shown.dossier, self._files.isChecked()
        self.desk.jobs.run(
            tr("Droit d’accès"),
            lambda _progress: export_access(store, dossier, path, files, langue=langue(SOURCE)),
            done=lambda written: self.desk.messages.say(self._wrote(len(written), path.name), "ok"),
        )

    def _wrote(self, count: int, name: str) -> str:
        if count > 1:
            return trn(
                "Écrit dans «\u00a0{fichier}\u00a0», et {n} document dans un dossier à côté. Ce fichier n’est pas "
                "chiffré\u00a0: remettez-le, puis effacez-le.",
                "Écrit dans «\u00a0{fichier}\u00a0», et {n} documents dans un dossier à côté. Ce fichier n’est pas "
                "chiffré\u00a0: remettez-le, puis effacez-le.",
                count - 1,
                fichier=name,
            )
        return tr(
            "Écrit dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré\u00a0: remettez-le, puis effacez-le.",
            fichier=name,
        )

    def erase(self) -> None:
        """Erase, once the number was typed again."""
        asked = self.confirmed.asked()
        if asked is None or self.shown is None:
            return
        numero, typed, motif = self.shown.numero, asked["numero"] or "", asked["motif"] or ""
        if not self.desk.attempt_in(self.confirmed.hear, self, erase_person, self.shown.dossier, typed, motif):
            return
        self.shown = None
        self.open()
        rewrite(self.desk, N_("La personne du dossier {numero} est effacée.", numero=numero))
        self._on_gone()

    def _moved(self, one: MesureRow | None) -> None:
        self._lift.setEnabled(one is not None and one.levable)

    def _explain(self) -> None:
        kind = MESURES.get(str(self.asked.values.get("genre") or ""))
        self._effect.setText(say(kind.effet) if kind is not None else "")
        self._effect.setVisible(kind is not None)

    def _measure(self) -> None:
        self.measures.setFixedHeight((_LINES + 1) * self.desk.theme.row)
        for form in (self.asked, self.confirmed):
            form.setMaximumWidth(self.desk.theme.wide(_FORM))


def rewrite(desk: Desk, said: Msg) -> None:
    """Rewrite the file after an erasure, in a job, and tell."""

    def done(whole: bool) -> None:
        later = N_("Son fichier sera réécrit à la fermeture\u00a0: n’en faites pas de copie d’ici là.")
        desk.messages.say(say(said if whole else joined(" ", said, later)), "ok" if whole else "warn")

    desk.jobs.run(tr("Réécriture de la base"), lambda _progress: effacement.rewrite(desk.store.engine), done=done)
