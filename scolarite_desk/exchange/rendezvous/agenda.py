"""The events of a diary file (iCalendar, RFC 5545), each apart from the others: bytes in, texts out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from io import BytesIO

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous.fuseaux import own_zone
from scolarite_desk.msg import N_

EVENTS_LIMIT, ZONES_LIMIT = 20_000, 50
PART_LIMIT = 32_768  # characters of one event or zone
_DAMAGED = N_("Cet agenda est abîmé ou incomplet\u00a0: exportez-le de nouveau au format iCalendar (.ics).")
_EDGE = re.compile(r"(BEGIN|END):(VEVENT|VTIMEZONE|VCALENDAR)[ \t]*", re.IGNORECASE)
_METHOD = re.compile(r"METHOD[^:]*:[ \t]*(\w+)", re.IGNORECASE)
_EDGE_LENGTH = 40  # characters of a line that may end a calendar
_FIRST = tuple(bytes([sign]) for sign in b"BEMbem")  # of BEGIN, END, METHOD: nothing else counts between parts
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
        raise Refused(_DAMAGED)
    walk = _Walk()
    for number, line in _unfolded(data):
        walk.take(number, line)
    if walk.last.upper() != "END:VCALENDAR":
        raise Refused(_DAMAGED)  # cut short: appointments would be missing without a word
    own = (own_zone(text) for text in walk.zones[:ZONES_LIMIT] if len(text) <= PART_LIMIT)
    return Agenda(tuple(walk.events), dict(zone for zone in own if zone), tuple(walk.windows) if walk.wide else ())


def _narrow(data: bytes) -> bytes:
    return data.decode("utf-16", "replace").encode("utf-8", "replace") if data.startswith(_WIDE) else data


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Whole lines, each with the number it begins on. Bytes, since a fold may cut a letter in two (§3.1)."""
    begun, pieces = 1, list[bytes]()
    for number, ended in enumerate(BytesIO(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")), 1):
        line = ended.removesuffix(b"\n")
        if line.startswith((b" ", b"\t")) and pieces:
            pieces.append(line[1:])
            continue
        if pieces:
            yield begun, b"".join(pieces)
        begun, pieces = number, [line]
    yield begun, b"".join(pieces)


class _Walk:
    """What is kept of the lines of a diary as they go by: the part that is open, those that are closed."""

    def __init__(self) -> None:
        self.events, self.zones, self.last = list[Evenement](), list[str](), ""
        self.windows, self.wide = list[int](), False  # lines of Windows; whether others hold letters of UTF-8
        self._open, self._method, self._begun = "", "", 0
        self._lines, self._size = list[str](), 0

    def take(self, number: int, line: bytes) -> None:
        """One more line, in its own encoding; a blank one is none."""
        if not (self._open and self._size <= PART_LIMIT) and line[:1] not in _FIRST:
            self.last = "" if line.strip() else self.last
            return
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            self.wide = self.wide or not line.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", "replace")
            self.windows.append(number)
        if not text.strip():
            return
        self.last = text.strip()[:_EDGE_LENGTH]
        if self._open and self._size <= PART_LIMIT:  # what is longer is told, and not kept
            self._lines.append(text)
            self._size += len(text) + 1
        if edge := _EDGE.fullmatch(text):
            self._edge(edge[1].upper(), edge[2].upper(), number, text)
        elif not self._open and (said := _METHOD.fullmatch(text.rstrip())):
            self._method = said[1].upper()

    def _edge(self, way: str, name: str, number: int, text: str) -> None:
        """`Refused` when a part is in another, or has no end before that of its calendar."""
        if name == "VCALENDAR" and not self._open:
            self._method = ""
        elif way == "BEGIN" and not self._open:
            self._open, self._begun, self._lines, self._size = name, number, [text], len(text)
        elif way == "END" and self._open == name:
            self._open = ""
            self._close(name, "\n".join(self._lines))
        else:
            raise Refused(_DAMAGED)

    def _close(self, name: str, text: str) -> None:
        if name == "VTIMEZONE":
            self.zones.append(text)
            return
        self.events.append(Evenement(text, self._begun, self._method))
        if len(self.events) > EVENTS_LIMIT:
            raise Refused(
                N_(
                    "Cet agenda dépasse {limite} rendez-vous\u00a0: exportez une période plus courte.",
                    limite=EVENTS_LIMIT,
                )
            )
