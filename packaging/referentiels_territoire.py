"""Communes and départements, from `@etalab/decoupage-administratif` (INSEE, La Poste, Licence Ouverte 2.0)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

Row = dict[str, str]
DATA = "@etalab/decoupage-administratif/data"
ARRONDISSEMENT = "arrondissement-municipal"


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
    """Communes déléguées and associées, where people are born. One that shares the code of the commune of today
    gives it a double name, so that the paper shown at the desk and the code agree."""
    rows = read(sources)
    today = {row["code"]: row["nom"] for row in rows if row["type"] == "commune-actuelle"}
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


def departements(sources: Any) -> Iterator[Row]:
    regions = {row["code"]: row["nom"] for row in sources.json(f"{DATA}/regions.json")}
    academies = {
        code: row["code"] for row in sources.typed("academie") for code in filter(None, row["departements"].split("|"))
    }
    for row in sorted(sources.json(f"{DATA}/departements.json"), key=lambda row: row["code"]):
        yield {
            "code": row["code"],
            "libelle": row["nom"],
            "autres": row["code"].zfill(3) if len(row["code"]) < 3 else "",
            "region": regions.get(row["region"], row["nom"]),
            "academie": academies.get(row["code"], ""),
        }
