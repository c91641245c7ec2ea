"""A morning at the desk, by a process that is watched and then killed: command line first, then the window.

Says each step on its standard output and waits for a line before the next, so that the disk is searched meanwhile.
Every file opened for writing, even for an instant, is noted in `ecrits.txt` beside the home folder.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.leaks.marks import MARKS as M

PASSWORD = "exercice-2026"


def note_writes(notes: Path) -> None:
    """Note each path that Python opens for writing from now on."""
    stream = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def noted(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | Path):
            path, mode, flags = arguments
            if any(letter in (mode or "") for letter in "wax+") or (mode is None and flags & 3):
                os.write(stream, f"{path}\n".encode())

    sys.addaudithook(noted)


def step(name: str) -> None:
    """Tell the watcher, and wait until it has looked."""
    sys.__stdout__.write(f"{name}\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]
    sys.stdin.readline()


def cli(*words: str, given: Any = None) -> Any:
    """One command, its JSON through the standard input; what it answers."""
    from scolarite_desk.cli.run import run

    before, sys.stdin = sys.stdin, io.StringIO(json.dumps(given))
    with redirect_stdout(io.StringIO()) as told:
        code = run([*words, "--base", os.environ["BASE"]], lambda out: 0)
    sys.stdin = before
    assert code == 0, (words, told.getvalue())
    return told.getvalue()


def commands(out: Path) -> str:
    """A dossier with a mark in each field, its papers and its exports; returns its number."""
    person = {"nom_naissance": M["nom de naissance"], "prenom": M["prénom"], "nom_usage": M["nom d’usage"]}
    contact = {"courriel": M["courriel"], "telephone": M["téléphone"]}
    made = {"identite": person | contact, "adresse": {"ligne": M["adresse"]}, "ine": {"valeur": M["INE"]}}
    numero = json.loads(cli("new", "--from", "-", "--json", given=made))["dossier"]
    act = ("act", "--json", "-")
    cli(*act, "write_note", given={"personne": numero, "texte": M["note"]})
    soon = f"{date.today() + timedelta(days=300)}T09:30"
    cli(*act, "book_visit", given={"le": soon, "annonce": M["visite annoncée"]})
    cli(*act, "change_setting", given={"cle": "etablissement", "valeur": M["réglage"]})
    formation = _formation()
    motif = {"dossier": numero, "formation": formation, "motif": M["raison"]}
    cli(*act, "add_candidature", given=motif)
    avis = {"candidature": f"{numero}/{formation}", "avis": "FA", "commentaire": M["avis interne"]}
    cli(*act, "enter_avis", given=avis)
    cli("search", M["recherche"])
    cli("search", M["nom de naissance"])
    cli("receipt", "--dossier", numero, "--out", str(out / "recu.pdf"))
    for kind in ("xlsx", "csv", "pdf"):
        cli("export", "decisions", "--format", kind, "--out", str(out / f"decisions.{kind}"))
    cli("backup")
    return str(numero)


def _formation() -> str:
    from scolarite_desk.models.tables.formation import Formation
    from scolarite_desk.practice import COMPTE
    from scolarite_desk.store.base import open_base

    store = open_base(Path(os.environ["BASE"]), COMPTE, PASSWORD)
    try:
        with store.reading() as session:
            return str(next(iter(session.query(Formation))).code)
    finally:
        store.close()


def window(out: Path) -> None:
    """Unlock, search, type and leave half typed, print, save under a telling name, lock, crash."""
    from PySide6.QtCore import Qt

    from scolarite_desk import app
    from scolarite_desk.ui.played.hands import Hands

    qt = app.application()
    qt.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    program = app.Program(qt, Path(os.environ["BASE"]))
    program.start()
    assert program.opening is not None
    hands = Hands(program.opening)
    hands.take()
    hands.type(PASSWORD)
    hands.press("Return")
    hands.wait(lambda: program.window is not None)
    assert program.window is not None
    shown = program.window
    hands = Hands(shown)
    hands.take()
    hands.wait(lambda: shown.queue.counted and not shown.desk.jobs.busy)
    hands.press("Ctrl+F")
    hands.type(M["recherche"])
    step("recherche")
    hands.press("Ctrl+A")
    hands.type(M["nom de naissance"])
    hands.press("Return")
    hands.wait(lambda: shown.pane.view is not None)
    shown.pane.go("identite.nom_usage")
    hands.press("Ctrl+A")
    hands.type(M["brouillon"])
    _live(1_300)
    step("frappe")
    _paper(shown, hands, out)
    program.lock()
    step("verrouillage")
    try:
        raise ValueError(M["erreur"])
    except ValueError as error:
        program.crashed(ValueError, error, error.__traceback__)
    step("erreur")


def _paper(shown: Any, hands: Any, out: Path) -> None:
    """A receipt: previewed, printed, saved under a telling name."""
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

    from scolarite_desk.progress import Progress
    from scolarite_desk.ui.desk.leaves import print_pages
    from scolarite_desk.ui.desk.printing import Preview

    octets = (out / "recu.pdf").read_bytes()
    shown.pane.go("identite.prenom_usage")
    hands.press("Ctrl+P")
    hands.wait(lambda: shown.findChild(Preview) is not None)
    preview = shown.findChild(Preview)
    assert preview is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(out / "imprime.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setResolution(100)
    print_pages(octets, printer, Progress())
    _answer_with(out / f"{M['nom de fichier']}.pdf", QApplication, QDialog, QFileDialog)
    preview.save()
    step("impression")
    preview.close()


def _live(milliseconds: int) -> None:
    """Let the window live."""
    from PySide6.QtTest import QTest

    QTest.qWait(milliseconds)


def _answer_with(path: Path, application: Any, kind: Any, files: Any) -> None:
    from PySide6.QtCore import QTimer

    def answer() -> None:
        dialog = application.activeModalWidget()
        if isinstance(dialog, files):
            dialog.selectFile(str(path))
            kind.done(dialog, 1)
        else:
            QTimer.singleShot(50, answer)

    QTimer.singleShot(50, answer)


def main() -> None:
    """Everything, one step after the other."""
    out, base = Path(os.environ["SORTIES"]), Path(os.environ["BASE"])
    from scolarite_desk import practice as exercice
    from scolarite_desk.store.vault.vault import Cost

    exercice.make(base, 6, 1, date(2026, 9, 1), cost=Cost(64, 1)).close()
    note_writes(Path(os.environ["ECRITS"]))
    commands(out)
    step("commandes")
    window(out)
    step("fin")


if __name__ == "__main__":
    main()
