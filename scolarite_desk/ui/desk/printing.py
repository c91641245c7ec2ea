"""Showing, printing and saving a PDF. Nothing readable is left on the disk, but where the person asks for a file.

    preview(desk, page, issued.rendu.octets, "Reçu 01-2026-00012", "recu-01-2026-00012.pdf")

A Word letter is shown as its words, which are not printed from here: it is saved, or opened where its look is.
The preview lies over the window; Escape closes it. Pages are drawn by pdfium, on screen as on the printer. « Ouvrir
dans le lecteur » has to write a readable copy in the temporary folder: it is said, and erased with the preview.
A numbered document takes its number when it leaves (`edition.py`): looking at it uses none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO, Any

from PySide6.QtCore import QEvent, QMarginsF, QObject, QRectF, QSize, QSizeF, QStandardPaths, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QMainWindow, QSizePolicy, QWidget

from scolarite_desk.errors import Unavailable
from scolarite_desk.exchange.fichier import is_word, writing
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rules.documents import DOCUMENTS, ENREGISTRE, IMPRIME
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.acces import READER, leaving
from scolarite_desk.services.etapes import may_note, note_step
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, Page, Primary, Strip, column
from scolarite_desk.ui.widgets.files import ask_save
from scolarite_desk.ui.widgets.heads import Head

_POINTS = 72  # a PDF counts in seventy-seconds of an inch
_LARGEST = 30_000_000  # pixels of a drawn page, 120 MB: a page that says it is larger is drawn coarser
_FINEST = 300  # dots per inch: a page is then 35 MB while it is drawn, and the eye sees no more at arm’s length
_SAVE = "Ctrl+S"
_pdfium = Lock()  # pdfium draws one page at a time, whichever thread asks


_DAMAGED = N_("Ce document ne peut pas être affiché\u00a0: il est abîmé. Éditez-le de nouveau.")


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


class Pages:
    """The pages of a PDF, drawn when asked. Raises `Unavailable` for bytes that are no PDF."""

    def __init__(self, octets: bytes) -> None:
        from pypdfium2 import PdfDocument, PdfiumError

        try:
            with _pdfium:
                self._document: Any = PdfDocument(octets)
                self.sizes = [self._size(number) for number in range(len(self._document))]
        except PdfiumError as error:
            raise Unavailable(_DAMAGED) from error
        if not self.sizes:
            self.close()
            raise Unavailable(_DAMAGED)

    def _size(self, number: int) -> tuple[float, float]:
        """In points, of a page that does load."""
        page = self._document[number]
        width, height = page.get_size()
        page.close()
        return max(width, 1.0), max(height, 1.0)

    def __len__(self) -> int:
        return len(self.sizes)

    def draw(self, number: int, scale: float) -> QImage:
        """Page `number` (from 0) at `scale` pixels a point, or coarser."""
        width, height = self.sizes[number]
        scale = min(scale, (_LARGEST / (width * height)) ** 0.5)
        with _pdfium:
            page = self._document[number]
            drawn = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()
            page.close()
        return image

    def close(self) -> None:
        """Give the bytes back."""
        with _pdfium:
            self._document.close()


def print_pages(octets: bytes, printer: QPrinter, progress: Progress) -> int:
    """Every page on its own sheet at its own size; returns how many. Raises `Unavailable` when the printer refuses."""
    pages = Pages(octets)
    printer.setFullPage(True)
    _fit_paper(printer, pages.sizes[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(N_("L’imprimante ne répond pas\u00a0: vérifiez qu’elle est allumée, puis réessayez."))
    try:
        for number, size in enumerate(pages.sizes):
            progress.step(number, len(pages))
            if number:
                _fit_paper(printer, size)
                printer.newPage()
            _print_page(painter, printer, pages, number)
    finally:
        painter.end()
        pages.close()
    return len(pages)


def _fit_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    width, height = size
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    paper = QPageSize(QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageLayout(QPageLayout(paper, turned, QMarginsF()))


def _print_page(painter: QPainter, printer: QPrinter, pages: Pages, number: int) -> None:
    dots = printer.resolution() / _POINTS
    width, height = pages.sizes[number]
    image = pages.draw(number, min(printer.resolution(), _FINEST) / _POINTS)
    painter.drawImage(QRectF(0, 0, width * dots, height * dots), image)


class Leaf(QFrame):
    """One page on screen, as wide as there is room; drawn when it is first seen."""

    def __init__(self, theme: Theme, pages: Pages, number: int) -> None:
        super().__init__()
        self._theme, self._pages, self._number = theme, pages, number
        self._drawn: QImage | None = None
        self._dots = 0  # it was drawn for: a huge page is drawn coarser than asked
        self.setAccessibleName(tr("Page {rang} sur {nombre}", rang=number + 1, nombre=len(pages)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        dress(self, look="card")

    def widen(self, room: int) -> None:
        """Take that width, at most what the eye reads at once."""
        width, height = self._pages.sizes[self._number]
        wide = max(min(room, self._theme.wide(110)), self._theme.wide(30))
        self.setFixedSize(QSize(wide, round(wide * height / width)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page itself: paper is white in the dark too."""
        dots = self.devicePixelRatioF()
        wanted = round(self.width() * dots)
        if self._drawn is None or self._dots != wanted:
            self._dots = wanted
            self._drawn = self._pages.draw(self._number, wanted / self._pages.sizes[self._number][0])
        with QPainter(self) as painter:
            painter.drawImage(QRectF(self.rect()), self._drawn)


class Preview(QFrame):
    """The sheet over the window: the document, and what can be done with it. With `give`, it has no number yet: it
    takes one when it leaves, and what is shown is then what left.
    """

    then: Callable[[], object] | None = None  # once it is closed

    def __init__(self, desk: Desk, window: QMainWindow, paper: Printable, give: Give | None = None) -> None:
        super().__init__(window)
        self.desk, self.paper, self._give = desk, paper, give
        self._window, self._back = window, window.focusWidget()
        self._word = is_word(paper.octets)
        self._pages = self._drawn()
        self._folder: QTemporaryDir | None = None  # where a readable copy lies, while it must
        self._leaves: list[Leaf] = []
        self._strip = Strip(desk.theme)
        self._strip.hide()
        self._print = Primary(desk.theme, tr("Imprimer"), self.print_, icon="printer")
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
        printer.setDocName(self.paper.name)
        octets, desk, told = self.paper.octets, self.desk, self.paper.told

        def done(count: int) -> None:
            _note(desk, told, IMPRIME)
            desk.messages.say(_printed(count), "ok")

        self._left(printer.printerName() or printer.outputFileName())
        desk.jobs.run(tr("Impression"), lambda progress: print_pages(octets, printer, progress), done=done)

    def save(self) -> None:
        """Write the PDF where the person says."""
        path = ask_save(self, tr("Enregistrer le document"), self.paper.name, say(_WORD if self._word else _PDF))
        if path is not None and self._leaves_now() and self._write(path, self._leaving(path)):
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
            self._give, self.paper = None, given.answer
            self._pages.close()
            self._pages = self._drawn()
            self._say()
            self._place()
        return given is not None

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
            leaf.deleteLater()
        self._leaves = [Leaf(self.desk.theme, self._pages, number) for number in range(len(self._pages))]
        for rank, leaf in enumerate(self._leaves):
            self._sheets.insertWidget(rank, leaf, 0, Qt.AlignmentFlag.AlignHCenter)
        said = trn("{n} page", "{n} pages", len(self._leaves))
        waits = tr("{pages} · Ce numéro est donné à l’impression ou à l’enregistrement, pas avant.", pages=said)
        self._head.say(self.paper.title, said if self._give is None else waits)
        self.setAccessibleName(self.paper.title)

    def _lay(self) -> None:
        theme = self.desk.theme
        outside = tr("Ouvrir dans le traitement de texte") if self._word else tr("Ouvrir dans le lecteur")
        self._outside = Button(theme, outside, self.open_outside, icon="folder-open")
        acts = (
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
        if self.then is not None:
            self.then()


def preview(
    desk: Desk,
    origin: QWidget,
    octets: bytes,
    title: str,
    name: str,
    warnings: Sequence[Msg] = (),
    told: Told = ("", ""),
    give: Give | None = None,
) -> Preview | None:
    """Show a PDF over the window of `origin`; None when it cannot be read, which is told. The rest: `Printable`."""
    window = origin.window()
    assert isinstance(window, QMainWindow)
    read = desk.obtain(lambda: Preview(desk, window, Printable(octets, title, name, told), give))
    if not read:
        return None
    read.answer.tell(warnings)
    read.answer.ask()
    return read.answer


def _note(desk: Desk, told: Told, etape: str) -> None:
    """Tell the register that a numbered document was printed or written, where that says anything new of it."""
    genre, document = told
    if genre in DOCUMENTS and document and desk.read(may_note, document, etape):
        desk.attempt(None, note_step, document, etape)


def _passing() -> str:
    """Where a readable copy passes: in memory where the session has a folder for that, else the temporary one."""
    kinds = QStandardPaths.StandardLocation
    folder = QStandardPaths.writableLocation(kinds.RuntimeLocation)
    return f"{folder or QStandardPaths.writableLocation(kinds.TempLocation)}/scolarite-XXXXXX"


def _printed(count: int) -> str:
    return trn("{n} page envoyée à l’imprimante.", "{n} pages envoyées à l’imprimante.", count)
