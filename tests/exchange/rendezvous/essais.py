"""Small diaries and lists, as tools of the office export them."""

from __future__ import annotations

from datetime import date, tzinfo
from zoneinfo import ZoneInfo

from scolarite_desk.exchange.rendezvous.agenda import is_diary
from scolarite_desk.exchange.rendezvous.read import list_of, read_diary
from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue, RendezVousLu
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import kept
from scolarite_desk.progress import Progress

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 29)


def read(source: bytes | str, today: date = TODAY, zone: tzinfo = PARIS, progress: Progress | None = None) -> ListeLue:
    """A diary or a table, as an import tells one from the other."""
    data = source.encode() if isinstance(source, str) else source
    if is_diary(data):
        return read_diary(data, today, zone, progress)
    return list_of(read_tables(data, progress=progress), today, zone, progress)


def told(liste: ListeLue) -> tuple[str, ...]:
    return tuple(f"{kept(one.ou)}\u00a0: {kept(one.quoi)}" for one in liste.fautes)


def only(source: bytes | str) -> RendezVousLu:
    """The one appointment of a source about which nothing is told."""
    liste = read(source)
    assert told(liste) == ()
    (found,) = liste.rendezvous
    return found


def hours(liste: ListeLue) -> list[str]:
    """« 01/12 09:30 » of each, in Paris."""
    return [f"{one.debut.astimezone(PARIS):%d/%m %H:%M}" for one in liste.rendezvous]


def event(*lines: str, uid: str = "", start: str = "20261201T083000Z", title: str = "TANGUY Loïc") -> str:
    given = [*([f"UID:{uid}"] if uid else []), *([f"DTSTART:{start}"] if start else []), f"SUMMARY:{title}", *lines]
    return "\n".join(["BEGIN:VEVENT", *given, "END:VEVENT"])


def diary(*parts: str, method: str = "") -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else [])]
    return "\r\n".join([*head, *"\n".join(parts).split("\n"), "END:VCALENDAR", ""])
