"""A table read whole as an import reads it, beside calamine alone on the same bytes, each in a process of its own.

python -m bench.reading [rows]
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from scolarite_desk.exchange.tables.lus.lu import column
from scolarite_desk.exchange.tables.tableau import read_tables
from tests.exchange.tables.lus import bruts

WIDTHS = (16, 60)
_TIMES = 3  # of each, taken by turns: the best counts, the machine being shared


def measure(rows: int = 100_000) -> list[dict[str, float]]:
    """CPU seconds and memory of both readers, by width."""
    return [_compared(rows, width) for width in WIDTHS]


def _compared(rows: int, width: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        made(path, rows, width)
        taken: dict[str, list[dict[str, float]]] = {"ours": [], "raw": []}
        for _ in range(_TIMES):
            for who, found in taken.items():
                said = subprocess.run(
                    [sys.executable, "-m", "bench.reading", who, str(path)], capture_output=True, check=True
                )
                found.append(json.loads(said.stdout))
        ours, raw = (min(found, key=lambda one: one["s"]) for found in taken.values())
        return {
            "lignes": rows,
            "colonnes": width,
            "lu_s": ours["s"],
            "calamine_s": raw["s"],
            "rapport": round(ours["s"] / raw["s"], 2),
            "lu_mo": ours["mo"],
            "calamine_mo": raw["mo"],
            "gardee_mo": ours["kept"],
        }


def made(path: Path, rows: int, width: int) -> None:
    """A workbook of texts, one number in four, and a day."""
    names = [column(place) for place in range(width)]
    written(path, ("".join(_cell(name, place, row) for place, name in enumerate(names)) for row in range(1, rows + 1)))


def written(path: Path, rows: Iterable[str]) -> None:
    """A workbook of these rows of cells, as they come; no program that the readers use writes it."""
    first = bruts.xlsx(bruts.sheet())
    with (
        zipfile.ZipFile(BytesIO(first)) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out,
    ):
        for name in source.namelist():
            if not name.endswith("sheet1.xml"):
                out.writestr(name, source.read(name))
        begin, end = source.read("xl/worksheets/sheet1.xml").split(b"<sheetData></sheetData>")
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(begin + b"<sheetData>")
            for number, cells in enumerate(rows, 1):
                part.write(f'<row r="{number}">{cells}</row>'.encode())
            part.write(b"</sheetData>" + end)


def _cell(name: str, place: int, row: int) -> str:
    if place == 1:
        return bruts.number(f"{name}{row}", 38_000 + row % 900, bruts.DAY)
    if place % 4 == 3:
        return bruts.number(f"{name}{row}", row * 7 + place)
    return bruts.text(f"{name}{row}", f"texte {row % 997} {place}")


def _read(who: str, data: bytes) -> Any:
    if who == "ours":
        return read_tables(data)
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        return book.get_sheet_by_index(0).to_python()


def _alone(who: str, path: Path) -> dict[str, float]:
    """One reader, in this process: seconds of CPU, megabytes at most and once read, above what was there before."""
    data = path.read_bytes()
    before, begun = _resident(), time.process_time()
    table = _read(who, data)
    taken = time.process_time() - begun
    gc.collect()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"s": round(taken, 2), "mo": round(most - before), "kept": round(_resident() - before)}
    assert table
    return found


def _resident() -> float:
    """Megabytes of memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    if sys.argv[1:2] in (["ours"], ["raw"]):
        print(json.dumps(_alone(sys.argv[1], Path(sys.argv[2]))))
    else:
        print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
