"""Every kind of file, invented, written to a folder: workbook, text, and what LibreOffice makes of them.

python -m tests.exchange.imports.fabrique FOLDER
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.exchange.imports.fabrique import fichiers, tableaux

KINDS = {
    "ecandidat": tableaux.ecandidat(),
    "monmaster": tableaux.mon_master(),
    "parcoursup-admis": tableaux.admis(),
    "parcoursup-admis-parametrable": tableaux.admis("parametrable"),
    "parcoursup-donnees": tableaux.donnees(),
    "pegase": tableaux.pegase(),
    "formations": tableaux.formations(),
    "calendrier": tableaux.calendrier(),
    "rendezvous": tableaux.rendezvous(),
    "libre": tableaux.libre(),
}


def write(folder: Path) -> list[Path]:
    """The workbooks and the text files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, lines in KINDS.items():
        for suffix, data in ((".xlsx", fichiers.xlsx((name, lines))), (".csv", fichiers.csv(lines))):
            path = (folder / name).with_suffix(suffix)
            path.write_bytes(data)
            made.append(path)
    return made


def saved_again(books: list[Path], folder: Path, suffix: str) -> list[Path]:
    """The same workbooks as LibreOffice saves them."""
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), *map(str, books)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [(folder / one.name).with_suffix(f".{suffix}") for one in books]


if __name__ == "__main__":
    target = Path(sys.argv[1])
    written = write(target)
    if shutil.which("soffice"):
        for kind in ("ods", "xls", "xlsx"):
            into = target / f"libreoffice-{kind}"
            into.mkdir(exist_ok=True)
            saved_again([one for one in written if one.suffix == ".xlsx"], into, kind)
    sys.stdout.write(f"{target}\n")
