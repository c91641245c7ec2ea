"""The last step: what was written, what was left, and who was created."""

from __future__ import annotations

from pathlib import Path

from scolarite_desk.models.rows.imports import RapportImport
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, NN_, Msg, joined
from scolarite_desk.store.queries.imports import DossierCree, created_of
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import tr, trn
from scolarite_desk.ui.salles.imports.etapes import PageEtape
from scolarite_desk.ui.salles.imports.moteur import Importation
from scolarite_desk.ui.widgets import Button, Empty, Words, column
from scolarite_desk.ui.widgets.files import ask_save
from scolarite_desk.ui.widgets.flow import Flow

_COLUMNS = (
    Column[DossierCree](N_("Dossier"), lambda one: one.numero, chars=14, code=True),
    Column[DossierCree](N_("Nom"), lambda one: one.nom, chars=26, stretch=True),
    Column[DossierCree](N_("Né(e) le"), lambda one: show_day(one.ne_le), chars=12, sort=lambda one: one.ne_le),
)

_AS = {".csv": ".csv", ".tsv": ".csv", ".txt": ".csv", ".ods": ".ods", ".json": ".json"}  # as the file came


class EtapeFait(PageEtape):
    """What one import did; from here one goes to a dossier, or mends the lines that were left."""

    def __init__(self, import_: Importation) -> None:
        super().__init__(import_)
        theme = self.desk.theme
        self._shown = ""  # the lot whose dossiers were seen
        self.said, self.left = Words(look="strong", wrap=True), Words(wrap=True)
        self.undo = Words(tone="muted", wrap=True)
        self.errors = Button(theme, tr("Enregistrer les lignes laissées de côté…"), self.save_left, icon="download")
        self.table = Table[DossierCree](
            theme, _COLUMNS, tr("Dossiers créés"), key=lambda one: one.dossier,
            empty=Empty(theme, "check", tr("Aucun dossier n’a été créé.")), shape=self.desk.shape("imports_fait"),
        )  # fmt: skip
        self.table.opened.connect(lambda one: self.desk.show(one.dossier))
        self.table.setToolTip(tr("Entrée ouvre le dossier"))
        self.there = Button(
            theme, tr("Voir la journée"), lambda: self.desk.entered.emit(self._leads()[0], ""), icon="calendar-days"
        )
        self.title = Words(tr("Dossiers créés"), look="strong")
        acts = Flow(self.there, self.errors, spacing=theme.gap)
        parts = (self.said, self.left, self.undo, acts, self.title, (self.table, 1))
        column(self, *parts, margins=(theme.block, theme.gap), spacing=theme.gap)

    def tell(self) -> None:
        """What was done; who was created is read again, since it may have been taken back."""
        report = self.import_.rapport
        if report is None:
            return
        self.said.setText(tr("{fait}.", fait=_done(report)))
        count = len(report.laissees)
        self.left.setText(
            trn(
                "{n} ligne a été laissée de côté\u00a0: corrigez-la, puis importez-la de nouveau.",
                "{n} lignes ont été laissées de côté\u00a0: corrigez-les, puis importez-les de nouveau.",
                count,
            )
            if count
            else tr("Aucune ligne n’a été laissée de côté.")
        )
        self.errors.setVisible(bool(count))
        room, words, icon = self._leads()
        self.there.say(words, icon=icon)
        self.there.setVisible(bool(room))
        for part in (self.title, self.table):
            part.setVisible(not room)
        created = self.desk.read(created_of, report.lot)
        self.table.fill(created)
        self._shown = report.lot if created else self._shown
        gone = not created and self._shown == report.lot != ""
        self.undo.setText(tr("Cet import a été annulé.") if gone else tr("Ctrl+Z annule tout l’import en une fois."))

    def begin(self) -> None:
        """On who was created, or on the way to what was."""
        (self.there if self._leads()[0] else self.table).setFocus()

    def _leads(self) -> tuple[str, str, str]:
        """The room of what came in, its words and icon; none where dossiers did."""
        if self.import_.appointments:
            return "journee", tr("Voir la journée"), "calendar-days"
        if self.import_.formations:
            return "formations", tr("Voir les formations"), "graduation-cap"
        return "", "", ""

    def save_left(self) -> None:
        """Ask where, then write there the lines that were left, or would be, and why."""
        path = self.import_.chemin
        ending = _AS.get(path.suffix.lower(), ".xlsx") if path is not None else ".xlsx"
        name = f"{path.stem if path is not None else ''}-a-corriger{ending}"
        kinds = tr("Lignes laissées de côté (*{fin})", fin=ending)
        target = ask_save(self, tr("Lignes laissées de côté"), name, kinds)
        if target is not None:
            self.import_.errors(target, lambda: self._written(target))

    def _written(self, path: Path) -> None:
        said = tr("Les lignes laissées de côté sont dans «\u00a0{fichier}\u00a0».", fichier=path.name)
        self.desk.messages.say(said, "ok")


def _done(report: RapportImport) -> Msg:
    """How many lines of each kind; nothing at all is said too."""
    said = (
        (NN_("{n} ligne créée", "{n} lignes créées", report.creees), report.creees),
        (NN_("{n} ligne modifiée", "{n} lignes modifiées", report.modifiees), report.modifiees),
        (NN_("{n} ligne inchangée", "{n} lignes inchangées", report.inchangees), report.inchangees),
    )
    return joined(", ", *(one for one, count in said if count)) or N_("Aucune ligne n’a changé la base")
