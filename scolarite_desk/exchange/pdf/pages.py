"""Blocks to pages: where each falls, then the pages drawn with their running head, foot and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scolarite_desk.exchange.pdf.blocks import Block, NewPage, PageRule, Paragraph
from scolarite_desk.exchange.pdf.canvas import TaggedCanvas
from scolarite_desk.exchange.pdf.table import PageTable
from scolarite_desk.exchange.pdf.type import HAIR, MARK, MM, NOTE, shortened
from scolarite_desk.langue import Langue, said
from scolarite_desk.msg import N_

A4 = (210 * MM, 297 * MM)
TIGHT = 0.65  # of the white between blocks, where that spares a page
_PAGE = "/Type/Pagination"


@dataclass(frozen=True)
class Sheet:
    """A page format and its margins, in points. `top_after` is the top margin of the pages that follow the first."""

    size: tuple[float, float] = A4
    left: float = 20 * MM
    right: float = 18 * MM
    top: float = 16 * MM
    top_after: float = 27 * MM
    bottom: float = 20 * MM

    @property
    def width(self) -> float:
        """Points between the margins, from left to right."""
        return self.size[0] - self.left - self.right

    def room(self, first: bool) -> float:
        """Points between the margins, from top to bottom, on the first page or on another."""
        return self.size[1] - self.bottom - (self.top if first else self.top_after)


@dataclass(frozen=True)
class RunningHead:
    """What every page repeats: a reminder at the top of the following pages, the foot, and two marks."""

    reminder: str  # two lines at most
    foot: str
    practice: bool = False
    mark: str = ""  # such as DUPLICATA


Placed = list[tuple[float, Block]]  # distance from the top of the text, block


def compose(blocks: Sequence[Block], sheet: Sheet) -> list[Placed]:
    """Where each block falls. A tied block never ends a page; what can split is split at the foot. White gives way
    before three lines go alone to a page more: no letter is smaller for it.
    """
    ample = _composed(blocks, sheet)
    if len(ample) == 1:
        return ample
    return min(ample, _composed([_tightened(block) for block in blocks], sheet), key=len)


def _tightened(block: Block) -> Block:
    tight: Block = replace(block, before=block.before * TIGHT)  # type: ignore[type-var]  # every block is a dataclass
    return tight


def _composed(blocks: Sequence[Block], sheet: Sheet) -> list[Placed]:
    composer = _Composer(sheet)
    waiting = list(blocks)
    while waiting:
        composer.place(waiting)
    return composer.pages


class _Composer:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.pages: list[Placed] = [[]]
        self._at = 0.0

    def place(self, waiting: list[Block]) -> None:
        """Place the first block, or its beginning; its rest goes back first in line."""
        block, width = waiting[0], self._sheet.width
        if isinstance(block, NewPage):
            del waiting[0]
            self._turn()
            return
        before = block.before if self.pages[-1] else 0.0
        room = self._room() - before
        if self.pages[-1] and _group(waiting, width) > room:
            self._turn()
            return
        del waiting[0]
        if isinstance(block, PageRule) and not self.pages[-1] and len(self.pages) > 1:
            return  # the head of the page has its own
        whole = block.height(width)
        last = whole <= room and self._left_alone(block, waiting, room - whole)
        if (whole <= room and not last) or (parts := block.split(width, min(room, whole - 1))) is None:
            self._put(block, before)
            return
        self._put(parts[0], before)
        waiting.insert(0, parts[1])
        self._turn()

    def _left_alone(self, block: Block, waiting: list[Block], room: float) -> bool:
        """Whether what closes a table would begin the next page without a row of it: a signature, a total."""
        if not (isinstance(block, PageTable) and block.closes and len(block.rows) > 1 and waiting):
            return False
        return waiting[0].before + _group(waiting, self._sheet.width) > room

    def _room(self) -> float:
        return self._sheet.room(first=len(self.pages) == 1) - self._at + 0.01

    def _put(self, block: Block, before: float) -> None:
        self.pages[-1].append((self._at + before, block))
        self._at += before + block.height(self._sheet.width)

    def _turn(self) -> None:
        self.pages.append([])
        self._at = 0.0


def _group(waiting: list[Block], width: float) -> float:
    """The least height for the first block and those it is tied to."""
    total = 0.0
    for number, block in enumerate(waiting):
        total += block.before if number else 0.0
        if not block.tied or number + 1 == len(waiting):
            return total + block.least(width)
        total += block.height(width)
    return total


def draw(canvas: TaggedCanvas, blocks: Sequence[Block], sheet: Sheet, running: RunningHead, langue: Langue) -> int:
    """Draw the pages of one document, numbered from 1 and marked in its language; returns how many."""
    pages = compose(blocks, sheet)
    practice = said(N_("Base d’exercice – document sans valeur"), langue) if running.practice else ""
    for number, page in enumerate(pages, 1):
        top = sheet.size[1] - (sheet.top if number == 1 else sheet.top_after)
        _draw_head(canvas, sheet, running, practice, number)
        for offset, block in page:
            block.draw(canvas, sheet.left, top - offset, sheet.width)
        _draw_foot(canvas, sheet, running, said(N_("page {numero}/{total}", numero=number, total=len(pages)), langue))
        canvas.showPage()
    return len(pages)


def _draw_head(canvas: TaggedCanvas, sheet: Sheet, running: RunningHead, practice: str, number: int) -> None:
    top = sheet.size[1]
    marks = [Paragraph(practice, MARK)] if practice else []
    marks += [Paragraph(running.mark, MARK, right=True)] if running.mark else []
    for mark in marks:
        _draw_mark(canvas, mark, sheet, first=number == 1)
    if number > 1:
        with canvas.artifact(_PAGE):
            reminder = "\n".join(shortened(line, NOTE, sheet.width) for line in running.reminder.split("\n"))
            head = Paragraph(reminder, NOTE)
            head.write(canvas, sheet.left, top - 19.5 * MM + head.height(sheet.width), sheet.width)
            canvas.bar(sheet.left, top - 21 * MM, sheet.width, 0.5, HAIR)


def _draw_mark(canvas: TaggedCanvas, mark: Paragraph, sheet: Sheet, first: bool) -> None:
    """Read aloud once, on the first page."""
    top = sheet.size[1] - 7 * MM
    if first:
        mark.draw(canvas, sheet.left, top, sheet.width)
    else:
        with canvas.artifact(_PAGE):
            mark.write(canvas, sheet.left, top, sheet.width)


def _draw_foot(canvas: TaggedCanvas, sheet: Sheet, running: RunningHead, number: str) -> None:
    base = sheet.bottom - 6 * MM
    with canvas.artifact(_PAGE):
        canvas.bar(sheet.left, base, sheet.width, 0.5, HAIR)
        foot = shortened(running.foot, NOTE, sheet.width - 22 * MM)
        Paragraph(foot, NOTE).write(canvas, sheet.left, base - 2 * MM, sheet.width)
        Paragraph(number, NOTE, right=True).write(canvas, sheet.left, base - 2 * MM, sheet.width)
