"""Letters of a filter, of decisions or others: looked at before anything is numbered, then one file each or one for
all. What left already is printed again only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import applying
from scolarite_desk.models.fields.of_dossier import LETTRES
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.progress import Progress
from scolarite_desk.services.courriers import Demandee, refuse_incomplete
from scolarite_desk.services.documents import Preflight, preflight
from scolarite_desk.services.exports import proposed_name
from scolarite_desk.services.vides import by_cause
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.decisions.causes import Causes
from scolarite_desk.ui.salles.decisions.sorties import Sorties
from scolarite_desk.ui.widgets import Button, Page, Primary, Tick, Words, column
from scolarite_desk.ui.widgets.files import ask_folder, ask_save
from scolarite_desk.ui.widgets.flow import Flow


class Lettres(QWidget):
    """The panel. `on_leave()`: back to where one was, `back` in words."""

    def __init__(self, desk: Desk, sorties: Sorties, on_leave: Callable[[], object], back: str) -> None:
        super().__init__()
        self._desk, self._sorties, self._filter, theme = desk, sorties, Filter(), desk.theme
        self.form = ActForm(theme, LETTRES, desk.lists, on_failure=desk.messages.tell, part=True, needs="lettres")
        self.form.noted.connect(self.look)
        self._asked: Demandee | None = None  # None: what is on screen cannot be asked
        self._begun = False
        title = Words(tr("Lettres en lot"), look="strong")
        self._ready, self._aside = Words(wrap=True), Words(look="strong", wrap=True)
        self._look = Preflight(())
        self._again = Tick(theme)
        self._again.chosen.connect(self._count)
        self._why = Causes(desk, self._again_later)
        self._french, self._words = Words(look="strong", wrap=True), Words(wrap=True)
        self._settle = Button(theme, tr("Trancher les désaccords"), sorties.settle, icon="git-compare-arrows")
        self._each = Primary(theme, tr("Un fichier par lettre…"), self.one_each, icon="folder-open", needs="lettres")
        self._merged = Button(theme, tr("Un PDF ou un zip…"), self.merged, icon="file-text", needs="lettres")
        leave = Button(theme, back, on_leave)
        self._note = Words(tone="muted", wrap=True)
        inside, foot = QWidget(), QWidget()
        asides = (self._aside, self._why, self._settle, self._french, self._words)
        parts = (title, self.form, self._ready, self._again, *asides, self._note)
        self._told = (self._again, *asides)
        acts = Flow(self._each, self._merged, leave, spacing=theme.gap)
        column(inside, *parts, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True)
        column(foot, acts, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, (Page(inside), 1), foot)

    def open(self, chosen: Filter, papier: str = DECISION) -> None:
        """These letters, until others are asked; nothing is remembered of the former time."""
        self._filter = chosen
        self.form.open({"papier": papier}, "")
        self._begun = True
        self.look()

    def look(self, _name: str = "") -> None:
        """Look at every candidature of the filter, away from the window."""
        store, chosen = self._desk.store, self._filter
        self._again.set_answer(False)
        for part in self._told:
            part.setVisible(False)
        self._allow(False)
        said, self._asked = self.form.asked(), None
        if said is None:
            return
        asked = self._asked = _demandee(applying(LETTRES, said))
        alone = tr("Chaque lettre est numérotée et gardée.")
        decided = tr("Chaque lettre est numérotée et gardée. Ensuite, un avis ne change que par rectification.")
        self._note.setText(decided if asked.papier == DECISION else alone)
        if self._desk.obtain(lambda: refuse_incomplete(asked, store.here().date()), self._lacks) is None:
            return
        self._ready.setText(tr("Examen des candidatures…"))

        def examine(progress: Progress) -> Preflight:
            with store.reading() as session:
                keys = candidature_keys(session, chosen)
                return preflight(session, keys, progress, store.clock(), asked=asked, agent=store.auteur)

        self._desk.jobs.run(tr("Examen des lettres"), examine, done=partial(self._tell, asked, chosen))

    def _lacks(self, error: Refused) -> bool:
        self._ready.setText(say(error.message))
        return True

    def one_each(self) -> None:
        """A folder, and one file in it for each letter."""
        folder = ask_folder(self, tr("Dossier des lettres"))
        if folder is not None:
            self._write(folder)

    def merged(self) -> None:
        """One file with all of them: a PDF to print, or a zip of one file each."""
        name = proposed_name(self._desk.store, "lettres", self._filter, ".pdf")
        path = ask_save(
            self, tr("Lettres en un seul fichier"), name, tr("Un seul PDF (*.pdf);;Un fichier par lettre (*.zip)")
        )
        if path is not None:
            self._write(path if path.suffix.lower() == ".zip" else path.with_suffix(".pdf"))

    def _write(self, out: Path) -> None:
        if self._asked is not None:
            self._sorties.letters(self._filter, out, self._asked, reprint=self._again.isChecked())

    def _tell(self, asked: Demandee, chosen: Filter, look: Preflight) -> None:
        if (asked, chosen) != (self._asked, self._filter):
            return  # others are asked for since
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
        french = tr("En français dans le texte anglais, faute de traduction")
        alone = trn(
            "{n} lettre en français seul\u00a0: modèle Word, ou sans texte anglais",
            "{n} lettres en français seul\u00a0: modèle Word, ou sans texte anglais",
            look.sans_anglais,
        )
        self._french.setText("\n".join([alone] * bool(look.sans_anglais) + [french] * bool(look.a_traduire)))
        self._words.setText("\n".join(map(_counted, look.a_traduire)))
        self._french.setVisible(bool(self._french.text()))
        self._words.setVisible(bool(look.a_traduire))
        self._count()
        parts = (self._each, self._again, self._merged)
        if self._begun:  # afterwards the keyboard is in the form
            next((one for one in parts if one.isEnabled() and not one.isHidden()), self._merged).setFocus()
        self._begun = False

    def _again_later(self) -> None:
        """Once the office has what it lacked, the letters are looked at again."""
        self._desk.reprise = partial(self.open, self._filter, self._asked.papier if self._asked else DECISION)

    def _count(self) -> None:
        """How many letters would be written, as the tick stands."""
        ready = len(self._look.pretes) + (len(self._look.parties) if self._again.isChecked() else 0)
        self._ready.setText(trn("{n} lettre prête", "{n} lettres prêtes", ready))
        self._allow(bool(ready))

    def _allow(self, allowed: bool) -> None:
        self._each.setEnabled(allowed)
        self._merged.setEnabled(allowed)


_SPOKEN = {"fr": False, "en": True}  # whether English follows; blank: as the office chose


def _demandee(said: Mapping[str, Any]) -> Demandee:
    """What the form asks."""
    words = (said["heure"] or "", said["lieu"] or "")
    return Demandee(said["papier"] or DECISION, said["le"], *words, _SPOKEN.get(said["anglais"] or ""))


def _counted(lacking: tuple[str, int]) -> str:
    return tr("«\u00a0{texte}\u00a0» ({nombre})", texte=lacking[0], nombre=lacking[1])
