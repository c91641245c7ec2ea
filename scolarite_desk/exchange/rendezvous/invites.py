"""Who an event is about: labelled lines of its text, else who is invited, else its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scolarite_desk.exchange.rendezvous.entetes import field_of
from scolarite_desk.exchange.rendezvous.horaires import said
from scolarite_desk.exchange.rendezvous.rendezvous_lu import Note
from scolarite_desk.models.rules.fold import fold, glue
from scolarite_desk.msg import N_, verbatim

_LABELLED = re.compile(r"\s*([^:\n]{1,60}?)\s*:\s*(\S.*)")
_BETWEEN = re.compile(r"\s+[-–—|/]+\s+|\s*[:,;(]\s*|\s*\)\s*")
_IDLE = re.compile(r"(?:(?:rdv|rendez vous)(?: de| avec)?)?")
_LINES = 200  # of a text, that are looked at
_NOBODY = frozenset({"ROOM", "RESOURCE", "GROUP"})  # CUTYPE, RFC 5545 §3.2.3
_NOT_COMING = frozenset({"DECLINED", "DELEGATED"})  # PARTSTAT, §3.2.12
_BESIDE = frozenset({"NON-PARTICIPANT", "CHAIR"})  # ROLE, §3.2.16


def text_of(event: Any, name: str) -> str:
    """The first value of a property, blank without one."""
    value = event.get(name)
    return "" if value is None else str(value[0] if isinstance(value, list) and value else value)


def who(event: Any, note: Note) -> dict[str, Any]:
    """What the event says of the person, by field of a list; the motive too, which is never their own name."""
    values: dict[str, Any] = {}
    for line in text_of(event, "DESCRIPTION")[:20_000].splitlines()[:_LINES]:
        if (found := _LABELLED.fullmatch(line)) and (field := field_of(found[1])):
            values.setdefault(field, found[2])
    title = said(text_of(event, "SUMMARY"))
    named = bool({"nom", "prenom", "nom_complet"} & set(values))
    name, mail = _invited(event, title, (lambda _: None) if named else note)
    if mail:
        values.setdefault("courriel", mail)
    if not named:
        values["nom_complet"] = name or title
    if values.get("nom_complet") != title and (motive := _without(title, values)):
        values.setdefault("motif", motive)
    return values


def _without(title: str, values: dict[str, Any]) -> str:
    """A title without the name of the person, in either order; blank when it says nothing else."""
    nom, prenom, whole = (glue(said(values.get(field))) for field in ("nom", "prenom", "nom_complet"))
    names = {nom + prenom, prenom + nom, whole, "".join(reversed(fold(said(values.get("nom_complet"))).split()))}
    parts = [part for part in _BETWEEN.split(title) if part]
    left = [part for part in parts if glue(part) not in names]
    if glue(title) in names or all(_IDLE.fullmatch(fold(part)) for part in left):
        return ""
    return title if len(left) == len(parts) else " - ".join(left)


def _invited(event: Any, title: str, note: Note) -> tuple[str, str]:
    """Name and address of the one person invited: no room, no thing, nobody of the office.

    Of several, whom the title names, then who is no neighbour of the organiser; others are told.
    """
    organiser, place = _address(text_of(event, "ORGANIZER")), glue(text_of(event, "LOCATION"))
    declined, coming = list[tuple[str, str]](), list[tuple[str, str]]()
    for name, mail, params in _guests(event):
        kind = str(params.get("CUTYPE", "")).upper()
        a_place = (place and glue(name) == place) or mail.endswith("@resource.calendar.google.com")
        if mail == organiser or kind in _NOBODY or a_place or str(params.get("ROLE", "")).upper() in _BESIDE:
            continue
        (declined if str(params.get("PARTSTAT", "")).upper() in _NOT_COMING else coming).append((name, mail))
    if not coming:
        for name, _ in declined[:1]:
            note(N_("«\u00a0{nom}\u00a0» a refusé l’invitation.", nom=verbatim(name)))
        return "", ""
    home = organiser.rpartition("@")[2]

    def rank(guest: tuple[str, str]) -> tuple[bool, bool]:
        return not (glue(guest[0]) and glue(guest[0]) in glue(title)), bool(home) and guest[1].endswith("@" + home)

    first, *others = sorted(coming, key=rank)
    if any(rank(one) == rank(first) for one in others):
        note(N_("Plusieurs personnes invitées, «\u00a0{nom}\u00a0» est retenue.", nom=verbatim(first[0] or first[1])))
    return ("" if _address(first[0]) == first[1] else first[0]), first[1] if "@" in first[1] else ""


def _guests(event: Any) -> Iterator[tuple[str, str, Any]]:
    guests = event.get("ATTENDEE") or []
    for guest in guests if isinstance(guests, list) else [guests]:
        params = getattr(guest, "params", {})
        yield said(params.get("CN")), _address(str(guest)), params


def _address(text: str) -> str:
    return re.sub("^mailto:", "", text.strip(), flags=re.IGNORECASE).lower()
