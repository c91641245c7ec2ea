"""A reportlab canvas on which everything drawn is either a tagged content or an artifact."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from scolarite_desk.exchange.pdf import fonts, metadata
from scolarite_desk.exchange.pdf.structure import Element, Literal, Stream, Tree

Colour = tuple[float, float, float]
PDF_VERSION = (1, 7)


class _Data(bytes, pdfdoc.PDFObject):
    """Stream data followed by an end of line that is not counted in its length; CR LF, lest it join a last CR."""

    def format(self, document: Any) -> bytes:
        return bytes(self) + b"\r\n"


class _EndOfLine(pdfdoc.NoEncryption):
    """reportlab glues `endstream` to the data, which ISO 19005-2 §6.1.7.1 forbids. All streams pass by this door."""

    def encode(self, t: Any) -> Any:
        return _Data(t.encode("latin-1") if isinstance(t, str) else t)


class TaggedCanvas(Canvas):
    """`element` opens a node, `content` a node that holds what is drawn, `artifact` what a reader passes over.

    Lengths are points, from the bottom left corner. `made`, in the establishment's own time, is the only date in the
    file: the same document has the same bytes. `lang`: the tag of its language (`fichier.language_tag`).
    """

    _doc: Any  # reportlab's document
    _code: Any  # the operators of the current page

    def __init__(self, title: str, author: str, made: datetime, size: tuple[float, float], lang: str) -> None:
        fonts.register()
        rl_config.useA85 = 0  # text armour: a third larger and slower, for nobody
        self.buffer = BytesIO()
        # reportlab writes its initial font into every file: it must be an embedded one.
        options: dict[str, Any] = {"initialFontName": fonts.REGULAR, "lang": lang, "invariant": 1}
        super().__init__(self.buffer, pagesize=size, pdfVersion=PDF_VERSION, **options)
        self._identify(title, author, made, lang)
        self._doc.encrypt = _EndOfLine()
        self.tree = Tree()
        self._node = self.tree.root
        self._shared: dict[object, Element] = {}
        self._pages: list[Any] = []
        self._shown: dict[tuple[str, str], str] = {}
        self._current = ""

    def _identify(self, title: str, author: str, made: datetime, lang: str) -> None:
        self._about = (title, author, made, lang)
        self.setTitle(title)
        self.setAuthor(author)
        self.setSubject(title)
        self.setCreator("Scolarité Desk")
        self.setDateFormatter(lambda *_: made.strftime("D:%Y%m%d%H%M%S"))
        self.setViewerPreference("DisplayDocTitle", "true")

    @contextmanager
    def element(self, tag: str, *, lang: str = "", key: object = None) -> Iterator[Element]:
        """A node around others. The same `key` comes back to the same node: a table goes on on the next page."""
        node = self._shared.get(key) if key is not None else None
        if node is None:
            node = Element(tag, self._node, lang=lang)
            if key is not None:
                self._shared[key] = node
        before, self._node = self._node, node
        yield node
        self._node = before

    @contextmanager
    def content(
        self, tag: str, *, alt: str = "", lang: str = "", attributes: str = "", key: object = None
    ) -> Iterator[None]:
        """A node and what is drawn for it."""
        with self.element(tag, lang=lang, key=key) as node:
            node.alt, node.attributes = alt, attributes
            self._code.append(f"/{tag} <</MCID {self.tree.mark(node)}>> BDC")
            yield
            self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """Rules, marks, running heads: `kind` is empty or a PDF property list such as `/Type/Pagination`."""
        self._code.append(f"/Artifact <<{kind}>> BDC" if kind else "/Artifact BMC")
        yield
        self._code.append("EMC")

    def text(self, x: float, y: float, font: str, size: float, words: str, colour: Colour) -> None:
        """One line of text on its baseline."""
        red, green, blue = colour
        fill = f"{red:.3g} {green:.3g} {blue:.3g} rg"
        if fill != self._current:
            self._code.append(fill)
            self._current = fill
        code = self._shown.get((font, words))
        if code is None:
            code = self._shown[font, words] = self._encode(font, words)
        self._code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {code.replace('@', f'{size:g} Tf')} ET")

    def _encode(self, name: str, words: str) -> str:
        font: Any = pdfmetrics.getFont(name)
        return " ".join(
            f"{font.getSubsetInternalName(subset, self._doc)} @ <{codes.hex()}> Tj"
            for subset, codes in font.splitString(words, self._doc)
        )

    def bar(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle, also the way rules are drawn."""
        red, green, blue = colour
        box = f"{x:.3f} {y:.3f} {width:.3f} {height:.3f}"
        self._code.append(f"q {red:.3g} {green:.3g} {blue:.3g} rg {box} re f Q")

    def image(self, picture: ImageReader, x: float, y: float, width: float, height: float) -> None:
        """An image without transparency."""
        self.drawImage(picture, x, y, width, height)

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 - the one hook that sees the page before it is added
        above: Any = super()
        above._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._pages)
        page.Tabs = pdfdoc.PDFName("S")
        self._pages.append(self._doc.thisPageRef())

    def showPage(self) -> None:  # noqa: N802
        super().showPage()
        self.tree.turn()
        self._current = ""

    def finish(self) -> bytes:
        """The file. The last page must have been shown."""
        document = self._doc
        title, author, made, lang = self._about
        names = [reference.format(document).decode("ascii") for reference in self._pages]
        catalog = document.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = self.tree.write(document, names)
        packet = metadata.xmp(title, author, document.info.producer, made, lang)
        catalog.MarkInfo = document.Reference(Literal("<</Marked true>>"))
        catalog.Metadata = document.Reference(Stream("/Type/Metadata/Subtype/XML", packet))
        profile = document.Reference(Stream("/N 3/Filter/FlateDecode", zlib.compress(metadata.srgb())))
        catalog.OutputIntents = document.Reference(
            Literal(
                "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
                f"/DestOutputProfile {profile.format(document).decode('ascii')}>>]"
            )
        )
        document.SaveToFile(self.buffer, self)
        return self.buffer.getvalue()
