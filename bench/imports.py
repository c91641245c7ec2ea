"""A list of admitted planned and taken in, beside a plain reading of it and a raw insert of the same rows and lines.

python -m bench.imports [lines]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import text

from bench import base
from bench.exchange import SCRATCH, copied
from scolarite_desk import practice as exercice
from scolarite_desk.models.rows.imports import ColonneLue, Endroit, LigneLue, SourceLue
from scolarite_desk.msg import N_
from scolarite_desk.services.imports import apply_import, plan_import
from scolarite_desk.services.imports.appliquer import LOT
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.store import Store

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HEAD = "poste, numero, hlc, at, auteur, acte, detail, cible, empreinte"
_JOURNAL = ("objet", "travail", "ligne")


def measure(lines: int = 20_000) -> dict[str, float]:
    """Seconds of CPU and in all; how many times a raw insert the application takes."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        first = exercice.make(Path(folder) / "a.sdesk", 200, 7, base.TODAY)
        bare = copied(first, Path(folder) / "b.sdesk")
        source = admitted(first, lines)
        found: dict[str, float] = {"lignes": lines}
        plan = _timed(found, "planned", lambda: plan_import(first, source))
        report = _timed(found, "applied", lambda: apply_import(first, plan))
        assert report.creees == lines, report
        _timed(found, "planned_again", lambda: plan_import(first, source))
        made = _made(first, bare)
        _timed(found, "raw", lambda: _put_raw(bare, made, lines // LOT))
        for store in (first, bare):
            store.close()
    return found | {"rapport": round(found["applied_cpu"] / found["raw_cpu"], 2)}


def admitted(store: Store, lines: int) -> SourceLue:
    """So many persons, each with a number, twelve texts and a formation."""
    code = one_formation(store)
    rows = tuple(LigneLue(Endroit(rank + 2), line(rank, code)) for rank in range(lines))
    columns = tuple(ColonneLue(rank, path, path) for rank, path in enumerate(rows[0].valeurs))
    return SourceLue("parcoursup-admis", N_("Liste inventée."), "admis.csv", "0" * 64, columns, rows)


def one_formation(store: Store) -> str:
    """The code of a formation that takes candidatures."""
    asked = "SELECT f.code FROM formation f JOIN campagne c ON c.id = f.campagne_id WHERE c.etat = 'ouverte' LIMIT 1"
    with store.reading() as session:
        return str(session.execute(text(asked)).scalar_one())


def line(rank: int, code: str) -> dict[str, str]:
    """What a line says of a person, by path."""
    return {
        "identifiants.PARCOURSUP": str(9_100_000 + rank),
        "identite.nom_naissance": f"LE {_name(rank).upper()}",
        "identite.prenom": _name(rank * 7 + 3).title(),
        "identite.ne_le": f"{1 + rank % 28:02}/{1 + rank % 12:02}/2004",
        "identite.civilite": "Madame",
        "identite.nationalite": "Française",
        "identite.courriel": f"p{rank}@example.org",
        "identite.portable": f"06 12 34 {rank // 100 % 100:02} {rank % 100:02}",
        "identite.pays_naissance": "France",
        "adresse.pays": "France",
        "adresse.code_postal": "29200",
        "adresse.commune": "Brest",
        "adresse.ligne": f"{rank} rue de l’Exemple",
        "candidatures.formation": code,
    }


def _name(rank: int) -> str:
    return "".join(_LETTERS[rank // 26**place % 26] for place in range(4))


def _timed(found: dict[str, float], name: str, do: Callable[[], Any]) -> Any:
    cpu, wall = process_time(), perf_counter()
    given = do()
    found[f"{name}_cpu"], found[f"{name}_s"] = round(process_time() - cpu, 2), round(perf_counter() - wall, 2)
    return given


def _made(store: Store, bare: Store) -> dict[str, list[tuple[Any, ...]]]:
    """What one base holds more than the other, by table, as the file holds it."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in (*shared_classes(), *_JOURNAL):
        here, there = _rows(store, table), _rows(bare, table)
        found[table] = [row for row in here if row not in there] if there else list(here)
    return {table: rows for table, rows in found.items() if rows}


def _rows(store: Store, table: str) -> dict[tuple[Any, ...], None]:
    names = _HEAD if table == "travail" else "*"
    with store.reading() as session:
        found = session.connection().exec_driver_sql(f"SELECT {names} FROM {table}")
        return dict.fromkeys(tuple(row) for row in found)


def _put_raw(store: Store, made: dict[str, list[tuple[Any, ...]]], commits: int) -> None:
    """The same rows, headers and lines in as many commits, and nothing else."""
    for turn in range(commits):
        with store.side() as session:
            run = session.connection().connection.cursor().executemany
            for table, rows in made.items():
                some = rows[turn * len(rows) // commits : (turn + 1) * len(rows) // commits]
                if some:
                    names = f"({_HEAD})" if table == "travail" else ""
                    run(f"INSERT INTO {table} {names} VALUES ({', '.join('?' * len(some[0]))})", some)


if __name__ == "__main__":
    base.settle()
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
