"""What was kept long enough: proposed, ticked or not, then erased with its report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.fields.of_rooms import NOTIFICATION, PURGE
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, NN_, NOTHING, joined
from scolarite_desk.services.effacements import PurgeProposal, propositions
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.services.mesures import NOT_NOTIFIED, note_all
from scolarite_desk.services.purge import Purge, purge, write_report
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.widgets import Button, Empty, Primary, Words, column, row
from scolarite_desk.ui.widgets.files import ask_save

R = TypeVar("R")


class Ticked(Table[PurgeProposal]):
    """A table where Space ticks the line."""

    tick: Callable[[], object] = staticmethod(lambda: None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks or unticks."""
        if event.key() == Qt.Key.Key_Space:
            self.tick()
        else:
            super().keyPressEvent(event)


class PurgePanel(QWidget):
    """The dossiers whose time is over. `on_open(dossier)`: one was opened; `on_found(count)`: so many can go."""

    def __init__(self, desk: Desk, on_open: Callable[[str], object], on_found: Callable[[], object]) -> None:
        super().__init__()
        self.desk, self._on_found, theme = desk, on_found, desk.theme
        self.found: tuple[PurgeProposal, ...] = ()
        self._left: set[str] = set()  # unticked
        self._looked = False
        self._nothing = Empty(theme, "clock", "")
        self.table = Ticked(
            theme, self._columns(), tr("Dossiers dont la durée de conservation est dépassée"),
            key=lambda one: one.dossier, many=True,
            empty=self._nothing, shape=desk.shape("conservation"),
        )  # fmt: skip
        self.table.tick = self.tick
        self.table.opened.connect(lambda one: on_open(one.dossier))
        self._said = Words(tone="muted", wrap=True)
        self.confirmed = ActForm(theme, PURGE, desk.lists, on_failure=desk.messages.tell)
        self.how = ActForm(theme, NOTIFICATION, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self.how.open({}, "")
        notified = Button(theme, tr("Noter pour les lignes choisies"), self.notify, icon="mail", needs="lettres")
        look = Button(theme, tr("Chercher"), self.look, icon="search")
        tick = Button(theme, tr("Cocher ou décocher"), self.tick, icon="check", keys=written("Space"))
        self._all = Button(theme, tr("Tout décocher"), self.tick_all, icon="minus")
        self._erase = Primary(
            theme, tr("Effacer et écrire le rapport…"), self.erase, icon="trash-2", needs="effacement"
        )
        self.table.acts = (tick, notified)
        acts, self._notified, foot = QWidget(), QWidget(), QWidget()
        row(self._notified, (self.how, 1), notified, spacing=theme.gap)
        row(acts, look, tick, self._all, None, spacing=theme.gap)
        row(foot, (self.confirmed, 1), self._erase, spacing=theme.gap)
        column(self, acts, (self.table, 1), self._said, self._notified, foot, spacing=theme.gap)
        self._fill()

    def _columns(self) -> tuple[Column[PurgeProposal], ...]:
        return (
            Column(NOTHING, lambda one: "", chars=3, icon=self._icon, tone=self._tone, spoken=self._spoken),
            Column(N_("Dossier"), lambda one: one.numero, chars=11, code=True),
            Column(N_("Qui"), lambda one: say(one.nom), chars=28, worth=2),
            Column(N_("Campagne"), lambda one: one.campagne, chars=22),
            Column(N_("Jusqu’au"), lambda one: show_day(one.conservation.jusqu_au), chars=12,
                   sort=lambda one: one.conservation.jusqu_au),
            Column(N_("Pourquoi"), lambda one: say(one.retenu or one.conservation.pourquoi), chars=30, stretch=True,
                   tone=lambda one: "warn" if one.retenu else "muted"),
        )  # fmt: skip

    @property
    def ticked(self) -> list[PurgeProposal]:
        """What would be erased."""
        return [one for one in self.found if not one.retenu and one.dossier not in self._left]

    def look(self) -> None:
        """Look for them: every ended campaign is read."""
        today, read = self.desk.today, self.desk.read
        self.desk.jobs.run(
            tr("Recherche des dossiers à effacer"),
            lambda progress: tuple(read(propositions, today, progress)),
            done=self._show,
        )

    def tick(self) -> None:
        """Tick or untick the chosen lines; one that is held says why."""
        chosen = self.table.selected()
        held = [one for one in chosen if one.retenu]
        if held and len(held) == len(chosen):
            why = tr("Ce dossier ne peut pas être effacé\u00a0: {raison}.", raison=held[0].retenu)
            self.desk.messages.say(why, "warn", holds=lambda: self.table.selected() == chosen)
            return
        self._left ^= {one.dossier for one in chosen if not one.retenu}
        self._fill()

    def notify(self) -> None:
        """Say how the decisions of the chosen lines were notified, so that nothing but that holds them no more."""
        asked = self.how.asked()
        chosen = [one.dossier for one in self.table.selected() if one.retenu == NOT_NOTIFIED]
        if asked is None:
            return
        if not asked["motif"] or not chosen:
            how = N_("Écrivez comment elles ont été notifiées.")
            none = N_("Choisissez des dossiers dont une décision n’est pas notifiée.")
            self.how.refused("notification.motif", how if chosen else none)
            return
        store, motif = self.desk.store, asked["motif"]
        self.desk.jobs.run(
            tr("Notifications faites autrement"),
            lambda progress: note_all(store, chosen, motif, progress, self.how.taking),
            done=self._notified_all,
            cancelled=self.look,
        )

    def _notified_all(self, issue: LotOutcome[str, None]) -> None:
        if issue.faites:
            self.how.open({})
        numbers = {one.dossier: one.numero for one in self.found}
        if issue.refusees:
            self.desk.messages.say(say(issue.left(lambda dossier: numbers.get(dossier, ""))))
        self.look()

    def tick_all(self) -> None:
        """All of them, or none."""
        self._left = {one.dossier for one in self.ticked}
        self._fill()

    def erase(self) -> None:
        """Erase what is ticked, once its number was typed and the place of the report chosen."""
        asked, chosen = self.confirmed.asked(), self.ticked
        if asked is None:
            return
        if asked["nombre"] != len(chosen) or not chosen:
            ticked = NN_(
                "{n} dossier est coché\u00a0: tapez ce nombre.",
                "{n} dossiers sont cochés\u00a0: tapez ce nombre.",
                len(chosen),
            )
            self.confirmed.refused("purge.nombre", ticked if chosen else N_("Rien n’est coché."))
            return
        name = f"effacement-{self.desk.today.isoformat()}.pdf"
        path = ask_save(self.window(), tr("Rapport d’effacement"), name, tr("PDF (*.pdf);;CSV (*.csv)"))
        if path is None:
            return
        store = self.desk.store

        def done(result: Purge) -> None:
            write_report(store, result, path, langue=langue(SOURCE))
            self.desk.messages.say(_told(result, path.name), "ok")
            self.look()

        self.confirmed.open({})
        self.desk.jobs.run(
            tr("Effacement des dossiers"),
            lambda progress: purge(store, chosen, progress),
            done=done,
            cancelled=self._stopped,
        )

    def _stopped(self) -> None:
        self.desk.messages.say(
            tr("Effacement arrêté\u00a0: ce qui était fait reste effacé, et figure au registre."), "warn"
        )
        self.look()

    def _show(self, found: tuple[PurgeProposal, ...]) -> None:
        self.found, self._looked = found, True
        self._left &= {one.dossier for one in found}
        self._fill()
        self._on_found()

    def _fill(self) -> None:
        if self._looked:
            self._nothing.say(tr("Aucun dossier n’a dépassé sa durée de conservation."))
        else:
            self._nothing.say(
                tr("Cherchez les dossiers dont la durée de conservation est dépassée."),
                tr("Rien n’est effacé sans vous."),
            )
        self.table.fill(self.found)
        count, held = len(self.ticked), sum(bool(one.retenu) for one in self.found)
        said = (
            trn("{n} coché", "{n} cochés", count),
            trn("{n} à garder", "{n} à garder", held),
            trn("{n} proposé", "{n} proposés", len(self.found)),
        )
        self._said.setText(" · ".join(said) if self.found else "")
        self._erase.setEnabled(count > 0)
        self._all.setEnabled(count > 0)
        self._notified.setVisible(any(one.retenu == NOT_NOTIFIED for one in self.found))

    def _icon(self, one: PurgeProposal) -> str:
        return "lock" if one.retenu else "circle-minus" if one.dossier in self._left else "check"

    def _tone(self, one: PurgeProposal) -> str:
        return "icon:warn" if one.retenu else "icon:muted" if one.dossier in self._left else "icon:accent"

    def _spoken(self, one: PurgeProposal) -> str:
        if one.retenu:
            return tr("à garder")
        return tr("décoché") if one.dossier in self._left else tr("coché")

    def counts(self) -> Mapping[str, int]:
        """How many are proposed, once looked for."""
        return {"conservation": len(self.found)} if self._looked else {}


def _told(result: Purge, name: str) -> str:
    """What was erased, what was not, and where it is reported."""
    gone = NN_("{n} dossier effacé.", "{n} dossiers effacés.", len(result.faites))
    held = NN_(
        "{n} non effacé\u00a0: quelque chose a changé entre-temps.",
        "{n} non effacés\u00a0: quelque chose a changé entre-temps.",
        len(result.refusees),
    )
    report = N_("Rapport\u00a0: {fichier}.", fichier=name)
    return say(joined(" ", gone, held if result.refusees else NOTHING, report))
