"""Appointments of a diary file (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from itertools import islice
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous.horaires import said
from scolarite_desk.exchange.rendezvous.rendezvous_lu import (
    Note,
    RendezVousLu,
    appointment,
    check_year,
    field_of,
    identity,
)
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_

EVENTS_LIMIT, ZONES_LIMIT = 20_000, 50
PART_LIMIT = 32_768  # characters of one event or zone
_DAMAGED = N_("Cet agenda est abîmé ou incomplet\u00a0: exportez-le de nouveau au format iCalendar (.ics).")
_EVENT, _ZONE = (
    re.compile(rf"^(BEGIN|END):{name}[ \t]*$", re.IGNORECASE | re.MULTILINE) for name in ("VEVENT", "VTIMEZONE")
)
_LABELLED = re.compile(r"\s*([^:\n]{1,60}?)\s*:\s*(\S.*)")


def is_diary(text: str) -> bool:
    """Whether a text is a diary, whatever the name of its file."""
    return text.lstrip().upper().startswith("BEGIN:VCALENDAR")


def events(text: str) -> list[tuple[int, str]]:
    """The text of each event in the order of the file, with the number of the line it begins on. Raises `Refused`.

    Each is read apart from the others: none can make the rest wait, and one that is damaged does not lose them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.rstrip().upper().endswith("END:VCALENDAR"):
        raise Refused(_DAMAGED)  # cut short: appointments would be missing without a word
    _learn_zones(text)
    found, line, seen = [], 1, 0
    for start, end in _parts(_EVENT, text):
        line, seen = line + text.count("\n", seen, start), start
        found.append((line, text[start:end]))
        if len(found) > EVENTS_LIMIT:
            raise Refused(
                N_(
                    "Cet agenda dépasse {limite} rendez-vous\u00a0: exportez une période plus courte.",
                    limite=EVENTS_LIMIT,
                )
            )
    return found


def _parts(edges: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends. Raises `Refused` when one is in another, or has no end."""
    begun: int | None = None
    for edge in edges.finditer(text):
        if (edge[1].upper() == "BEGIN") != (begun is None):
            raise Refused(_DAMAGED)
        if begun is None:
            begun = edge.start()
        else:
            yield begun, edge.end()
            begun = None
    if begun is not None:
        raise Refused(_DAMAGED)


def _learn_zones(text: str) -> None:
    """Time zones that the diary names in its own way: icalendar keeps them by name."""
    from icalendar import Timezone

    for start, end in islice(_parts(_ZONE, text), ZONES_LIMIT):
        if end - start <= PART_LIMIT:
            with suppress(Exception):  # a zone that cannot be read is not known: the office's own is taken
                Timezone.from_ical(text[start:end])


def _parsed(text: str) -> Any:
    from icalendar import Event

    if len(text) > PART_LIMIT:
        raise Fault(N_("Ce rendez-vous est trop long pour être lu."))
    try:
        return Event.from_ical(text)
    except Exception as error:  # whatever a damaged event makes the reader do
        raise Fault(N_("Ce rendez-vous est abîmé.")) from error


def read_event(text: str, ligne: int, today: date, zone: tzinfo, note: Note) -> RendezVousLu:
    """One appointment. `note` is told what was left aside. Raises `Fault`."""
    event = _parsed(text)
    if "RRULE" in event or "RDATE" in event:
        raise Fault(N_("Ce rendez-vous se répète\u00a0: saisissez-le à ses dates."))
    if _text(event, "STATUS").upper() == "CANCELLED":
        raise Fault(N_("Ce rendez-vous est annulé dans l’agenda."))
    debut = _moment(event, "DTSTART", zone)
    if debut is None:
        raise Fault(N_("Il manque la date du rendez-vous."))
    uid = _text(event, "UID")
    cle = identity("uid", uid, _text(event, "RECURRENCE-ID")) if uid else None
    return appointment(_who(event), ligne, debut, _minutes(event, debut, zone), today, zone, note, cle)


def _who(event: Any) -> dict[str, Any]:
    """What the event says about the person: labelled lines of its text, else who is invited, else its title."""
    values: dict[str, Any] = {}
    for line in _text(event, "DESCRIPTION")[:20_000].splitlines():
        if (found := _LABELLED.fullmatch(line)) and (field := field_of(found[1])):
            values.setdefault(field, found[2])
    name, mail = _invited(event)
    if mail:
        values.setdefault("courriel", mail)
    title = _text(event, "SUMMARY")
    if not {"nom", "prenom", "nom_complet"} & set(values):
        values["nom_complet"] = name or title
    if values.get("nom_complet") != title:
        values.setdefault("motif", title)
    return values


def _invited(event: Any) -> tuple[str, str]:
    """Name and address of the first person invited who is not the organiser."""
    organiser = _text(event, "ORGANIZER").lower()
    guests = event.get("ATTENDEE") or []
    for guest in guests if isinstance(guests, list) else [guests]:
        address = str(guest)
        if address.lower() != organiser:
            mail = re.sub("^mailto:", "", address, flags=re.IGNORECASE)
            name = said(getattr(guest, "params", {}).get("CN"))
            return ("" if name == mail else name), mail if "@" in mail else ""
    return "", ""


def _text(event: Any, name: str) -> str:
    value = event.get(name)
    return "" if value is None else str(value[0] if isinstance(value, list) else value)


def _value(event: Any, name: str) -> Any:
    """A date, an instant or a length; None when it is absent, said twice or unreadable."""
    try:
        return getattr(event.get(name), "dt", None)
    except ValueError:  # icalendar keeps the unreadable text and refuses its value
        return None


def _moment(event: Any, name: str, zone: tzinfo) -> datetime | None:
    """An instant in UTC; a time without zone is that of the office. Raises `Fault`."""
    value = _value(event, name)
    if isinstance(value, datetime):
        return dates.utc(check_year(value), zone)
    if isinstance(value, date):
        raise Fault(N_("Ce rendez-vous dure toute la journée\u00a0: il manque l’heure."))
    return None


def _minutes(event: Any, start: datetime, zone: tzinfo) -> int | None:
    """Length, from its end or its duration."""
    length = _value(event, "DURATION")
    if not isinstance(length, timedelta):
        end = _moment(event, "DTEND", zone)
        length = end - start if end else timedelta()
    return round(length.total_seconds() / 60) or None
