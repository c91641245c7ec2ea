"""Letters of a filter: looked at before anything is numbered, then one file each or one for all. What left already is
printed again only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.progress import Progress
from scolarite_desk.services.documents import Preflight, preflight
from scolarite_desk.services.exports import proposed_name
from scolarite_desk.services.vides import by_cause
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import tr, trn
from scolarite_desk.ui.salles.decisions.causes import Causes
from scolarite_desk.ui.salles.decisions.sorties import Sorties
from scolarite_desk.ui.widgets import Button, Page, Primary, Tick, Words, column
from scolarite_desk.ui.widgets.files import ask_folder, ask_save


class Lettres(QWidget):
    """The panel. `on_leave()`: back to the avis."""

    def __init__(self, desk: Desk, sorties: Sorties, on_leave: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._sorties, self._filter, theme = desk, sorties, Filter(), desk.theme
        title = Words(tr("Lettres de décision"), look="strong")
        self._ready, self._aside = Words(wrap=True), Words(look="strong", wrap=True)
        self._look = Preflight(())
        self._again = Tick(theme)
        self._again.chosen.connect(self._count)
        self._why = Causes(desk, self._again_later)
        self._settle = Button(theme, tr("Trancher les désaccords"), sorties.settle, icon="git-compare-arrows")
        self._each = Primary(theme, tr("Un fichier par lettre…"), self.one_each, icon="folder-open", needs="lettres")
        self._merged = Button(theme, tr("Un seul PDF…"), self.merged, icon="file-text", needs="lettres")
        leave = Button(theme, tr("Revenir aux avis"), on_leave)
        note = tr("Chaque lettre est numérotée et gardée. Ensuite, un avis ne change que par rectification.")
        inside, foot = QWidget(), QWidget()
        parts = (title, self._ready, self._again, self._aside, self._why, self._settle)
        acts = (Words(note, tone="muted", wrap=True), self._each, self._merged, leave)
        column(inside, *parts, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True)
        column(foot, *acts, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, (Page(inside), 1), foot)

    def open(self, chosen: Filter) -> None:
        """Look at every candidature of the filter, away from the window."""
        self._filter, store = chosen, self._desk.store
        self._ready.setText(tr("Examen des candidatures…"))
        self._again.set_answer(False)
        for part in (self._again, self._aside, self._why, self._settle):
            part.setVisible(False)
        self._allow(False)

        def look(progress: Progress) -> Preflight:
            with store.reading() as session:
                return preflight(session, candidature_keys(session, chosen), progress, store.clock())

        self._desk.jobs.run(tr("Examen des lettres"), look, done=self._tell)

    def one_each(self) -> None:
        """A folder, and one file in it for each letter."""
        folder = ask_folder(self, tr("Dossier des lettres"))
        if folder is not None:
            self._sorties.letters(self._filter, folder, reprint=self._again.isChecked())

    def merged(self) -> None:
        """One file with all of them."""
        name = proposed_name(self._desk.store, "lettres", self._filter, ".pdf")
        path = ask_save(self, tr("Lettres en un seul fichier"), name, tr("PDF (*.pdf)"))
        if path is not None:
            self._sorties.letters(self._filter, path.with_suffix(".pdf"), reprint=self._again.isChecked())

    def _tell(self, look: Preflight) -> None:
        self._look = look
        aside, gone = len(look.ecartees), len(look.parties)
        again = trn("Y compris celle qui est déjà partie", "Y compris les {n} déjà parties", gone)
        self._again.setText(again)
        self._again.setAccessibleName(again)
        self._again.setVisible(bool(gone))
        self._aside.setText(trn("{n} laissée de côté", "{n} laissées de côté", aside))
        self._why.show_causes(by_cause(look.vides))
        for part in (self._aside, self._why):
            part.setVisible(bool(aside))
        self._settle.setVisible(look.retenues > 0)
        self._count()
        parts = (self._each, self._again, self._merged)
        next((one for one in parts if one.isEnabled() and not one.isHidden()), self._merged).setFocus()

    def _again_later(self) -> None:
        """Once the office has what it lacked, the letters are looked at again."""
        self._desk.reprise = partial(self.open, self._filter)

    def _count(self) -> None:
        """How many letters would be written, as the tick stands."""
        ready = len(self._look.pretes) + (len(self._look.parties) if self._again.isChecked() else 0)
        self._ready.setText(trn("{n} lettre prête", "{n} lettres prêtes", ready))
        self._allow(bool(ready))

    def _allow(self, allowed: bool) -> None:
        self._each.setEnabled(allowed)
        self._merged.setEnabled(allowed)
