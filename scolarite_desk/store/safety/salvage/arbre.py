"""Cells and records of SQLite's pages, read with every bound checked: https://www.sqlite.org/fileformat2.html."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any

from scolarite_desk.store.safety.salvage.epave import USABLE

INNER_INDEX, INNER_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
Values = tuple[Any, ...]
Read = Callable[[int], bytes | None]
_LEAST = (USABLE - 12) * 32 // 255 - 23  # bytes of a payload that stay in the page when it overflows
_MOST_TABLE, _MOST_INDEX = USABLE - 35, (USABLE - 12) * 64 // 255 - 23
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # bytes of each serial type
_LARGEST = 1 << 28  # bytes of a row


class BrokenCell(ValueError):
    """A cell that leads out of its page, or a record that says what no record says."""


def kind(page: bytes, number: int) -> int:
    """What a page is; 0 when it is no page of a tree."""
    found = page[_start(number)]
    return found if found in (INNER_INDEX, INNER_TABLE, LEAF_INDEX, LEAF_TABLE) else 0


def children(page: bytes, number: int) -> list[int]:
    """The pages under an inner page, in order."""
    right = int.from_bytes(page[_start(number) + 8 : _start(number) + 12], "big")
    return [*(int.from_bytes(page[at : at + 4], "big") for at in _cells(page, number)), right]


def records(page: bytes, number: int, read: Read) -> Iterator[tuple[int | None, Values]]:
    """(rowid, values) of the rows of a page that can be read, rowid None in an index; inner pages of tables have none.

    A row one of whose overflow pages is damaged is left out.
    """
    what = kind(page, number)
    if what == INNER_TABLE:
        return
    for at in _cells(page, number):
        try:
            yield _record(page, at + 4 if what == INNER_INDEX else at, what == LEAF_TABLE, read)
        except (BrokenCell, IndexError, struct.error, UnicodeDecodeError):
            continue


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _cells(page: bytes, number: int) -> list[int]:
    """Where the cells of a page begin; those that would lie outside are left out."""
    start = _start(number)
    first = start + (12 if page[start] in (INNER_INDEX, INNER_TABLE) else 8)
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    ends = min(first + 2 * count, USABLE)
    found = (int.from_bytes(page[at : at + 2], "big") for at in range(first, ends - 1, 2))
    return [at for at in found if first <= at < USABLE - 3]


def _record(page: bytes, at: int, table: bool, read: Read) -> tuple[int | None, Values]:
    size, at = _varint(page, at)
    rowid = None
    if table:
        rowid, at = _varint(page, at)
        rowid -= (rowid >> 63) << 64
    return rowid, _values(_payload(page, at, size, _MOST_TABLE if table else _MOST_INDEX, read))


def _payload(page: bytes, at: int, size: int, most: int, read: Read) -> bytes:
    """The bytes of a row, its overflow pages followed."""
    if size > _LARGEST:
        raise BrokenCell
    here = size
    if size > most:
        here = _LEAST + (size - _LEAST) % (USABLE - 4)
        here = here if here <= most else _LEAST
    parts, left = [page[at : at + here]], size - here
    following = int.from_bytes(page[at + here : at + here + 4], "big") if left else 0
    seen: set[int] = set()
    while left:
        more = read(following) if following and following not in seen else None
        if more is None:
            raise BrokenCell
        seen.add(following)
        parts.append(more[4 : 4 + min(left, USABLE - 4)])
        left -= len(parts[-1])
        following = int.from_bytes(more[:4], "big")
    found = b"".join(parts)
    if len(found) != size:
        raise BrokenCell
    return found


def _values(payload: bytes) -> Values:
    size, at = _varint(payload, 0)
    types = []
    while at < size:
        one, at = _varint(payload, at)
        types.append(one)
    if at != size:
        raise BrokenCell
    found = []
    for one in types:
        value, at = _value(payload, at, one)
        found.append(value)
    if at != len(payload):
        raise BrokenCell
    return tuple(found)


def _value(payload: bytes, at: int, one: int) -> tuple[Any, int]:
    if one in (0, 8, 9):
        return (None if one == 0 else one - 8), at
    if one in _INTEGERS:
        return int.from_bytes(payload[at : at + _INTEGERS[one]], "big", signed=True), at + _INTEGERS[one]
    if one == 7:
        return struct.unpack(">d", payload[at : at + 8])[0], at + 8
    if one < 12:
        raise BrokenCell
    end = at + (one - 12) // 2
    if end > len(payload):
        raise BrokenCell
    return (payload[at:end].decode() if one % 2 else payload[at:end]), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for rank in range(8):
        byte = data[at + rank]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + rank + 1
    return value << 8 | data[at + 8], at + 9
