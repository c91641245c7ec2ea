"""The bases that are measured: practice bases, made once and kept in `build/bench` until tables or rows change."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy.schema import CreateIndex, CreateTable

from scolarite_desk import practice as exercice
from scolarite_desk.models.tables import schema
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import vault_path

BUILD = Path(__file__).parent.parent / "build" / "bench"
TODAY = date(2026, 9, 14)
SMALL, LARGE = 10_000, 200_000
_SEED = 7


def settle() -> None:
    """Tokens and habits of measured bases go to `build/bench`, not to the person's own settings."""
    BUILD.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_CONFIG_HOME"] = str(BUILD / "config")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or every start that is measured compiles what it imports


def path_of(dossiers: int) -> Path:
    """Where the base of so many dossiers lies, for the tables of today."""
    return BUILD / f"{dossiers}-{_schema()}.sdesk"


def made(dossiers: int) -> dict[str, float]:
    """Make the base if it is not there; returns the seconds it took then."""
    path, told = path_of(dossiers), path_of(dossiers).with_suffix(".json")
    if not path.exists():
        half = path.with_suffix(".neuf")
        for left in BUILD.glob(f"{half.name}*"):
            left.unlink()
        wall, cpu = perf_counter(), process_time()
        exercice.make(half, dossiers, _SEED, TODAY).close()
        told.write_text(
            json.dumps({"wall_s": round(perf_counter() - wall, 1), "cpu_s": round(process_time() - cpu, 1)})
        )
        vault_path(half).rename(vault_path(path))
        half.rename(path)
    found: dict[str, float] = json.loads(told.read_text())
    return found


def opened(dossiers: int) -> Store:
    """The base, unlocked."""
    return open_base(path_of(dossiers), exercice.COMPTE, exercice.PASSWORD)


def _schema() -> str:
    tables = schema.Base.metadata.sorted_tables
    told = [str(CreateTable(table)) for table in tables]
    told += sorted(str(CreateIndex(index)) for table in tables for index in table.indexes)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:8]
