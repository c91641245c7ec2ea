"""Time zones: those of the IANA database (`tzdata`, one line a zone and a country), named by CLDR through Babel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from babel import Locale

Row = dict[str, str]
FIRST = (
    "Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "America/Miquelon",
    "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "America/Marigot", "America/St_Barthelemy", "Pacific/Wallis",
    "Pacific/Marquesas", "Pacific/Gambier", "Indian/Kerguelen",
)  # fmt: skip


def fuseaux(_sources: Any) -> Iterator[Row]:
    """French zones first, the others by the name of their country; only those of the IANA list, without its links."""
    found = _zones()
    each = Counter(pays for pays, _code in found)
    rows = sorted((_order(pays, code), _row(pays, code, each[pays] > 1 or pays == "FR")) for pays, code in found)
    return (row for _, row in rows)


def _zones() -> list[tuple[str, str]]:
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [(line[0], line[2]) for line in lines]


def _order(pays: str, code: str) -> tuple[int, str, str]:
    known = FIRST.index(code) if code in FIRST else len(FIRST)
    return known, _plain(_territory("fr", pays)), _plain(_city("fr", code))


def _row(pays: str, code: str, several: bool) -> Row:
    label, english = (_label(langue, pays, code, several) for langue in ("fr", "en"))
    others = dict.fromkeys((_city("fr", code), _city("en", code), _territory("fr", pays), english))
    return {"code": code, "libelle": label, "autres": "|".join(o for o in others if o != label), "anglais": english}


def _label(langue: str, pays: str, code: str, several: bool) -> str:
    """« Brésil (São Paulo) », « Guadeloupe »."""
    territory = _territory(langue, pays)
    return f"{territory} ({_city(langue, code)})" if several else territory


def _territory(langue: str, pays: str) -> str:
    return str(Locale(langue).territories[pays])


def _city(langue: str, code: str) -> str:
    """As CLDR names it, else the last word of the code."""
    return str(Locale(langue).time_zones.get(code, {}).get("city") or code.rpartition("/")[2].replace("_", " "))


def _plain(text: str) -> str:
    return text.casefold().translate(str.maketrans("éèêîâôç", "eeeiaoc"))
