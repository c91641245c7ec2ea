"""The selected visit: who, since when, and what the desk does next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import REPORT
from scolarite_desk.models.rows.rows import VisiteRow
from scolarite_desk.models.rules.dates import show_day, utc
from scolarite_desk.models.rules.states import allowed
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services import visites
from scolarite_desk.services.dossiers import open_dossier
from scolarite_desk.store.queries.journee import Visiteur, visitor
from scolarite_desk.ui.desk.campagne import in_campaign
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.look.heures import here, hour
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.journee.lignes import minutes, motive, waits_long
from scolarite_desk.ui.salles.journee.qui import Qui
from scolarite_desk.ui.widgets import Badge, Button, Primary, Words, column


@dataclass(frozen=True)
class Turn:
    """An act on a visit: what it is called in the states `avant`, and the state it leads to."""

    label: Msg
    icon: str
    avant: tuple[str, ...]
    apres: str
    act: Callable[..., object]


# The first that is allowed is the next act, and the primary button.
# fmt: off
GESTES = (
    Turn(N_("Terminer la visite"), "check", ("guichet",), "terminee", visites.finish_visit),
    Turn(N_("Noter l’arrivée"), "log-in", ("rendezvous", "absente"), "arrivee",
          visites.arrive),
    Turn(N_("Appeler au guichet"), "megaphone", ("arrivee", "attente", "rendezvous"),
          "guichet", visites.call_visit),
    Turn(N_("Rouvrir la visite"), "rotate-ccw", ("terminee",), "guichet",
          visites.call_visit),
    Turn(N_("Faire attendre"), "hourglass", ("arrivee", "guichet"), "attente",
          visites.wait_visit),
    Turn(N_("Parti sans être reçu"), "log-out", ("arrivee", "attente"), "absente",
          visites.mark_absent),
    Turn(N_("Excusée"), "circle-minus", ("rendezvous",), "excusee", visites.excuse_visit),
    Turn(N_("Absente"), "circle-x", ("rendezvous",), "absente", visites.mark_absent),
)
# fmt: on


class VisitPanel(QWidget):
    """The panel of one visit. `done(key)`: an act was done on it, the page should be read again."""

    done = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._row = desk, None  # type: Desk, VisiteRow | None
        theme = desk.theme
        self._name, self._when = Words(look="strong", wrap=True), Words(tone="muted", wrap=True)
        self._lines = Words(wrap=True)
        self._wait = Badge(theme, "", "hourglass", "warn")
        self._note_head, self._note = Words(tone="muted", wrap=True), Words(wrap=True)
        self.who = Qui(desk, self._told)
        self._next = Primary(theme, "", self._do_next, needs="visites")
        self._others = [
            Button(theme, self._named(one), lambda one=one: self._do(one), icon=one.icon, needs="visites")  # type: ignore[misc]
            for one in GESTES
        ]
        self._open = Button(theme, tr("Ouvrir le dossier"), self.open_dossier, icon="folder-open")
        self._later = Button(theme, tr("Reporter…"), self.ask_later, icon="calendar-plus", needs="visites")
        self._date = ActForm(theme, REPORT, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self._put_off = Button(theme, tr("Reporter"), self.put_off, icon="check", needs="visites")
        self.acts = (self._next, self._open, *self._others, self._later)
        acts = (self._next, self._open, *self._others, self._later, self._date, self._put_off)
        column(
            self,
            *(self._name, self._when, self._lines, self._wait, self.who, *acts),
            None,
            *(self._note_head, self._note),
            margins=(theme.block, theme.block),
            spacing=theme.gap,
        )

    def show_visit(self, row: VisiteRow) -> None:
        """Show a visit; what is being typed about the same one stays."""
        other = self._row is None or self._row.key != row.key
        self._row = row
        known = self._desk.read(visitor, row.personne, row.dossier)
        self._name.setText(say(joined(" · ", row.qui, verbatim(show_day(row.ne_le)))))
        self._when.setText(_when(row))
        self._lines.setText(self._said(row, known))
        self._say_wait(row)
        self.who.setVisible(row.personne is None)
        if row.personne is None:
            self.who.open(row)
        self._say_acts(row)
        self._say_note(known)
        if other:
            self._ask(False)

    def open_dossier(self) -> None:
        """Show the dossier; a person without one for the year gets one."""
        row = self._row
        if row is None or row.personne is None:
            self.who.search.setFocus()
            return
        if row.dossier is not None:
            self._desk.show(row.dossier)
        else:
            in_campaign(self._desk, partial(self._open_in, row))

    def ask_later(self) -> None:
        """Show the new day and hour, blank."""
        self._date.open({"jour": self._desk.today}, self._row.key if self._row else "")
        self._ask(True)
        self._date.focus("jour")

    def put_off(self) -> None:
        """Put the visit off to what was asked."""
        asked = self._date.asked()
        if asked is None or self._row is None:
            return
        for name in ("jour", "heure"):
            if asked[name] is None:
                self._date.refused(name, N_("À remplir pour reporter."))
                return
        when = datetime.combine(asked["jour"], time.fromisoformat(asked["heure"]))
        with self._date.giving():
            done = self._desk.attempt(self, visites.postpone_visit, self._row.key, utc(when, self._desk.store.fuseau))
        if done:
            self._ask(False)
            self._told()

    def focus_next(self) -> None:
        """The keyboard on the next act."""
        self._next.setFocus()

    def _open_in(self, row: VisiteRow, campagne: str | None) -> None:
        """The person's dossier of that campaign, made when there is none; the visit is of it from now on."""
        personne = row.personne or ""
        dossier = self._desk.read(visites.current_dossier, personne, campagne)
        if dossier is None:
            opened = self._desk.attempt(self, open_dossier, personne, campagne)
            dossier = opened.answer if opened else None
        if dossier is not None:
            self._desk.attempt(self, visites.link_visit, row.key, None, dossier)
            self._told()
            self._desk.show(dossier)

    def _ask(self, asking: bool) -> None:
        self._date.setVisible(asking)
        self._put_off.setVisible(asking)

    def _possible(self, row: VisiteRow) -> list[Turn]:
        return [one for one in GESTES if row.statut in one.avant and allowed("visite", row.statut, one.apres)]

    def _say_acts(self, row: VisiteRow) -> None:
        possible = self._possible(row)
        self._next.setVisible(bool(possible))
        if possible:
            self._next.say(self._named(possible[0]), icon=possible[0].icon)
        for one, button in zip(GESTES, self._others, strict=True):
            button.setVisible(one in possible[1:])
        self._open.setVisible(row.personne is not None)
        self._open.say(
            tr("Ouvrir le dossier") if row.dossier else tr("Ouvrir un dossier pour l’année"),
            icon="folder-open" if row.dossier else "file-plus",
        )
        self._later.setVisible(row.statut == "rendezvous" or allowed("visite", row.statut, "rendezvous"))

    def _do_next(self) -> None:
        possible = self._possible(self._row) if self._row else []
        if possible:
            self._do(possible[0])

    def _do(self, one: Turn) -> None:
        if self._row is not None and self._desk.attempt(self, one.act, self._row.key):
            self._told()

    def _told(self) -> None:
        if self._row is not None:
            self.done.emit(self._row.key)

    @staticmethod
    def _named(one: Turn) -> str:
        return say(one.label)

    def _said(self, row: VisiteRow, known: Visiteur) -> str:
        parts = (
            tr("Motif\u00a0: {motif}", motif=motive(row, self._desk.lists)) if row.motif else "",
            _dossier(row.numero, known.statut) if row.numero else "",
            _third(row) if row.tiers else "",
        )
        return "\n".join(part for part in parts if part)

    def _say_wait(self, row: VisiteRow) -> None:
        waited = row.attente if row.statut in ("arrivee", "attente") else row.ouverte
        self._wait.setVisible(waited is not None)
        if row.ouverte is not None:
            words = tr("Visite ouverte depuis {duree}", duree=minutes(row.ouverte))
            self._wait.say(words, "user-check", "accent")
        elif waited is not None:
            words = tr("Attend depuis {duree}", duree=minutes(waited))
            self._wait.say(words, "hourglass", "bad" if waits_long(row) else "warn")

    def _say_note(self, known: Visiteur) -> None:
        for words in (self._note_head, self._note):
            words.setVisible(bool(known.note))
        if known.note and known.note_le:
            self._note_head.setText(
                tr("Dernière note, {jour}, {auteur}", jour=f"{here(known.note_le):%d/%m}", auteur=known.note_par)
            )
            shown = _short(known.note)
            self._note.setText(tr("«\u00a0{note}\u00a0»", note=shown))
            self._note.setAccessibleName(tr("«\u00a0{note}\u00a0»", note=known.note))
            self._note.setToolTip(known.note if shown != known.note else "")


def _short(text: str, most: int = 400) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


def _when(row: VisiteRow) -> str:
    arrived = N_("arrivée à {heure}", heure=hour(row.arrivee_le)) if row.arrivee_le else NOTHING
    ticket = N_("ticket {ticket}", ticket=row.ticket) if row.ticket else NOTHING
    return say(joined(", ", _booked(row), arrived, ticket, verbatim(row.telephone)))


def _booked(row: VisiteRow) -> Msg:
    at = hour(row.rendezvous_le)
    if at and row.duree:
        return N_("Rendez-vous à {heure} ({duree}\u00a0min)", heure=at, duree=row.duree)
    if at:
        return N_("Rendez-vous à {heure}", heure=at)
    return N_("Sans rendez-vous ({duree}\u00a0min)", duree=row.duree) if row.duree else N_("Sans rendez-vous")


def _dossier(numero: str, statut: Msg) -> str:
    return say(joined(" · ", N_("Dossier {numero}", numero=numero), statut))


def _third(row: VisiteRow) -> str:
    if row.mandat_vu:
        return tr("Venu à sa place\u00a0: {tiers}, mandat vu", tiers=row.tiers)
    return tr("Venu à sa place\u00a0: {tiers}, mandat non vu", tiers=row.tiers)
