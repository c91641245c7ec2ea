"""The first step: which file, what it was taken for and why, how it is read; and the files that were taken before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_rooms import IMPORT_FICHIER
from scolarite_desk.msg import N_, joined
from scolarite_desk.services.imports import porte
from scolarite_desk.store.queries.imports import ImportPris, imports_taken
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.demande import Secret, SecretForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.heures import day, moment
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.imports.etapes import PageEtape
from scolarite_desk.ui.salles.imports.moteur import Importation
from scolarite_desk.ui.widgets import Button, Empty, Page, Words, column
from scolarite_desk.ui.widgets.files import ask_save
from scolarite_desk.ui.widgets.flow import Flow
from scolarite_desk.ui.widgets.panels import Strip
from scolarite_desk.ui.widgets.stay import stay

_READ = {"profil", "feuille", "entete"}  # what a reading asks; the others are of the choices
_COLUMNS = (
    Column[ImportPris](
        N_("Importé le"), lambda one: day(one.le), chars=10, spoken=lambda one: moment(one.le), sort=lambda one: one.le
    ),
    Column[ImportPris](N_("Fichier"), lambda one: one.fichier, chars=24, stretch=True),
    Column[ImportPris](N_("Créées"), lambda one: str(one.creees), chars=7, right=True, sort=lambda one: one.creees),
    Column[ImportPris](
        N_("Modifiées"), lambda one: str(one.modifiees), chars=9, right=True, sort=lambda one: one.modifiees
    ),
    Column[ImportPris](N_("Par"), lambda one: one.par, chars=14, worth=0),
)


class EtapeFichier(PageEtape):
    """`choose`: asks for a file."""

    def __init__(self, import_: Importation, choose: Callable[[], object]) -> None:
        super().__init__(import_)
        desk, theme = self.desk, self.desk.theme
        self._lists = lists_of(desk, import_profil=_profils, import_feuille=self._sheets)
        self.nothing = Empty(
            theme, "upload", tr("Choisissez un fichier, ou déposez-le ici."),
            tr("Classeur, fichier texte, agenda. Rien n’est écrit avant d’avoir été vu."),
        )  # fmt: skip
        self.name, self.why = Words(look="strong", wrap=True), Words(wrap=True)
        self.notes = Words(tone="muted", wrap=True)
        self.again = Strip(theme)
        self.again.hide()
        self.secret = Secret(theme, "")
        self.lock = SecretForm(
            theme, ((tr("Mot de passe"), self.secret),), tr("Ouvrir le fichier"), self._unlock, icon="key-round",
            main=False,
        )  # fmt: skip
        self.lock.hide()
        import_.locked.connect(self._locked)
        self.form = ActForm(
            theme, IMPORT_FICHIER, self._lists, on_failure=desk.messages.tell, part=True, needs="imports"
        )
        self.form.noted.connect(self._noted)
        self.form.open({})
        other = Button(theme, tr("Choisir un autre fichier…"), choose, icon="folder-open", needs="imports")
        self.model = Button(theme, tr("Modèle à remplir…"), self._template, icon="download")
        self.other = other
        self._build(Flow(other, self.model, spacing=theme.gap))

    def _build(self, acts: QWidget) -> None:
        theme, inside = self.desk.theme, QWidget()
        parts = (self.nothing, acts, self.name, self.why, self.again, self.notes, self.lock, self.form)
        column(inside, *parts, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True)
        empty = Empty(theme, "history", tr("Aucun fichier n’a encore été importé."))
        self.taken = Table[ImportPris](
            theme, _COLUMNS, tr("Fichiers déjà importés"), key=lambda one: one.key, empty=empty,
            shape=self.desk.shape("imports"),
        )  # fmt: skip
        before, title = QWidget(), Words(tr("Fichiers déjà importés"), look="strong", wrap=True)
        column(before, title, (self.taken, 1), margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, Beside(theme, Page(inside), before, wide=44, least=40))

    # --- What it shows.

    def tell(self) -> None:
        """The file as it was read, or that there is none yet."""
        found, path = self.import_.ouvert, self.import_.chemin
        taken = self.desk.read(imports_taken)
        self.taken.fill(taken)
        self.nothing.setVisible(path is None)
        self.other.setVisible(found is not None)
        self.name.setText(path.name if path is not None else "")
        self.name.setVisible(path is not None)
        for part in (self.why, self.notes):
            part.setVisible(found is not None)
        self.form.setVisible(found is not None and bool(found.feuilles))
        if path is None:
            self.lock.hide()
        if found is None:
            self._tell_again(None)
            return
        self.lock.forget()
        self.lock.hide()
        source = found.source
        self.why.setText(say(source.pourquoi))
        lines = trn("{n} ligne lue.", "{n} lignes lues.", len(source.lignes)) if found.feuilles else ""
        told = say(joined(" ", *source.remarques))
        kind = tr("{genre}.", genre=found.genre) if found.genre else ""
        self.notes.setText(" ".join(part for part in (kind, lines, told) if part))
        self._tell_again(next((one for one in taken if one.empreinte == source.empreinte), None))
        self._show_form()

    def _tell_again(self, same: ImportPris | None) -> None:
        """The same bytes were taken already: nothing forbids it, since it changes nothing twice."""
        if same is not None:
            said = tr(
                "Ce fichier a déjà été importé le {jour} par {qui}\u00a0: rien n’est écrit deux fois.",
                jour=moment(same.le), qui=same.par,
            )  # fmt: skip
            self.again.say(said, "info", "warn")
        stay(self.again, same is not None, come=True)  # of another file

    def _show_form(self) -> None:
        found, choix = self.import_.ouvert, self.import_.choix
        assert found is not None
        self._lists.forget()
        self.form.refresh(
            {
                "profil": found.source.profil, "feuille": found.feuille or None, "entete": found.entete,
                "campagne": choix.campagne or None, "formation": choix.formation or None,
                "plusieurs": len(found.feuilles) > 1,
            }
        )  # fmt: skip

    def begin(self) -> None:
        """On its password where it asks for one; what chooses a file is the main button."""
        if self.lock.isVisible():
            self.secret.setFocus()

    # --- What a person does.

    def _noted(self, name: str) -> None:
        value = self.form.values.get(name)
        if name in _READ:
            columns = {} if name != "entete" else self.import_.lecture.colonnes
            self.import_.read(**{name: value or (0 if name == "entete" else ""), "colonnes": columns})
        else:
            self.import_.decide(**{name: value or ""})

    def _locked(self, words: str) -> None:
        asked = self.lock.isVisible()
        self.lock.show()
        self.lock.refuse(words if asked else "", self.secret)
        if not asked:
            self.lock.say(words)

    def _unlock(self) -> None:
        self.lock.busy(tr("Un instant…"))
        self.import_.unlock(self.secret.text())

    def _template(self) -> None:
        found = self.import_.ouvert
        profil = found.source.profil if found is not None else porte.DEFAUT
        path = ask_save(self, tr("Modèle à remplir"), f"modele-{profil}.xlsx", tr("Classeur (*.xlsx)"))
        if path is not None:
            written = tr("Le modèle «\u00a0{fichier}\u00a0» est écrit.", fichier=path.name)
            self.import_.template(profil, path, lambda: self.desk.messages.say(written, "ok"))

    def _sheets(self) -> Iterator[tuple[str, str]]:
        found = self.import_.ouvert
        return ((one, one) for one in (found.feuilles if found is not None else ()))


def _profils() -> Iterator[tuple[str, str]]:
    return ((code, say(label)) for code, label in porte.profils())
