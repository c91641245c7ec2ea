"""Looking for words in every file of some folders, however they were written."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from scolarite_desk.models.rules.fold import fold

_DEEP = 3  # a stream in a stream in a file
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


def forms(word: str) -> set[bytes]:
    """The bytes that say a word; ASCII letters, which bytes know, are looked for in lower case."""
    folded = fold(word)
    texts = {word, word.lower(), word.upper(), folded, folded.replace(" ", ""), json.dumps(word)[1:-1], quote(word)}
    written = {text.encode(code).lower() for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")}
    return written | {word.encode("ascii", "xmlcharrefreplace").lower()}


def readable(data: bytes, deep: int = _DEEP) -> Iterator[bytes]:
    """The data itself, and whatever is packed in it."""
    yield data
    if deep:
        for inside in _unpacked(data):
            yield from readable(inside, deep - 1)


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    else:
        for head in _ZLIB:
            at = data.find(head)
            while at >= 0:
                if out := _inflated(data[at:]):
                    yield out
                at = data.find(head, at + 1)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, 1 << 24)
    except zlib.error:
        return b""


def leaks(roots: Iterable[Path], words: Mapping[str, str], but: Path | None = None) -> list[str]:
    """« file: what leaked », for every file under the roots but those under `but`; a file’s own name counts too."""
    wanted = {name: forms(word) for name, word in words.items()}
    found = []
    for path in sorted({path for root in roots for path in root.rglob("*") if path.is_file()}):
        if but is not None and path.is_relative_to(but):
            continue
        texts = [str(path).lower().encode(), *(one.lower() for one in readable(path.read_bytes()))]
        found += [
            f"{path.name}: {name}"
            for name, spelt in wanted.items()
            if any(form in text for form in spelt for text in texts)
        ]
    return found
