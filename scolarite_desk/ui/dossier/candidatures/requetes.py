"""What a person asks about a decision: what waits, recorded and answered, under the avis."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_dossier import REPONSE, REQUETE
from scolarite_desk.models.rows.dossier_views import CandidatureView, RequeteView
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.requetes import COMMUNIQUES, GENRES, ISSUES, attend
from scolarite_desk.msg import N_, NC_, joined
from scolarite_desk.services.requetes import answer_requete, receive_requete, withdraw_requete
from scolarite_desk.services.silence import implied_rejection
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import Fitted, stack
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import say, tr, trc
from scolarite_desk.ui.widgets import Button, Words


class Requetes(QWidget):
    """The requests of one candidature. What is granted is a correction of the avis, above."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self.one = desk, None  # type: Desk, CandidatureView | None
        self.table = self._listed()
        self.table.moved.connect(lambda _: self._turn())

        def made(fields: Sequence[Field], needs: str) -> ActForm:
            tell, drafts = desk.messages.tell, desk.drafts
            return ActForm(theme, fields, desk.lists, on_failure=tell, drafts=drafts, part=True, needs=needs)

        self.form, self.answer = made(REQUETE, "candidatures"), made(REPONSE, "validation")
        self._asking = False
        self._begin = Button(theme, tr("Recours, motifs demandés…"), self.begin, icon="mail", needs="candidatures")
        self._receive = Button(theme, tr("Enregistrer la demande"), self.receive, icon="mail", needs="candidatures")
        self._leave = Button(theme, tr("Renoncer"), self.leave)
        self._answer = Button(theme, tr("Répondre"), self.give, icon="check", needs="validation")
        self._drop = Button(theme, trc("requête", "Retirer"), self.drop, icon="trash-2", needs="candidatures")
        self._proposed = Words(wrap=True, tone="muted")
        self._title = Words(tr("Recours, motifs demandés"), look="strong")
        answering, asking = (self._answer, self._drop, self._begin), (self._receive, self._leave)
        stack(self, theme, self._title, self.table, self._proposed, self.answer, answering, self.form, asking)

    def open(self, one: CandidatureView) -> None:
        """Another candidature."""
        self.one, self._asking = one, False
        for form in (self.form, self.answer):
            form.open({}, one.key)
        self.refresh(one)
        self._turn()

    def refresh(self, one: CandidatureView) -> None:
        """What is asked of it now; a letter that gave the reasons since proposes its answer."""
        before = self._waiting()
        self.one = one
        self.table.fill(one.requetes)
        if (after := self._waiting()) is not None and after.lettre != (before.lettre if before else None):
            self._propose()
        self._show()

    def commit(self) -> bool:
        """Read what is typed: it is only given by its act."""
        return all(form.isHidden() or form.commit() for form in (self.form, self.answer))

    def begin(self) -> None:
        """Ask for what the person asks."""
        self._asking = True
        self._show()
        self.form.focus("genre")

    def leave(self) -> None:
        """Give it up."""
        self._asking = False
        self.form.open({}, self.one.key if self.one else "")
        self._show()

    def receive(self) -> None:
        """Record what is asked."""
        one = self.one
        if one is None or not self._asked(self.form, "genre", tr("Choisissez ce qui est demandé.")):
            return
        values = self.form.values
        given = {"genre": values["genre"], "le": values.get("recue_le"), "objet": values.get("objet") or ""}
        if self.form.give(lambda: self.desk.do(self, receive_requete, one.key, **given)):
            self.leave()

    def give(self) -> None:
        """Answer what is selected."""
        asked = self._waiting()
        if asked is None or not self._asked(self.answer, "issue", tr("Choisissez l’issue.")):
            return
        issue, le = str(self.answer.values["issue"]), self.answer.values.get("repondue_le")
        if self.answer.give(lambda: self.desk.do(self, answer_requete, asked.key, issue, le)):
            self._propose()

    def drop(self) -> None:
        """Take out of sight what was recorded by mistake."""
        asked = self._waiting()
        if asked is not None:
            self.desk.attempt(self, withdraw_requete, asked.key)

    def _turn(self) -> None:
        """Another request: its own answer is proposed."""
        self._propose()
        self._show()

    def _propose(self) -> None:
        """The answer that a letter of reasons makes, which somebody has to give; blank where none is known."""
        waits = self._waiting()
        letter = waits.lettre if waits is not None else None
        values = {"issue": COMMUNIQUES, "repondue_le": letter[1]} if letter else {}
        self.answer.open(values, self.one.key if self.one else "")

    def _asked(self, form: ActForm, name: str, missing: str) -> bool:
        if form.asked() is None:
            return False
        if not form.values.get(name):
            form.focus(name)
            form.fault(f"requete.{name}", missing)
            return False
        return True

    def _waiting(self) -> RequeteView | None:
        """The one that is selected, else the oldest that waits."""
        current, ones = self.table.current(), self.one.en_attente if self.one is not None else ()
        return current if current in ones else ones[-1] if ones else None

    def _decided(self) -> bool:
        """Whether there is anything to ask about: an avis that was validated, or a rejection that silence made."""
        one = self.one
        if one is None or any(avis.valide_le is not None for avis in one.avis):
            return one is not None
        with self.desk.store.reading() as session:
            return implied_rejection(session, one.key, self.desk.today) is not None

    def _show(self) -> None:
        one = self.one
        live = one is not None and one.vivante and not one.dehors
        decided = live and self._decided()
        waiting = self._waiting() if live else None
        asked, waits = bool(one and one.requetes), waiting is not None
        self.setVisible(asked or decided)
        letter = waiting.lettre if waiting is not None else None
        if letter:
            self._proposed.setText(
                tr("La lettre {numero} du {jour} donne les motifs\u00a0: «\u00a0Répondre\u00a0» clôt la demande.",
                   numero=letter[0], jour=show_day(letter[1]))
            )  # fmt: skip
        shown = {
            self._proposed: bool(letter), self._title: asked or self._asking, self.table: asked, self.answer: waits,
            self._answer: waits, self._drop: waits, self._begin: decided and not self._asking,
            self.form: self._asking, self._receive: self._asking, self._leave: self._asking,
        }  # fmt: skip
        for part, visible in shown.items():
            part.setVisible(visible)

    def _listed(self) -> Fitted[RequeteView]:
        columns = (
            Column[RequeteView](NC_("requête", "Demande"), _kind, chars=20, tone=_tone),
            Column[RequeteView](N_("Reçue le"), lambda one: show_day(one.recue_le) if one.recue_le else "", chars=11),
            Column[RequeteView](N_("Réponse"), _end, chars=24, stretch=True, tone=_tone),
        )
        return Fitted(self.desk.theme, columns, tr("Recours, motifs demandés"), key=lambda one: one.key)


def banner(one: CandidatureView) -> str:
    """What waits for an answer, of a candidature; blank when nothing does."""
    return say(joined(" ", *(attend(asked.genre, asked.recue_le) for asked in one.en_attente)))


def _kind(one: RequeteView) -> str:
    return say(GENRES[one.genre].label) if one.genre in GENRES else one.genre


def _end(one: RequeteView) -> str:
    if one.repondue_le is None:
        return tr("En attente")
    said = ISSUES.get(one.issue)
    return tr("{issue}, le {jour}", issue=said if said is not None else one.issue, jour=show_day(one.repondue_le))


def _tone(one: RequeteView) -> str:
    return "warn" if one.repondue_le is None else ""
