"""The lines of an envelope (NF Z 10-011): seven at most, of 38 signs at most, the last one of a French address in
capitals without accents nor punctuation, the country of another last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from anyascii import anyascii

SIGNES, LIGNES = 38, 7
_PUNCTUATION = re.compile(r"[^\w\s]|_")


def last_line(text: str) -> str:
    """« 93200 SAINT DENIS », as sorting machines read it."""
    bare = anyascii(unicodedata.normalize("NFC", text))
    return " ".join(_PUNCTUATION.sub(" ", bare).upper().split())


def folded(lines: Iterable[str]) -> tuple[str, ...]:
    """Each line in as many as its 38 signs ask for, cut at spaces; a word that is longer stays whole."""
    return tuple(part for line in lines for part in _cut(line))


def fits(lines: Iterable[str]) -> bool:
    """Whether these lines, cut already, go on an envelope."""
    kept = tuple(lines)
    return len(kept) <= LIGNES and all(len(line) <= SIGNES for line in kept)


def _cut(line: str) -> Iterable[str]:
    part = ""
    for word in line.split():
        if part and len(part) + 1 + len(word) > SIGNES:
            yield part
            part = word
        else:
            part = f"{part} {word}".strip()
    if part:
        yield part
