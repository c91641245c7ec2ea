"""Communes and départements, from `@etalab/decoupage-administratif` (INSEE, La Poste, Licence Ouverte 2.0)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

Row = dict[str, str]
DATA = "@etalab/decoupage-administratif/data"
HISTORY = "historique/data/historique-communes.json"  # version 0.8.0 of the same, the last one that has it
ARRONDISSEMENT = "arrondissement-municipal"
RENAMED = {  # on a birth certificate: décrets of 1941 (17), 1955 (76), 1957 (44), 1969 (64), 1970 (04), 1990 (22)
    "04": "Basses-Alpes",
    "17": "Charente-Inférieure",
    "22": "Côtes-du-Nord",
    "44": "Loire-Inférieure",
    "64": "Basses-Pyrénées",
    "76": "Seine-Inférieure",
}


def read(sources: Any) -> list[dict[str, Any]]:
    return sources.json(f"{DATA}/communes.json")  # type: ignore[no-any-return]


def communes(sources: Any) -> Iterator[Row]:
    """Communes of today and arrondissements, the most populated first: the order in which they are proposed.

    Paris, Lyon and Marseille leave their postal codes to their arrondissements, which the SIS of universities want.
    """
    rows = [row for row in read(sources) if row["type"] in {"commune-actuelle", ARRONDISSEMENT}]
    parents = {row["code"]: row["nom"] for row in rows}
    divided = {row["commune"] for row in rows if row["type"] == ARRONDISSEMENT}
    rows.sort(key=lambda row: (-(row.get("population") or 0), row["code"]))
    for row in rows:
        codes = [] if row["code"] in divided else row.get("codesPostaux", [])
        yield {
            "code": row["code"],
            "libelle": row["nom"].replace(" Arrondissement", " arrondissement"),
            "autres": short_names(parents[row["commune"]], row["nom"]) if row["type"] == ARRONDISSEMENT else "",
            "cles": "|".join([row["departement"], *codes]),
        }


def short_names(parent: str, name: str) -> str:
    """What people write for « Paris 11e Arrondissement »: Paris, Paris 11e, Paris 11."""
    rank = name.removeprefix(parent).split()[0]
    number = rank.rstrip("er")
    ways = [parent, *(f"{parent} {each}" for each in (rank, number, number.zfill(2)))]
    return "|".join(dict.fromkeys(ways))


def communes_anciennes(sources: Any) -> Iterator[Row]:
    """Where people were born that is no commune of today: déléguées and associées, communes of old, former names."""
    rows, past = read(sources), sources.json(HISTORY)
    today = {row["code"]: row["nom"] for row in rows if row["type"] in {"commune-actuelle", ARRONDISSEMENT}}
    found = {row["code"]: row for row in _parts(rows, today)}
    for code, names in _former_names(past, today | {code: row["libelle"] for code, row in found.items()}).items():
        if code not in found:
            found[code] = {"code": code, "libelle": today[code], "autres": "", "cles": _departement(code)}
        kept = [*found[code]["autres"].split("|"), *sorted(names)]
        found[code]["autres"] = "|".join(
            dict.fromkeys(name for name in kept if name and name != found[code]["libelle"])
        )
    gone = [*_gone(past, today.keys() | found.keys()), *sources.typed("commune_disparue")]
    taken = [(row["cles"], row["libelle"]) for row in [*found.values(), *gone]]
    taken += [(_departement(code), name) for code, name in today.items()]
    for row in gone:
        if taken.count((row["cles"], row["libelle"])) > 1:
            row |= {"autres": row["libelle"], "libelle": f"{row['libelle']} ({row['code']})"}
    yield from sorted([*found.values(), *gone], key=lambda row: row["code"])


def _parts(rows: list[dict[str, Any]], today: dict[str, str]) -> Iterator[Row]:
    """Communes déléguées and associées. One that shares the code of the commune of today gives it a double name, so
    that the paper shown at the desk and the code agree."""
    former: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        if row["type"] in {"commune-deleguee", "commune-associee"} and row["nom"] != today.get(row["code"]):
            former[row["code"]][row["nom"]] = row
    for code, names in sorted(former.items()):
        row = next(iter(names.values()))
        old, new = " et ".join(names), today.get(code, "")
        yield {
            "code": code,
            "libelle": (f"{new} ({old})" if new else old),
            "autres": "|".join([new, *names]) if new else "",
            "cles": row["departement"],
        }


def _former_names(past: list[dict[str, Any]], known: dict[str, str]) -> dict[str, set[str]]:
    """What communes that keep their code were called."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in past:
        if row["type"] == "COM" and row.get("dateFin") and row["nom"] != known.get(row["code"], row["nom"]):
            names[row["code"]].add(row["nom"])
    return names


def _gone(past: list[dict[str, Any]], known: Collection[str]) -> Iterator[Row]:
    """Communes whose code died with them, with the day before; those that changed département are elsewhere."""
    last: dict[str, dict[str, Any]] = {}
    for row in past:
        if row["type"] == "COM" and row.get("dateFin") and row["code"] not in known:
            last[row["code"]] = max(row, last.get(row["code"], row), key=lambda one: one["dateFin"])
    for code, row in last.items():
        if "département" not in row["raisonFin"] and row["raisonFin"] != "suppression" and code[:2] != "20":
            end = date.fromisoformat(row["dateFin"]) - timedelta(days=1)
            yield {"code": code, "libelle": row["nom"], "cles": _departement(code), "fin": end.isoformat()}


def _departement(code: str) -> str:
    return code[: 3 if code.startswith("97") else 2]


def departements(sources: Any) -> Iterator[Row]:
    regions = {row["code"]: row["nom"] for row in sources.json(f"{DATA}/regions.json")}
    academies = {
        code: row["code"] for row in sources.typed("academie") for code in filter(None, row["departements"].split("|"))
    }
    for row in sorted(sources.json(f"{DATA}/departements.json"), key=lambda row: row["code"]):
        ways = (row["code"].zfill(3) if len(row["code"]) < 3 else "", RENAMED.get(row["code"], ""))
        yield {
            "code": row["code"],
            "libelle": row["nom"],
            "autres": "|".join(filter(None, ways)),
            "region": regions.get(row["region"], row["nom"]),
            "academie": academies.get(row["code"], ""),
        }
