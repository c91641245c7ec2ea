"""The decisions workbook in a real spreadsheet program: it opens, says the same, and prints as it should."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from scolarite_desk.exchange.papers.reperes import slots
from scolarite_desk.exchange.tables.colonne import Genre
from scolarite_desk.exchange.tables.decisions import COLONNES, write_decisions
from scolarite_desk.exchange.word.fusion import merged
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rows.candidature_lue import AvisLu
from tests.exchange.papers.papiers_inventes import lettre
from tests.exchange.tables.decisions_inventees import EXPORT, decision
from tests.exchange.word.documents import LETTRE

pytestmark = pytest.mark.programs("soffice", "pdftotext")

FRANCAIS = langue(SOURCE)
ROWS = [decision(i) for i in range(90)]
TOUTES = [colonne.cle for colonne in COLONNES]
# Semicolons, quotes, UTF-8 (LibreOffice, « Filter Options for CSV Export »).
AS_TEXT = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"


def converted(tmp_path: Path, source: Path, target: str) -> Path:
    """What LibreOffice makes of a file, with a profile of its own."""
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(tmp_path / "sortie"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=os.environ | {"LC_ALL": "fr_FR.UTF-8"})
    return tmp_path / "sortie" / f"{source.stem}.{target.partition(':')[0]}"


def shown(tmp_path: Path, source: Path) -> list[list[str]]:
    text = converted(tmp_path, source, AS_TEXT).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_libreoffice_shows_every_cell_as_the_text_file_says_it(tmp_path: Path) -> None:
    book, text = tmp_path / "decisions.xlsx", tmp_path / "texte.csv"
    write_decisions(ROWS, EXPORT, "xlsx", book, TOUTES, langue=FRANCAIS)
    write_decisions(ROWS, EXPORT, "csv", text, TOUTES, langue=FRANCAIS)
    expected = list(csv.reader(io.StringIO(text.read_text(encoding="utf-8-sig")), delimiter=";"))
    expected = [[cell.removeprefix("'") for cell in line] for line in expected]
    titles, *lines = shown(tmp_path, book)
    assert [titles, *(_in_our_words(line) for line in lines)] == expected


def _in_our_words(line: list[str]) -> list[str]:
    """LibreOffice writes seconds, and no useless decimal."""
    words = zip(COLONNES, line, strict=True)
    return [_SPOKEN.get(colonne.genre, lambda cell: cell)(cell) for colonne, cell in words]


_SPOKEN = {Genre.INSTANT: lambda cell: cell.removesuffix(":00"), Genre.MONTANT: lambda cell: f"{cell}0"}


@pytest.mark.parametrize("typed", ["=1+1", "+33 6 12", "@SOMME(A1)", "_x0041_", " espaces ", "une\nautre"])
def test_libreoffice_computes_nothing_that_was_typed(tmp_path: Path, typed: str) -> None:
    book = tmp_path / "decisions.xlsx"
    row = replace(ROWS[0], avis=AvisLu(commentaire=typed))
    write_decisions([row], EXPORT, "xlsx", book, ["dossier", "commentaire"], langue=FRANCAIS)
    assert shown(tmp_path, book)[1] == ["AA000000", typed]


def test_it_prints_on_landscape_pages_with_its_header_and_footer(tmp_path: Path) -> None:
    book = tmp_path / "decisions.xlsx"
    write_decisions(ROWS, EXPORT, "xlsx", book, langue=FRANCAIS)
    pdf = converted(tmp_path, book, "pdf")
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    pages = pages.replace("\u00a0", " ")
    *data, about, _ = pages.split("\f")
    for number, page in enumerate(data, 1):
        assert f"page {number}/{len(data) + 1} – exporté le 21/11/2026 à 14 h 05 par Camille Morel & Cie" in page
        assert "Nom de naissance" in page
        assert "Université de Kerlouan" in page
    assert "À propos de cet export" in about
    assert all(row.dossier in pages for row in ROWS)
    assert "###" not in pages


@pytest.mark.programs("lowriter")
def test_writer_shows_a_word_letter_with_its_values_and_no_field(tmp_path: Path) -> None:
    (tmp_path / "lettre.docx").write_bytes(merged(LETTRE, slots(lettre("DE"), FRANCAIS)))
    pages = converted(tmp_path, tmp_path / "lettre.docx", "pdf")
    said = subprocess.run(["pdftotext", "-layout", str(pages), "-"], check=True, capture_output=True, timeout=60)
    text = said.stdout.decode()
    assert "L01-2026-00001" in text
    assert "tribunal administratif d’Orléans" in text
    assert "«" not in text
