"""Files that leave the decisions room, each written by a job that can be cancelled, then told with a way to open it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.documents import POSTE
from scolarite_desk.models.rules.papiers import SIGNES
from scolarite_desk.msg import N_, NN_, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.archives import Archivees, export_dossiers
from scolarite_desk.services.courriers import Demandee
from scolarite_desk.services.documents import Preflight
from scolarite_desk.services.droits import may
from scolarite_desk.services.exports import Format, Held, export_decisions, held_back, proposed_name, told_held
from scolarite_desk.services.exports_lettres import export_letters
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.registre import numbered
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.devenir import note_documents
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets.files import ask_save

# format: (name of the job and words of the dialog, kinds of files, beginning and end of the proposed name)
_FORMATS: dict[Format, tuple[Msg, Msg, str, str]] = {
    "xlsx": (N_("Décisions en classeur"), N_("Excel (*.xlsx)"), "decisions", ".xlsx"),
    "pdf": (N_("Liste des décisions"), N_("PDF (*.pdf)"), "liste-decisions", ".pdf"),
    "attente": (N_("Personnes sans avis"), N_("PDF (*.pdf)"), "sans-avis", ".pdf"),
    "ecandidat": (N_("Décisions au format d’eCandidat"), N_("Excel (*.xlsx)"), "candidatures", ".xlsx"),
    "csv": (N_("Décisions en fichier texte"), N_("CSV (*.csv)"), "decisions", ".csv"),
}


class Sorties(QObject):
    """The exports of a filter; `on_done()` is called when letters are out."""

    def __init__(self, desk: Desk, window: QWidget, on_done: Callable[[], object]) -> None:
        super().__init__(window)
        self._desk, self._window, self._on_done = desk, window, on_done

    def decisions(self, chosen: Filter, fmt: Format) -> None:
        """Ask where, then write the decisions there."""
        name, kinds, begins, ends = _FORMATS[fmt]
        proposed = proposed_name(self._desk.store, begins, chosen, ends)
        path = ask_save(self._window, say(name), proposed, say(kinds))
        if path is None:
            return
        store = self._desk.store

        def done(told: tuple[int, Held]) -> None:
            count, held = told
            said = NN_(
                "{n} candidature écrite dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré.",
                "{n} candidatures écrites dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré.",
                count,
                fichier=path.name,
            )
            self._say(joined(" ", said, told_held(held)), path, held=bool(held))

        def export(progress: Progress) -> tuple[int, Held]:
            count = export_decisions(store, chosen, fmt, path, progress, langue=langue(SOURCE))
            return count, held_back(store, chosen)

        self._desk.jobs.run(say(name), export, done=done, failed=self._failed)

    def dossiers(self, chosen: Filter) -> None:
        """Ask where, then write the dossiers to examine there."""
        store = self._desk.store
        proposed = proposed_name(store, "dossiers", chosen, ".zip")
        kinds = tr("Un PDF par dossier (*.zip);;Un seul PDF (*.pdf)")
        path = ask_save(self._window, tr("Dossiers à examiner"), proposed, kinds)
        if path is None:
            return

        def done(told: Archivees) -> None:
            said = NN_(
                "{n} dossier écrit dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré.",
                "{n} dossiers écrits dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré.",
                told.dossiers,
                fichier=path.name,
            )
            self._say(said, path)

        def export(progress: Progress) -> Archivees:
            return export_dossiers(store, chosen, path, progress, langue=langue(SOURCE))

        self._desk.jobs.run(tr("Dossiers à examiner"), export, done=done)

    def settle(self) -> None:
        """What is held waits in the room of divergences."""
        self._desk.entered.emit("divergences", "")

    def letters(self, chosen: Filter, out: Path, asked: Demandee, *, reprint: bool) -> None:
        """Write the letters in a folder, or in `out` itself, a .pdf or a .zip; `reprint`, those that left too."""
        store = self._desk.store

        def done(look: Preflight) -> None:
            said = NN_(
                "{n} lettre écrite dans «\u00a0{fichier}\u00a0». Elle n’est pas chiffrée.",
                "{n} lettres écrites dans «\u00a0{fichier}\u00a0». Elles ne sont pas chiffrées.",
                len(look.pretes),
                fichier=out.name,
            )
            left = [N_("{qui}\u00a0: {raison}", qui=who, raison=why) for who, why in look.refusees]
            self._say(joined(" ", said, *left), out, warn=bool(left), acts=self._posting(look))
            self._on_done()

        self._desk.jobs.run(
            say(SIGNES[asked.papier].label),
            lambda progress: export_letters(store, chosen, out, progress, reprint=reprint, asked=asked),
            done=done,
            cancelled=self._cancelled,
        )

    def _cancelled(self) -> None:
        self._desk.messages.say(
            tr("Édition arrêtée. Les lettres déjà numérotées sont gardées et écrites, les autres restent à éditer.")
        )
        self._on_done()

    def _failed(self, error: BaseException) -> None:
        held = isinstance(error, Refused) and error.champ == "divergences"
        self._desk.messages.tell(error, [self._settling()] if held else [])

    def _posting(self, look: Preflight) -> list[tuple[str, Callable[[], object]]]:
        """The whole lot as posted today, for an account that keeps the register."""
        if not may(self._desk.store, "recus"):
            return []
        named = self._desk.read(numbered, look.documents)
        return [(tr("Noter postées aujourd’hui"), lambda: note_documents(self._desk, None, named, POSTE))]

    def _settling(self) -> tuple[str, Callable[[], object]]:
        return tr("Trancher"), self.settle

    def _say(
        self,
        told: Msg,
        path: Path,
        *,
        held: bool = False,
        warn: bool = False,
        acts: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        opening = (tr("Ouvrir"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        offered = [opening, *acts, *([self._settling()] if held else [])]
        self._desk.messages.say(say(told), "warn" if held or warn else "ok", offered)
