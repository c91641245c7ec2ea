"""An appointment as a list gives it, and how the cells of a line are read into one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Any

from scolarite_desk.exchange.rendezvous.etats import ANNULE, ATTENDU, called_off, state_of
from scolarite_desk.exchange.rendezvous.horaires import read_minutes, read_moment, said
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, Msg, verbatim

NAME_LIMIT = 200
TITRE = "titre"  # beside the cells of a line: the ISO day that a title above it says
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
    statut: str = ATTENDU  # what the list says of it, a state of a visit
    sequence: int = 0  # how many times its diary has changed it
    feuille: str = ""  # where there are several


@dataclass(frozen=True, slots=True)
class Remarque:
    """What could not be read, and where: shown as « Ligne 3, 14/09/2026, Ndiaye : il manque l’heure. ». `rejet`:
    nothing of the line was kept.
    """

    ou: Msg
    quoi: Msg
    ligne: int = 0
    feuille: str = ""
    rejet: bool = False


@dataclass(frozen=True, slots=True)
class ListeLue:
    """What was read; the columns nobody knew, to be shown; what could not be read; who is not expected (any more)."""

    rendezvous: tuple[RendezVousLu, ...]
    colonnes_inconnues: tuple[str, ...] = ()
    fautes: tuple[Remarque, ...] = ()
    non_attendus: tuple[RendezVousLu, ...] = ()

    @property
    def tous(self) -> tuple[RendezVousLu, ...]:
        """Every line that was read: those that are expected, then the others."""
        return self.rendezvous + self.non_attendus


def read_line(values: Mapping[str, Any], ligne: int, today: date, zone: tzinfo, note: Note) -> RendezVousLu:
    """One appointment from the cells of a line, by field. Raises `Fault`."""
    start, minutes = _start(values, today, zone)
    if minutes is None:
        minutes = _length(values, start, today, zone, note)
    found = appointment(values, ligne, dates.utc(start, zone), minutes, today, zone, note)
    return replace(found, statut=_state(values, note))


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
        motif=said(values.get("motif")) or said(values.get("prestation")),
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


def _state(values: Mapping[str, Any], note: Note) -> str:
    """What the list says of it; a word nobody knows is told, and keeps nobody from being expected."""
    if called_off(said(values.get("annule"))):
        return ANNULE
    word = said(values.get("statut"))
    state = state_of(word) if word else ATTENDU
    if state is None:
        note(N_("Statut «\u00a0{statut}\u00a0» inconnu, rendez-vous gardé.", statut=verbatim(word[:30])))
    return state or ATTENDU


def _when(values: Mapping[str, Any], fields: Iterable[str], today: date, zone: tzinfo) -> tuple[str | None, list[int]]:
    """A day and its hours, in minutes from midnight, of columns that say either or both, the surest hour first.

    Midnight beside a day is how a program writes a day without hour.
    """
    day, hours = None, list[int]()
    for field in fields:
        alone = field in _HOURS
        found_day, found_hours = read_moment(values.get(field), today, zone, hour=alone)
        if found_hours[:1] == [0] and not alone:
            found_hours = []
        day, hours = day or found_day, hours or found_hours
    return day, hours


_HOURS = frozenset({"heure", "heure_fin", "fin"})  # fields of which figures alone are an hour


def _start(values: Mapping[str, Any], today: date, zone: tzinfo) -> tuple[datetime, int | None]:
    """When it begins, in the time of the office, and its length when the hour says « 9h-9h15 »."""
    day, hours = _when(values, ("heure", "date", "debut"), today, zone)
    day = day or values.get(TITRE)
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
        day, hours = _when(values, ("heure_fin", "fin", "date_fin"), today, zone)
    except Fault:
        note(N_("Durée illisible, rendez-vous gardé sans elle."))
        return None
    if not hours:
        return None
    end = datetime.combine(date.fromisoformat(day) if day and len(day) == 10 else start.date(), time())
    minutes = round((end + timedelta(minutes=hours[0]) - start).total_seconds() / 60)
    if not 0 < minutes <= 24 * 60:
        note(N_("La fin ne suit pas le début, rendez-vous gardé sans durée."))
        return None
    return minutes
