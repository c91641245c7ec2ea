"""Nothing readable is left on the disk: what is typed is only in the encrypted base, and in the files asked for."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from scolarite_desk.models.rules.fold import fold
from tests.leaks.marks import MARKS
from tests.leaks.search import leaks

HERE = Path(__file__).parents[2]
STEPS = ["commandes", "recherche", "frappe", "impression", "verrouillage", "erreur", "fin"]


def test_nothing_readable_is_written_during_a_morning_at_the_desk_nor_left_by_a_kill(tmp_path: Path) -> None:
    """Searched at each step while the program lives, and once it was killed."""
    home, place, out, logs = (tmp_path / name for name in ("maison", "bases", "sorties", "journaux"))
    for folder in (home / "tmp", place, out, logs):
        folder.mkdir(parents=True)
    written = tmp_path / "ecrits.txt"
    environment = {
        **os.environ,
        **{name: str(home) for name in ("HOME", "XDG_RUNTIME_DIR")},
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")},
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(home / "tmp")),
        "BASE": str(place / "guichet.sdesk"),
        "SORTIES": str(out),
        "ECRITS": str(written),
        "SCOLARITE_DESK_PASSWORD": "exercice-2026",
    }
    met = []
    with (logs / "session").open("wb") as said:  # where a desktop keeps what its programs say
        used = subprocess.Popen(
            [sys.executable, "-m", "tests.leaks.use"],
            cwd=HERE,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        assert used.stdin is not None
        assert used.stdout is not None
        for name in STEPS:
            met.append(used.stdout.readline().strip())
            assert met[-1] == name, (logs / "session").read_text()
            assert not leaks((home, place, logs), MARKS), name
            if name != STEPS[-1]:
                used.stdin.write("\n")
                used.stdin.flush()
        used.kill()
        used.communicate()
    assert not leaks((home, place, logs), MARKS)
    asked = {Path(line) for line in written.read_text().splitlines()}
    assert not [path for path in asked if not path.is_relative_to(tmp_path) and not _harmless(path)]
    assert not [path for path in asked if path.is_relative_to(home / "tmp")], "a temporary file was written"
    assert len(MARKS) == len(set(MARKS.values()))


def _harmless(path: Path) -> bool:
    return str(path).startswith(("/dev/", "/proc/")) or "__pycache__" in path.parts


def test_the_papers_that_were_asked_for_do_hold_the_marks(tmp_path: Path) -> None:
    """The searcher finds in a workbook what it must not find elsewhere."""
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0].append([MARKS["nom de naissance"]])
    book.save(tmp_path / "liste.xlsx")
    assert leaks((tmp_path,), MARKS) == ["liste.xlsx: nom de naissance"]
    assert not leaks((tmp_path,), MARKS, but=tmp_path)


NAME = MARKS["nom de naissance"]
WAYS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "latin-1": lambda text: text.encode("latin-1"),
    "upper case": lambda text: text.upper().encode(),
    "folded, as the search index": lambda text: fold(text).encode(),
    "JSON": lambda text: json.dumps(text).encode(),
    "XML": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "a web address": lambda text: b"file:///home/Zorgl%C3%BCbec.pdf",
    "zlib": lambda text: b"\0\0" + zlib.compress(text.encode()) + b"\0",
    "gzip in zlib": lambda text: zlib.compress(gzip.compress(text.encode())),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_planted_leak_is_found_however_it_is_written(tmp_path: Path, way: str) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "thumb").write_bytes(b"\x89PNG\xff" + WAYS[way](NAME) + b"\0tail")
    assert leaks((tmp_path,), MARKS) == ["thumb: nom de naissance"]


def test_a_planted_leak_is_found_in_a_zip_and_in_a_file_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.txt", NAME)
    (tmp_path / f"{MARKS['recherche']}.lnk").write_bytes(b"")
    assert leaks((tmp_path,), MARKS) == [f"{MARKS['recherche']}.lnk: recherche", "a.zip: nom de naissance"]
