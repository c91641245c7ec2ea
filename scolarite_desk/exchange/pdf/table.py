"""A table whose head comes back on every page, said once to a screen reader."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scolarite_desk.exchange.pdf.blocks import Block, Paragraph, stack, stacked
from scolarite_desk.exchange.pdf.canvas import TaggedCanvas
from scolarite_desk.exchange.pdf.type import HAIR, LABEL, MUTED

Cell = tuple[Paragraph, ...]
Row = tuple[Cell, ...]

_GUTTER = 8.0
_PADDING = 2.5
_LOW = 45.0  # points: a row of three lines at most, which looks lost alone at the foot or at the head of a page
_SCOPE = "<</O/Table/Scope/Column>>"


@dataclass(frozen=True)
class PageColumn:
    """`share` is its part of the width; the shares of a table add up to 1."""

    title: str
    share: float
    right: bool = False


@dataclass
class PageTable:
    """Rows of cells, each cell a column of paragraphs. The first row stays with the head; of low rows, neither the
    first nor the last is alone on its page.

    A row splits only when it is higher than a page: no motive is ever cut.
    """

    columns: tuple[PageColumn, ...]
    rows: tuple[Row, ...]
    key: object
    before: float = 0.0
    tied: bool = False
    closes: bool = False  # what follows never begins a page without a row of it
    goes_on: bool = False  # the rest of a table begun on a page before
    _heights: tuple[float, ...] = ()  # of the rows, measured once for thousands of them

    def height(self, width: float) -> float:
        places = self._places(width)
        return self._head(places) + sum(self._measured(places))

    def least(self, width: float) -> float:
        places = self._places(width)
        heights = self._measured(places)
        return self._head(places) + sum(heights[: 2 if max(heights[:2], default=0.0) < _LOW else 1])

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        places = self._places(width)
        room -= self._head(places)
        kept = 0
        heights = self._measured(places)
        for height in heights:
            room -= height
            if room < 0:
                break
            kept += 1
        if kept == 0:
            return self._split_first(places, room + heights[0])
        if kept == len(self.rows):
            return None
        if kept == len(self.rows) - 1 > 2 and max(heights[kept - 1 :]) < _LOW:
            kept -= 1
        rest = replace(self, rows=self.rows[kept:], _heights=heights[kept:], goes_on=True, before=0.0)
        return replace(self, rows=self.rows[:kept], _heights=heights[:kept], tied=False), rest

    def _split_first(self, places: list[tuple[float, float]], room: float) -> tuple[Block, Block]:
        top, bottom = _split_row(self.rows[0], places, room - 2 * _PADDING)
        rest = replace(self, rows=(bottom, *self.rows[1:]), _heights=(), goes_on=True, before=0.0)
        return replace(self, rows=(top,), _heights=(), tied=False), rest

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        places = self._places(width)
        with canvas.element("Table", key=self.key):
            y = self._draw_head(canvas, x, y, places, width)
            for row, height in zip(self.rows, self._measured(places), strict=True):
                with canvas.element("TR"):
                    for cell, (left, room) in zip(row, places, strict=True):
                        _draw_cell(canvas, cell, x + left, y - _PADDING, room)
                y -= height
                with canvas.artifact():
                    canvas.bar(x, y, width, 0.4, HAIR)

    def _measured(self, places: list[tuple[float, float]]) -> tuple[float, ...]:
        if len(self._heights) != len(self.rows):
            self._heights = tuple(_row_height(row, places) for row in self.rows)
        return self._heights

    def _places(self, width: float) -> list[tuple[float, float]]:
        """Where each column starts, and its room."""
        places, left = [], 0.0
        for column in self.columns:
            places.append((left, column.share * width - _GUTTER * (2 if column.right else 1)))
            left += column.share * width
        places[-1] = (places[-1][0], width - places[-1][0])
        return places

    def _titles(self) -> list[Paragraph]:
        return [Paragraph(column.title, LABEL, tag="TH", right=column.right) for column in self.columns]

    def _head(self, places: list[tuple[float, float]]) -> float:
        highest = max(title.height(room) for title, (_, room) in zip(self._titles(), places, strict=True))
        return highest + 2 * _PADDING

    def _draw_head(
        self, canvas: TaggedCanvas, x: float, y: float, places: list[tuple[float, float]], width: float
    ) -> float:
        if self.goes_on:
            with canvas.artifact("/Type/Pagination"):
                for title, (left, room) in zip(self._titles(), places, strict=True):
                    title.write(canvas, x + left, y - _PADDING, room)
        else:
            with canvas.element("TR"):
                for title, (left, room) in zip(self._titles(), places, strict=True):
                    with canvas.content("TH", attributes=_SCOPE):
                        title.write(canvas, x + left, y - _PADDING, room)
        y -= self._head(places)
        with canvas.artifact():
            canvas.bar(x, y, width, 0.8, MUTED)
        return y


def _row_height(row: Row, places: list[tuple[float, float]]) -> float:
    return max(stacked(cell, room) for cell, (_, room) in zip(row, places, strict=True)) + 2 * _PADDING


def _split_row(row: Row, places: list[tuple[float, float]], room: float) -> tuple[Row, Row]:
    parts = [_split_cell(cell, width, room) for cell, (_, width) in zip(row, places, strict=True)]
    return tuple(top for top, _ in parts), tuple(bottom for _, bottom in parts)


def _split_cell(cell: Cell, width: float, room: float) -> tuple[Cell, Cell]:
    for number, paragraph in enumerate(cell):
        height = paragraph.height(width) + (paragraph.before if number else 0.0)
        if height > room:
            top, bottom = paragraph.cut(int(room / paragraph.style.leading))
            return (*cell[:number], top), (bottom, *cell[number + 1 :])
        room -= height
    return cell, ()


def _draw_cell(canvas: TaggedCanvas, cell: Cell, x: float, y: float, room: float) -> None:
    if len(cell) == 1:
        with canvas.content("TD", lang=cell[0].lang):
            cell[0].write(canvas, x, y, room)
    else:
        with canvas.element("TD"):
            stack(canvas, cell, x, y, room)
