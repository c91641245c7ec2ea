"""The reference visit, played through the real window with the keyboard alone: a day at the desk in one go."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from scolarite_desk import places
from scolarite_desk.msg import N_
from scolarite_desk.services.documents import documents_of
from scolarite_desk.store.queries.contenu import content_of
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.played.hands import Hands

Values = Mapping[str, Any]
Step = tuple[str, Callable[[], object]]


def reference(name: str = "visite_reference.json") -> Values:
    """Everything that a visit types: the first letters of what a list knows, nothing of what is proposed."""
    values: Values = json.loads(places.resource(name).read_text(encoding="utf-8"))
    return values


class Visit:
    """A person without an INE is received, a decision is taken, and the decisions go out. `out`: where files go."""

    typed = "visite_reference.json"

    def __init__(self, window: Window, out: Path, hands: Hands | None = None) -> None:
        self.window, self.out, self.values = window, out, reference(self.typed)
        self.hands = hands or Hands(window)
        self.dossier = ""

    def steps(self) -> Sequence[Step]:
        """The visit in order: what it is called, and what the hands do."""
        return (
            ("recherche", self.search),
            ("creation", self.create_dossier),
            ("identite", lambda: self._section("identite")),
            ("adresse", lambda: self._section("adresse")),
            ("bac", lambda: self._section("bac")),
            ("ine-provisoire", lambda: self.hands.press("Ctrl+I")),
            ("cvec", self.cvec),
            ("candidature", self.candidature),
            ("pieces", self.pieces),
            ("recu", lambda: self.hands.press("Ctrl+P")),
            ("apres-recu", partial(self.leaves, "recu")),
            ("avis", self.avis),
            ("lettre", lambda: self.hands.press("Ctrl+Shift+P")),
            ("apres-lettre", partial(self.leaves, "lettre")),
            ("terminer", lambda: self.hands.press("Ctrl+Return")),
            ("decisions", self.decisions),
            ("liste", lambda: self._export("exporter_pdf", "liste-des-decisions.pdf")),
            ("classeur", lambda: self._export("exporter_excel", "decisions.xlsx")),
        )

    def play(
        self, seen: Callable[[str], object] = lambda name: None, begins: Callable[[str], object] = lambda name: None
    ) -> int:
        """The whole visit; `begins(step)` before each one, `seen(step)` after. Returns how many keys it took."""
        for name, step in self.steps():
            begins(name)
            step()
            self.hands.wait(lambda: not self.window.desk.jobs.busy, N_("la fin d’un travail de la fenêtre"))
            self.hands.check()
            seen(name)
        return self.hands.keys

    @property
    def nom(self) -> str:
        """The person's name, as papers print it."""
        return " ".join(word for word in self.values["recherche"].split() if word.isalpha() and word.isupper())

    def papers(self) -> list[Path]:
        """Write what was given to the person: the receipt and the letter, byte for byte."""
        written = []
        for row in self.window.desk.read(documents_of, self.dossier):
            written.append(self.out / f"{row.genre}-{row.numero}.pdf")
            written[-1].write_bytes(self.window.desk.read(content_of, row.empreinte))
        return written

    def search(self) -> None:
        """The name is typed; nobody answers to it."""
        self.hands.press("Ctrl+F")
        self.hands.type(self.values["recherche"])

    def create_dossier(self) -> None:
        """Nobody looks like them: the dossier takes what was typed."""
        self.hands.press("Ctrl+N")
        self.hands.press("Ctrl+N")
        assert self.window.pane.view is not None
        self.dossier = self.window.pane.view.key

    def cvec(self) -> None:
        """The number on the certificate: the keyboard is there once the INE is drawn."""
        self.hands.fill(self.window.pane.form, self.values["cvec"])

    def candidature(self) -> None:
        """The formation, found by typing."""
        self.hands.press("Ctrl+Shift+N")
        self.hands.fill(self.window.pane.form, self.values["candidature"], perhaps=("motif",))
        self.hands.press("Return")

    def pieces(self) -> None:
        """Ticked one after the other."""
        self.hands.press("Ctrl+PgDown")
        for key in self.values["pieces"]:
            self.hands.press(key)

    def avis(self) -> None:
        """Entered, then validated in a second step."""
        self.hands.press("Ctrl+D")
        self.hands.fill(self.window.pane.form, self.values["avis"])
        self.hands.press("Ctrl+Shift+D")

    def leaves(self, genre: str) -> None:
        """The paper on screen takes its number as it is saved, under the name that is proposed."""
        for earlier in self.out.glob(f"{genre}-*.pdf"):
            earlier.unlink()  # or the dialog would ask whether to replace that of an earlier visit
        self.hands.answer("", str(self.out))
        self.hands.press("Ctrl+S")
        self.hands.take()  # the dialog is gone
        self.hands.press("Esc")

    def decisions(self) -> None:
        """The candidatures of the formation, among which the one of this visit."""
        self.hands.press("F6")
        self.hands.seek("Formation", "Shift+Tab")
        self.hands.press("Ctrl+A")
        self.hands.type(self.values["candidature"]["formation"])
        self.hands.press("Tab")

    def _section(self, thing: str) -> None:
        pane = self.window.pane
        if thing not in pane.page.things:
            self.hands.press("Ctrl+PgDown")
        self.hands.fill(pane.form, self.values[thing])

    def _export(self, code: str, name: str) -> None:
        (self.out / name).unlink(missing_ok=True)  # or the dialog would ask whether to replace that of an earlier visit
        self.hands.answer(Path(name).stem, str(self.out))  # nobody types what the dialog adds
        self.window.run(code)


class ShortVisit(Visit):
    """A student of elsewhere, without INE nor baccalauréat: received, and gone with a receipt, Enter after Enter."""

    typed = "visite_courte.json"

    def steps(self) -> Sequence[Step]:
        """Up to the receipt."""
        return (
            ("recherche", self.search),
            ("creation", self.create_dossier),
            *((name, partial(self._section, name)) for name in ("identite", "adresse", "bac")),
            ("ine-provisoire", lambda: self.hands.press("Ctrl+I")),
            ("cvec", self.verified),
            ("candidature", self.candidature),
            ("pieces", self.pieces),
            ("recu", lambda: self.hands.press("Ctrl+P")),
            ("apres-recu", partial(self.leaves, "recu")),
        )

    def verified(self) -> None:
        """The number, then « Identité vérifiée », where Enter leads."""
        self.cvec()
        for _ in range(4):
            self.hands.press("Return")
