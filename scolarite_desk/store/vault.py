"""The vault beside the base: one random data key, wrapped by each account's password (Argon2id, then AES-256-GCM).

`base.sdesk.coffre` is a small JSON file. It holds no password and no key in clear, and is useless without a password.
Its checksum tells a damaged vault from a wrong password.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scolarite_desk.errors import Refused, Unavailable

SHORTEST = 12  # characters of a password


@dataclass(frozen=True)
class Cost:
    """What a guess costs: KiB of memory and passes. 128 MiB and 4 passes take about 0.3 s on a desk's machine."""

    memory: int = 131_072
    passes: int = 4


@dataclass(frozen=True)
class Wrap:
    """The data key as one account can open it. Bytes are base64 text."""

    compte: str
    salt: str
    nonce: str
    wrapped: str
    memory: int
    passes: int


def vault_path(base: Path) -> Path:
    """Where the vault of a base lies."""
    return base.with_name(base.name + ".coffre")


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(32)


def wrap(compte: str, password: str, key: bytes, cost: Cost) -> Wrap:
    """The key, wrapped for one account. `Refused` when the password is too short."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(password) < SHORTEST:
        raise Refused(f"Choisissez un mot de passe d’au moins {SHORTEST} caractères.")
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_stretch(password, salt, cost)).encrypt(nonce, key, compte.encode())
    return Wrap(compte, _text(salt), _text(nonce), _text(sealed), **asdict(cost))


def unwrap(base: Path, compte: str, password: str) -> bytes:
    """The data key of a base. `Refused` when account or password are wrong, `Unavailable` when the vault is damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    kept = next((one for one in read(base) if one.compte == compte), None)
    if kept is None:
        raise Refused(f"Ce poste n’est pas ouvert au compte «\u00a0{compte}\u00a0».")
    try:
        stretched = _stretch(password, _bytes(kept.salt), Cost(kept.memory, kept.passes))
        return AESGCM(stretched).decrypt(_bytes(kept.nonce), _bytes(kept.wrapped), compte.encode())
    except InvalidTag as error:
        raise Refused("Mot de passe incorrect. Vérifiez les majuscules et réessayez.") from error


def read(base: Path) -> list[Wrap]:
    """The wraps of a base, in the order they were let in."""
    path = vault_path(base)
    if not path.exists():
        raise Unavailable(
            f"Le coffre «\u00a0{path.name}\u00a0» manque à côté de la base. Sans lui elle ne s’ouvre pas\u00a0: "
            "remettez-le, ou reprenez la dernière sauvegarde."
        )
    try:
        kept = json.loads(path.read_bytes())
        if kept["somme"] != _checksum(kept["comptes"]):
            raise ValueError("checksum")
        return [Wrap(**entry) for entry in kept["comptes"]]
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(base) from error


def write(base: Path, wraps: list[Wrap]) -> None:
    """Replace the vault at once: written beside, then renamed."""
    path = vault_path(base)
    beside = path.with_name(path.name + ".nouveau")
    comptes = [asdict(one) for one in wraps]
    beside.write_text(json.dumps({"version": 1, "comptes": comptes, "somme": _checksum(comptes)}, indent=1))
    beside.chmod(0o600)
    beside.replace(path)


def _checksum(comptes: Any) -> str:
    return hashlib.sha256(json.dumps(comptes, sort_keys=True).encode()).hexdigest()


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(password.encode(), salt, cost.passes, cost.memory, 2, 32, Type.ID)


def _damaged(base: Path) -> Unavailable:
    return Unavailable(
        f"Le coffre «\u00a0{vault_path(base).name}\u00a0» est abîmé. La base n’a pas été touchée\u00a0: "
        "reprenez le coffre de la dernière sauvegarde."
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
