"""Small diaries and lists, as tools of the office export them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from scolarite_desk.exchange.rendezvous.read import read_rendezvous
from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue, RendezVousLu
from scolarite_desk.langue import kept

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 29)


def read(source: bytes | str) -> ListeLue:
    return read_rendezvous(source.encode() if isinstance(source, str) else source, TODAY, PARIS)


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
