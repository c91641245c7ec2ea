"""The tab « Visites et notes »: the visit that is open, those before it, what was said, what was given on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.fichier import ending
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_dossier import VISITE as VISITE_FIELDS
from scolarite_desk.models.rows.dossier_views import DocumentRow, DossierView
from scolarite_desk.models.rows.rows import VisiteRow
from scolarite_desk.models.rules.documents import ETAPES
from scolarite_desk.models.rules.states import VISITE
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.documents import documents_of, issue_receipt, reprint
from scolarite_desk.services.synchro import bring_document
from scolarite_desk.services.visites import call_visit, describe_visit, finish_visit, walk_in
from scolarite_desk.store.queries.visites import visits_of_person
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.edition import preview_act
from scolarite_desk.ui.desk.printing import preview
from scolarite_desk.ui.dossier.etiquettes import Tags
from scolarite_desk.ui.dossier.notes import Notes
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import Fitted, stack
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.two_columns import ACTS, TwoColumns
from scolarite_desk.ui.look.heures import moment, stamp
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Empty, Page, Strip, Words, column

_MINUTE = 60_000
_WAITING = ("rendezvous", "arrivee", "attente")


class VisitesPage(DossierPage):
    """The person at the desk, now and before."""

    title = N_("Visites et notes")
    things = ("visites", "visite", "note", "pose", "documents")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self.now: VisiteRow | None = None  # the visit that is open, or that is waited for today
        self.strip = Strip(theme)
        self._receive = Button(theme, tr("Recevoir maintenant"), self.receive, icon="user-check", needs="visites")
        self._finish = Button(theme, tr("Terminer la visite"), self.finish, icon="check", needs="visites")
        self._motif = ActForm(
            theme,
            VISITE_FIELDS,
            desk.lists,
            on_commit=self._described,
            on_failure=desk.messages.tell,
            drafts=desk.drafts,
            part=True,
        )
        self._again = Button(theme, tr("Réimprimer"), self.reprint, icon="printer")
        self.visits, self.documents = self._visit_table(), self._document_table()
        self._receipt = Button(theme, tr("Éditer le reçu"), self.receipt, icon="printer", keys="Ctrl+P", needs="recus")
        self.notes, self.tags = Notes(desk), Tags(desk)
        self.tags.setContentsMargins(0, theme.gap, 0, 0)
        left = QWidget()
        stack(
            left,
            theme,
            Words(tr("Visites"), look="strong"),
            self.strip,
            self._motif,
            (self._receive, self._finish),
            self.visits,
            Words(tr("Documents remis"), look="strong"),
            self.documents,
            (self._receipt, self._again),
            self.tags,
        )
        column(self, Page(TwoColumns(theme, left, self.notes, least=ACTS)))
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self._show)

    def open(self, view: DossierView) -> None:
        """Show another dossier, its person's part."""
        super().open(view)
        self._show(fresh=True)

    def refresh(self, view: DossierView) -> None:
        """What the base holds now; a note being written stays."""
        super().refresh(view)
        self._show()

    def commit(self) -> bool:
        """Give the motive; a note is given by its act, its draft is kept."""
        given = [self._motif.commit(), self.notes.form.commit()]
        return all(given)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What this tab does of the commands: the receipt (Ctrl+P)."""
        return {"recu": self.receipt, "etiqueter": lambda: self.go("pose")}

    def form(self) -> ActForm:
        """The form under the keyboard, or that of the notes."""
        here = QApplication.focusWidget()
        forms = (self._motif, self.tags.form, self.notes.suite.form)
        return next((one for one in forms if here and one.isAncestorOf(here)), self.notes.form)

    def go(self, path: str) -> bool:
        """Put the keyboard on the note, or on the documents."""
        if path.startswith("documents"):
            self.documents.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if path.startswith("pose"):
            return self.tags.form.focus("etiquette")
        return self.notes.form.focus("texte")

    def receive(self) -> None:
        """The person is at the desk now, expected or not."""
        if self.view is None:
            return
        if self.now is not None:
            self.desk.attempt(self, call_visit, self.now.key)
        else:
            self.desk.attempt(self, walk_in, dossier=self.view.key, guichet=self.desk.store.poste)

    def finish(self) -> None:
        """The person leaves."""
        if self.now is not None and self.commit():
            self.desk.attempt(self, finish_visit, self.now.key)

    def receipt(self) -> None:
        """Show a receipt, which is given once it is printed or saved."""
        if self.view is not None and self.commit():
            visite = self.now.key if self.now is not None else None
            preview_act(self.desk, self, issue_receipt, self.view.key, visite, title=tr("Reçu"), genre="recu")

    def reprint(self) -> None:
        """The same document again; a receipt says *duplicata*."""
        current = self.documents.current()
        if current is None:
            return

        def elsewhere(refused: Refused) -> bool:
            self.desk.messages.tell(refused, self._fetching(current))
            return True

        kept = self.desk.obtain(partial(self.desk.read, reprint, current.key), elsewhere)
        if not kept:
            return
        preview(
            self.desk,
            self,
            kept.answer,
            current.titre,
            f"{current.genre}-{current.numero}{ending(kept.answer)}",
            told=(current.genre, current.key),
        )

    def _fetching(self, document: DocumentRow) -> list[tuple[str, Callable[[], object]]]:
        """At the hub, a document that another desk gave is one press away."""
        enrolled = bool(self.desk.liaison.etat.adresse) and bool(document.empreinte)
        return [(tr("Le demander au serveur commun"), partial(self._fetch, document.key))] if enrolled else []

    def _fetch(self, document: str) -> None:
        store = self.desk.store

        def came(_: None) -> None:
            current = self.documents.current()
            if current is not None and current.key == document:
                self.reprint()

        self.desk.jobs.run(
            tr("Document"), lambda _: bring_document(store, document), done=came, failed=self.desk.messages.tell,
            afar=True,
        )  # fmt: skip

    def _described(self, field: Field, value: Any) -> None:
        if self.now is not None:
            self.desk.do(self, describe_visit, self.now.key, value or "", self.now.duree)

    def _show(self, *, fresh: bool = False) -> None:
        if self.view is None:
            return
        rows = self.desk.read(visits_of_person, self.view.personne, self.desk.store.clock())
        self.now = self._current(rows)
        self.strip.say(*says(self.now))
        self.visits.fill(rows)
        self._motif.setVisible(self.now is not None)
        shown = {"motif": self.now.motif or None} if self.now else {}
        of = self.now.key if self.now else "@visite"
        self._motif.open(shown, of) if fresh or of != self._motif.of else self._motif.refresh(shown)
        at_desk = self.now is not None and self.now.statut == "guichet"
        self._receive.setVisible(not at_desk)
        self._finish.setVisible(at_desk)
        self.documents.fill(self.desk.read(documents_of, self.view.key))
        if self.documents.current() is None:
            self.documents.step(0)
        self._again.setEnabled(self.documents.current() is not None)
        self.tags.show_view(self.view)
        self.notes.show_person(self.view, self.now.key if self.now else None)

    def _current(self, rows: tuple[VisiteRow, ...]) -> VisiteRow | None:
        """The visit at the desk, whatever its day; else the one that waits today."""
        today = [one for one in rows if one.jour == self.desk.today and one.statut in _WAITING]
        return next((one for one in rows if one.statut == "guichet"), today[0] if today else None)

    def _visit_table(self) -> Fitted[VisiteRow]:
        lists = self.desk.lists

        def motif(one: VisiteRow) -> str:
            return lists.label("motif_visite", one.motif) if one.motif else ""

        columns = (
            Column[VisiteRow](N_("Jour"), _hour, chars=15, sort=_when),
            Column[VisiteRow](
                N_("État"), lambda v: say(VISITE[v.statut].label), icon=lambda v: VISITE[v.statut].icon, tone=_tone,
                chars=13,
            ),
            Column[VisiteRow](N_("Reçue par"), lambda v: v.recue_par, chars=11),
            Column[VisiteRow](N_("Motif"), motif, stretch=True),
        )  # fmt: skip
        nothing = Empty(self.desk.theme, "door-open", tr("Aucune visite encore."))
        table = Fitted(self.desk.theme, columns, tr("Visites"), key=lambda v: v.key, empty=nothing,
                       shape=self.desk.shape("visites"))  # fmt: skip
        table.least = 3
        return table

    def _document_table(self) -> Fitted[DocumentRow]:
        columns = (
            Column[DocumentRow](N_("Document"), lambda d: d.titre, stretch=True),
            Column[DocumentRow](N_("Remis le"), lambda d: moment(d.emis_le), chars=19, sort=lambda d: d.emis_le),
            Column[DocumentRow](N_("Par"), lambda d: d.emis_par, chars=12),
            Column[DocumentRow](
                N_("Devenu"), lambda d: say(ETAPES[d.etape].label) if d.etape in ETAPES else d.etape, chars=18
            ),
        )
        nothing = Empty(self.desk.theme, "printer", tr("Rien de remis encore."))
        table = Fitted(self.desk.theme, columns, tr("Documents remis"), key=lambda d: d.key, empty=nothing,
                       shape=self.desk.shape("documents"))  # fmt: skip
        table.acts = (self._again,)
        table.least = 3
        table.moved.connect(lambda one: self._again.setEnabled(one is not None))
        table.opened.connect(lambda _: self.reprint())
        return table

    def showEvent(self, event: QShowEvent) -> None:
        """Minutes pass while one looks."""
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more: the minutes are not counted."""
        self._tick.stop()
        super().hideEvent(event)


def says(now: VisiteRow | None) -> tuple[str, str, str]:
    """« Visite ouverte depuis 25 min au guichet 2. »"""
    if now is None:
        return tr("Aucune visite en cours."), "door-open", "muted"
    state = VISITE[now.statut]
    if now.statut == "guichet":
        return _told(_at_desk(now), now), state.icon, state.tone
    if now.statut == "rendezvous":
        return _told(N_("Attendu(e) à {heure}", heure=_hour(now)[-5:]), now), state.icon, state.tone
    waiting = N_(
        "{etat} depuis {duree}, ticket {ticket}", etat=state.label, duree=_lasting(now.attente or 0), ticket=now.ticket
    )
    return _told(waiting, now), state.icon, state.tone


def _at_desk(now: VisiteRow) -> Msg:
    since = _lasting(now.ouverte or 0)
    if now.guichet:
        return N_("Visite ouverte depuis {duree} au guichet {guichet}", duree=since, guichet=now.guichet)
    return N_("Visite ouverte depuis {duree}", duree=since)


def _told(visit: Msg, now: VisiteRow) -> str:
    """The visit, and who stands for the person."""
    if not now.tiers:
        return tr("{visite}.", visite=visit)
    if now.mandat_vu:
        return tr("{visite} · {tiers}, mandat vu.", visite=visit, tiers=now.tiers)
    return tr("{visite} · {tiers}, mandat à voir.", visite=visit, tiers=now.tiers)


def _lasting(minutes: int) -> Msg:
    if minutes < 60:
        return N_("{minutes}\u00a0min", minutes=minutes)
    return N_("{heures}\u00a0h\u00a0{minutes}", heures=minutes // 60, minutes=f"{minutes % 60:02}")


def _hour(one: VisiteRow) -> str:
    at = one.arrivee_le or one.rendezvous_le
    return stamp(at) if at is not None else f"{one.jour:%d/%m/%Y}"


def _when(one: VisiteRow) -> str:
    return (one.arrivee_le or one.rendezvous_le or one.jour).isoformat()


def _tone(one: VisiteRow) -> str:
    tone = VISITE[one.statut].tone
    return "icon:ok" if tone == "ok" else tone
