"""An appointment as a list gives it, and which column says what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Any

from scolarite_desk.exchange.rendezvous.horaires import CELL_LIMIT, read_minutes, read_moment, said
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, Msg

NAME_LIMIT = 200
Note = Callable[[Msg], None]  # is told what was left aside, without stopping


@dataclass(frozen=True, slots=True)
class RendezVousLu:
    """`nom` is the family name, or the whole name when the list does not part them; `prenom` is then empty.

    `cle` is the same each time the same list is read: from the event's own identifier, or from day, hour and person.
    """

    debut: datetime  # UTC
    nom: str
    cle: str
    ligne: int
    prenom: str = ""
    duree: int | None = None  # minutes
    ne_le: str | None = None  # ISO, perhaps partial
    motif: str = ""
    telephone: str = ""
    courriel: str = ""


@dataclass(frozen=True, slots=True)
class Remarque:
    """What could not be read, and where: shown as « Ligne 3 : il manque le nom. »."""

    ou: Msg
    quoi: Msg


@dataclass(frozen=True, slots=True)
class ListeLue:
    """What was read; the columns nobody knew, to be shown; what could not be read."""

    rendezvous: tuple[RendezVousLu, ...]
    colonnes_inconnues: tuple[str, ...] = ()
    fautes: tuple[Remarque, ...] = ()


_HEADINGS: Mapping[str, str] = {
    "date": "date, jour, day, start date, date de debut, date debut",
    "heure": "heure, horaire, heure de debut, heure debut, creneau, time, hour, start time, slot",
    "debut": "debut, date et heure, date heure, date et horaire, horodatage, start, begin, datetime, date time",
    "fin": "fin, heure de fin, heure fin, date de fin, end, end time",
    "duree": "duree, duree min, duree minutes, duree en minutes, minutes, duration, duration min",
    "nom": "nom, nom de naissance, nom de famille, nom patronymique, last name, lastname, surname, family name",
    "prenom": "prenom, prenoms, first name, firstname, given name, forename",
    "nom_complet": "nom prenom, nom et prenom, prenom nom, prenom et nom, nom complet, usager, etudiant, etudiante, "
    "candidat, candidate, beneficiaire, demandeur, personne, visiteur, participant, name, full name, student, visitor",
    "ne_le": "date de naissance, naissance, ne le, nee le, ne e le, ne nee le, ddn, dn, birth date, birthdate, "
    "date of birth, dob, born",
    "motif": "motif, objet, sujet, prestation, type, demande, motif de la demande, reason, subject, purpose, service",
    "telephone": "telephone, tel, mobile, portable, telephone portable, telephone mobile, numero de telephone, "
    "n de telephone, ndeg de telephone, no de telephone, num tel, ndeg tel, phone, phone number, mobile phone, cell",
    "courriel": "courriel, email, e mail, mail, adresse mail, adresse email, adresse e mail, adresse electronique, "
    "email address, mel",
}
_FIELD_OF = {name: field for field, names in _HEADINGS.items() for name in names.split(", ")}
_OF_WHOM = re.compile(
    r"(?<=.)(?: de la| de l| du| de)? (?:rendez vous|rdv|usager|etudiante?|candidate?|beneficiaire|demandeur|personne)$"
)


def field_of(heading: str) -> str | None:
    """What a column holds, from its title in French or in English; None when nobody knows."""
    folded = fold(heading[:CELL_LIMIT])
    return _FIELD_OF.get(folded) or _FIELD_OF.get(_OF_WHOM.sub("", folded))


def read_line(values: Mapping[str, Any], ligne: int, today: date, zone: tzinfo, note: Note) -> RendezVousLu:
    """One appointment from the cells of a line, by field. Raises `Fault`."""
    start, minutes = _start(values, today, zone)
    if minutes is None:
        minutes = _length(values, start, today, zone, note)
    return appointment(values, ligne, dates.utc(start, zone), minutes, today, zone, note)


def appointment(
    values: Mapping[str, Any],
    ligne: int,
    debut: datetime,
    duree: int | None,
    today: date,
    zone: tzinfo,
    note: Note,
    cle: str | None = None,
) -> RendezVousLu:
    """One appointment whose beginning (UTC) and length are known. Raises `Fault`."""
    nom, prenom = _name(values)
    ne_le = _birth(values.get("ne_le"), today, zone, note)
    return RendezVousLu(
        debut=debut,
        nom=nom,
        prenom=prenom,
        duree=duree if duree and 1 <= duree <= 24 * 60 else None,
        ne_le=ne_le,
        motif=said(values.get("motif")),
        telephone=_phone(values.get("telephone")),
        courriel=said(values.get("courriel")),
        cle=cle or identity(debut.isoformat(), fold(f"{nom} {prenom}") or nom, ne_le or ""),
        ligne=ligne,
    )


def identity(*parts: str) -> str:
    """Thirty-two characters, always the same for the same parts."""
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def check_year(moment: datetime) -> datetime:
    """The moment, if a diary of our time may hold it. Raises `Fault`."""
    if not 2000 <= moment.year <= 2100:
        raise Fault(N_("L’année {annee} n’est pas plausible.", annee=moment.year))
    return moment


def _name(values: Mapping[str, Any]) -> tuple[str, str]:
    nom, prenom, whole = (said(values.get(field)) for field in ("nom", "prenom", "nom_complet"))
    if not (nom or prenom or whole):
        raise Fault(N_("Il manque le nom."))
    if max(len(nom), len(prenom), len(whole)) > NAME_LIMIT:
        raise Fault(N_("Le nom est trop long pour être un nom."))
    return (nom, prenom) if nom or prenom else (whole, "")


def _phone(value: Any) -> str:
    """Nine digits are a French number whose zero a spreadsheet took for nothing."""
    text = said(value)
    return "0" + text if re.fullmatch("[1-9][0-9]{8}", text) else text


def _birth(value: Any, today: date, zone: tzinfo, note: Note) -> str | None:
    """A wrong birth date is told, and is no reason to lose the appointment."""
    text = said(value)
    try:
        if re.fullmatch("[12][0-9]{3}", text):
            return dates.read_day(text, today)  # a year alone, which a spreadsheet would count as days
        return read_moment(value, today, zone, naissance=True)[0]
    except Fault:
        note(N_("Date de naissance «\u00a0{texte}\u00a0» illisible, rendez-vous gardé sans elle.", texte=text[:30]))
        return None


def _start(values: Mapping[str, Any], today: date, zone: tzinfo) -> tuple[datetime, int | None]:
    """When it begins, in the time of the office, and its length when the hour says « 9h-9h15 »."""
    day, hours = None, list[int]()
    for field in ("date", "heure", "debut"):
        found_day, found_hours = read_moment(values.get(field), today, zone, hour=field == "heure")
        day, hours = day or found_day, hours or found_hours
    if day is None or len(day) != 10:
        raise Fault(N_("Il manque le jour du rendez-vous."))
    if not hours or not 0 <= hours[0] < 24 * 60:
        raise Fault(N_("Il manque l’heure du rendez-vous."))
    start = datetime.combine(date.fromisoformat(day), time()) + timedelta(minutes=hours[0])
    return check_year(start), (hours[1] - hours[0] if len(hours) > 1 and hours[1] > hours[0] else None)


def _length(values: Mapping[str, Any], start: datetime, today: date, zone: tzinfo, note: Note) -> int | None:
    """Minutes, from a length or from an end; None when the list says nothing that can be read."""
    try:
        if said(values.get("duree")):
            return read_minutes(values["duree"], zone)
        _, hours = read_moment(values.get("fin"), today, zone, hour=True)
    except Fault:
        note(N_("Durée illisible, rendez-vous gardé sans elle."))
        return None
    return hours[0] - start.hour * 60 - start.minute if hours else None
