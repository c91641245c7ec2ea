"""Files made to hurt, of their full size, through the real command: `import FILE --plan`, each in a process of its own.

python -m bench.hostile
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import base
from bench.exchange import SCRATCH
from scolarite_desk import practice as exercice
from tests.exchange.tables.lus import bruts

MEGABYTES, SECONDS = 512, 5
_ROW = '<row r="{}"/>'
_CELL = bruts.text("A1", "Nom")


@dataclass(frozen=True)
class Told:
    """What became of a file: seconds of CPU and megabytes of the whole command, its exit code, its last words."""

    nom: str
    cpu_s: float
    mo: int
    code: int
    dit: str

    @property
    def held(self) -> bool:
        """Within the bounds, and told rather than broken."""
        return self.cpu_s <= SECONDS and self.mo <= MEGABYTES and self.code in (0, 1, 2) and "Traceback" not in self.dit


def measure() -> Iterator[Told]:
    """Each file in turn."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        path = Path(folder) / "a.sdesk"
        subprocess.run([sys.executable, "-m", "bench.hostile", str(path)], check=True)
        for name in FILES:
            yield _told(path, Path(folder) / name)


def _told(bureau: Path, path: Path) -> Told:
    """The file is made by a process of its own: a child counts what its parent holds as its own at first."""
    subprocess.run([sys.executable, "-m", "bench.hostile", str(path)], check=True)
    words = ["-m", "scolarite_desk", "import", str(path), "--plan", "--base", str(bureau)]
    given = {"SCOLARITE_DESK_PASSWORD": exercice.PASSWORD, "SCOLARITE_DESK_ACCOUNT": exercice.COMPTE}
    child = subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | given,
    )
    assert child.stdout is not None
    said = child.stdout.read().decode().strip()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    path.unlink()
    last = said if "Traceback" in said else said.rpartition("\n")[2][:110]
    cpu = round(used.ru_utime + used.ru_stime, 1)
    return Told(path.name, cpu, used.ru_maxrss // 1024, child.returncode, last)


def _bomb() -> bytes:
    """Half a gigabyte of one letter in half a megabyte."""
    return bruts.xlsx(bruts.sheet(bruts.text("A1", "x" * 540_000_000)))


def _blank_rows() -> bytes:
    rows = "".join(map(_ROW.format, range(2, 1_000_002)))
    return bruts.xlsx(bruts.sheet(_CELL).replace("</sheetData>", f"{rows}</sheetData>"))


def _painted_rows() -> bytes:
    """A million rows whose cells are only painted."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(2, 1_000_002))
    return bruts.xlsx(bruts.sheet(_CELL).replace("</sheetData>", f"{rows}</sheetData>"))


def _far_cell() -> bytes:
    far = f'<row r="1048576">{bruts.text("XFD1048576", "x")}</row>'
    return bruts.xlsx(bruts.sheet(_CELL).replace("</sheetData>", f"{far}</sheetData>"))


def _deep_xml() -> bytes:
    return bruts.xlsx(bruts.sheet("<a>" * 1_000_000 + "</a>" * 1_000_000))


def _nested() -> bytes:
    inner = b"0" * 100_000_000
    for _ in range(5):
        inner = bruts.packed({"dedans.zip": inner})
    return bruts.xlsx(bruts.sheet(_CELL), extra={"xl/dedans.zip": inner})


def _many_texts() -> bytes:
    """Twelve million cells, as tight as the format lets them be."""
    row = "".join(f'<c r="{letter}1" t="n"><v>1</v></c>' for letter in "ABCDEFGHIJ")
    return bruts.xlsx(bruts.sheet(row * 1_200_000))


def _ods_repeated() -> bytes:
    repeated = 'office:value-type="string" table:number-columns-repeated="16384"'
    cell = f"<table:table-cell {repeated}><text:p>x</text:p></table:table-cell>"
    return bruts.ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def _cut_xls() -> bytes:
    whole = (Path(bruts.__file__).parent / "ancien.xls").read_bytes()
    return whole[: len(whole) * 2 // 3]


FILES: dict[str, Callable[[], bytes]] = {
    "bombe.xlsx": _bomb,
    "vides.xlsx": _blank_rows,
    "peintes.xlsx": _painted_rows,
    "loin.xlsx": _far_cell,
    "profond.xlsx": _deep_xml,
    "archives.xlsx": _nested,
    "serree.xlsx": _many_texts,
    "repetee.ods": _ods_repeated,
    "tronque.xls": _cut_xls,
    "une_ligne.csv": lambda: b"Nom;" + b"x" * 99_000_000,
    "une_ligne_separee.csv": lambda: b"a;" * 49_000_000,
    "vides.csv": lambda: b"Nom;Prenom\n" + b";\n" * 1_000_000,
    "lignes.csv": lambda: b"Nom;Prenom\n" + b"A;B\n" * 24_000_000,
    "guillemet.csv": lambda: b'Nom;Prenom\n"' + b"x;y\n" * 24_000_000,
    "profond.json": lambda: b"[" * 100_000 + b"]" * 100_000,
    "objets.json": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "long.json": lambda: b"[" + b'{"a":1},' * 12_000_000 + b'{"a":1}]',
    "page.xls": lambda: b"<html><table>" + b"<tr><td>x</td></tr>" * 5_000_000,
    "profonde.xls": lambda: b"<html>" + b"<table><tr><td>" * 300_000,
}


def _made(path: Path) -> None:
    if path.name in FILES:
        path.write_bytes(FILES[path.name]())
    else:
        exercice.make(path, 50, 7, date.today()).close()


if __name__ == "__main__":
    base.settle()
    if sys.argv[1:]:
        _made(Path(sys.argv[1]))
        sys.exit()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = True
    for one in measure():
        held &= one.held
        said = f"{one.nom:24}{one.cpu_s:6} s {one.mo:5} MB {one.code:3}  {one.dit}"
        print("ok" if one.held else "NO", said, flush=True)
    sys.exit(not held)
