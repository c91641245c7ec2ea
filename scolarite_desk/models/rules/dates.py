"""Days, deadlines and academic years as the office writes them. Stored instants are UTC; who shows one names the zone.

A birth day may be partly unknown: it is an ISO string cut after what is known, "2004", "2004-03" or "2004-03-07".
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.signes import plain
from scolarite_desk.msg import N_, Msg

MONTHS = (
    N_("janvier"), N_("février"), N_("mars"), N_("avril"), N_("mai"), N_("juin"),
    N_("juillet"), N_("août"), N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre"),
)  # fmt: skip
YEARS = range(1850, 2150)  # beyond them, a typing error

_PLAIN = str.maketrans("éèûÉÈÛ", "eeueeu")
_UNREADABLE = N_("Date illisible\u00a0: écrivez par exemple 07/03/2004.")
_NO_YEAR = N_("Il manque l’année\u00a0: écrivez par exemple 07/03/2004.")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_MIDNIGHT = re.compile(r"(.*[0-9])[T ]00:00(?::00(?:\.0+)?)?Z?")  # how a program writes a day without an hour
_TIMED = re.compile(r".*[0-9][T ][0-9]{1,2}:[0-9]{2}.*")
_WORDS = re.compile(r"(?:([0-9]{1,2})(?:er)? ?)?([a-zéèû]{3,9})\.?(?: ?([0-9]{2}|[0-9]{4}))?", re.IGNORECASE)
_SEPARATOR = re.compile(r" ?[/.\- \u00a0\u202f] ?")


def read_day(text: str, today: date, naissance: bool = True) -> str:
    """An ISO day, perhaps partial, from any usual French writing. Raises `Fault`.

    Two figures of a year mean, for a birth, the last such year at least 10 years before `today`; for any other day,
    the nearest such year. 00 for a day or a month, or leaving it out, means unknown.
    """
    text = " ".join(plain(text).split())
    if found := _MIDNIGHT.fullmatch(text):
        text = found[1]
    elif _TIMED.fullmatch(text):
        raise Fault(N_("Une heure suit ce jour\u00a0: écrivez le jour seul."))
    day, month, year = _parts(text)
    if max(len(day), len(month)) > 2:
        raise Fault(_UNREADABLE)
    if len(year) == 2:
        year = str(_century(int(year), today, naissance))
    if len(year) != 4:
        raise Fault(_NO_YEAR if not year else N_("Écrivez l’année sur deux ou quatre chiffres."))
    return _checked(int(year), int(month or 0), int(day or 0))


def _parts(text: str) -> tuple[str, str, str]:
    """Day, month and year as typed, empty where not typed."""
    if found := _ISO.fullmatch(text):
        return found[3] or "", found[2], found[1]
    if found := _WORDS.fullmatch(text):
        return found[1] or "", str(_month(found[2])), found[3] or ""
    if text.isascii() and text.isdigit():
        return _digits(text)
    parts = _SEPARATOR.split(text)
    if len(parts) not in {2, 3} or not all(part.isascii() and part.isdigit() for part in parts):
        raise Fault(_UNREADABLE)
    if len(parts) == 2:
        return ("", *parts) if len(parts[1]) == 4 else (parts[0], parts[1], "")  # type: ignore[return-value]
    if len(parts[0]) == 4:
        return parts[2], parts[1], parts[0]
    return parts[0], parts[1], parts[2]


def _digits(text: str) -> tuple[str, str, str]:
    if len(text) == 4:
        return "", "", text
    if len(text) == 8 and int(text[4:]) not in YEARS and int(text[:4]) in YEARS:
        return text[6:], text[4:6], text[:4]  # « 20040307 », as programs write a day
    if len(text) in {6, 8}:
        return text[:2], text[2:4], text[4:]
    raise Fault(_UNREADABLE)


def _month(word: str) -> int:
    """1 to 12 for a month's name or its first letters, when they mean one month only."""
    word = word.lower().translate(_PLAIN)
    found = [n for n, name in enumerate(MONTHS, 1) if name.source.translate(_PLAIN).startswith(word)]
    if len(found) != 1:
        raise Fault(N_("Mois illisible\u00a0: écrivez par exemple 7 mars 2004."))
    return found[0]


def _century(year: int, today: date, naissance: bool) -> int:
    last = today.year - 10 if naissance else today.year + 49
    return last - (last - year) % 100


def _checked(year: int, month: int, day: int) -> str:
    if year not in YEARS:
        raise Fault(N_("L’année {annee} est hors limites\u00a0: corrigez l’année.", annee=f"{year:04}"))
    if month > 12 or (day and not month):
        raise Fault(N_("Le mois {mois} n’existe pas\u00a0: corrigez le mois.", mois=f"{month:02}"))
    if day > 31 or (day and day > calendar.monthrange(year, month)[1]):
        raise Fault(_no_such_day(year, month, day))
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def _no_such_day(year: int, month: int, day: int) -> Msg:
    if day > 31:
        return N_("Le jour {jour} n’existe pas\u00a0: corrigez le jour.", jour=day)
    if (day, month) == (29, 2):
        return N_("Le 29 février {annee} n’existe pas\u00a0: corrigez le jour.", annee=year)
    return N_("Le {jour} {mois} n’existe pas\u00a0: corrigez le jour.", jour=day, mois=MONTHS[month - 1])


DAYS = (
    N_("lundi"), N_("mardi"), N_("mercredi"), N_("jeudi"), N_("vendredi"), N_("samedi"), N_("dimanche"),
)  # fmt: skip
_NAMED = {"hier": -1, "aujourdhui": 0, "demain": 1}  # days from today, by their names
_SHIFT = re.compile(r"([+-]) ?([0-9]{1,4})")
_SHORTEST = 3  # letters that name a day


def relative_day(text: str, today: date) -> date | None:
    """What « +1 », « -3 », « auj », « demain », « lun » or « -lun » mean, None for anything else.

    The name of a day is the next one, never today; with « - » before it, the last one.
    """
    word = " ".join(plain(text).split()).lower()
    if found := _SHIFT.fullmatch(word):
        return _within_years(today, int(found[1] + found[2]))
    back, word = word.startswith("-"), "".join(letter for letter in word if letter.isalpha())
    if len(word) < _SHORTEST or any(letter.isdigit() for letter in text):
        return None
    for name, days in _NAMED.items():
        if name.startswith(word) and not back:
            return today + timedelta(days=days)
    for weekday, day in enumerate(DAYS):
        if day.source.startswith(word):
            ahead = (weekday - today.weekday() - 1) % 7 + 1
            return today + timedelta(days=ahead - 7 - 7 * (ahead == 7) if back else ahead)
    return None


def _within_years(day: date, days: int) -> date | None:
    moved = day + timedelta(days=days)
    return moved if moved.year in YEARS else None


def show_day(value: str | date | None) -> str:
    """`07/03/2004`, `03/2004` or `2004`; empty when there is none."""
    if value is None:
        return ""
    iso = value if isinstance(value, str) else value.isoformat()[:10]
    return "/".join(reversed(iso.split("-")))


def show_birth(day: str | date, civilite: object = None) -> Msg:
    """`née le 07/03/2004`, as the title of the person says; `né(e)` when it says nothing."""
    if civilite == "Mme":
        return N_("née le {jour}", jour=show_day(day))
    return N_("né le {jour}", jour=show_day(day)) if civilite == "M." else N_("né(e) le {jour}", jour=show_day(day))


def whole_day(partial: str) -> date:
    """The day that stands for a partial one in files that know no other: what is unknown is the first."""
    year, month, day = (*map(int, partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def is_birth(text: str) -> bool:
    """Whether a text is a day that may be partial, as it is kept: what another version wrote may be anything."""
    try:
        return len(text) <= 10 and whole_day(text).isoformat().startswith(text)
    except ValueError:
        return False


def age_at(birth: str | date, day: date) -> int:
    """Age in whole years on `day`; with an unknown day or month, as if born on the first.

    Who was born on a 29 February is a year older on 1 March.
    """
    born = whole_day(birth) if isinstance(birth, str) else birth
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


A_VENIR = N_("Ce jour est à venir\u00a0: corrigez-le.")


def not_to_come(le: date | None, today: date, champ: str) -> date:
    """The day that an act is told, today unless told. `Refused`, at the field `champ`, when it is still to come."""
    if le is not None and le > today:
        raise Refused(A_VENIR, champ)
    return le or today


def ends_before(first: object, last: object) -> bool:
    """Whether what began on a day ended before it, as far as both are known: days, or ISO texts cut after what is."""
    known = min(len(f"{first}"), len(f"{last}"))
    return bool(first and last) and f"{last}"[:known] < f"{first}"[:known]


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month (31 January + 1 gives 28 or 29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year, by the anonymous (Meeus) computation."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The eleven public holidays of code du travail, art. L. 3133-1."""
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (easter(year) + timedelta(days=days) for days in (1, 39, 50))
    return frozenset([*(date(year, month, day) for month, day in fixed), *moving])


def next_working_day(day: date, feries: bool = True) -> date:
    """`day` itself, or the first after it that is no Saturday, Sunday nor (unless `feries` is False) public holiday."""
    while day.weekday() >= 5 or (feries and day in holidays(day.year)):
        day += timedelta(days=1)
    return day


def echeance(start: date, months: int = 0, days: int = 0, ouvres: bool = False) -> date:
    """The last day of a delay; `ouvres` carries it to the next working day (a setting of the establishment)."""
    end = add_months(start, months) + timedelta(days=days)
    return next_working_day(end) if ouvres else end


def academic_year(day: date) -> str:
    """`2026-2027` for any day from 1 September 2026 to 31 August 2027."""
    first = day.year - (day.month < 9)
    return f"{first}-{first + 1}"


def academic_start(annee: str) -> date:
    """The 1 September that begins « 2026-2027 ». Raises ValueError on anything else than two years in a row."""
    first, _, second = annee.partition("-")
    if len(annee) != 9 or int(second) != int(first) + 1:
        raise ValueError(annee)
    return date(int(first), 9, 1)


def is_academic_year(annee: str) -> bool:
    """Whether the text is an academic year, "2026-2027"."""
    first, dash, second = annee.partition("-")
    return bool(dash) and len(first) == 4 and first.isdecimal() and second == str(int(first) + 1)


def academic_end(annee: str) -> date:
    """The last day of an academic year ("2026-2027"), 31 August. Raises `ValueError` for another text."""
    return date(academic_start(annee).year + 1, 8, 31)


def local(instant: datetime, zone: tzinfo) -> datetime:
    """A stored instant (UTC, with or without its zone) in the time of a zone; at the ends of time, as it is."""
    try:
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(zone)
    except OverflowError:
        return instant.replace(tzinfo=zone)


def utc(moment: datetime, zone: tzinfo) -> datetime:
    """The instant to store, in UTC, for a time of a zone (without zone)."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def show_time(instant: datetime, zone: tzinfo) -> str:
    """`14 h 32` for a stored instant."""
    shown = local(instant, zone)
    return f"{shown.hour}\u00a0h\u00a0{shown.minute:02}"


def show_instant(instant: datetime, zone: tzinfo) -> Msg:
    """`07/03/2026 à 14 h 32` for a stored instant."""
    return N_("{jour} à {heure}", jour=show_day(local(instant, zone)), heure=show_time(instant, zone))
