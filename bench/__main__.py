"""Every measure, in one run of less than ten minutes once the large base is made: `python -m bench`.

Ratios are taken in the same run on the same machine, so that they mean the same on any other. `--dossiers N` replaces
the large base by another.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import base, report, save, start
from bench.report import Figure

_NAP = 0.5  # seconds after the password, Argon2id apart


def main() -> int:
    """Measure, print, keep; 1 when a measure could not be taken."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=base.LARGE)
    large = parser.parse_args().dossiers
    base.settle()
    figures: list[Figure] = []
    raw: dict[str, Any] = {}
    for name, part in _PARTS.items():
        begun = perf_counter()
        print(f"{name}...", flush=True)
        try:
            raw[name], found = part(large)
        except Exception:
            traceback.print_exc()
            continue
        figures += found
        print(f"{report.table(found)}\n({perf_counter() - begun:.0f} s)\n", flush=True)
    print(report.table(figures))
    report.keep(figures, raw, base.BUILD / "bench.json")
    left = [name for name in _PARTS if name not in raw]
    if left:
        print(f"Not measured: {', '.join(left)}.", file=sys.stderr)
    return int(bool(left))


Part = tuple[Any, list[Figure]]


def _bases(large: int) -> Part:
    found = {str(count): base.made(count) for count in (base.SMALL, large)}
    return found, [
        Figure(
            f"practice base of {count} dossiers",
            f"{taken['wall_s']} s" + (f", {taken['cpu_s']} s of CPU" if "cpu_s" in taken else ""),
            "",
            None,
            "4 min" if int(count) == base.LARGE else "",
            taken["wall_s"] < 240 if int(count) == base.LARGE else None,
        )
        for count, taken in found.items()
    ]


def _saves(large: int) -> Part:
    found = [save.measure(count) for count in (base.SMALL, large)]
    return found, [figure for one in found for figure in _save_figures(one)]


def _save_figures(one: dict[str, float]) -> Iterator[Figure]:
    for rank in (50, 99):
        over = one[f"over_cpu_p{rank}"]
        yield Figure(
            f"one field saved, {one['dossiers']} dossiers, p{rank}",
            f"{one[f'save_cpu_p{rank}']} ms of CPU, {one[f'save_wall_p{rank}']} ms in all",
            f"raw commit of {one['pages']} pages: {one[f'raw_cpu_p{rank}']} and {one[f'raw_wall_p{rank}']} ms",
            one[f"save_wall_p{rank}"] / one[f"raw_wall_p{rank}"],
            f"{over} ms of CPU over it, at most 2",
            over <= 2,
        )


def _starts(large: int) -> Part:
    found = {str(count): start.measure(base.path_of(count)) for count in (base.SMALL, large)}
    return found, [figure for count, one in found.items() for figure in _start_figures(count, one)]


def _start_figures(count: str, one: dict[str, Any]) -> Iterator[Figure]:
    ratio = one["unlock_s"] / one["bare_s"]
    yield Figure(
        "unlock window painted", f"{one['unlock_s']} s", f"bare window {one['bare_s']} s", ratio, "1.5", ratio <= 1.5
    )
    after = one["list_s"] - one["vault_s"]
    yield Figure(
        f"list of {count} dossiers after the password",
        f"{one['list_s']} s",
        f"Argon2id alone {one['vault_s']} s",
        one["list_s"] / one["vault_s"],
        f"{after:.2f} s over it, at most {_NAP}",
        after <= _NAP,
    )
    yield Figure(
        f"memory after use, {count} dossiers",
        f"{one['steady_mb']} MB",
        f"bare window {one['bare_mb']:.0f} MB, unlock window {one['unlock_mb']:.0f} MB",
        one["steady_mb"] / one["bare_mb"],
        "150 MB",
        one["steady_mb"] <= 150,
    )
    yield Figure(
        f"longest stay in one key of the search box, {count} dossiers",
        f"{one['worst_ms']} ms",
        "",
        None,
        "50 ms",
        one["worst_ms"] < 50,
    )


def _search(large: int) -> Part:
    from bench import search

    with tempfile.TemporaryDirectory(dir=base.BUILD) as folder:
        found = search.measure(Path(folder), large)
    figures = [
        Figure(
            f"search as it is typed, {large} dossiers, {rank}",
            f"{found[f'find_{rank}']} ms",
            f"raw index query {found[f'raw_index_{rank}']} ms, LIKE scan {found[f'like_{rank}']} ms",
            found[f"find_{rank}"] / found[f"raw_index_{rank}"],
            "16 ms" if rank == "p99" else "",
            found["find_p99"] < 16 if rank == "p99" else None,
        )
        for rank in ("p50", "p99")
    ]
    figures.append(
        Figure(
            "suggestions of a typing error, p99",
            f"{found['suggest_p99']} ms",
            "",
            None,
            "100 ms",
            found["suggest_p99"] < 100,
        )
    )
    return found, figures


def _doublons(large: int) -> Part:
    from bench import doublons

    with tempfile.TemporaryDirectory(dir=base.BUILD) as folder:
        found = doublons.measure(Path(folder), large)
    return found, [
        Figure(
            f"look-alikes, {found['labelled']} labelled pairs",
            f"precision {found['precision']}, recall {found['recall']}",
            "",
            None,
            "0.94 and 0.95",
            found["precision"] >= 0.94 and found["recall"] >= 0.95,
        ),
        Figure(
            f"look-alikes among {found['persons']} persons",
            f"{found['found']} pairs in {found['search_s']} s of CPU",
            f"{found['pairs_compared']} pairs compared, {found['hidden_recall']} of the hidden ones found",
        ),
    ]


def _workbook(_large: int) -> Part:
    from bench import workbook

    measured = {f"{width or 'd’office'}": workbook.measure(width=width) for width in (0, 60)}
    return measured, [
        Figure(
            f"workbook of {found['lignes']} rows and {found['colonnes']} columns",
            f"{found['classeur_s']} s, {found['memoire_mo']} MB at most",
            f"openpyxl {found['openpyxl_s']} s",
            found["classeur_s"] / found["openpyxl_s"],
            "a ninth",
            found["rapport"] >= 9,
        )
        for found in measured.values()
    ]


def _imports(_large: int) -> Part:
    from bench import imports

    found = imports.measure()
    return found, [
        Figure(
            f"{found['lignes']:.0f} lines of a file taken in",
            f"{found['applied_cpu']} s, planned in {found['planned_cpu']} s",
            f"the same rows put raw {found['raw_cpu']} s",
            found["rapport"],
            "4 times",
            found["rapport"] < 4,
        )
    ]


def _reading(_large: int) -> Part:
    from bench import reading

    found = reading.measure()
    return found, [
        Figure(
            f"table of {one['lignes']} rows and {one['colonnes']} columns read",
            f"{one['lu_s']} s, {one['lu_mo']} MB at most, {one['gardee_mo']} MB kept",
            f"calamine alone {one['calamine_s']} s, {one['calamine_mo']} MB",
            one["rapport"],
            "2",
            one["rapport"] <= 2,
        )
        for one in found
    ]


def _whole(_large: int) -> Part:
    from bench import entier

    found = entier.measure()
    ours = found["tables"] + found["lignes"] + found["plan"]
    return found, [
        Figure(
            f"{found['creer']:.0f} lines of a file read and planned",
            f"{ours:.1f} s: tables {found['tables']}, lines {found['lignes']}, plan {found['plan']}",
            f"calamine alone {found['calamine']} s",
            found["rapport"],
            "",
            None,
        ),
        Figure(
            "the same, memory of the whole",
            f"{found['mo']} MB, {found['ko_ligne']} kB a line",
            "",
            None,
            "512 MB",
            found["mo"] <= 512,
        ),
    ]


def _hostile(_large: int) -> Part:
    from bench import hostile

    found = list(hostile.measure())
    return [vars(one) for one in found], [
        Figure(
            f"hostile file, {one.nom}",
            f"{one.cpu_s} s of CPU, {one.mo} MB: {one.dit[:60]}",
            "",
            None,
            f"{hostile.SECONDS} s and {hostile.MEGABYTES} MB",
            one.held,
        )
        for one in found
    ]


def _letters(_large: int) -> Part:
    from bench import letters

    found = letters.measure(repeats=1)
    return found, [
        Figure(
            f"{found['lettres']} tagged letters",
            f"{found['balisees_ms']} ms each",
            f"platypus, untagged {found['platypus_ms']} ms each",
            found["balisees_ms"] / found["platypus_ms"],
        ),
        Figure(
            f"{found['lettres']} kept letters bound in one file",
            f"{found['reliees_ms']} ms each",
            f"drawing them {found['balisees_ms']} ms each",
            found["liure"],
        ),
    ]


def _pauses(large: int) -> Part:
    from bench import pauses

    raw, figures = {}, []
    for count, most in ((base.SMALL, 50), (large, 100)):
        with tempfile.TemporaryDirectory(dir=base.BUILD) as folder:
            found = pauses.taken(base.path_of(count), Path(folder))
        raw[str(count)] = [(one.step, round(one.seconds * 1000, 1), one.where) for one in found]
        for name, bound, dressed in (("longest pause of the window", most, False), ("light, dark, size", 300, True)):
            some = [one for one in found if (one.step in pauses.DRESSED) is dressed]
            worst = max(some, key=lambda one: one.seconds)
            late = sum(one.seconds * 1000 > bound for one in some)
            figures.append(
                Figure(
                    f"{name}, {count} dossiers",
                    f"{worst.seconds * 1000:.0f} ms of CPU: {worst.step}",
                    f"{late} of {len(some)} steps beyond; {worst.where.partition(' < ')[0]}",
                    None,
                    f"{bound} ms",
                    not late,
                )
            )
    return raw, figures


_PARTS: dict[str, Callable[[int], Part]] = {
    "practice bases": _bases,
    "save": _saves,
    "start and memory": _starts,
    "pauses": _pauses,
    "search": _search,
    "look-alikes": _doublons,
    "workbook": _workbook,
    "reading": _reading,
    "letters": _letters,
    "imports": _imports,
    "whole file": _whole,
    "hostile files": _hostile,
}


if __name__ == "__main__":
    sys.exit(main())
