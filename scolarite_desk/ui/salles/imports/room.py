"""« Importer un fichier »: one page, six steps, nothing written before its report was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import N_, Msg
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.imports import etapes
from scolarite_desk.ui.salles.imports.colonnes import EtapeColonnes
from scolarite_desk.ui.salles.imports.correspondances import EtapeValeurs
from scolarite_desk.ui.salles.imports.etapes import (
    COLONNES,
    ETAPES,
    FAIT,
    FICHIER,
    PERSONNES,
    RAPPORT,
    VALEURS,
    PageEtape,
)
from scolarite_desk.ui.salles.imports.fait import EtapeFait
from scolarite_desk.ui.salles.imports.fichier import EtapeFichier
from scolarite_desk.ui.salles.imports.moteur import Importation
from scolarite_desk.ui.salles.imports.personnes import EtapePersonnes
from scolarite_desk.ui.salles.imports.rapport import EtapeRapport
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Primary, Stacked, Words, column, row
from scolarite_desk.ui.widgets.files import ask_open
from scolarite_desk.ui.widgets.heads import Filters, Head
from scolarite_desk.ui.widgets.panels import Hairline


class ImporterRoom(Room):
    """The steps above, the page of one, and under it what leads to the next: Enter all along where nothing is asked."""

    title = N_("Importer un fichier")
    code = "importer"
    tables = frozenset({"personne", "dossier", "candidature", "identifiant", "formation", "import_fait"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAcceptDrops(True)
        self.import_ = Importation(desk, self)
        self._going = ""  # the step to go to once what is being looked at is known
        self._lacking: Msg | None = None  # why a formation is asked for
        self.file = EtapeFichier(self.import_, self.choose)
        self.report, self.done = EtapeRapport(self.import_), EtapeFait(self.import_)
        self.pages: dict[str, PageEtape] = {
            FICHIER: self.file,
            COLONNES: EtapeColonnes(self.import_),
            VALEURS: EtapeValeurs(self.import_),
            PERSONNES: EtapePersonnes(self.import_),
            RAPPORT: self.report,
            FAIT: self.done,
        }
        self._build()
        self.import_.told.connect(self._told)
        self.import_.asked.connect(self._asked)

    def _build(self) -> None:
        theme = self.desk.theme
        self.head = Head(theme, say(self.title))
        self.steps = Filters(theme, ETAPES, later=(COLONNES, VALEURS, PERSONNES, RAPPORT))
        self.steps.chosen.connect(self._chosen)
        self.stack = Stacked()
        for page in self.pages.values():
            self.stack.addWidget(page)
        self.back = Button(theme, tr("Étape précédente"), self.previous, icon="chevron-left")
        self.next = Primary(theme, tr("Continuer"), self.onward, icon="chevron-right", needs="imports")
        self.now = Words(tone="muted", wrap=True)
        top, foot = QWidget(), QWidget()
        column(top, self.head, self.steps, margins=(theme.block, theme.block), spacing=theme.gap)
        row(foot, self.back, (self.now, 1), self.next, margins=(theme.block, theme.gap), spacing=theme.block)
        column(self, top, (self.stack, 1), Hairline(), foot)

    # --- Where one is.

    @property
    def step(self) -> str:
        """The step that is shown."""
        return self.steps.code

    def open(self) -> None:
        """As it was left: a file that is being settled waits."""
        self._told()
        self._begin()

    def reload(self) -> None:
        """Somebody wrote: what would be done may be something else."""
        if self.import_.plan is not None and self.import_.rapport is None and not self.import_.busy:
            self.import_.look()
        else:
            self.pages[self.step].tell()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """The keys of tabs go from step to step."""
        return {"onglet_suivant": self.onward, "onglet_precedent": self.previous}

    def form(self) -> Form | None:
        """What is asked of the file, or of all its lines."""
        return getattr(self.pages[self.step], "form", None)

    def choose(self) -> None:
        """Ask for a file."""
        kinds = tr("Fichiers à importer (*.xlsx *.xls *.ods *.csv *.tsv *.txt *.json *.ics)")
        path = ask_open(self, tr("Importer un fichier"), kinds)
        if path is not None:
            self.take(path)

    def lead(self, path: str) -> None:
        """Begin with a file that another room was given."""
        self.take(Path(path))

    def take(self, path: Path) -> None:
        """Begin with this file."""
        self.go(FICHIER)
        self.import_.take(path)
        self._going = FICHIER

    def onward(self) -> None:
        """To the next step; from the last one, do it."""
        import_, step = self.import_, self.step
        if import_.busy:
            return
        if step == FAIT or import_.ouvert is None:
            self.choose()
        elif step == RAPPORT and not import_.stale:
            self._conclude()
        elif (step != FICHIER or import_.appointments) and (import_.plan is None or import_.stale):
            self._going = step + ">"
            import_.look()
        else:
            self.go(etapes.after(import_, step))

    def previous(self) -> None:
        """Back, nothing forgotten."""
        if self.import_.busy:
            self.import_.stop()
        elif self.step != FAIT:
            self.go(etapes.before(self.import_, self.step))

    def go(self, code: str) -> None:
        """Show a step, the keyboard where one works there."""
        self.steps.choose(code)

    def _chosen(self, code: str) -> None:
        if code in (PERSONNES, RAPPORT) and self.import_.stale:
            self._going = code
            self.import_.look()
        self.stack.setCurrentWidget(self.pages[code])
        self.pages[code].tell()
        self._say()
        self._begin()

    def _begin(self) -> None:
        """The keyboard where one works; on what leads on, where nothing is asked."""
        if self.step == FICHIER:
            self.next.setFocus()
        self.pages[self.step].begin()

    # --- What changed.

    def _told(self) -> None:
        import_ = self.import_
        if not import_.busy and self._going:
            self._arrive()
        elif import_.rapport is None and self.step not in etapes.open_steps(import_):
            self.go(FICHIER)
        else:
            self.pages[self.step].tell()
        self._say()
        if (lacking := self._lacking) is not None:
            self._lacking = None
            self.file.form.refused("import.formation", lacking)

    def _asked(self, message: Msg) -> None:
        """The formation is lacking: go where one says it, once what is known is shown there."""
        self._going, self._lacking = FICHIER, message

    def _arrive(self) -> None:
        """What was being read or looked at is known: go where it was asked for."""
        going, self._going = self._going, ""
        step, onward = going.removesuffix(">"), going.endswith(">")
        code = etapes.after(self.import_, step) if onward and not self.import_.stale else step
        if code not in etapes.open_steps(self.import_):
            code = self.step if self.step in etapes.open_steps(self.import_) else FICHIER
        self.go(code)

    def _say(self) -> None:
        import_ = self.import_
        self.head.say(say(self.title), import_.chemin.name if import_.chemin is not None else "")
        self.steps.count(etapes.counts(import_))
        self.steps.allow(etapes.open_steps(import_))
        self.back.setEnabled(import_.busy or self.step not in (FICHIER, FAIT))
        self.back.say(
            tr("Arrêter") if import_.busy else tr("Étape précédente"), icon="x" if import_.busy else "chevron-left"
        )
        words, icon = self._act()
        self.next.say(words, icon=icon)
        self.now.setText(self._why())

    def _act(self) -> tuple[str, str]:
        """What the main button does here."""
        import_ = self.import_
        if import_.ouvert is None:
            return tr("Choisir un fichier…"), "folder-open"
        held = bool(import_.held or import_.written)
        if self.step == FAIT or (self.step == RAPPORT and not import_.stale and not held and not import_.left()):
            return tr("Importer un autre fichier…"), "folder-open"
        if self.step != RAPPORT or import_.stale:
            return tr("Continuer"), "chevron-right"
        if not held:
            return tr("Enregistrer les lignes laissées de côté…"), "download"
        return trn("Importer {n} ligne", "Importer {n} lignes", import_.written), "check"

    def _why(self) -> str:
        """What is going on, or what holds."""
        import_ = self.import_
        if import_.busy:
            return tr("Un instant…")
        if self.step == RAPPORT and import_.plan is not None:
            if import_.held:
                return _held(import_.held)
            return tr("Rien n’est encore écrit.") if import_.written else tr("Aucune ligne n’est à écrire.")
        return ""

    def _conclude(self) -> None:
        """Do what the report says; where nothing is to be written, what one can do then."""
        import_ = self.import_
        if import_.held:
            self.desk.messages.say(self._why())
            self.report.show_held()
        elif import_.written:
            self._going = FAIT
            import_.give()
        elif import_.left():
            self.done.save_left()
        else:
            self.choose()

    # --- A file that is dropped.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this computer."""
        if self.desk.may("imports") and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """As if it had been chosen."""
        path = _dropped(event)
        if path is not None and not self.import_.busy:
            event.acceptProposedAction()
            self.take(path)


def _held(count: int) -> str:
    return trn(
        "Tout ou rien\u00a0: {n} ligne ne peut pas être prise.",
        "Tout ou rien\u00a0: {n} lignes ne peuvent pas être prises.",
        count,
    )


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
