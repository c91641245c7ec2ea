"""Pégase and Apogée: at the top which one and which view, then the table, under it what is done with its rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.si import ARegler, ControleSi, ExportSi, LigneSi
from scolarite_desk.models.rules.si import A_EXPORTER, APOGEE, DESISTE, EXPORTE, SI
from scolarite_desk.msg import N_, NN_, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.lots import LotOutcome, do_each
from scolarite_desk.services.reglages import setting
from scolarite_desk.services.si import export_again, export_si, look, treat_withdrawal
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import Job
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.salles.si.lignes import A_REGLER, SEEN, SYSTEMES, VOEUX, VUES, counted, hidden, told
from scolarite_desk.ui.widgets import Button, Empty, Primary, Stacked, Words, column, row
from scolarite_desk.ui.widgets.files import ask_folder
from scolarite_desk.ui.widgets.heads import Filters, Head

_HAND_OVER = N_(
    "Ces deux fichiers suivent la seule disposition connue, qui n’est pas un document de l’Amue\u00a0: montrez-les à "
    "qui les charge avant de vous y fier."
)


class SiRoom(Room):
    """One control at a time, read away from the window: what is counted is what would leave."""

    title = N_("Pégase et Apogée")
    code = "si"
    tables = frozenset({
        "candidature", "avis", "transmission", "formation", "personne", "adresse", "identifiant", "inscription",
        "reglage", "campagne",
    })  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._found: ControleSi | None = None
        self._reading: Job | None = None
        self._export = Primary(theme, tr("Exporter…"), self.export, icon="download", needs="exports")
        self.head = Head(theme, say(self.title), (self._export,))
        self.systems = Filters(theme, SYSTEMES)
        self.views = Filters(theme, VUES, later=[one.code for one in VUES])
        self.systems.chosen.connect(lambda _: self.reload())
        self.views.chosen.connect(lambda _: self._fill())
        self._said = Words(tone="muted", wrap=True)
        self._nothing, self._clear = Empty(theme, "school", ""), Empty(theme, "circle-check", "")
        self.seen = Table[ARegler](
            theme, SEEN, tr("À corriger ou à vérifier"), empty=self._clear, shape=desk.shape("si_controle")
        )
        self.seen.opens = tr("Ouvrir le champ")
        self.seen.opened.connect(self._mend)
        self.voeux = Table[LigneSi](
            theme, VOEUX, tr("Vœux"), key=lambda one: one.candidature, many=True, empty=self._nothing,
            shape=desk.shape("si_voeux"),
        )  # fmt: skip
        self.voeux.opens = tr("Ouvrir le dossier")
        self.voeux.opened.connect(lambda one: desk.show(one.dossier, "candidatures"))
        self.voeux.picked.connect(self._picked)
        self._treat = Button(theme, tr("Traité à la main"), self.treat, icon="check", needs="exports")
        self._resend = Button(theme, tr("À exporter de nouveau"), self.again, icon="rotate-ccw", needs="exports")
        self.voeux.acts = (self._treat, self._resend)
        self.shown = Stacked()
        for table in (self.seen, self.voeux):
            self.shown.addWidget(table)
        self._foot = QWidget()
        row(self._foot, self._treat, self._resend, None, spacing=theme.gap)
        column(
            self, self.head, self.systems, self.views, self._said, (self.shown, 1), self._foot,
            margins=(theme.block, theme.block), spacing=theme.gap,
        )  # fmt: skip
        self._fill()

    def open(self) -> None:
        """The student records of the establishment first."""
        chosen = self.desk.read(setting, "si")
        if self._found is None and chosen in SI and chosen != self.systems.code:
            self.systems.choose(chosen)
        super().open()
        self._table().setFocus()

    def reload(self) -> None:
        """Read the whole control again; what is on screen stays until then."""
        if self._reading is not None:
            self._reading.cancel()
        store, si = self.desk.store, self.systems.code
        self._reading = self.desk.jobs.run(
            tr("Contrôle avant export"),
            lambda _progress: look(store, si),
            done=self._come,
            unasked=self._found is not None,
        )

    def _come(self, found: ControleSi) -> None:
        self._reading, self._found = None, found
        self.views.count(counted(found))
        self._fill()

    def _fill(self) -> None:
        vue, found = self.views.code, self._found
        mend = vue == A_REGLER
        what, nothing = told(vue)
        note = say(_HAND_OVER) if self.systems.code == APOGEE and vue == A_EXPORTER else ""
        self._said.setText(" ".join(filter(None, (say(found.empeche) if found else "", what, note))))
        (self._clear if mend else self._nothing).say(nothing if found else tr("Contrôle en cours…"))
        self.shown.setCurrentWidget(self._table())
        self._foot.setVisible(vue in (EXPORTE, DESISTE))
        self._treat.setVisible(vue == DESISTE)
        self._resend.setVisible(vue == EXPORTE)
        for number, hide in hidden(vue).items():
            self.voeux.setColumnHidden(number, hide)
        self.seen.fill([*found.formations, *found.personnes] if found else [])
        self.voeux.fill([one for one in found.lignes if one.etat == vue] if found else [])
        if self._table().current() is None:
            self._table().step(0)
        self.head.say(say(self.title), self._leaving())
        self._export.setEnabled(bool(found and found.candidats and not found.empeche))
        self._picked()

    def _leaving(self) -> str:
        if self._found is None:
            return ""
        persons = len(self._found.candidats)
        voeux = sum(len(one.voeux) for one in self._found.candidats)
        return say(
            joined(" · ", NN_("{n} candidat prêt", "{n} candidats prêts", persons), NN_("{n} vœu", "{n} vœux", voeux))
        )

    def _table(self) -> Table[Any]:
        return self.seen if self.views.code == A_REGLER else self.voeux

    def _picked(self) -> None:
        for act in (self._treat, self._resend):
            act.setEnabled(bool(self.voeux.selected()))

    def _mend(self, one: ARegler) -> None:
        """To the field that mends it, of the dossier or of the formation."""
        path = one.remarque.champ
        if path == "divergences":
            self.desk.entered.emit("divergences", "")
        elif path.startswith("formation."):
            self.desk.entered.emit("formations", f"{one.cle}/{path}")
        else:
            self.desk.show(one.cle, path)

    # --- What is done.

    def export(self) -> None:
        """Ask where, then write the files of the day there."""
        folder = ask_folder(self.window(), tr("Dossier où écrire les fichiers"))
        if folder is None:
            return
        store, si = self.desk.store, self.systems.code

        def done(made: ExportSi) -> None:
            names = [name for name, _lines in made.fichiers]
            said = NN_(
                "{n} vœu exporté\u00a0: {fichiers}. Ces fichiers ne sont pas chiffrés.",
                "{n} vœux exportés\u00a0: {fichiers}. Ces fichiers ne sont pas chiffrés.",
                made.voeux,
                fichiers=names,
            )
            self.desk.messages.say(say(said), "ok", [(tr("Ouvrir le dossier"), lambda: _open(folder))])
            self.reload()

        self.desk.jobs.run(
            say(SI[si]), lambda progress: export_si(store, si, folder, progress), done=done, cancelled=self.reload
        )

    def treat(self) -> None:
        """Whoever is selected was taken out of the student records by hand."""
        self._each(tr("Désistements traités"), treat_withdrawal)

    def again(self) -> None:
        """The file of whoever is selected was never taken."""
        self._each(tr("À exporter de nouveau"), export_again)

    def _each(self, name: str, act: Callable[..., None]) -> None:
        store, si, chosen = self.desk.store, self.systems.code, self.voeux.selected()
        keys, names = [one.candidature for one in chosen], {one.candidature: one.nom for one in chosen}

        def play(progress: Progress) -> LotOutcome[str, None]:
            return do_each(store, self, act, keys, lambda key, _: {"candidature": key, "si": si}, progress)

        def done(issue: LotOutcome[str, None]) -> None:
            said = NN_("{n} vœu noté.", "{n} vœux notés.", len(issue.faites))
            left = issue.left(lambda key: names[key])
            self.desk.messages.say(say(joined(" ", said, left)), "warn" if left else "ok")
            self.reload()

        if keys:
            self.desk.jobs.several(
                name, len(keys), play, done=done, failed=self.desk.messages.tell, cancelled=self.reload
            )


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
