"""Qt's own words that the file which it ships does not know in French: the file dialog kept them in English."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTranslator

from scolarite_desk.msg import N_, NC_, Msg

WORDS = {
    ("QFileDialog", "&Look in:"): N_("&Regarder dans\u00a0:"),
    ("QFileDialog", "Files of &type:"): N_("Fichiers de &type\u00a0:"),
    ("QAbstractFileIconProvider", "Drive"): NC_("disque", "Lecteur"),
    ("QAbstractFileIconProvider", "Folder"): NC_("disque", "Dossier"),
    ("QAbstractFileIconProvider", "File Folder"): NC_("disque", "Dossier"),
    ("QAbstractFileIconProvider", "Unknown"): NC_("disque", "Inconnu"),
    ("QAbstractFileIconProvider", "Shortcut"): NC_("disque", "Raccourci"),
    ("QPageSetupWidget", "Page &order:"): N_("&Ordre des pages\u00a0:"),
    ("QPageSetupWidget", "Pages &per sheet:"): N_("&Pages par feuille\u00a0:"),
    ("QPrintSettingsOutput", "Page &Set:"): N_("&Pages choisies\u00a0:"),
}


class QtWords(QTranslator):
    """Answers for them, and for nothing else. `say` is the language of the window."""

    def __init__(self, say: Callable[[Msg], str], parent: QObject) -> None:
        super().__init__(parent)
        self._say = say

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text on screen; None for what Qt's own file says, since "" would be a text."""
        words = WORDS.get((context, source))
        return self._say(words) if words else None  # type: ignore[return-value]  # the stub knows no null string

    def isEmpty(self) -> bool:
        """Qt asks nothing of an empty one."""
        return False
