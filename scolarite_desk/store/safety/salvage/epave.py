"""The pages of a damaged base, each read by itself: what one broken page forbids to SQLite is read here.

Format (SQLCipher 4, raw key): pages of 4 096 bytes, AES-256-CBC; the last 80 bytes of each are its IV and its seal
(HMAC-SHA512 of ciphertext, IV and page number). The first 16 bytes of the file are the salt of the seals' key. The WAL
holds newer versions of pages, framed by 24 bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, SALT = 4096, 80, 16
USABLE = PAGE - RESERVE
_IV = USABLE + 16
_MAGIC = b"SQLite format 3\0"
_HEADER, _FRAME = 32, 24  # bytes of the WAL before the first frame, and of a frame before its page
_SAMPLE = 64  # pages looked at to know whether a salt is the right one

Place = tuple[BinaryIO, int]  # a file, and where a version of a page lies in it


class Epave:
    """A base that does not read well: `page(n)` from 1 to `count`. Its files are only read."""

    def __init__(self, base: Path, key: bytes, salts: Iterable[bytes] = ()) -> None:
        """`salts`: of backups of the same base, should its own be damaged."""
        self._files = ExitStack()
        self._key = algorithms.AES(key)
        main = self._files.enter_context(base.open("rb"))
        size = base.stat().st_size
        self.count = self._size = -(-size // PAGE)
        self._places: dict[int, list[Place]] = {}
        self._main = main
        with suppress(FileNotFoundError):
            self._follow(self._files.enter_context(base.with_name(f"{base.name}-wal").open("rb")))
        self.count = self._size
        self.damaged: set[int] = set()
        self.old: set[int] = set()  # an older version was read, the last one being damaged
        self._seal = self._seal_of(key, [self._own_salt(), *salts])

    @property
    def sealed(self) -> bool:
        """Whether seals can be verified. Without the salt, pages are judged by their structure alone."""
        return self._seal is not None

    def page(self, number: int) -> bytes | None:
        """The content of a page; None when no version of it is whole."""
        for rank, place in enumerate([*reversed(self._places.get(number, [])), (self._main, (number - 1) * PAGE)]):
            found = self._read(place)
            if found is not None and (self._seal is None or self._is_sealed(number, found, self._seal)):
                if rank:
                    self.old.add(number)
                return self._clear(number, found)
        self.damaged.add(number)
        return None

    def __enter__(self) -> Epave:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._files.close()

    def _follow(self, wal: BinaryIO) -> None:
        """Where the WAL holds newer versions: frames of its last run, up to the last that ends a transaction."""
        size = wal.seek(0, 2)
        spots = range(_HEADER, size - _FRAME - PAGE + 1, _FRAME + PAGE)
        heads = [(at, self._bytes(wal, at, _FRAME)) for at in spots]
        marks = [self._bytes(wal, 16, 8), *(head[8:16] for _at, head in heads[:3])]
        run = max(marks, key=marks.count)
        frames = [(at, *struct.unpack(">II", head[:8])) for at, head in heads if head[8:16] == run]
        ends = [rank for rank, (_at, _number, pages) in enumerate(frames) if pages]
        for at, number, pages in frames[: ends[-1] + 1] if ends else ():
            self._places.setdefault(number, []).append((wal, at + _FRAME))
            if 0 < pages <= self.count + len(frames):
                self._size = pages

    @staticmethod
    def _bytes(file: BinaryIO, at: int, size: int) -> bytes:
        file.seek(at)
        return file.read(size)

    def _own_salt(self) -> bytes:
        self._main.seek(0)
        return self._main.read(SALT)

    def _seal_of(self, key: bytes, salts: list[bytes]) -> bytes | None:
        """The key of the seals, from the first salt by which some page is whole."""
        sample = range(1, min(self.count, _SAMPLE) + 1)
        for salt in salts:
            turned = bytes(byte ^ 0x3A for byte in salt)
            seal = hashlib.pbkdf2_hmac("sha512", key, turned, 2, 32)
            pages = ((number, self._read((self._main, (number - 1) * PAGE))) for number in sample)
            if any(page is not None and self._is_sealed(number, page, seal) for number, page in pages):
                return seal
        return None

    def _read(self, place: Place) -> bytes | None:
        file, at = place
        try:
            file.seek(at)
            found = file.read(PAGE)
        except OSError:  # the disk itself does not read there
            return None
        return found if len(found) == PAGE else None

    @staticmethod
    def _is_sealed(number: int, page: bytes, seal: bytes) -> bool:
        said = page[SALT if number == 1 else 0 : _IV] + number.to_bytes(4, "little")
        return hmac.compare_digest(hmac.digest(seal, said, "sha512"), page[_IV:])

    def _clear(self, number: int, page: bytes) -> bytes:
        start = SALT if number == 1 else 0
        cipher = Cipher(self._key, modes.CBC(page[USABLE:_IV])).decryptor()
        return (_MAGIC if number == 1 else b"") + cipher.update(page[start:USABLE]) + cipher.finalize()
