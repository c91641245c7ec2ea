"""What pages are made of. A block knows its height in a width, may split, and draws itself from its top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from scolarite_desk.exchange.pdf import fonts
from scolarite_desk.exchange.pdf.canvas import Colour, TaggedCanvas
from scolarite_desk.exchange.pdf.french import numbered, spaced
from scolarite_desk.exchange.pdf.type import HAIR, INK, TEXT, Line, Style, lines


class Block(Protocol):
    """`before` is the white above it, dropped at the top of a page; `tied` keeps it with the block that follows."""

    @property
    def before(self) -> float: ...

    @property
    def tied(self) -> bool: ...

    def height(self, width: float) -> float:
        """Points, for a width in points."""

    def least(self, width: float) -> float:
        """The least height it needs to begin on a page."""

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """What fits in `room` and the rest; None when it must go to the next page whole."""

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        """Draw, with `y` its top."""


class Whole:
    """A block that never splits."""

    before = 0.0
    tied = False

    def height(self, width: float) -> float:
        raise NotImplementedError

    def least(self, width: float) -> float:
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None


@dataclass(frozen=True)
class Paragraph:
    """A text with an optional beginning in bold ink. Two lines at least stay together on each side of a page break."""

    text: str
    style: Style = TEXT
    head: str = ""
    tag: str = "P"
    before: float = 0.0
    tied: bool = False
    lang: str = ""
    right: bool = False
    skipped: tuple[int, int | None] = (0, None)  # the lines shown, once split
    key: object = None  # of the structure node that both parts of a split text share

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines of this part."""
        return lines(self._set(self.head), self._set(self.text), self.style, width)[slice(*self.skipped)]

    def _set(self, text: str) -> str:
        return numbered(text) if self.lang else spaced(text)

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    def least(self, width: float) -> float:
        count = len(self.lines(width))
        return (count if count < 4 else self._first(width)) * self.style.leading

    def _first(self, width: float) -> int:
        """The least lines that end a page: two, and what is said of a beginning in bold with it."""
        if not self.head or self.skipped[0]:
            return 2
        return max(2, 1 + len(lines(self._set(self.head), "", self.style, width)))

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        count = len(self.lines(width))
        kept = min(int(room / self.style.leading + 0.001), count - 2)
        if count < 4 or kept < self._first(width):
            return None
        return replace(self, key=self.key or object()).cut(kept)

    def cut(self, count: int) -> tuple[Paragraph, Paragraph]:
        """Its first `count` lines, and the rest."""
        first, last = self.skipped
        top = replace(self, skipped=(first, first + count), tied=False)
        return top, replace(self, skipped=(first + count, last), before=0.0)

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        with canvas.content(self.tag, lang=self.lang, key=self.key):
            self.write(canvas, x, y, width)

    def write(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        """The lines alone, inside a node that is already open."""
        style = self.style
        y -= style.baseline
        for line in self.lines(width):
            shift = width - _extent(line, style) if self.right and line else 0.0
            for font, words, start in line:
                colour = INK if self.head and font == fonts.BOLD else style.colour
                canvas.text(x + shift + start, y, font, style.size, words, colour)
            y -= style.leading


def _extent(line: Line, style: Style) -> float:
    font, words, start = line[-1]
    return start + fonts.width(words.rstrip(), font) * style.size / 1000


@dataclass(frozen=True)
class PageRule(Whole):
    """A line across the column: decoration, said to no one."""

    thickness: float = 0.5
    colour: Colour = HAIR
    before: float = 0.0
    extent: float | None = None
    tied: bool = True

    def height(self, width: float) -> float:
        return self.thickness

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        with canvas.artifact():
            canvas.bar(x, y - self.thickness, self.extent or width, self.thickness, self.colour)


@dataclass(frozen=True)
class NewPage(Whole):
    """What follows begins a page."""

    before: float = 0.0

    def height(self, width: float) -> float:
        return 0.0

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        """Nothing of it shows."""


def stacked(blocks: Sequence[Block], width: float) -> float:
    """The height of blocks one under the other."""
    return sum(block.height(width) + (block.before if number else 0.0) for number, block in enumerate(blocks))


def stack(canvas: TaggedCanvas, blocks: Sequence[Block], x: float, y: float, width: float) -> None:
    """Draw blocks one under the other, from `y` down."""
    for number, block in enumerate(blocks):
        y -= block.before if number else 0.0
        block.draw(canvas, x, y, width)
        y -= block.height(width)


@dataclass(frozen=True)
class Area:
    """A column of blocks at a fixed place of a plan: `x` and `y` from its top left corner, `width` in points."""

    x: float
    y: float
    width: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Plan(Whole):
    """Areas side by side, or anywhere. Without `fixed`, as high as the lowest area."""

    areas: tuple[Area, ...]
    fixed: float | None = None
    before: float = 0.0
    tied: bool = False

    def height(self, width: float) -> float:
        if self.fixed is not None:
            return self.fixed
        return max(area.y + stacked(area.blocks, area.width) for area in self.areas)

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        for area in self.areas:
            stack(canvas, area.blocks, x + area.x, y - area.y, area.width)


@dataclass(frozen=True)
class Item:
    """One item of a list, with its dash in the margin of its text. Items that share `key` are one list."""

    text: str
    key: object
    style: Style = TEXT
    before: float = 0.0
    tied: bool = False
    lang: str = ""
    indent: float = field(default=11.0)

    def _body(self) -> Paragraph:
        return Paragraph(self.text, self.style, tag="LBody", lang=self.lang)

    def height(self, width: float) -> float:
        return self._body().height(width - self.indent)

    def least(self, width: float) -> float:
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        with canvas.element("L", key=self.key), canvas.element("LI"):
            Paragraph("–", self.style, tag="Lbl").draw(canvas, x, y, self.indent)
            self._body().draw(canvas, x + self.indent, y, width - self.indent)
