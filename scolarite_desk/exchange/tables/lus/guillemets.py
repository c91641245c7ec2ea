"""Text tables whose quotation marks are not all signs of the format: « "Master" Info » is a text, as LibreOffice says.

A cell is quoted when it begins with a mark and another one ends it, before a separator or the end of a line. Else its
marks are letters like others, up to the next separator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scolarite_desk.exchange.tables.lus.lu import Remarques
from scolarite_desk.msg import N_

LONGEST = 32_767  # characters of one cell, as spreadsheets have it
_MOST = 1_000  # broken marks: beyond, marks mean nothing in this file


def mended(text: str, separator: str, first: int, notes: Remarques) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with the number of the line each begins on; a line whose marks were taken for letters is told."""
    end = re.compile(f"[{re.escape(separator)}\n]")
    at, line, broken = 0, first, 0
    while at < len(text):
        if broken > _MOST:
            notes.tell(N_("Les guillemets de ce fichier sont lus comme des lettres, à partir d’ici."), line)
            yield from _plain(text[at:], separator, line)
            return
        if (stop := _end_of(text, at)) < 0 or '"' not in text[at:stop]:  # the usual line, at once
            stop = stop if stop >= 0 else len(text)
            yield line, tuple(text[at:stop].split(separator))
            at, line = stop + 1, line + 1
            continue
        at_begin, cells, odd = at, [], 0
        while True:
            cell, at, wrong = _cell(text, at, separator, end)
            cells.append(cell)
            odd += wrong
            if at >= len(text) or text[at] == "\n":
                break
            at += 1
        if odd:
            broken += odd
            notes.tell(N_("un guillemet y est lu comme une lettre\u00a0: vérifiez cette ligne."), line)
        yield line, tuple(cells)
        line += text.count("\n", at_begin, at) + 1
        at += 1


def _end_of(text: str, at: int) -> int:
    return text.find("\n", at)


def _cell(text: str, at: int, separator: str, end: re.Pattern[str]) -> tuple[str, int, bool]:
    """A cell, where it stops, and whether its marks were letters."""
    quoted = text.startswith('"', at)
    if quoted and (close := _close(text, at + 1, separator)) >= 0:
        return text[at + 1 : close].replace('""', '"'), close + 1, False
    found = end.search(text, at)
    stop = found.start() if found else len(text)
    return text[at:stop], stop, quoted


def _close(text: str, at: int, separator: str) -> int:
    """Where the mark that ends a quoted cell stands; -1: none does."""
    last = at + LONGEST
    while (mark := text.find('"', at, last)) >= 0:
        after = text[mark + 1 : mark + 2]
        if after == '"':
            at = mark + 2
        else:
            return mark if after in {separator, "\n", ""} else -1
    return -1


def _plain(text: str, separator: str, line: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, one in enumerate(text.split("\n"), line):
        yield number, tuple(one.split(separator))
