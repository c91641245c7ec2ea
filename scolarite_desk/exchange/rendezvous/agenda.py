"""The events of a diary file (iCalendar, RFC 5545), each apart from the others: bytes in, texts out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous.fuseaux import own_zone
from scolarite_desk.msg import N_

EVENTS_LIMIT, ZONES_LIMIT = 20_000, 50
PART_LIMIT = 32_768  # characters of one event or zone
_DAMAGED = N_("Cet agenda est abîmé ou incomplet\u00a0: exportez-le de nouveau au format iCalendar (.ics).")
_EDGE = re.compile(r"(BEGIN|END):(VEVENT|VTIMEZONE|VCALENDAR)[ \t]*", re.IGNORECASE)
_METHOD = re.compile(r"METHOD[^:]*:[ \t]*(\w+)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Evenement:
    """One event: its text, the line it begins on, the method of its calendar (« CANCEL »; blank)."""

    texte: str
    ligne: int
    methode: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """A whole diary: its events, the zones that it describes, the lines that are not in the encoding of the rest."""

    evenements: tuple[Evenement, ...]
    fuseaux: Mapping[str, tzinfo]
    autre_codage: tuple[int, ...] = ()


def is_diary(data: bytes) -> bool:
    """Whether a file is a diary, whatever its name."""
    head = b"".join(line for _, line in _unfolded(_narrow(data[:400])))
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def read_diary(data: bytes) -> Agenda:
    """Raises `Refused` for what is cut short, damaged, or too long."""
    data = _narrow(data)
    if b"\0" in data:
        raise Refused(N_("Ce fichier n’est ni une liste, ni un classeur, ni un agenda."))
    lines, other = _decoded(_unfolded(data))
    if not lines or not lines[-1][1].strip().upper() == "END:VCALENDAR":
        raise Refused(_DAMAGED)  # cut short: appointments would be missing without a word
    events: list[Evenement] = []
    zones: list[str] = []
    for name, number, method, text in _parts(lines):
        if name == "VTIMEZONE":
            zones.append(text)
            continue
        events.append(Evenement(text, number, method))
        if len(events) > EVENTS_LIMIT:
            raise Refused(
                N_(
                    "Cet agenda dépasse {limite} rendez-vous\u00a0: exportez une période plus courte.",
                    limite=EVENTS_LIMIT,
                )
            )
    own = (own_zone(text) for text in zones[:ZONES_LIMIT] if len(text) <= PART_LIMIT)
    return Agenda(tuple(events), dict(zone for zone in own if zone), other)


def _narrow(data: bytes) -> bytes:
    return data.decode("utf-16", "replace").encode("utf-8", "replace") if data.startswith(_WIDE) else data


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Whole lines, each with the number it begins on. Bytes, since a fold may cut a letter in two (§3.1)."""
    begun, pieces = 1, list[bytes]()
    for number, line in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        if line.startswith((b" ", b"\t")) and pieces:
            pieces.append(line[1:])
            continue
        if pieces:
            yield begun, b"".join(pieces)
        begun, pieces = number, [line]
    yield begun, b"".join(pieces)


def _decoded(lines: Iterator[tuple[int, bytes]]) -> tuple[list[tuple[int, str]], tuple[int, ...]]:
    """Each line in its own encoding, blank ones left out; and the lines of Windows in a file of UTF-8."""
    found, wide, windows = [], False, []
    for number, line in lines:
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            wide = wide or not text.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", "replace")
            windows.append(number)
        if text.strip():
            found.append((number, text))
    return found, tuple(windows) if wide else ()


def _parts(lines: list[tuple[int, str]]) -> Iterator[tuple[str, int, str, str]]:
    """The name, line, method and text of each event and zone. `Refused` when one is in another, or has no end before
    that of its calendar.
    """
    begun: tuple[str, int, int] | None = None
    method = ""
    for place, (number, text) in enumerate(lines):
        if begun is None and (said := _METHOD.fullmatch(text.rstrip())):
            method = said[1].upper()
        if not (edge := _EDGE.fullmatch(text)):
            continue
        way, name = edge[1].upper(), edge[2].upper()
        if name == "VCALENDAR" and begun is None:
            method = ""
        elif way == "BEGIN" and begun is None:
            begun = (name, place, number)
        elif way == "END" and begun is not None and begun[0] == name:
            yield name, begun[2], method, "\n".join(one for _, one in lines[begun[1] : place + 1])
            begun = None
        else:
            raise Refused(_DAMAGED)
