"""A file of a list of admitted, from its bytes to its plan, beside calamine alone; the most memory, by its lines.

python -m bench.entier [lines]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

from bench import base
from bench.exchange import SCRATCH
from bench.imports import line, one_formation
from bench.reading import written
from scolarite_desk import practice as exercice
from scolarite_desk.exchange.tables.lus.lu import column
from scolarite_desk.models.rows.imports import Lecture
from scolarite_desk.services.imports.fichier import content_of, read_again
from scolarite_desk.services.imports.plan import plan_import
from scolarite_desk.store.base import open_base
from tests.exchange.tables.lus import bruts

_HEADERS = {path: path for path in line(0, "")}
_TIMES = 2  # by turns; the best counts


def measure(lines: int = 100_000) -> dict[str, float]:
    """CPU seconds of each part; megabytes at most above those of a fifth of the lines, by line."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        store = exercice.make(Path(folder) / "a.sdesk", 200, 7, base.TODAY)
        code = one_formation(store)
        store.close()
        made(Path(folder) / "tout.xlsx", lines, code)
        made(Path(folder) / "part.xlsx", lines // 5, code)
        taken = [_child(folder, "tout.xlsx") for _ in range(_TIMES)]
        best = min(taken, key=lambda one: one["tables"] + one["lignes"] + one["plan"])
        part = _child(folder, "part.xlsx")
        raw = min(_child(folder, "tout.xlsx", "raw")["tables"] for _ in range(_TIMES))
    return best | {
        "calamine": raw,
        "rapport": round((best["tables"] + best["lignes"] + best["plan"]) / raw, 1),
        "ko_ligne": round((best["mo"] - part["mo"]) * 1024 / (lines - lines // 5), 1),
    }


def made(path: Path, lines: int, code: str) -> None:
    """A workbook of our own paths, one line a person."""
    names = [column(place) for place in range(len(_HEADERS))]

    def cells(row: int) -> str:
        texts = line(row, code).values() if row else _HEADERS.values()
        return "".join(bruts.text(f"{name}{row + 1}", one) for name, one in zip(names, texts, strict=True))

    written(path, map(cells, range(lines + 1)))


def _child(folder: str, name: str, who: str = "ours") -> dict[str, float]:
    said = subprocess.run(
        [sys.executable, "-m", "bench.entier", who, folder, name], capture_output=True, check=True, text=True
    )
    found: dict[str, float] = json.loads(said.stdout)
    return found


def _alone(who: str, folder: Path, name: str) -> dict[str, float]:
    found: dict[str, float] = {}

    def timed(part: str, do: Callable[[], Any]) -> Any:
        begun = process_time()
        given = do()
        found[part] = round(process_time() - begun, 2)
        return given

    if who == "raw":
        from python_calamine import CalamineWorkbook

        data = (folder / name).read_bytes()
        timed("tables", lambda: CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python())
    else:
        store = open_base(folder / "a.sdesk", exercice.COMPTE, exercice.PASSWORD)
        how = Lecture("libre", entete=1, colonnes=dict(enumerate(_HEADERS)))
        held = [timed("tables", lambda: content_of(folder / name, how, None, None))]
        source = timed("lignes", lambda: read_again(store, held.pop(), how).source)
        plan = timed("plan", lambda: plan_import(store, source))
        found["creer"] = plan.compte()["creer"]
        store.close()
    found["mo"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return found


if __name__ == "__main__":
    base.settle()
    if sys.argv[1:2] in (["ours"], ["raw"]):
        print(json.dumps(_alone(sys.argv[1], Path(sys.argv[2]), sys.argv[3])))
    else:
        print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
