"""Showing, printing and saving a PDF. Nothing readable is left on the disk, but where the person asks for a file.

    preview(desk, page, issued.rendu.octets, "Reçu 01-2026-00012", "recu-01-2026-00012.pdf")

A Word letter is shown as its words, which are not printed from here: it is saved, or opened where its look is.
The preview lies over the window; Escape closes it. Pages are drawn by pdfium, on screen as on the printer. « Ouvrir
dans le lecteur » has to write a readable copy in the temporary folder: it is said, and erased with the preview.
A numbered document takes its number when it leaves (`edition.py`): looking at it uses none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget

from scolarite_desk.exchange.fichier import is_word, writing
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rules.documents import DOCUMENTS, ENREGISTRE, IMPRIME
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.acces import READER, leaving
from scolarite_desk.services.etapes import note_new
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.leaves import Leaf, Pages, print_pages
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Button, Page, Primary, Strip, Tick, column
from scolarite_desk.ui.widgets.files import ask_save
from scolarite_desk.ui.widgets.heads import Head

_SAVE = "Ctrl+S"


Told = tuple[str, str]


@dataclass(frozen=True)
class Printable:
    """A document, what it is called on screen, its file; `told`: what the access log says once it is printed or saved
    (code, key of the row), blank when nobody is named.
    """

    octets: bytes
    title: str
    name: str
    told: Told = ("", "")


_PDF, _WORD = N_("Documents PDF (*.pdf)"), N_("Documents Word (*.docx)")
Give = Callable[[], Printable]  # the document itself, numbered and kept, in the place of the one that was looked at


@dataclass(frozen=True)
class Looked:
    """A document that is looked at, what gives it, what whoever prints it must know."""

    paper: Printable
    give: Give | None
    warnings: Sequence[Msg] = ()


@dataclass(frozen=True)
class Spoken:
    """Whether English follows the French of a paper, and `again(yes)`: the same paper, said so. Until it leaves."""

    english: bool
    again: Callable[[bool], Looked]


class Preview(QFrame):
    """The sheet over the window: the document, and what can be done with it. With `give`, it has no number yet: it
    takes one when it leaves, and what is shown is then what left. `spoken`: its language is still to be chosen.
    """

    def __init__(
        self, desk: Desk, window: QMainWindow, paper: Printable, give: Give | None = None, spoken: Spoken | None = None
    ) -> None:
        super().__init__(window)
        self.desk, self.paper, self._give, self._spoken = desk, paper, give, spoken
        self._window, self._back = window, window.focusWidget()
        self._pages = self._drawn()
        self._folder: QTemporaryDir | None = None  # where a readable copy lies, while it must
        self._leaves: list[Leaf] = []
        self._strip = Strip(desk.theme)
        self._strip.hide()
        self._print = Primary(desk.theme, tr("Imprimer"), self.print_, icon="printer")
        if self._word:  # printed where its look is
            self._print.setParent(self)
            self._print.hide()
        self._english = Tick(desk.theme, tr("Avec l’anglais"))
        self._english.set_answer(spoken is not None and spoken.english)
        self._english.chosen.connect(self._speak)
        if spoken is None:
            self._english.setParent(self)
            self._english.hide()
        self._lay()
        self._say()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dress(self, look="desk")
        window.installEventFilter(self)

    def ask(self) -> None:
        """Show it over the window; Enter prints."""
        self._place()
        self.show()
        self.raise_()
        (self._outside if self._word else self._print).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def _word(self) -> bool:
        """Whether it is a Word letter; another desk may have given meanwhile what was looked at in PDF."""
        return is_word(self.paper.octets)

    def _drawn(self) -> Pages:
        """The pages of what leaves, or the words of a Word letter."""
        octets = self.paper.octets
        if self._word:
            from scolarite_desk.exchange.papers.lettres_word import seen

            octets = seen(octets, self.desk.store.clock(), langue(SOURCE))
        return Pages(octets)

    def tell(self, sentences: Sequence[Msg]) -> None:
        """What the person who prints must know."""
        self._strip.say(say(joined(" ", *sentences)), "triangle-alert", "warn", closable=True)
        self._strip.setVisible(bool(sentences))

    def text(self) -> str:
        """What it says, for tests."""
        return self._strip.text() if not self._strip.isHidden() else ""

    def print_(self) -> None:
        """Ask for the printer, then print page by page."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        chosen = bool(dialog.exec())
        dialog.deleteLater()
        if chosen:
            self.send(printer)

    def send(self, printer: QPrinter) -> None:
        """Print without asking anything more."""
        if not self._leaves_now():
            return
        if self._word:  # printed where its look is
            self.open_outside()
            return
        printer.setDocName(self.paper.name)
        octets, desk, told = self.paper.octets, self.desk, self.paper.told

        def done(count: int) -> None:
            _note(desk, told, IMPRIME)
            desk.messages.say(_printed(count), "ok")

        self._left(printer.printerName() or printer.outputFileName())
        desk.jobs.run(tr("Impression"), lambda progress: print_pages(octets, printer, progress), done=done)

    def save(self) -> None:
        """Write the PDF where the person says."""
        proposed = self.paper.name
        path = ask_save(self, tr("Enregistrer le document"), proposed, say(_WORD if self._word else _PDF))
        if path is None or not self._leaves_now():
            return
        numbered = path.with_name(self.paper.name)
        if path.name == proposed and not os.path.lexists(numbered):  # nobody chose a name: it bears the number given
            path = numbered
        if self._write(path, self._leaving(path)):
            _note(self.desk, self.paper.told, ENREGISTRE)
            self.tell([N_("Enregistré\u00a0: {fichier}. Ce fichier n’est pas chiffré.", fichier=path)])

    def open_outside(self) -> None:
        """Hand a readable copy to the system's own reader; it is erased with this preview."""
        if not self._leaves_now():
            return
        self._folder = self._folder or QTemporaryDir(_passing())
        path = Path(self._folder.filePath(self.paper.name))
        if self._write(path):
            self._left(kept(READER))
            _note(self.desk, self.paper.told, ENREGISTRE)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            said = N_("Une copie lisible est écrite pour le lecteur\u00a0: elle est effacée quand cet aperçu se ferme.")
            self.tell([said])

    def _leaves_now(self) -> bool:
        """Give its number to what is only looked at so far; False, and why is said, when it cannot be given."""
        if self._give is None:
            return True
        given = attempt(self._give, lambda error: self.tell([error.message]))  # said over the window's own bar
        if given is not None:
            self._english.setEnabled(False)  # what left is said as it was
            self._show(given.answer, None)
        return given is not None

    def _speak(self) -> None:
        """The same paper, in French alone or with its English."""
        assert self._spoken is not None
        chosen, again = self._english.isChecked(), self._spoken.again
        looked = attempt(lambda: again(chosen), lambda error: self.tell([error.message]))
        if looked is None:
            self._english.set_answer(not chosen)
        else:
            self._show(looked.answer.paper, looked.answer.give)
            self.tell(looked.answer.warnings)

    def _show(self, paper: Printable, give: Give | None) -> None:
        """Another paper in the place of this one."""
        self._give, self.paper = give, paper
        self._pages.close()
        self._pages = self._drawn()
        self._say()
        self._place()

    def _left(self, where: str) -> None:
        quoi, cible = self.paper.told
        if quoi:
            self.desk.acces.exported(quoi, 1, where, cible)

    def _leaving(self, path: Path) -> AbstractContextManager[IO[bytes]]:
        """The file, its line in the access log before its first byte; a paper of nobody has none."""
        quoi, cible = self.paper.told
        return leaving(self.desk.store, quoi, 1, path, cible) if quoi else writing(path)

    def _write(self, path: Path, place: AbstractContextManager[IO[bytes]] | None = None) -> bool:
        def write() -> None:
            with place or writing(path) as stream:
                stream.write(self.paper.octets)

        return attempt(write, lambda error: self.tell([error.message])) is not None  # said over the window's own bar

    def _say(self) -> None:
        """What it is called, its pages."""
        for leaf in self._leaves:
            leaf.hide()  # its pages are closed: it is not drawn again
            leaf.deleteLater()
        self._leaves = [Leaf(self.desk.theme, self._pages, number) for number in range(len(self._pages))]
        for rank, leaf in enumerate(self._leaves):
            self._sheets.insertWidget(rank, leaf, 0, Qt.AlignmentFlag.AlignHCenter)
        said = trn("{n} page", "{n} pages", len(self._leaves))
        waits = tr("{pages} · Aperçu\u00a0: le numéro est donné à l’impression ou à l’enregistrement.", pages=said)
        self._head.say(self.paper.title, said if self._give is None else waits)
        self.setAccessibleName(self.paper.title)

    def _lay(self) -> None:
        theme = self.desk.theme
        outside = tr("Ouvrir dans le traitement de texte") if self._word else tr("Ouvrir dans le lecteur")
        self._outside = Button(theme, outside, self.open_outside, icon="folder-open")
        acts = (
            *([self._english] if self._spoken else []),
            self._outside,
            Button(theme, tr("Enregistrer sous…"), self.save, icon="save", keys=written(_SAVE)),
            Button(theme, tr("Fermer"), self.close, keys=written("Esc")),
        )
        sheets = QWidget()
        self._sheets = column(sheets, spacing=theme.block)
        self._sheets.addStretch(1)
        self._page = Page(sheets)
        body = column(self, margins=(theme.block, theme.gap + theme.tight), spacing=theme.gap)
        self._head = Head(theme, self.paper.title, acts if self._word else (*acts, self._print))
        body.addWidget(self._head)
        body.addWidget(self._strip)
        body.addWidget(self._page, 1)

    def _place(self) -> None:
        central = self._window.centralWidget()
        self.setGeometry(central.geometry() if central is not None else self._window.rect())
        for leaf in self._leaves:
            leaf.widen(self.width() - 4 * self.desk.theme.block)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It stays as large as the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Ctrl+S saves."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.save()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: Any) -> None:
        """Nothing readable stays behind, and the keyboard goes back where it was."""
        self._window.removeEventFilter(self)
        self._pages.close()
        if self._folder is not None:
            self._folder.remove()
        super().closeEvent(event)
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)


def preview(
    desk: Desk,
    origin: QWidget,
    octets: bytes,
    title: str,
    name: str,
    warnings: Sequence[Msg] = (),
    told: Told = ("", ""),
    give: Give | None = None,
    spoken: Spoken | None = None,
) -> Preview | None:
    """Show a PDF over the window of `origin`; None when it cannot be read, which is told. The rest: `Printable`."""
    window = origin.window()
    assert isinstance(window, QMainWindow)
    read = desk.obtain(lambda: Preview(desk, window, Printable(octets, title, name, told), give, spoken))
    if not read:
        return None
    read.answer.tell(warnings)
    read.answer.ask()
    return read.answer


def _note(desk: Desk, told: Told, etape: str) -> None:
    """Tell the register that a numbered document was printed or written, where that says anything new of it."""
    genre, document = told
    if genre in DOCUMENTS and document:
        desk.obtain(lambda: note_new(desk.store, [document], etape))


def _passing() -> str:
    """Where a readable copy passes: in memory where the session has a folder for that, else the temporary one."""
    kinds = QStandardPaths.StandardLocation
    folder = QStandardPaths.writableLocation(kinds.RuntimeLocation)
    return f"{folder or QStandardPaths.writableLocation(kinds.TempLocation)}/scolarite-XXXXXX"


def _printed(count: int) -> str:
    return trn("{n} page envoyée à l’imprimante.", "{n} pages envoyées à l’imprimante.", count)
