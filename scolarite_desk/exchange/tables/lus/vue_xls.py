"""The sheets of an .xls, record by record as calamine goes through them ([MS-XLS]): their reach, their errors."""

from __future__ import annotations

import io
from collections.abc import Iterator
from struct import unpack_from

from scolarite_desk.exchange.tables.lus.archive_vue import too_many_cells
from scolarite_desk.exchange.tables.lus.bornes import Bornes
from scolarite_desk.exchange.tables.lus.genres import damaged
from scolarite_desk.exchange.tables.lus.vue import Vue

_EOF, _BOUND_SHEET, _TEXTS, _SIZE = 0x000A, 0x0085, 0x00FC, 0x0200
_FORMULA, _BOOL_OR_ERROR, _MANY_NUMBERS = 0x0006, 0x0205, 0x00BD
_CELLS = {_FORMULA, 0x0203, 0x0204, _BOOL_OR_ERROR, 0x027E, 0x00FD, _MANY_NUMBERS}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_SHORTEST_TEXT = 3  # bytes of a text in the table of texts


def look_at_xls(data: bytes, bornes: Bornes) -> list[Vue]:
    """What was seen of each sheet, in the order of the workbook. Raises `Refused`: too far, too many, damaged."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as container:
        streams = [one for one in container.listdir() if one[-1].lower() in {"workbook", "book"}]
        if len(streams) != 1:
            raise damaged()
        stream = container.openstream(streams[0]).read()
    budget = [bornes.balises // 4]
    starts = []
    for kind, at, size in _records(stream, 0, budget, bornes):
        if kind == _BOUND_SHEET and size >= 4:
            starts.append(unpack_from("<I", stream, at)[0])
        elif kind == _TEXTS and size >= 8 and unpack_from("<I", stream, at + 4)[0] > len(stream) // _SHORTEST_TEXT:
            raise damaged()
    return [_look(stream, start, budget, bornes) for start in starts]


def _records(stream: bytes, at: int, budget: list[int], bornes: Bornes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record to the end of a sheet; all of them count in one budget."""
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        budget[0] -= 1
        if budget[0] < 0:
            raise too_many_cells(bornes)
        if at + 4 + size > len(stream):
            raise damaged()
        yield kind, at + 4, size
        at += 4 + size


def _look(stream: bytes, start: int, budget: list[int], bornes: Bornes) -> Vue:
    vue = Vue(bornes)
    for kind, at, size in _records(stream, start, budget, bornes):
        if kind == _SIZE:
            _declared(stream, at, size, bornes)
        elif kind in _CELLS and size >= 6:
            row, column = unpack_from("<HH", stream, at)
            last = unpack_from("<H", stream, at + size - 2)[0] if kind == _MANY_NUMBERS else column
            vue.reach(row + 1, last + 1)
            if kind == _BOOL_OR_ERROR and size >= 8 and stream[at + 7]:
                vue.at_fault(row + 1, column + 1, _ERRORS.get(stream[at + 6], "#"))
            elif kind == _FORMULA and size >= 14 and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
                vue.at_fault(row + 1, column + 1, _ERRORS.get(stream[at + 8], "#"))
    return vue


def _declared(stream: bytes, at: int, size: int, bornes: Bornes) -> None:
    """The size that a sheet says it has: its reader sets that much room aside."""
    if size == 14:
        first, last, left, right = unpack_from("<IIHH", stream, at)
    elif size == 10:
        first, last, left, right = unpack_from("<HHHH", stream, at)
    else:
        raise damaged()
    if last < first or right < left or (last - first + 1) * (right - left + 1) > 2 * bornes.cases:
        raise damaged()
