"""The models of letters: what is shipped, locked, and what the office words itself; each wording is kept."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.exchange.fichier import in_base64, writing
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.langue import SOURCE
from scolarite_desk.models.fields.octets import WORD_OCTETS
from scolarite_desk.models.rows.modeles import Mots, Redaction
from scolarite_desk.models.rules.modeles import EN_WORD
from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_
from scolarite_desk.services.modeles import (
    bring_back_words,
    bring_word_model,
    drop_model,
    last_words,
    save_model,
    shipped,
    versions,
)
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.heures import stamp
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.modeles.editeur import Editeur
from scolarite_desk.ui.salles.modeles.lignes import COLUMNS, LigneModele, lines_of
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Empty, Primary, Stacked, column
from scolarite_desk.ui.widgets.files import ask_open, ask_save
from scolarite_desk.ui.widgets.heads import Filters, Head

_VERSIONS = (
    Column[Redaction](N_("Rédigé le"), lambda one: stamp(one.le), chars=20, sort=lambda one: one.le),
    Column[Redaction](N_("Par"), lambda one: tr("l’application") if one.fournie else one.par, chars=18),
    Column[Redaction](N_("État"), lambda one: tr("En vigueur") if one.courante else "", chars=14,
                      icon=lambda one: "circle-check" if one.courante else "", tone=lambda one: "icon:ok"),
    Column[Redaction](N_("Texte"), lambda one: " ".join(one.mots.corps.split()), chars=50, stretch=True),
)  # fmt: skip


class ModelesRoom(Room):
    """The list, in one language or the other; then what is worded, or the earlier wordings, in its place."""

    title = N_("Modèles de courrier")
    code = "modeles"
    tables = frozenset({"modele", "version_modele", "formation", "centre"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._line: LigneModele | None = None
        self._lists = lists_of(desk)
        self.table = Table[LigneModele](
            theme, COLUMNS, tr("Modèles"), key=lambda one: one.key, shape=desk.shape("modeles")
        )
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _: self.edit())
        self.editor = Editeur(desk)
        none = Empty(theme, "history", tr("Aucun texte."))
        self.earlier = Table[Redaction](
            theme,
            _VERSIONS,
            tr("Textes du modèle"),
            key=lambda one: one.key,
            empty=none,
            shape=desk.shape("redactions"),
        )
        self.earlier.opened.connect(lambda _: self.bring_back())
        self.pages = Stacked()
        for page in (self._listed(), self._worded(), self._dated()):
            self.pages.addWidget(page)
        column(self, (self.pages, 1), margins=(theme.block, theme.block))

    def _listed(self) -> QWidget:
        theme, page = self.desk.theme, QWidget()
        self._edit = Primary(theme, tr("Copier pour modifier"), self.edit, icon="pencil", needs="modeles")
        self._edit.may_say(tr("Modifier"), tr("Enregistrer le modèle Word…"))
        self._bring = Button(theme, tr("Apporter un modèle Word…"), self.bring, icon="upload", needs="modeles")
        self._copy = Button(theme, tr("Copier pour une autre portée"), self.copy, icon="copy", needs="modeles")
        self._versions = Button(theme, tr("Textes antérieurs"), self.look_back, icon="history")
        self._drop = Button(theme, tr("Mettre de côté"), self.drop, icon="circle-minus", needs="modeles")
        self._drop.then = self._versions.then = self._copy.then = self._bring.then = self.table
        self.table.acts = (self._edit, self._copy, self._bring, self._versions, self._drop)
        shown = (self._drop, self._versions, self._bring, self._copy, self._edit)
        self.head = Head(theme, say(self.title), shown)
        self.langues = Filters(theme, [State(SOURCE, N_("Français"), ""), State(ANGLAIS.code, N_("Anglais"), "")])
        self.langues.chosen.connect(self._speak)
        column(page, self.head, self.langues, (self.table, 1), spacing=theme.gap)
        return page

    def bring(self) -> None:
        """A Word document of the office, for the letters of the line."""
        path = ask_open(self, tr("Apporter un modèle Word"), tr("Documents Word (*.docx)"))
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """The letters of the line are made of that document from now on."""
        line, read = self.table.current(), self.desk.obtain(lambda: in_base64(path, WORD_OCTETS))
        if line is None or not read:
            return
        given = asdict(line.portee) | {"nom": path.name, "fichier": read.answer}
        done = self.desk.attempt(self, bring_word_model, **given)
        if done:
            self.reload()
            self.table.go(done.answer)
            self.desk.messages.say(tr("Modèle Word enregistré\u00a0: les prochaines lettres en sont faites."), "ok")

    def take_out(self) -> None:
        """The Word document of the line, or of the version chosen, in a file."""
        line = self.table.current() if self.pages.currentIndex() == 0 else self._line
        if line is None or line.modele is None:
            return
        shown = self.earlier.current()
        mots = shown.mots if self.pages.currentIndex() and shown else self.desk.read(last_words, line.modele.key)
        if mots is None or not mots.fichier:
            return
        path = ask_save(self, tr("Enregistrer le modèle Word"), mots.objet, tr("Documents Word (*.docx)"))
        if path is not None:
            self.put(path, b64decode(mots.fichier))

    def put(self, path: Path, octets: bytes) -> None:
        """That document, as it was brought."""

        def write() -> None:
            with writing(path) as stream:
                stream.write(octets)

        if self.desk.obtain(write):
            self.desk.messages.say(tr("Modèle Word enregistré\u00a0: {fichier}.", fichier=path), "ok")

    def _worded(self) -> QWidget:
        theme, page = self.desk.theme, QWidget()
        self._save = Primary(theme, tr("Enregistrer"), self.save, icon="save", needs="modeles")
        back = Button(theme, tr("Revenir à la liste"), self.leave, icon="arrow-left")
        self._editing = Head(theme, say(self.title), (back, self._save))
        column(page, self._editing, (self.editor, 1), spacing=theme.gap)
        return page

    def _dated(self) -> QWidget:
        theme, page = self.desk.theme, QWidget()
        self._back = Primary(theme, tr("Reprendre ce texte"), self.bring_back, icon="rotate-ccw", needs="modeles")
        back = Button(theme, tr("Revenir à la liste"), self.leave, icon="arrow-left")
        self._out_then = Button(theme, tr("Enregistrer le modèle Word…"), self.take_out, icon="download")
        self._out_then.then = self.earlier
        self.earlier.moved.connect(lambda one: self._out_then.setEnabled(one is not None and bool(one.mots.fichier)))
        self._looking = Head(theme, say(self.title), (back, self._out_then, self._back))
        column(page, self._looking, (self.earlier, 1), spacing=theme.gap)
        return page

    # --- What is asked of it.

    def open(self) -> None:
        """The list, unless something is being worded."""
        super().open()
        if self.pages.currentIndex() == 0:
            if self.table.current() is None:
                self.table.step(0)
            self.table.setFocus()

    def reload(self) -> None:
        """Read the list again; what is being worded stays."""
        self._lists.forget()
        lines = lines_of(self.desk, self._lists, self.langue)
        self.table.fill(lines)
        own = sum(one.modele is not None and bool(one.modele.version) for one in lines)
        self.head.say(say(self.title), trn("{n} du service", "{n} du service", own) if own else "")
        self._moved(self.table.current())
        if self.pages.currentIndex() == 2 and self._line is not None and self._line.modele is not None:
            self.earlier.fill(self.desk.read(versions, self._line.modele.key))

    @property
    def langue(self) -> str | None:
        """The language of the models that are listed, as a scope says it."""
        return None if self.langues.code == SOURCE else self.langues.code

    def _speak(self, _code: str) -> None:
        self.reload()
        self.table.step(0)

    def form(self) -> Form | None:
        """The words."""
        return self.editor.words if self.pages.currentIndex() == 1 else None

    def commit(self) -> bool:
        """What is being worded waits as a draft."""
        self.editor.scope.keep()
        self.editor.words.keep()
        return True

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Its own command, pressed again, saves what is worded."""
        return {self.code: self.save} if self.pages.currentIndex() == 1 else {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentIndex():
            self.leave()
        else:
            super().keyPressEvent(event)

    # --- What happens.

    def edit(self) -> None:
        """Word the model of the line; the shipped one is copied first, a Word document is worded where it was made."""
        line = self.table.current()
        if line is not None and line.word:
            self.take_out()
        elif line is not None and self.desk.may("modeles"):
            self._word(line, new=line.modele is None)

    def copy(self) -> None:
        """The same words, for others."""
        line = self.table.current()
        if line is not None and not line.word:
            self._word(line, new=True)

    def _word(self, line: LigneModele, *, new: bool) -> None:
        self._line = line
        own = line.modele
        mots = shipped(line.portee) if own is None else self.desk.read(last_words, own.key)
        self.pages.setCurrentIndex(1)
        said = tr("{lettre}, en anglais", lettre=line.lettre) if line.portee.langue else line.lettre
        said = tr("Nouveau modèle\u00a0: {lettre}", lettre=said) if new else said
        self._editing.say(said, "" if new else line.pour)
        self.editor.open(line.portee, mots or Mots("", ""), new=new)

    def save(self) -> None:
        """Give the words: letters say them from now on."""
        scope, words = self.editor.scope.asked(), self.editor.words.asked()
        if scope is None or words is None:
            return
        given = asdict(self.editor.portee()) | self.editor.mots().typed()
        with self.editor.scope.giving(), self.editor.words.giving():
            done = self.desk.attempt_in(self._hear, self, save_model, **given)
        if done:
            self.editor.scope.given()
            self.editor.words.given()
            self.reload()
            self.leave()
            self.table.go(done.answer)
            self.desk.messages.say(tr("Modèle enregistré\u00a0: les prochains papiers le suivent."), "ok")

    def _hear(self, refused: Exception) -> bool:
        """A refusal under its field, the keyboard where the fault is."""
        heard = self.editor.words.hear(refused)  # type: ignore[arg-type]
        wrong = next((one for one in self.editor.wrong.rows_model.rows if not one.faute.doute), None)
        if heard and wrong is not None:
            self.editor.go(wrong)
        return heard

    def drop(self) -> None:
        """Letters take the next model, or the shipped words."""
        line = self.table.current()
        if line is not None and line.modele is not None and self.desk.attempt(self, drop_model, line.modele.key):
            self.reload()
            self.desk.messages.say(tr("Modèle mis de côté\u00a0: ses textes restent."), "ok")

    def look_back(self) -> None:
        """Every wording of the model."""
        line = self.table.current()
        if line is None or line.modele is None:
            return
        self._line = line
        self.pages.setCurrentIndex(2)
        self._looking.say(line.lettre, line.pour)
        self.earlier.fill(self.desk.read(versions, line.modele.key))
        self.earlier.step(0)
        self.earlier.setFocus()

    def bring_back(self) -> None:
        """That wording is in use again."""
        one = self.earlier.current()
        if one is not None and self.desk.may("modeles") and self.desk.attempt(self, bring_back_words, one.key):
            self.reload()
            self.desk.messages.say(tr("Texte repris\u00a0: les prochains papiers le suivent."), "ok")

    def leave(self) -> None:
        """Back to the list; what was typed waits as a draft."""
        self.commit()
        self.pages.setCurrentIndex(0)
        self.table.setFocus()

    def _moved(self, line: LigneModele | None) -> None:
        own = line is not None and line.modele is not None
        word = line is not None and line.word
        if word:
            self._edit.say(tr("Enregistrer le modèle Word…"), icon="download")
        else:
            self._edit.say(tr("Modifier") if own else tr("Copier pour modifier"), icon="pencil")
        self._edit.setEnabled(line is not None)
        self._copy.setEnabled(own and not word)
        self._bring.setEnabled(line is not None and self.langue is None and line.portee.papier in EN_WORD)
        self._versions.setEnabled(own)
        self._drop.setEnabled(line is not None and line.modele is not None and bool(line.modele.version))
