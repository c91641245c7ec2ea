"""Appointments of a diary: what one event says, which of its versions is the last, what is called off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from scolarite_desk.exchange.rendezvous import agenda
from scolarite_desk.exchange.rendezvous.agenda import Evenement
from scolarite_desk.exchange.rendezvous.etats import ANNULE, ATTENDU
from scolarite_desk.exchange.rendezvous.fuseaux import Fuseaux
from scolarite_desk.exchange.rendezvous.horaires import said
from scolarite_desk.exchange.rendezvous.invites import text_of, who
from scolarite_desk.exchange.rendezvous.rendezvous_lu import Note, RendezVousLu, appointment, check_year, identity
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg, verbatim

_ZONED = re.compile(r"^(DTSTART|DTEND|RECURRENCE-ID)((?:;[^:;]*)*?);TZID=", re.IGNORECASE | re.MULTILINE)
_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})  # RFC 5546 §3.2: of a guest, no appointment
_STEPS = {"DAILY": 1, "WEEKLY": 7}  # days
_PLAIN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
_DATES_SHOWN = 6
Version = tuple[int, str, bool, str]  # the greater comes later


class Rencontre:
    """One event, opened. Raises `Fault` when it is damaged."""

    def __init__(self, evenement: Evenement, fuseaux: Fuseaux, zone: tzinfo) -> None:
        self._from, self._zones, self._office = evenement, fuseaux, zone
        self._event = _parsed(evenement.texte)

    def cle(self) -> str | None:
        """The same for every version of an event; None when it has no identifier."""
        uid = text_of(self._event, "UID")
        if not uid:
            return None
        which = self._time("RECURRENCE-ID")
        return identity("uid", uid, which.isoformat() if which else "")

    def version(self) -> Version:
        """Which of two versions comes last (RFC 5546 §2.1.5): its sequence, then when it was made."""
        made = _value(self._event, "DTSTAMP")
        stamp = made.strftime("%Y%m%d%H%M%S") if isinstance(made, datetime) else ""
        return self._sequence(), stamp, self._off(), self._from.texte

    def title(self) -> Msg | None:
        """Day, hour and title, as a person finds it in a diary."""
        start = self._time("DTSTART") or _value(self._event, "DTSTART")
        shown = dates.local(start, self._office) if isinstance(start, datetime) else start
        parts = [f"{shown:%d/%m}/{shown.year:04}"] if isinstance(shown, date) else []
        if isinstance(shown, datetime):
            parts.append(f"{shown:%H:%M}")
        if title := said(text_of(self._event, "SUMMARY"))[:60]:
            parts.append(title)
        return verbatim(", ".join(parts)) if parts else None

    def read(self, today: date, note: Note) -> RendezVousLu:
        """One appointment, or one that is called off; `note` is told what was left aside. Raises `Fault`."""
        if self._from.methode in _ANSWERS:
            raise Fault(N_("C’est une réponse à une invitation, et aucun rendez-vous."))
        if "RRULE" in self._event or "RDATE" in self._event:
            raise Fault(N_("Cette suite de rendez-vous est annulée.") if self._off() else self._repeated())
        debut = self._moment("DTSTART")
        if debut is None:
            raise Fault(N_("Il manque la date du rendez-vous."))
        values, minutes = who(self._event, note), self._minutes(debut)
        found = appointment(values, self._from.ligne, debut, minutes, today, self._office, note, self.cle())
        return replace(found, statut=ANNULE if self._off() else ATTENDU, sequence=self._sequence())

    def _off(self) -> bool:
        return self._from.methode == "CANCEL" or text_of(self._event, "STATUS").upper() == "CANCELLED"

    def _sequence(self) -> int:
        found = text_of(self._event, "SEQUENCE").strip()
        return int(found) if re.fullmatch("[0-9]{1,9}", found) else 0

    def _time(self, name: str) -> datetime | None:
        """An instant in UTC, by the zone that it names, or the office's."""
        value = _value(self._event, name)
        if not isinstance(value, datetime):
            return None
        named = self._event[name].params.get("X-OF-ZONE")
        zone = self._zones.of(str(named)) if named and value.tzinfo is None else self._office
        try:
            return dates.utc(value, zone)
        except (OverflowError, ValueError):
            return None

    def _moment(self, name: str) -> datetime | None:
        """An instant of our time in UTC. Raises `Fault`."""
        value = _value(self._event, name)
        if isinstance(value, datetime):
            check_year(value)
            return self._time(name)
        if isinstance(value, date):
            raise Fault(N_("Ce rendez-vous dure toute la journée\u00a0: il manque l’heure."))
        return None

    def _minutes(self, start: datetime) -> int | None:
        """Length, from its end or its duration."""
        length = _value(self._event, "DURATION")
        if not isinstance(length, timedelta):
            end = self._moment("DTEND")
            length = end - start if end else timedelta()
        return round(length.total_seconds() / 60) or None

    def _repeated(self) -> Msg:
        """Its first dates, where its rule says nothing but so many days or weeks."""
        start, rule = self._time("DTSTART"), self._event.get("RRULE")
        days = list[date]()
        if start and isinstance(rule, Mapping) and not {"RDATE", "EXDATE"} & set(self._event):
            days += _repeats(start, rule, self._office)
        if len(days) < 2:
            return N_("Ce rendez-vous se répète\u00a0: saisissez-le à ses dates.")
        shown = ", ".join(f"{day:%d/%m/%Y}" for day in days[:_DATES_SHOWN])
        if len(days) > _DATES_SHOWN:
            shown += "…"
        return N_("Ce rendez-vous se répète\u00a0: saisissez-le à ses dates, {dates}.", dates=verbatim(shown))


def _parsed(text: str) -> Any:
    """The event, its zones left for us to read: icalendar keeps those of every file it has seen."""
    from icalendar import Event

    if len(text) > agenda.PART_LIMIT:
        raise Fault(N_("Ce rendez-vous est trop long pour être lu."))
    try:
        return Event.from_ical(_ZONED.sub(r"\1\2;X-OF-ZONE=", text))
    except Exception as error:  # whatever a damaged event makes the reader do
        raise Fault(N_("Ce rendez-vous est abîmé.")) from error


def _value(event: Any, name: str) -> Any:
    """A date, an instant or a length; None when it is absent, said twice or unreadable."""
    try:
        return getattr(event.get(name), "dt", None)
    except ValueError:  # icalendar keeps the unreadable text and refuses its value
        return None


def _repeats(start: datetime, rule: Mapping[str, Any], zone: tzinfo) -> Iterator[date]:
    """Days of a rule of days or weeks, one more than are shown; none for another rule."""
    parts = {name.upper(): [str(one) for one in _listed(value)] for name, value in rule.items()}
    first = dates.local(start, zone).date()
    step = _STEPS.get("".join(parts.get("FREQ", [])).upper())
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[first.weekday()]
    if step is None or not 2000 <= first.year <= 2100 or set(parts) - _PLAIN:
        return
    if parts.get("BYDAY", [weekday]) != [weekday] or (step == 1 and "BYDAY" in parts):
        return
    step *= max(1, int("".join(parts.get("INTERVAL", ["1"]))))
    count = int("".join(parts.get("COUNT", [str(_DATES_SHOWN + 1)])))
    last = next(iter(_listed(rule.get("UNTIL"))), None)
    if isinstance(last, datetime):
        last = dates.local(last, zone).date()
    for rank in range(min(count, _DATES_SHOWN + 1)):
        if step * rank > 3650 or (last is not None and first + timedelta(days=step * rank) > last):
            return
        yield first + timedelta(days=step * rank)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
