"""What other desks send: works, packets, snapshots, addresses and invitations of a hub."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from scolarite_desk import practice as exercice
from scolarite_desk.progress import Progress
from scolarite_desk.store import base
from scolarite_desk.store.file.naissance import born
from scolarite_desk.store.journal import lignes
from scolarite_desk.store.store import Store
from scolarite_desk.sync import paquet, wire
from scolarite_desk.sync.hub.hub_url import HubUrl, read_hub_url
from scolarite_desk.sync.hub.invitations import read_code
from scolarite_desk.sync.instantane import load_snapshot, write_snapshot
from scolarite_desk.sync.paquet import Document, Etiquette
from scolarite_desk.sync.receive import receive
from scolarite_desk.sync.send import works_since
from scolarite_desk.sync.wire import Sent
from tests.hostile.office import CHEAP, TODAY, folder, store

SIGNING = bytes(range(32))


@cache
def _sent() -> tuple[Sent, ...]:
    with store().reading() as session:
        return tuple(works_since(session, {}, 3))


@cache
def _other() -> Store:
    """A base that receives."""
    return exercice.make(folder() / "autre.sdesk", 1, 2, TODAY, cost=CHEAP)


def work(data: bytes) -> None:
    receive(_other(), [wire.decode(data)])


def works() -> list[bytes]:
    return [wire.encode(one)[:20_000] for one in _sent()] + [wire.encode(min(_sent(), key=lambda one: len(one.lines)))]


def body(data: bytes) -> None:
    try:
        lignes.content("personne", data)
    except (lignes.Malformed, lignes.Newer):  # what `Lot` turns into words
        return


def bodies() -> list[bytes]:
    return [line.corps for one in _sent() for line in one.lines if line.corps and line.genre == "personne"][:4]


def packet(data: bytes) -> None:
    for sent in paquet.read(data).works():
        assert sent.lines is not None


def packets() -> list[bytes]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(SIGNING).public_key().public_bytes_raw().hex()
    label = Etiquette("a" * 32, "01", "Claire", 1, public, 0, 1, {"a" * 32: 1})
    return [paquet.write(label, [], [Document("b" * 32, "c" * 64, b"%PDF")], SIGNING)]


def sealed(data: bytes) -> None:
    import pyrage

    paquet.unseal(data, str(pyrage.x25519.Identity.generate()))


def seals() -> list[bytes]:
    import pyrage

    return [paquet.seal(packets()[0], str(pyrage.x25519.Identity.generate().to_public()))]


def endless_headers() -> Iterator[bytes]:
    """A header of three hundred readers, none of them whole: reading it to its end takes its square in time."""
    yield b"age-encryption.org/v1\n" + b"-> X25519 q/W20Bct0WB1fGNKX" * 3_000


def bombs() -> Iterator[bytes]:
    """Little that unpacks into much."""
    import zstandard

    squeeze = zstandard.ZstdCompressor(level=1).compressobj()
    yield b"".join(squeeze.compress(bytes(2**20)) for _ in range(600)) + squeeze.flush()


def signed(data: bytes) -> None:
    """What a desk of ours would have signed, but for what it says."""
    import zstandard
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    packet(zstandard.compress(data + Ed25519PrivateKey.from_private_bytes(SIGNING).sign(data), 1))


def contents() -> list[bytes]:
    import zstandard

    return [zstandard.decompress(one)[:-64] for one in packets()]


_fresh: list[Store] = []


def snapshot(data: bytes) -> None:
    if not _fresh:
        with born(folder() / "neuve.sdesk") as half:
            base.create(half, "Zoé", "un mot de passe", cost=CHEAP).close()
        _fresh.append(base.open_base(folder() / "neuve.sdesk", "Zoé", "un mot de passe"))
    load_snapshot(_fresh[0], BytesIO(data), Progress())
    _fresh.pop().close()  # it was begun: another one is needed
    for path in folder().glob("neuve.sdesk*"):
        path.unlink()


@cache
def snapshots() -> list[bytes]:
    told = BytesIO()
    write_snapshot(_other(), told, Progress())
    return [told.getvalue()]


def said(data: bytes) -> None:
    """A snapshot whose sum is right, whatever its lines say."""
    import zstandard

    lines = data.rstrip(b"\n") + b"\n"
    end = json.dumps(["fin", hashlib.sha256(lines).hexdigest()]).encode() + b"\n"
    snapshot(zstandard.compress(lines + end, 1))


def sayings() -> list[bytes]:
    import zstandard

    (whole,) = snapshots()
    lines = zstandard.ZstdDecompressor().stream_reader(BytesIO(whole)).read().splitlines()[:-1]
    kinds = {json.loads(line)[0]: line for line in reversed(lines)}
    return [b"\n".join([kinds["instantane"], kinds["poste"], line]) for line in kinds.values() if len(line) < 8_000]


def address(data: bytes) -> None:
    read_hub_url(data.decode("utf-8", "surrogateescape"))


def addresses() -> list[bytes]:
    return [b"postgresql://hub.exemple.fr:5433/scolarite?sslrootcert=/etc/x.pem", b"postgresql:///x?host=/run&port=1"]


def invitation(data: bytes) -> None:
    read_code(HubUrl("localhost", 5432, "x"), data.decode("utf-8", "surrogateescape"))


def invitations() -> list[bytes]:
    return [b"85ML-ZYZJ-CHN6-TTWX-LD76-C28H-ER99-6CV2"]
