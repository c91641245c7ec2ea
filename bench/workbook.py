"""The decisions workbook beside openpyxl's own streaming writer, on the same rows, in one run.

python -m bench.workbook [rows] [columns]
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from scolarite_desk.exchange.tables.colonne import Colonne, Genre, chosen, reader
from scolarite_desk.exchange.tables.decisions import COLONNES, write_decisions
from scolarite_desk.langue import SOURCE, langue, said
from scolarite_desk.models.rows.candidature_lue import CandidatureLue
from scolarite_desk.models.rules import dates
from tests.exchange.tables.decisions_inventees import EXPORT, decision

FRANCAIS = langue(SOURCE)
Columns = Sequence[Colonne[CandidatureLue]]
_FORMATS = {Genre.JOUR: "dd/mm/yyyy", Genre.INSTANT: "dd/mm/yyyy hh:mm"}

_TIMES = 2


def measure(rows: int = 100_000, width: int = 0) -> dict[str, float]:
    """CPU seconds of both writers on the columns shown by default, or on the first `width`; how many times faster ours
    is; the most memory that ours took beyond what the rows and the file hold (Mo).
    """
    lines = [decision(i) for i in range(rows)]
    columns = COLONNES[:width] if width else chosen(COLONNES, None)
    keys = [one.cle for one in columns]
    ours, size = _timed(lambda stream: write_decisions(lines, EXPORT, "xlsx", stream, keys, langue=FRANCAIS))
    theirs, their_size = _timed(lambda stream: _write_openpyxl(lines, columns, stream))
    return {
        "lignes": rows,
        "colonnes": len(columns),
        "classeur_s": round(ours, 2),
        "openpyxl_s": round(theirs, 2),
        "rapport": round(theirs / ours, 1),
        "classeur_mo": round(size / 1e6, 1),
        "openpyxl_mo": round(their_size / 1e6, 1),
        "memoire_mo": _memory(lines[: min(rows, 20_000)], keys),
    }


def _timed(write: Callable[[io.BytesIO], None]) -> tuple[float, int]:
    """The best of both times: others work on the same processor."""
    taken = []
    for _ in range(_TIMES):
        stream = io.BytesIO()
        gc.collect()
        start = time.process_time()
        write(stream)
        taken.append(time.process_time() - start)
    return min(taken), len(stream.getvalue())


def _memory(lines: Sequence[CandidatureLue], keys: Sequence[str]) -> float:
    """The most that was allocated at once while a file was written to nowhere."""
    tracemalloc.start()
    with Path(os.devnull).open("wb") as nowhere:
        write_decisions(lines, EXPORT, "xlsx", nowhere, keys, langue=FRANCAIS)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return round(most / 1e6, 1)


def _write_openpyxl(rows: Sequence[CandidatureLue], columns: Columns, stream: io.BytesIO) -> None:
    """What openpyxl does best: write-only, with one styled cell used again for each column of dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Décisions")
    sheet.append([said(column.entete, FRANCAIS) for column in columns])
    styled = [WriteOnlyCell(sheet) if column.genre in _FORMATS else None for column in columns]
    for cell, column in zip(styled, columns, strict=True):
        if cell is not None:
            cell.number_format = _FORMATS[column.genre]
    read = reader(columns, FRANCAIS)
    for values in zip(*read(rows), strict=True):
        sheet.append([_cell(cell, value) for cell, value in zip(styled, values, strict=True)])
    book.save(stream)


def _cell(cell: Any, value: Any) -> Any:
    if cell is None or value is None:
        return value
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else dates.show_day(value)
    number_format = cell.number_format
    cell.value = dates.local(value, UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
    cell.number_format = number_format
    return cell


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:]))))
