"""Files that leave the decisions room, each written by a job that can be cancelled, then told with a way to open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.french import plural
from scolarite_desk.progress import Progress
from scolarite_desk.services.documents import Preflight
from scolarite_desk.services.exports import (
    Format,
    Held,
    export_decisions,
    export_letters,
    held_back,
    proposed_name,
    told_held,
)
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import QT_TRANSLATE_NOOP, filled
from scolarite_desk.ui.widgets.files import ask_save

# format: (name of the job, words of the dialog, kinds of files, beginning of the proposed name)
_FORMATS: dict[Format, tuple[str, str, str]] = {
    "xlsx": (QT_TRANSLATE_NOOP("Sorties", "Décisions en classeur"), "Excel (*.xlsx)", "decisions"),
    "pdf": (QT_TRANSLATE_NOOP("Sorties", "Liste à signer"), "PDF (*.pdf)", "liste-decisions"),
    "csv": (QT_TRANSLATE_NOOP("Sorties", "Décisions en fichier texte"), "CSV (*.csv)", "decisions"),
}


class Sorties(QObject):
    """The exports of a filter; `on_done()` is called when letters are out."""

    def __init__(self, desk: Desk, window: QWidget, on_done: Callable[[], object]) -> None:
        super().__init__(window)
        self._desk, self._window, self._on_done = desk, window, on_done

    def decisions(self, chosen: Filter, fmt: Format) -> None:
        """Ask where, then write the decisions there."""
        name, kinds, begins = _FORMATS[fmt]
        proposed = proposed_name(self._desk.store, begins, chosen, f".{fmt}")
        path = ask_save(self._window, self.tr(name), proposed, kinds)
        if path is None:
            return
        store = self._desk.store

        def done(told: tuple[int, Held]) -> None:
            count, held = told
            one, many = (
                self.tr("%1 candidature écrite dans «\u00a0%2\u00a0»."),
                self.tr("%1 candidatures écrites dans «\u00a0%2\u00a0»."),
            )
            left = told_held(held)
            self._say(f"{filled(plural(count, one, many), count, path.name)} {left}".strip(), path, held=bool(held))

        def export(progress: Progress) -> tuple[int, Held]:
            return export_decisions(store, chosen, fmt, path, progress), held_back(store, chosen)

        self._desk.jobs.run(self.tr(name), export, done=done, failed=self._failed)

    def settle(self) -> None:
        """What is held waits in the room of divergences."""
        self._desk.entered.emit("divergences", "")

    def letters(self, chosen: Filter, out: Path) -> None:
        """Write the letters in a folder, or in one file when `out` ends with .pdf."""
        store = self._desk.store

        def done(look: Preflight) -> None:
            count = len(look.pretes)
            one, many = (
                self.tr("%1 lettre écrite dans «\u00a0%2\u00a0»."),
                self.tr("%1 lettres écrites dans «\u00a0%2\u00a0»."),
            )
            left = " ".join(f"{who}\u00a0: {why}" for who, why in look.refusees)
            self._say(f"{filled(plural(count, one, many), count, out.name)} {left}".strip(), out, warn=bool(left))
            self._on_done()

        self._desk.jobs.run(
            self.tr("Lettres de décision"),
            lambda progress: export_letters(store, chosen, out, progress),
            done=done,
            cancelled=self._cancelled,
        )

    def _cancelled(self) -> None:
        self._desk.messages.say(
            self.tr("Édition annulée. Les lettres déjà numérotées sont gardées, et se réimpriment de leur dossier.")
        )
        self._on_done()

    def _failed(self, error: BaseException) -> None:
        held = isinstance(error, Refused) and error.champ == "divergences"
        self._desk.messages.tell(error, [self._settling()] if held else [])

    def _settling(self) -> tuple[str, Callable[[], object]]:
        return self.tr("Trancher"), self.settle

    def _say(self, text: str, path: Path, *, held: bool = False, warn: bool = False) -> None:
        opening = (self.tr("Ouvrir"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        acts = [opening, self._settling()] if held else [opening]
        self._desk.messages.say(text, "warn" if held or warn else "ok", acts)
