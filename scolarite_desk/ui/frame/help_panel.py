"""Help in place: the page of the tab or the room that one is in, beside it; searched, printed, its links followed."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPageLayout,
    QPageSize,
    QPalette,
    QPdfWriter,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.printing import preview
from scolarite_desk.ui.frame import help_pages
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, Cross, SearchLine, Words, column, row

_LEAST, _MOST = 30, 90  # average characters of a line of the page
_PICTURE = re.compile(r"[a-z0-9-]+\.png")
_PAPER_MARGIN = 18.0  # millimetres
_PAPER_DOTS = 150  # an inch
_SIZE = 10.0  # points, on paper
_PICTURED = 0.55  # of the width of the paper: two pictures a page


def laid(markdown: str, body: QFont, ink: dict[str, QColor], document: QTextDocument) -> None:
    """Lay Markdown out in the two sizes of the theme, and its inks: "text" and "link"."""
    document.setDefaultFont(body)
    document.setIndentWidth(1.6 * QFontMetricsF(body, document.documentLayout().paintDevice()).height())
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    block = document.begin()
    while block.isValid():
        _lay(block, body, ink)
        block = block.next()


def _lay(block: QTextBlock, body: QFont, ink: dict[str, QColor]) -> None:
    cursor, level = QTextCursor(block), block.blockFormat().headingLevel()
    shape, height = block.blockFormat(), body.pointSizeF()
    shape.setTopMargin(height * (1.2 if level else 0.0))
    shape.setBottomMargin(height * (0.3 if block.textList() is not None else 0.6))
    shape.setLineHeight(118, 1)  # 1: of a line, in hundredths
    cursor.setBlockFormat(shape)
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        format_ = piece.charFormat()
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        format_.setForeground(ink["link" if format_.isAnchor() else "text"])
        if level:
            format_.clearProperty(format_.Property.FontSizeAdjustment)
            format_.setFontPointSize(height * (1.4 if level == 1 else 1.0))
            format_.setFontWeight(QFont.Weight.DemiBold)
        if not format_.isImageFormat():
            cursor.setCharFormat(format_)
        pieces += 1


class HelpText(QTextBrowser):
    """A page of help, in lines that one can read. Nothing is read but the pictures of the folder of help."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._markdown, self._laid = theme, "", 0
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Page d’aide"))
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        dress(self, look="help")

    def show_markdown(self, markdown: str) -> None:
        """Show a text from its beginning."""
        self._markdown, self._laid = markdown, self._room()
        colours = self._theme.colours
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, QColor(colours.text))
        self.setPalette(palette)
        self.document().setDocumentMargin(self._theme.block)
        self.setLineWrapColumnOrWidth(self._laid)
        inks = {"text": QColor(colours.text), "link": QColor(colours.accent)}
        laid(markdown, self._theme.body, inks, self.document())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the folder, as wide as there is room; nothing else, from nowhere else."""
        return picture(_named(name), self._room() - 3 * self._theme.block)

    def _room(self) -> int:
        return min(self.viewport().width(), self._theme.wide(_MOST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines and pictures take the room that there is."""
        super().resizeEvent(event)
        if self._room() != self._laid:
            self.show_markdown(self._markdown)

    def minimumSizeHint(self) -> QSize:
        """A few words a line; it scrolls down."""
        return QSize(self._theme.wide(_LEAST), 6 * self._theme.line)


def _named(name: QUrl | str) -> str:
    return name.toString() if isinstance(name, QUrl) else name


def picture(name: str, width: int) -> QImage | None:
    """A picture of the folder of help, no wider than that."""
    path = help_pages.folder() / "images" / name
    if not _PICTURE.fullmatch(name) or not path.is_file():
        return None
    drawn = QImage(str(path))
    if 0 < width < drawn.width():
        return drawn.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return drawn


class _Printed(QTextDocument):
    """The page on paper."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return picture(_named(name), round(self.textWidth() * _PICTURED))


class Help(QWidget):
    """`follow()`: the page of what is shown; `run(code)` does a command of the window. `closed`: Escape, the cross."""

    closed = Signal()

    def __init__(self, desk: Desk, run: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._run, self.name = desk, run, ""
        theme = desk.theme
        self.search = SearchLine(theme, tr("Chercher dans l’aide"))
        self.text = HelpText(theme)
        self._print = Button(theme, tr("Imprimer"), self.print_, icon="printer")
        self._home = Button(
            theme, tr("Premier jour"), lambda: self.show_page(help_pages.FIRST_DAY), icon="graduation-cap"
        )
        cross = Cross(theme, tr("Fermer l’aide"), self.closed.emit)
        top = row(None, Words(tr("Aide"), look="strong"), None, cross, spacing=theme.gap)
        acts = row(None, self._home, None, self._print, spacing=theme.gap)
        head = QWidget()
        inside = column(head, margins=(theme.gap, theme.gap), spacing=theme.gap)
        inside.addLayout(top)
        inside.addWidget(self.search)
        inside.addLayout(acts)
        column(self, head, (self.text, 1))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="desk")
        self.setAccessibleName(tr("Aide"))
        self.search.edited.connect(self._searched)
        self.search.entered.connect(self._first)
        self.search.moved.connect(lambda _: self.text.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.text.anchorClicked.connect(lambda url: self.go(url.toString()))
        theme.changed.connect(self._again)

    def show_page(self, name: str, word: str = "") -> None:
        """Show a page of help, at a word of it."""
        self.name = name if help_pages.source(name) else help_pages.HOME
        self.search.clear()
        self._again()
        if word:
            self.text.find(word)

    def go(self, where: str) -> None:
        """Follow a link: to another page, or to a command, which is done."""
        if where.startswith(help_pages.COMMAND):
            self._run(where.removeprefix(help_pages.COMMAND))
            return
        name, _, word = where.partition("#")
        self.show_page(name.removesuffix(".md"), word)

    def title(self) -> str:
        """What the page is called."""
        return help_pages.title(help_pages.source(self.name))

    def print_(self) -> None:
        """The page on paper, seen first."""
        preview(self._desk, self, printed(help_pages.page(self.name)), self.title(), f"aide-{self.name}.pdf")

    def _again(self) -> None:
        if self.search.text().strip():
            self._searched()
        elif self.name:
            self.text.show_markdown(help_pages.page(self.name))

    def _searched(self) -> None:
        searched = self.search.text().strip()
        if not searched:
            self._again()
            return
        pages = help_pages.found(searched)
        lines = [f"### [{one.title}]({one.name}.md)\n\n{_plain(one.excerpt)}\n" for one in pages]
        nothing = tr("Rien dans l’aide sur «\u00a0{recherche}\u00a0».", recherche=_plain(searched))
        self.text.show_markdown("\n".join(lines) or nothing)

    def _first(self) -> None:
        searched = self.search.text().strip()
        pages = help_pages.found(searched)
        if pages:
            self.show_page(pages[0].name, searched.split()[0])
            self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def printed(markdown: str) -> bytes:
    """A page of help as a PDF: A4, black on white."""
    octets, document = QByteArray(), _Printed()
    buffer = QBuffer(octets)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PAPER_DOTS)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_PAPER_MARGIN, _PAPER_MARGIN, _PAPER_MARGIN, _PAPER_MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(writer.pageLayout().paintRectPixels(_PAPER_DOTS).size())
    font = QFont("Noto Sans")
    font.setPointSizeF(_SIZE)
    black = QColor("#000000")
    laid(markdown, font, {"text": black, "link": black}, document)
    document.print_(writer)
    buffer.close()
    return bytes(octets.data())


def _plain(text: str) -> str:
    """A text in which nothing is a mark of Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+!<>|])", r"\\\1", text)
