"""One work as it travels, by whatever road: rows of a hub, entries of a packet.

Bytes of a work: 1 of version (1), then the length of a header (4 bytes, big-endian) and the header, then for each of
its lines in order 32 of digest, 4 of length plus one (0: the body is erased), and the salted body. The header is
canonical JSON in UTF-8: [station, station's name, number, hybrid clock, UTC microseconds, author, act, detail, target,
chain value, [[row key, table]...]], keys and hashes in hexadecimal. Everything but the station's name and the tables is
covered by the chain value; a table that is not the row's is refused when it is applied.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.base import microseconds, moment
from scolarite_desk.msg import N_
from scolarite_desk.store.codec import dumps
from scolarite_desk.store.journal.journal import Header

VERSION = 1
LATEST_CLOCK = 2**60  # far beyond the year 9999: a forged clock leaves room to go forward
LARGEST_BODY = 16 * 2**20
MOST_LINES = 200_000
_KEY = re.compile("[0-9a-f]{32}")
_GENRE = re.compile("[a-z][a-z0-9_]{0,62}")
_LONGEST = 1_000  # characters of a text of the header


@dataclass(frozen=True, slots=True)
class Line:
    """What a work did to one row. `corps` is None once erased."""

    key: str
    genre: str
    digest: bytes
    corps: bytes | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A work with the chain value that its author computed. `nom`: what people call its station."""

    header: Header
    lines: tuple[Line, ...]
    empreinte: bytes
    nom: str

    @property
    def dot(self) -> tuple[str, int]:
        """Its identity: station (UUID) and number."""
        return self.header.poste, self.header.numero

    def chained(self, previous: bytes) -> bool:
        """Whether it comes after the work of that chain value."""
        return self.header.chain(previous, [(line.key, line.digest) for line in self.lines]) == self.empreinte


def encode(sent: Sent) -> bytes:
    """The bytes of a work."""
    one = sent.header
    head = dumps(
        [
            one.poste,
            sent.nom,
            one.numero,
            one.hlc,
            microseconds(one.at),
            one.auteur,
            one.acte,
            one.detail,
            one.cible,
            sent.empreinte.hex(),
            [[line.key, line.genre] for line in sent.lines],
        ]
    )
    parts = [bytes([VERSION]), len(head).to_bytes(4, "big"), head]
    for line in sent.lines:
        parts.append(line.digest)
        parts.append((0 if line.corps is None else len(line.corps) + 1).to_bytes(4, "big"))
        parts.append(line.corps or b"")
    return b"".join(parts)


def decode(octets: bytes) -> Sent:
    """The work of these bytes, verified but for its chain, which only its place tells. `Refused` in words."""
    if octets[:1] != bytes([VERSION]):
        raise Refused(
            N_(
                "Ces modifications viennent d’une autre version de l’application\u00a0: mettez ce poste à jour, "
                "puis recommencez."
            )
        )
    try:
        size = int.from_bytes(octets[1:5], "big")
        poste, nom, numero, hlc, at, auteur, acte, detail, cible, empreinte, rows = json.loads(octets[5 : 5 + size])
        header = Header(poste, numero, hlc, moment(at), auteur, acte, detail, cible)
        sent = Sent(header, _lines(octets, 5 + size, rows), bytes.fromhex(empreinte), nom)
    except (ValueError, TypeError, RecursionError, OverflowError, OSError):
        raise _foreign() from None
    return verified(sent)


def _lines(octets: bytes, place: int, rows: Any) -> tuple[Line, ...]:
    found = []
    for key, genre in rows:
        digest, size = octets[place : place + 32], int.from_bytes(octets[place + 32 : place + 36], "big")
        place += 36
        corps = None if size == 0 else octets[place : place + size - 1]
        if corps is not None and len(corps) != size - 1:
            raise ValueError("cut")
        place += max(size - 1, 0)
        found.append(Line(key, genre, digest, corps))
    if place != len(octets):
        raise ValueError("more than a work")
    return tuple(found)


def verified(sent: Sent) -> Sent:
    """The work itself, if its form is right and every body is that of its digest. `Refused` in words."""
    if not (_well_headed(sent) and len(sent.lines) <= MOST_LINES and all(map(_well_formed, sent.lines))):
        raise _foreign()
    if len({line.key for line in sent.lines}) != len(sent.lines):
        raise _foreign()
    return sent


def _well_headed(sent: Sent) -> bool:
    one = sent.header
    texts = (sent.nom, one.auteur, one.acte, one.detail, one.cible)
    return (
        isinstance(one.poste, str)
        and _KEY.fullmatch(one.poste) is not None
        and type(one.numero) is int
        and 1 <= one.numero < 2**53
        and type(one.hlc) is int
        and 1 <= one.hlc < LATEST_CLOCK
        and isinstance(sent.empreinte, bytes)
        and len(sent.empreinte) == 32
        and all(isinstance(text, str) and len(text) <= _LONGEST and _whole(text) for text in texts)
    )


def _whole(text: str) -> bool:
    """Without half of a surrogate pair, which no file can hold."""
    return text.isascii() or not any("\ud800" <= one <= "\udfff" for one in text)


def _well_formed(line: Line) -> bool:
    if not (isinstance(line.key, str) and _KEY.fullmatch(line.key) and isinstance(line.genre, str)):
        return False
    if not _GENRE.fullmatch(line.genre) or len(line.digest) != 32:
        return False
    return line.corps is None or (
        16 < len(line.corps) <= LARGEST_BODY and hashlib.sha256(line.corps).digest() == line.digest
    )


def _foreign() -> Refused:
    return Refused(
        N_(
            "Ces modifications sont abîmées, ou ne viennent pas de Scolarité Desk\u00a0: rien n’a été reçu. "
            "Demandez-les de nouveau au poste qui les a envoyées."
        )
    )
