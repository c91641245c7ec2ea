"""French as it is set in type: spaces, contractions and dates."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from scolarite_desk.msg import N_, NC_, Msg, verbatim

_BEFORE = re.compile(r" (?=[:;?!»€%])")
_AFTER = re.compile(r"(?<=[«°]) |(?<=\bart\.) ")
_APOSTROPHE = re.compile(r"(?<!\S)\S*(?:@|://)\S*|'")  # or an address, which is copied as it is: o'brien@univ.fr
_WITHIN = re.compile(r"(?<=\b[LRD]\.) (?=\d)|(?<=\d) (?=\d{2,3}\b|mois\b|months?\b)")
_DAYS = (N_("lundi"), N_("mardi"), N_("mercredi"), N_("jeudi"), N_("vendredi"), N_("samedi"), N_("dimanche"))
_MONTHS = (
    *(N_("janvier"), N_("février"), N_("mars"), N_("avril"), N_("mai"), N_("juin")),
    *(N_("juillet"), N_("août"), N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre")),
)


@lru_cache(maxsize=1 << 12)
def spaced(text: str) -> str:
    """What people typed: the spaces kept with a sign, article or number unbreakable, apostrophes curled but those of an
    address.
    """
    typed = _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", numbered(text)))
    return _APOSTROPHE.sub(lambda found: "’" if found[0] == "'" else found[0], typed)


def numbered(text: str) -> str:
    """In any language: a telephone number, an article and a delay are never cut by the end of a line."""
    return _WITHIN.sub("\u00a0", text)


def of(name: str) -> Msg:
    """« de » before a name: de Rouen, d’Orléans, du Havre, des Abymes, de la réception.

    A language that contracts nothing leaves the name alone here, and has its « of » in the sentence.
    """
    if name.lower().startswith("les "):
        # Translators: « of » and its article; where nothing contracts, {nom} alone: the sentence around has its « of »
        return NC_("complément", "des {nom}", nom=name[4:])
    if name.lower().startswith("le "):
        return NC_("complément", "du {nom}", nom=name[3:])
    if name[:1] in "AEIOUYÀÂÉÈÊËÎÏÔÙÛŒaeiouyàâéèêëîïôùûœ":
        return NC_("complément", "d’{nom}", nom=name)
    return NC_("complément", "de {nom}", nom=name)


def day(value: date | None) -> str:
    """07/03/2026, in English documents too; a dash when there is none."""
    return value.strftime("%d/%m/%Y") if value else "–"


def hour(value: datetime) -> Msg:
    """14 h 32, 9 h 05."""
    return N_("{heure} h {minute}", heure=value.hour, minute=f"{value:%M}")


def clock(text: str) -> Msg:
    """14 h 30, 9 h: what is kept as « 14:30 », « 09:00 »; anything else as it is."""
    found = re.fullmatch(r"([0-9]{1,2})[:hH]([0-9]{2})?", text.strip())
    if found is None:
        return verbatim(text)
    if found[2] and int(found[2]):
        return N_("{heure}\u00a0h\u00a0{minute}", heure=int(found[1]), minute=found[2])
    return N_("{heure}\u00a0h", heure=int(found[1]))


def long_day(value: date) -> Msg:
    """7 mars 2026, 1er mars 2026."""
    month = _MONTHS[value.month - 1]
    if value.day == 1:
        return N_("1er\u00a0{mois}\u00a0{annee}", mois=month, annee=value.year)
    return N_("{jour}\u00a0{mois}\u00a0{annee}", jour=value.day, mois=month, annee=value.year)


def week_day(value: date) -> Msg:
    """samedi 7 mars 2026."""
    return N_("{jour} {date}", jour=_DAYS[value.weekday()], date=long_day(value))
