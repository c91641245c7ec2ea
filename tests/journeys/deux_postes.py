"""One real window on one base, told by its standard input what to do: a child of `test_deux_postes`.

Each line is an act: « dossier NOM Prénom JJ/MM/AAAA », « synchroniser », « ouvrir NOM », « image FICHIER », « fin ».
It answers one line once done.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication

from scolarite_desk.app import application
from scolarite_desk.services.entree import open_base
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Scheme, Theme
from scolarite_desk.ui.played.hands import Hands
from tests.services.conftest import PASSWORD


class Poste:
    """The window and the hands in front of it."""

    def __init__(self, base: Path, compte: str, left: int, scheme: str) -> None:
        self.app = application()
        self.store = open_base(base, compte, PASSWORD)
        theme = Theme(self.app, scheme=Scheme[scheme])
        self.window = Window(
            self.store, theme, Habits(base.with_suffix(".ini")), lock=lambda: None, open_other=lambda _: None
        )
        self.window.resize(QSize(960, 1040))
        self.window.move(QPoint(left, 20))
        self.window.show()
        self.hands = Hands(self.window)
        self.hands.wait(lambda: self.window.queue.counted)

    def dossier(self, nom: str, prenom: str, ne_le: str) -> None:
        """Received at the desk: searched, not found, made."""
        self._search(f"{nom} {prenom} {ne_le}")
        for _ in range(2):
            self.hands.press("Ctrl+N")
        self.hands.wait(lambda: self.window.pane.view is not None)

    def synchroniser(self) -> None:
        """Exchange with the hub, and wait for the end."""
        before = self.window.desk.liaison.etat.le
        self.hands.take()
        self.hands.wait(lambda: not self.window.desk.liaison.busy)
        self.hands.press("Ctrl+Shift+S")
        self.hands.wait(lambda: self.window.desk.liaison.etat.le != before and not self.window.desk.liaison.busy)

    def ouvrir(self, nom: str) -> None:
        """Open what another desk made."""
        self._search(nom)
        self.hands.wait(lambda: bool(self.window.queue.people.rows_model.rows))
        self.hands.press("Return")
        self.hands.wait(lambda: nom in self.window.pane.header.text())

    def image(self, out: str) -> None:
        """The whole screen, the other window too."""
        for _ in range(5):
            QApplication.processEvents()
        assert self.app.primaryScreen().grabWindow(0).save(out)

    def salle(self, code: str) -> None:
        """Enter a room."""
        self.window.enter(code)
        self.hands.wait(lambda: not self.window.desk.jobs.busy)

    def fin(self) -> None:
        """Close."""
        self.window.close()
        self.store.close()

    def _search(self, text: str) -> None:
        self.hands.take()
        self.hands.press("Ctrl+F")
        self.window.queue.clear()
        self.hands.type(text)


def main(base: str, compte: str, left: str, scheme: str) -> None:
    """Until « fin », or the end of the input."""
    poste = Poste(Path(base), compte, int(left), scheme)
    _answer("prêt")
    for line in sys.stdin:
        act, *words = line.split()
        getattr(poste, act)(*words)
        poste.hands.look()
        _answer(act)
        if act == "fin":
            return


def _answer(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
