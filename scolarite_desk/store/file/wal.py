"""The file `base.sdesk-wal`, where the last works wait after a crash: is it whole, and is it this base's?

SQLite asks neither. A frame whose checksum is wrong ends the file silently, with every work after it; and the frames of
another base are poured into this one as soon as it closes, whatever was said of it. So both are asked before anything
is opened to be written. A frame holds a page as SQLCipher 4 writes it: its HMAC-SHA512 is of the key, the salt of the
base and the number of the page.
"""

from __future__ import annotations

import hashlib
import hmac
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from struct import iter_unpack, pack, unpack
from time import sleep
from typing import IO, Any

from sqlcipher3 import dbapi2

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.store.file.failures import not_its_key

_LOOKS, _BETWEEN = 3, 0.1  # times, seconds: how long a file that another process writes may look wrong
_HEAD, _FRAME, _PAGE, _SEAL = 32, 24, 4096, 64  # bytes: header of the file, of a frame; a page, the HMAC at its end


@dataclass(frozen=True)
class Read:
    """What the file promises: its header, its frames up to the last commit, and which of them are no pages of ours."""

    head: bytes
    promised: int
    strange: frozenset[int]


def wal_path(base: Path) -> Path:
    """Where the write-ahead log of a base lies: its name, then `-wal`."""
    return base.with_name(f"{base.name}-wal")


def verify(base: Path, key: bytes) -> None:
    """`Unavailable` when works wait in a damaged file, or in one of another base. Nothing is written."""
    path = wal_path(base)
    if not path.exists() or path.stat().st_size <= _HEAD:
        return
    with closing(_opened(base, key)) as connection:
        seal = _seal_key(connection, key)
        found = read(path, seal)
        if not _is_wrong(found, found, connection) or _is_being_written(path, seal, found, connection):
            return
        if found.promised and len(found.strange) == found.promised:
            raise _another(base) if _opens_alone(base, key) else not_its_key(base)
        raise _damaged(base)


def _is_wrong(before: Read, now: Read, connection: Any) -> bool:
    """Whether what was wrong is so still."""
    return bool(before.strange & now.strange) or _understood(connection) < before.promised


def _is_being_written(path: Path, seal: bytes, before: Read, connection: Any) -> bool:
    """Whether it only looked wrong, because another process is at it: a frame is read while it is being written."""
    for _ in range(_LOOKS):
        sleep(_BETWEEN)
        now = read(path, seal) if path.exists() else None
        if now is None or now.head != before.head or not _is_wrong(before, now, connection):
            return True
    return False


def _opened(base: Path, key: bytes, how: str = "mode=ro") -> Any:
    """To read only: closing such a connection never pours the file into the base."""
    connection = dbapi2.connect(f"{base.resolve().as_uri()}?{how}", isolation_level=None, uri=True)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection


def _seal_key(connection: Any, key: bytes) -> bytes:
    (salt,) = connection.execute("PRAGMA cipher_salt").fetchone()
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in bytes.fromhex(salt)), 2, 32)


def _opens_alone(base: Path, key: bytes) -> bool:
    """Whether the key is that of the base, the file beside it not looked at."""
    with closing(_opened(base, key, "immutable=1")) as connection:
        return _reads(connection)


def _reads(connection: Any) -> bool:
    with suppress(dbapi2.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return True
    return False


def _understood(connection: Any) -> int:
    """How many frames SQLite itself takes; every one when the base itself is damaged, which is told elsewhere."""
    if not _reads(connection):
        return sys.maxsize
    frames: int = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1]
    return frames


def read(path: Path, seal: bytes) -> Read:
    """What the log of a base holds, read to its end or to its first wrong frame."""
    promised, strange = 0, set[int]()
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if len(head) < _HEAD:
            return Read(head, 0, frozenset())  # it was just emptied into the base, between our look and our reading
        whole = _adds_up(head)  # else SQLite takes nothing of the file, were it full of works
        for rank, (frame, page) in enumerate(_frames(stream, head if whole else None), 1):
            ours = _is_sealed(seal, frame[:4], page)
            if whole and not ours:
                strange.add(rank)
            if frame[4:8] != bytes(4) and (whole or ours):
                promised = rank
    return Read(head, promised, frozenset(rank for rank in strange if rank <= promised))


def _adds_up(head: bytes) -> bool:
    """SQLite's own checksum of the header: two running sums over 32-bit words."""
    first = second = 0
    for one, two in iter_unpack(">II" if head[3] & 1 else "<II", head[:24]):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return (first, second) == unpack(">II", head[24:])


def _frames(stream: IO[bytes], head: bytes | None) -> Iterator[tuple[bytes, bytes]]:
    """(header, page) of each frame that is not of a former turn of the file; of every one when its header is lost."""
    size = int.from_bytes(head[8:12], "big") if head else _PAGE
    while len(frame := stream.read(_FRAME + size)) == _FRAME + size:
        if head is None or frame[8:16] == head[16:24]:
            yield frame[:_FRAME], frame[_FRAME:]


def _is_sealed(seal: bytes, number: bytes, page: bytes) -> bool:
    signed = page[16 if number == b"\0\0\0\1" else 0 : -_SEAL] + pack("<I", *unpack(">I", number))
    return hmac.compare_digest(hmac.digest(seal, signed, "sha512"), page[-_SEAL:])


def _another(base: Path) -> Unavailable:
    return Unavailable(
        N_(
            "Le fichier «\u00a0{fichier}\u00a0» n’est pas de la base «\u00a0{base}\u00a0»\u00a0: "
            "il a été copié à côté d’elle. Rien n’a été modifié. Mettez ce fichier ailleurs, puis réessayez.",
            fichier=wal_path(base).name,
            base=base.name,
        )
    )


def _damaged(base: Path) -> Unavailable:
    return Unavailable(
        N_(
            "Le fichier «\u00a0{fichier}\u00a0», où attendent les derniers enregistrements de la "
            "base «\u00a0{base}\u00a0», est abîmé. Rien n’a été modifié. Gardez une copie du dossier, puis "
            "reprenez la dernière sauvegarde.",
            fichier=wal_path(base).name,
            base=base.name,
        )
    )
