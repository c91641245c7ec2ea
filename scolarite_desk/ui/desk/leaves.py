"""The pages of a PDF, drawn by pdfium: on screen, and on the printer."""

from __future__ import annotations

from threading import Lock
from typing import Any

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QSizePolicy

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress

_POINTS = 72  # a PDF counts in seventy-seconds of an inch
_LARGEST = 30_000_000  # pixels of a drawn page, 120 MB: a page that says it is larger is drawn coarser
_FINEST = 300  # dots per inch: a page is then 35 MB while it is drawn, and the eye sees no more at arm’s length
_pdfium = Lock()  # pdfium draws one page at a time, whichever thread asks
_DAMAGED = N_("Ce document ne peut pas être affiché\u00a0: il est abîmé. Éditez-le de nouveau.")


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
