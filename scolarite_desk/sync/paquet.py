"""A packet: works, documents and perhaps INE numbers, in one file that only whom it is for can read.

The file is an age file (age-encryption.org/v1), to a station's public key or to a passphrase, over zstandard. In clear
it is, each part led by its length (4 bytes, big-endian): the label in JSON; the works (`wire.encode`); a part of length
0; then for each document its row's key and name (« key name ») and its bytes; a part of length 0; last, 64 bytes of
Ed25519 signature by the sender over all that comes before. Nothing of it is used before all of it was read and checked.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.secret import PHRASE, prepared, writings
from scolarite_desk.msg import N_
from scolarite_desk.store.codec import dumps
from scolarite_desk.sync.wire import Sent, decode, encode

VERSION = 1
_HEADER = 4_096  # bytes: ours names one reader, and a header without end takes its square in time to be read
LARGEST_FILE = 128 * 2**20  # bytes of a packet
LARGEST = 384 * 2**20  # bytes once unpacked
_SIGNATURE = 64
_KEY = re.compile("[0-9a-f]{32}")
_NAME = re.compile("[0-9a-f]{64}( duplicata)?")


@dataclass(frozen=True)
class Etiquette:
    """What a packet says of itself. `pour`: the station it was sealed for, blank with a passphrase; `plage`: INE orders
    given to it, "251-500"; `travaux`, `documents`: how many; `vecteur`: how far the sender's base went, by station.
    """

    poste: str
    nom: str
    par: str
    le: int  # microseconds since 1970
    signature: str  # the sender's Ed25519 public key, hexadecimal
    travaux: int
    documents: int
    vecteur: dict[str, int]
    pour: str = ""
    plage: str = ""
    version: int = VERSION


@dataclass(frozen=True)
class Document:
    """Bytes that a row names. `nom`: their SHA-256, perhaps followed by « duplicata »."""

    cle: str
    nom: str
    octets: bytes = field(repr=False)


@dataclass(frozen=True)
class Paquet:
    """A packet that was read: checked whole, works still to be decoded one by one."""

    etiquette: Etiquette
    _travaux: tuple[memoryview, ...] = field(repr=False)
    documents: tuple[Document, ...] = field(repr=False)

    def works(self) -> Iterator[Sent]:
        """Its works, in the order they were written."""
        return (decode(bytes(one)) for one in self._travaux)


def write(etiquette: Etiquette, works: Iterable[Sent], documents: Iterable[Document], signing: bytes) -> bytes:
    """The packet in clear, compressed. `signing`: the sender's Ed25519 secret, 32 bytes."""
    import zstandard
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    told = io.BytesIO()
    _put(told, dumps(asdict(etiquette)))
    for sent in works:
        _put(told, encode(sent))
    _put(told, b"")
    for one in documents:
        _put(told, f"{one.cle} {one.nom}".encode())
        _put(told, one.octets)
    _put(told, b"")
    told.write(Ed25519PrivateKey.from_private_bytes(signing).sign(told.getvalue()))
    return zstandard.compress(told.getvalue(), 9)


def _put(told: io.BytesIO, part: bytes) -> None:
    told.write(len(part).to_bytes(4, "big"))
    told.write(part)


def seal(clear: bytes, to: str = "", passphrase: str = "") -> bytes:
    """The file, for a station's public key or a passphrase (`rules/secret.py`)."""
    import pyrage

    if to:
        return bytes(pyrage.encrypt(clear, [pyrage.x25519.Recipient.from_str(to)]))
    if short := PHRASE.too_short(passphrase):
        raise Refused(short, "phrase")
    return bytes(pyrage.passphrase.encrypt(clear, prepared(passphrase)))


def is_for_a_phrase(octets: bytes) -> bool:
    """Whether a file asks for a passphrase. `Refused` when it is no packet at all."""
    first, _, second = octets[:_HEADER].partition(b"\n")
    if first != b"age-encryption.org/v1" or not second.startswith(b"-> "):
        raise Refused(N_("Ce fichier n’est pas un fichier d’échange de Scolarité Desk."))
    if b"\n--- " not in second:
        raise _unreadable("", phrase=False)
    return second.startswith(b"-> scrypt ")


def unseal(octets: bytes, identity: str = "", passphrase: str = "") -> Paquet:
    """The packet in a file, read and checked whole. `Refused` in words when it is damaged, foreign or for another."""
    import pyrage

    if len(octets) > LARGEST_FILE:
        raise Refused(
            N_(
                "Ce fichier d’échange dépasse 128 Mo\u00a0: demandez-en de plus petits, "
                "ou passez par le serveur commun."
            )
        )
    try:
        if is_for_a_phrase(octets):
            clear = _with_a_phrase(octets, passphrase)
        else:
            clear = pyrage.decrypt(octets, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise _unreadable(str(error), bool(passphrase)) from None
    return read(bytes(clear))


def _with_a_phrase(octets: bytes, passphrase: str) -> bytes:
    """In clear, whichever keyboard typed the phrase, there and here."""
    import pyrage

    *others, last = writings(passphrase)
    for one in others:
        with suppress(pyrage.DecryptError):
            return bytes(pyrage.passphrase.decrypt(octets, one))
    return bytes(pyrage.passphrase.decrypt(octets, last))


def _unreadable(said: str, phrase: bool) -> Refused:
    if "No matching keys" in said:
        return Refused(
            N_("Ce fichier d’échange n’est pas pour ce poste. Demandez-en un pour lui, ou avec une phrase secrète.")
        )
    if phrase and "Decryption failed" in said:
        return Refused(
            N_("La phrase secrète n’est pas la bonne, ou le fichier d’échange est abîmé. Rien n’a été reçu."), "phrase"
        )
    return Refused(N_("Ce fichier d’échange est abîmé ou incomplet. Rien n’a été reçu\u00a0: demandez-le de nouveau."))


def read(clear: bytes) -> Paquet:
    """The packet of these bytes, compressed and in clear. `Refused` when anything in it is not what it should be."""
    octets = _inflated(clear)
    try:
        parts = _parts(octets)
        etiquette = _label(next(parts)[0])
        travaux = tuple(_until_empty(parts))
        documents = tuple(_document(bytes(name), bytes(next(parts)[0])) for name in _until_empty(parts))
        _part, end = next(parts)
    except (StopIteration, RuntimeError, ValueError, TypeError, AttributeError):  # a generator ends as `RuntimeError`
        raise _damaged() from None
    _check_signature(etiquette, octets, end)
    if (len(travaux), len(documents)) != (etiquette.travaux, etiquette.documents):
        raise _damaged()
    return Paquet(etiquette, travaux, documents)


def _inflated(clear: bytes) -> memoryview:
    import zstandard

    told = bytearray()
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(io.BytesIO(clear)) as stream:
            while some := stream.read(2**20):
                told += some
                if len(told) > LARGEST:
                    raise Refused(N_("Ce fichier d’échange dépasse 384 Mo une fois ouvert. Rien n’a été reçu."))
    except zstandard.ZstdError:
        raise _damaged() from None
    return memoryview(told)


def _parts(octets: memoryview) -> Iterator[tuple[memoryview, int]]:
    """Each part and where it ends; the last one is what is left, the signature."""
    place = 0
    while place + _SIGNATURE < len(octets):
        size = int.from_bytes(octets[place : place + 4], "big")
        place += 4
        if place + size + _SIGNATURE > len(octets):
            raise ValueError("cut")
        yield octets[place : place + size], place + size
        place += size
    yield octets[place:], place


def _until_empty(parts: Iterator[tuple[memoryview, int]]) -> Iterator[memoryview]:
    for part, _end in parts:
        if not len(part):
            return
        yield part
    raise ValueError("no end")


def _label(part: memoryview) -> Etiquette:
    kept: Any = json.loads(bytes(part))
    if not isinstance(kept, dict) or kept.get("version") != VERSION:
        raise Refused(
            N_("Ce fichier d’échange vient d’une autre version de l’application\u00a0: mettez ce poste à jour.")
        )
    found = Etiquette(**kept)
    texts = (found.poste, found.nom, found.par, found.signature, found.pour, found.plage)
    if not all(isinstance(one, str) and len(one) <= 200 for one in texts) or not _KEY.fullmatch(found.poste):
        raise ValueError("label")
    if not (0 <= found.le < 2**53 and re.fullmatch("[0-9a-f]{64}", found.signature)):
        raise ValueError("label")
    if not all(_KEY.fullmatch(uuid) and type(numero) is int for uuid, numero in found.vecteur.items()):
        raise ValueError("vector")
    if found.plage and not re.fullmatch("[1-9][0-9]{0,3}-[1-9][0-9]{0,3}", found.plage):
        raise ValueError("range")
    return found


def _document(name: bytes, octets: bytes) -> Document:
    cle, _, nom = name.decode().partition(" ")
    if not (_KEY.fullmatch(cle) and _NAME.fullmatch(nom)):
        raise ValueError("document")
    return Document(cle, nom, octets)


def _check_signature(etiquette: Etiquette, octets: memoryview, end: int) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(octets) - end != _SIGNATURE:
        raise _damaged()
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(etiquette.signature))
        key.verify(bytes(octets[end:]), bytes(octets[:end]))
    except InvalidSignature:
        raise _damaged() from None


def _damaged() -> Refused:
    return Refused(N_("Ce fichier d’échange est abîmé ou incomplet. Rien n’a été reçu\u00a0: demandez-le de nouveau."))
