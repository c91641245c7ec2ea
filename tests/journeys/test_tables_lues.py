"""A workbook made byte by byte, saved again by LibreOffice as every kind of table: the same list is read in each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scolarite_desk.exchange.tables.lus.lu import SheetRead
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.exchange.tables.valeurs import day_of, text_of
from scolarite_desk.langue import kept
from tests.exchange.tables.lus.bruts import DAY, number, sheet, text, xlsx
from tests.journeys.test_libreoffice import AS_TEXT, converted

pytestmark = pytest.mark.programs("soffice")

TODAY = date(2026, 9, 1)
_LIST = sheet(
    text("A1", "Liste du jour"),
    text("A2", "Date") + text("B2", "Nom") + text("C2", "Note") + text("D2", "Code postal"),
    number("A3", 46357, DAY) + text("B3", "KERMAREC") + number("C3", "14.5") + text("D3", "01000"),
    text("B4", "N’GUESSAN") + number("C4", 12) + text("D4", "2E4"),
    text("B5", 'a "b"; c') + '<c r="C5"><f>NA()</f></c>' + text("D5", "29200"),
    after='<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A3:A4"/></mergeCells>',
)
_ROWS = [
    ["Date", "Nom", "Note", "Code postal"],
    ["2026-12-01", "KERMAREC", "14,5", "01000"],
    ["2026-12-01", "N’GUESSAN", "12", "2E4"],
    ["", 'a "b"; c', "", "29200"],
]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "html", AS_TEXT])
def test_a_list_saved_again_by_libreoffice_is_read_the_same(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "liste.xlsx"
    source.write_bytes(xlsx(_LIST))
    tables = read_tables(converted(tmp_path, source, kind).read_bytes())
    wanted = [*_ROWS[:2], ["", *_ROWS[2][1:]], _ROWS[3]] if kind == AS_TEXT else _ROWS  # a text knows no merging
    assert _said(tables.feuilles[0]) == wanted
    assert any("#N/A" in kept(one.dite()) for one in tables.remarques)


def _said(found: SheetRead) -> list[list[str]]:
    head, *rows = [[text_of(cell) for cell in row[:4]] for number, row in found.lignes if number > 1]
    return [head, *([day_of(row[0], TODAY), row[1], row[2].replace(".", ","), row[3]] for row in rows)]
