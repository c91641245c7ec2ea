"""Notes about a person: written without limit of length, with a day to come back to them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import NOTE
from scolarite_desk.models.rows.dossier_views import CandidatureView, DossierView
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.dossiers import write_note
from scolarite_desk.store.queries.notes import NoteRow, notes_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.parts import Fitted, stack
from scolarite_desk.ui.forms.suite import Suite
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.heures import day
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Empty, LongText, Words


class Notes(QWidget):
    """The line to write one, those that were written, the whole of the one that is selected."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk = desk
        self._personne, self._visite = "", None  # type: str, str | None
        self._vows: tuple[CandidatureView, ...] = ()
        self._lists = lists_of(desk, candidature=lambda: [(one.key, one.formation) for one in self._vows])
        self.form = ActForm(
            theme,
            NOTE,
            self._lists,
            drafts=desk.drafts,
            on_failure=desk.messages.tell,
            part=True,
        )
        for name in ("suivi_le", "candidature"):
            self.form.entered_in(name, self.write)
        self._write = Button(theme, tr("Enregistrer la note"), self.write, icon="sticky-note", needs="notes")
        self.suite = Suite(desk)
        self.table = self._listed()
        self._whole = LongText(theme, lines=5)
        self._whole.setReadOnly(True)
        self._whole.setAccessibleName(tr("Note entière"))
        stack(
            self,
            theme,
            Words(tr("Notes"), look="strong"),
            self.form,
            (self._write,),
            self.table,
            self._whole,
            self.suite,
        )

    def show_person(self, view: DossierView, visite: str | None) -> None:
        """Another person's, or the same one's now; a note written belongs to the open visit, if any."""
        personne, self._vows, self._visite = view.personne, view.candidatures, visite
        another, self._personne = personne != self._personne, personne
        self._lists.forget()
        if another:
            self.form.open({}, personne)
        self.table.fill(self.desk.read(notes_of, personne))
        if another or self.table.current() is None:
            self.table.step(-len(self.table.rows_model.rows))
        self._moved()

    def write(self) -> None:
        """Keep what is written, and begin another."""
        if not self.form.text("texte").strip():
            self.form.focus("texte")
        elif self.form.give(self._record):
            self.form.open({})
            self.table.step(-len(self.table.rows_model.rows))
            self.form.focus("texte")

    def _record(self) -> None:
        values = self.form.values
        self.desk.do(self, write_note, self._personne, values["texte"] or "", self._visite, values.get("suivi_le"),
                     values.get("candidature"))  # fmt: skip

    def _moved(self) -> None:
        current = self.table.current()
        self._whole.set_text(_whole(current) if current is not None else "")
        self._whole.setVisible(current is not None)
        self.suite.setVisible(current is not None and current.fait_le is None)
        if current is not None:
            self.suite.show_note(current.key, waits=current.waiting, taken=bool(current.prise_par))

    def _listed(self) -> Fitted[NoteRow]:
        today = self.desk.today

        def tone(one: NoteRow) -> str:
            late = one.suivi_le is not None and one.suivi_le < today
            return ("bad" if late else "warn") if one.waiting else "muted"

        columns = (
            Column[NoteRow](
                NC_("moment", "Le"),
                lambda n: day(n.ecrite_le),
                tone=lambda _: "muted",
                chars=11,
                sort=lambda n: n.ecrite_le,
            ),
            Column[NoteRow](N_("Par"), lambda n: n.ecrite_par, chars=12),
            Column[NoteRow](N_("À revoir"), _follow_up, tone=tone, chars=13, sort=lambda n: n.suivi_le),
            Column[NoteRow](N_("Concerne"), lambda n: n.formation, chars=14, worth=0, offered=True),
            Column[NoteRow](N_("Confié à"), _given_to, chars=14, worth=1),
            Column[NoteRow](NC_("remarque", "Note"), lambda n: " ".join(n.texte.split()), stretch=True),
        )
        nothing = Empty(self.desk.theme, "sticky-note", tr("Aucune note."))
        table = Fitted(self.desk.theme, columns, tr("Notes"), key=lambda n: n.key, empty=nothing,
                       shape=self.desk.shape("notes"))  # fmt: skip
        table.acts = self.suite.acts
        table.least = 3
        table.moved.connect(lambda _: self._moved())
        return table


def _whole(one: NoteRow) -> str:
    """What it says, of what, and what was said in handing it over."""
    of = tr("Concerne\u00a0: {candidature}", candidature=one.formation) if one.formation else ""
    word = tr("{auteur}\u00a0: {mot}", auteur=one.remise_par, mot=one.mot) if one.mot else ""
    return "\n".join(part for part in (one.texte, of, word) if part)


def _given_to(one: NoteRow) -> str:
    return one.prise_par or say(one.pour)


def _follow_up(one: NoteRow) -> str:
    if one.fait_le is not None:
        return tr("fait {jour}", jour=show_day(one.fait_le)[:5])
    return show_day(one.suivi_le)
