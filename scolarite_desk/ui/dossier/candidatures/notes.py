"""What was written about a candidature, to be read before it is decided; notes are written in their own tab."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolarite_desk.store.queries.notes import NoteRow, notes_about
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.heures import day
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Words


class NotesLues(QWidget):
    """The newest first, each whole. Nothing at all where nothing was written, or for whoever reads no note."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.words = desk, Words(wrap=True)
        self.setContentsMargins(0, desk.theme.gap, 0, 0)
        stack(self, desk.theme, Words(tr("Notes"), look="strong"), self.words)

    def show_of(self, candidature: str) -> None:
        """Those of this candidature, as they are now."""
        may = self.desk.droits.may("notes", write=False)
        found = self.desk.read(notes_about, candidature) if may else ()
        self.words.setText("\n".join(_told(one) for one in found))
        self.setVisible(bool(found))


def _told(one: NoteRow) -> str:
    return tr("{jour}, {auteur}\u00a0: {mot}", jour=day(one.ecrite_le), auteur=one.ecrite_par, mot=one.texte.strip())
