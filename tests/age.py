"""age files for a passphrase, as another program writes them: what is asked of whoever guesses it is next to nothing.

https://c2sp.org/age: a header, its HMAC, then the payload in sealed chunks of 64 KiB. `pyrage` chooses itself what a
passphrase costs, a second of processor each time it seals or opens.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_CHUNK, _COST = 64 * 1024, 2  # bytes; 2 to that power is what a guess costs


def sealed(clear: bytes, passphrase: str) -> bytes:
    """In the place of `pyrage.passphrase.encrypt`."""
    key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    stretched = hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**_COST, r=8, p=1, dklen=32
    )
    wrapped = ChaCha20Poly1305(stretched).encrypt(bytes(12), key, None)
    header = f"age-encryption.org/v1\n-> scrypt {_text(salt)} {_COST}\n{_text(wrapped)}\n---"
    seal = hmac.digest(_derived(key, b"", b"header"), header.encode(), "sha256")
    payload = ChaCha20Poly1305(_derived(key, nonce, b"payload"))
    chunks = [clear[at : at + _CHUNK] for at in range(0, len(clear), _CHUNK)] or [b""]
    last = len(chunks) - 1
    body = [payload.encrypt(_counter(rank, rank == last), chunk, None) for rank, chunk in enumerate(chunks)]
    return f"{header} {_text(seal)}\n".encode() + nonce + b"".join(body)


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(key)


def _counter(rank: int, last: bool) -> bytes:
    return rank.to_bytes(11, "big") + bytes([last])


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode().rstrip("=")
