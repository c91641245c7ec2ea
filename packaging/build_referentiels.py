"""Makes the lists of `resources/referentiels` from the hand-typed ones beside and from downloaded registry packages.

    python packaging/build_referentiels.py [--npm FOLDER/node_modules --python FOLDER]

FOLDER holds what `packaging/referentiels/README.md` tells to download; without it, only lists that are typed whole,
and time zones, are made. The outputs are committed: the application and its tests need none of this.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import referentiels_fuseaux as fuseaux
import referentiels_lycees as lycees
import referentiels_pays as pays
import referentiels_territoire as territoire

Row = dict[str, str]
TYPED = Path(__file__).parent / "referentiels"
OUTPUT = Path(__file__).parent.parent / "resources" / "referentiels"
FIRST = ["code", "libelle", "autres", "cles", "debut", "fin"]  # what every list has; the rest is its own
BEFORE = re.compile(r" (?=[:;?!»€%])")  # no break before these signs
LEFT_HERE = {"source", "confiance"}  # how a fact is known stays with the typed file


@dataclass(frozen=True)
class Sources:
    """Where the facts are read."""

    npm: Path
    python: Path

    def typed(self, name: str) -> list[Row]:
        with (TYPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, restkey="trop"))
        if wrong := [row for row in rows if "trop" in row or None in row.values()]:
            raise SystemExit(f"{name}.csv: columns too many or too few in {wrong[0]}")
        return rows

    def json(self, path: str) -> Any:
        return json.loads((self.npm / path).read_text(encoding="utf-8"))


MADE: dict[str, Callable[[Sources], Iterable[Row]]] = {
    "commune": territoire.communes,
    "commune_ancienne": territoire.communes_anciennes,
    "departement": territoire.departements,
    "pays": pays.pays,
    "nationalite": pays.nationalites,
    "langue": pays.langues,
    "lycee": lycees.lycees,
    "universite": lycees.universites,
}
ALONE: dict[str, Callable[[Sources], Iterable[Row]]] = {"fuseau": fuseaux.fuseaux}  # from what the set-up installs
CONSUMED = {"territoire", "commune_disparue", "nationalite_speciale"}  # typed lists that go into another one


def french(value: str) -> str:
    """Registries type plain spaces and straight apostrophes: the ones that French sets."""
    return BEFORE.sub("\u00a0", value).replace("'", "’").replace("...", "…")


def write(name: str, rows: Iterable[Row]) -> None:
    rows = [{key: french(value) for key, value in row.items() if key not in LEFT_HERE} for row in rows]
    columns = FIRST + [key for key in rows[0] if key not in FIRST]
    with (OUTPUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{name}: {len(rows)} lignes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", type=Path, help="the node_modules folder of the npm packages")
    parser.add_argument("--python", type=Path, help="the folder of the Python packages")
    arguments = parser.parse_args()
    whole = arguments.npm is not None and arguments.python is not None
    sources = Sources(arguments.npm or Path(), arguments.python or Path())
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for path in sorted(TYPED.glob("*.csv")):
        if path.stem not in MADE and path.stem not in CONSUMED:
            write(path.stem, sources.typed(path.stem))
    for name, make in (ALONE | (MADE if whole else {})).items():
        write(name, make(sources))


if __name__ == "__main__":
    main()
