"""Every byte of a base and of its WAL, decrypted page by page: free pages and the rests of old cells too."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, SALT, IV, WAL_HEADER, FRAME_HEADER = 4096, 80, 16, 16, 32, 24


def plain_bytes(path: Path, key: bytes) -> bytes:
    """What the file and its WAL hold once decrypted with the base's key."""
    data = path.read_bytes()
    pages = [_page(data[at : at + PAGE], key, SALT if not at else 0) for at in range(0, len(data), PAGE)]
    wal = path.with_name(path.name + "-wal")
    frames = wal.read_bytes()[WAL_HEADER:] if wal.exists() else b""
    for at in range(0, len(frames) - PAGE, FRAME_HEADER + PAGE):
        first = int.from_bytes(frames[at : at + 4], "big") == 1
        pages.append(_page(frames[at + FRAME_HEADER :][:PAGE], key, SALT if first else 0))
    return b"".join(pages)


def _page(page: bytes, key: bytes, skipped: int) -> bytes:
    """AES-256-CBC; the vector stands at the head of the reserve, the seal after it."""
    vector = page[PAGE - RESERVE :][:IV]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(page[skipped : PAGE - RESERVE]) + cipher.finalize()
