"""The vault beside the base: one random data key, wrapped for each way of opening it (Argon2id, then AES-256-GCM).

`base.sdesk.coffre` is a small JSON file. It holds no password and no key in clear, and is useless without a password.
Its checksum tells a damaged vault from a wrong password; what a wrap says of itself (whose it is, what a guess costs,
who made it) is sealed with it. Version 1, which sealed only the name, is still read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.interruption import lasting
from scolarite_desk.models.rules.secret import MOT_DE_PASSE, prepared, writings
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store import entier
from scolarite_desk.store.vault import essais

VERSION = 2
COMPTE, SECOURS, SESSION = "compte", "secours", "session"  # a password, the recovery key, the system's keyring
_LARGEST, _LONGEST = 256 * 1024, 2048  # bytes of a vault, of the texts of one wrap
_MOST_MEMORY, _MOST_WORK, _LEAST = 262_144, 2_097_152, 16  # KiB, KiB x passes, KiB: what a hostile vault may ask for


@dataclass(frozen=True)
class Cost:
    """What a guess costs: KiB of memory and passes. 128 MiB and 4 passes take about 0.3 s on a desk's machine."""

    memory: int = 131_072
    passes: int = 4


@dataclass(frozen=True)
class Wrap:
    """The data key as one account can open it one way. Bytes are base64 text; `le` is ISO, `par` who made it."""

    genre: str
    compte: str
    salt: str
    nonce: str
    wrapped: str
    memory: int
    passes: int
    par: str = ""
    le: str = ""
    version: int = VERSION

    @property
    def seal(self) -> bytes:
        """What is bound to the key besides the password: nothing of a wrap can be changed without breaking it."""
        if self.version == 1:
            return self.compte.encode()
        said = [self.version, self.genre, self.compte, self.salt, self.memory, self.passes, self.par, self.le]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


class Wrong(Refused):
    """Not the right password. `seconds`: how long to wait before the next try."""

    def __init__(self, message: Msg, seconds: int) -> None:
        if seconds:
            message = N_("{message} Réessayez dans {delai}.", message=message, delai=spoken_delay(seconds))
        super().__init__(message)
        self.seconds = seconds


def spoken_delay(seconds: int) -> Msg:
    """« 40 s », « 5 min »."""
    if seconds < 120:
        return N_("{secondes}\u00a0s", secondes=seconds)
    return N_("{minutes}\u00a0min", minutes=-(-seconds // 60))


def vault_path(base: Path) -> Path:
    """Where the vault of a base lies."""
    return base.with_name(base.name + ".coffre")


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(32)


def wrap(compte: str, password: str, key: bytes, cost: Cost, genre: str = COMPTE, par: str = "", le: str = "") -> Wrap:
    """The key, wrapped for one account. `Refused` when the password is too short."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if short := MOT_DE_PASSE.too_short(password):
        raise Refused(short)
    salt, nonce = os.urandom(16), os.urandom(12)
    bare = Wrap(genre, compte, _text(salt), _text(nonce), "", **asdict(cost), par=par, le=le)
    sealed = AESGCM(_stretch(prepared(password), salt, cost)).encrypt(nonce, key, bare.seal)
    return Wrap(**asdict(bare) | {"wrapped": _text(sealed)})


def unwrap(base: Path, compte: str, password: str, genre: str = COMPTE) -> bytes:
    """The data key of a base. `Refused` when account or password are wrong, `Unavailable` when the vault is damaged.

    A wrong password is `Wrong`, which says how long to wait; so is a try made too early.
    """
    kept = next((one for one in read(base) if (one.genre, one.compte) == (genre, compte)), None)
    if kept is None:
        raise Refused(_NOT_HERE.get(genre, _NOT_HERE[COMPTE]).given(compte=compte))
    with _tried(base, f"{genre} {compte}", _MISTAKEN[genre]):
        return _opened(kept, password)


_NOT_HERE = {
    COMPTE: N_("Ce poste n’est pas ouvert au compte «\u00a0{compte}\u00a0»."),
    SECOURS: N_("Cette base n’a pas de clé de secours. Demandez à un administrateur d’en faire une."),
}
_MISTAKEN = {
    COMPTE: N_("Mot de passe incorrect. Vérifiez les majuscules et réessayez."),
    SECOURS: N_("Cette clé de secours n’est pas celle de cette base, ou une autre l’a remplacée."),
    SESSION: N_("Cette session n’ouvre plus la base\u00a0: tapez le mot de passe."),
}


@contextmanager
def _tried(base: Path, who: str, mistaken: Msg) -> Iterator[None]:
    """One try, made to wait after too many wrong ones."""
    from cryptography.exceptions import InvalidTag

    seconds = essais.wait(base, who)
    if seconds:
        raise Wrong(N_("Trop de mots de passe incorrects."), seconds)
    essais.count(base, who)
    try:
        yield
    except InvalidTag as error:
        raise Wrong(mistaken, essais.wait(base, who)) from error
    except Unavailable:
        essais.untold(base, who)
        raise
    essais.forget(base, who)


def _opened(kept: Wrap, password: str) -> bytes:
    """The key. A wrap of before passwords were prepared may be of any writing of this one: each is tried."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for one in writings(password):
        stretched = _stretch(one, _bytes(kept.salt), Cost(kept.memory, kept.passes))
        with suppress(InvalidTag):
            return AESGCM(stretched).decrypt(_bytes(kept.nonce), _bytes(kept.wrapped), kept.seal)
    raise InvalidTag


def accounts(base: Path) -> list[str]:
    """The accounts let in at this desk, in the order they were; none when the vault cannot be read."""
    with suppress(Unavailable):
        return [one.compte for one in read(base) if one.genre == COMPTE]
    return []


def retained(base: Path, compte: str) -> bool:
    """Whether the system's session may open the base for this account."""
    with suppress(Unavailable):
        return any((one.genre, one.compte) == (SESSION, compte) for one in read(base))
    return False


def give(base: Path, new: Wrap) -> None:
    """Put a wrap in the vault, in the place of the one it renews. A new password ends what the system kept for it."""
    gone = {(new.genre, new.compte)} | ({(SESSION, new.compte)} if new.genre == COMPTE else set())
    write(base, [*(one for one in read(base) if (one.genre, one.compte) not in gone), new])


def drop(base: Path, comptes: Iterable[str], genres: tuple[str, ...] = (COMPTE, SESSION)) -> list[str]:
    """Take the wraps of these accounts out of the vault; returns the accounts that had one."""
    wanted, kept = set(comptes), read(base)
    gone = [one for one in kept if one.compte in wanted and one.genre in genres]
    if gone:
        write(base, [one for one in kept if one not in gone])
    return list(dict.fromkeys(one.compte for one in gone))


def read(base: Path) -> list[Wrap]:
    """The wraps of a base, in the order they were let in."""
    path = vault_path(base)
    if not path.exists():
        raise Unavailable(
            N_(
                "Le coffre «\u00a0{fichier}\u00a0» manque à côté de la base. Sans lui elle ne s’ouvre "
                "pas\u00a0: remettez-le, ou reprenez la dernière sauvegarde. La base n’a pas été "
                "touchée.",
                fichier=path.name,
            )
        )
    try:
        return parse(_content(path))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged(base) from error
    except OSError as error:
        raise Unavailable(
            N_(
                "Le coffre «\u00a0{fichier}\u00a0» n’a pas pu être lu ({cause}). Vérifiez le droit de le lire.",
                fichier=path.name,
                cause=error.strerror,
            )
        ) from error


def parse(content: bytes) -> list[Wrap]:
    """The wraps that the bytes of a vault hold. `Unavailable` for one of a newer version.

    Raises `ValueError`, `TypeError`, `KeyError` or `RecursionError` for anything that is no vault.
    """
    kept = json.loads(content)
    version = kept["version"]
    if isinstance(version, int) and version > VERSION:
        raise Unavailable(
            N_("Ce coffre vient d’une version plus récente de Scolarité Desk\u00a0: mettez ce poste à jour.")
        )
    wraps = [_first(entry) if version == 1 else Wrap(**entry) for entry in kept["comptes"]]
    if version == 1 and kept["somme"] != _checksum(kept["comptes"]):
        raise ValueError("checksum")
    if version != 1 and content != _encoded(wraps):  # byte for byte: nothing else says the same
        raise ValueError("content")
    for one in wraps:
        _verify(one)
    if len({(one.genre, one.compte) for one in wraps}) < len(wraps):
        raise ValueError("twice")
    return wraps


def write(base: Path, wraps: Iterable[Wrap]) -> None:
    """Replace the vault at once: written beside and on the disk, then renamed. Without it the base is lost."""
    with lasting():
        entier.put(vault_path(base), _encoded(list(wraps)))


def _encoded(wraps: list[Wrap]) -> bytes:
    comptes = [asdict(one) for one in wraps]
    return json.dumps({"version": VERSION, "comptes": comptes, "somme": _checksum(comptes)}).encode()


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ValueError("size")
    return content


def _first(entry: dict[str, Any]) -> Wrap:
    """A wrap of version 1: only accounts had one."""
    return Wrap(genre=COMPTE, version=1, **entry)


def _verify(one: Wrap) -> None:
    """Shapes and bounds: a hostile vault must not make Argon2 take the machine."""
    texts = (one.genre, one.compte, one.salt, one.nonce, one.wrapped, one.par, one.le)
    numbers = (one.memory, one.passes, one.version)
    if any(type(text) is not str for text in texts) or any(type(number) is not int for number in numbers):
        raise TypeError("wrap")
    if one.genre not in _MISTAKEN or one.version not in (1, VERSION) or len("".join(texts).encode()) > _LONGEST:
        raise ValueError("genre")
    if not (_LEAST <= one.memory <= _MOST_MEMORY and one.passes >= 1 and one.memory * one.passes <= _MOST_WORK):
        raise ValueError("cost")
    if (len(_bytes(one.salt)), len(_bytes(one.nonce)), len(_bytes(one.wrapped))) != (16, 12, 48):
        raise ValueError("length")


def _checksum(entries: Any) -> str:
    return hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(password.encode(errors="replace"), salt, cost.passes, cost.memory, 2, 32, Type.ID)
    except (HashingError, MemoryError):
        raise Unavailable(
            N_(
                "La mémoire manque pour vérifier le mot de passe ({taille} Mo)\u00a0: fermez d’autres logiciels, "
                "puis recommencez. Rien n’a été modifié.",
                taille=cost.memory // 1024,
            )
        ) from None


def _damaged(base: Path) -> Unavailable:
    return Unavailable(
        N_(
            "Le coffre «\u00a0{fichier}\u00a0» est abîmé. La base n’a pas été touchée\u00a0: "
            "reprenez le coffre de la dernière sauvegarde.",
            fichier=vault_path(base).name,
        )
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
