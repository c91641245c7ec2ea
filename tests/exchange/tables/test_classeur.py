"""The workbook writer: what is typed comes back as it was, whatever it is."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables import classeur
from scolarite_desk.exchange.tables.colonne import TEXT_LIMIT, Colonne, Genre, plain
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.exchange.tables.xlsx_rows import column_letter
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.msg import verbatim
from scolarite_desk.progress import Cancelled, Progress


@dataclass
class Ligne:
    valeur: Any
    temoin: str = "témoin"


def written(values: list[Any], genre: Genre = Genre.TEXTE, progress: Progress | None = None, **said: Any) -> bytes:
    colonnes: tuple[Colonne[Ligne], ...] = (
        Colonne("temoin", verbatim("Témoin"), Genre.TEXTE, lambda ligne: ligne.temoin),
        Colonne("valeur", verbatim("Valeur"), genre, lambda ligne: ligne.valeur, 30),
    )
    sheet = Classeur(
        titre=verbatim("Essai"),
        colonnes=colonnes,
        apropos=said.pop("apropos", ((verbatim("Quoi"), "un essai"),)),
        apropos_titre=verbatim("À propos"),
        sujet=verbatim("essai"),
        par=said.pop("par", "Camille Morel"),
        le=datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
        fuseau=said.pop("fuseau", ZoneInfo("Europe/Paris")),
        **said,
    )
    stream = io.BytesIO()
    rows = [Ligne(value) for value in values]
    classeur.write_workbook(stream, sheet, rows, progress or Progress(), langue=langue(SOURCE))
    return stream.getvalue()


def read_back(data: bytes) -> list[Any]:
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [row[1] for row in rows[1:]]


def openpyxl_cells(data: bytes) -> list[Any]:
    return [row[1] for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2)]


@pytest.mark.parametrize("text", ["=1+1", "+33 6 12", "-5", "@SOMME(A1)", "=cmd|'/c calc'!A0", "\t=1", "'=1"])
def test_typed_text_never_becomes_a_formula(text: str) -> None:
    data = written([text])
    assert read_back(data) == [text]
    (cell,) = openpyxl_cells(data)
    assert cell.value == text
    assert cell.data_type != "f"
    assert "<f>" not in sheet_xml(data)


def sheet_xml(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    "text", [" avant", "après ", "deux  espaces", "une ligne\nune autre", "\n", "\t", "&<>\"'", "É"]
)
def test_spaces_breaks_and_signs_are_kept(text: str) -> None:
    assert read_back(written([text])) == [text]


def test_what_no_file_may_hold_is_taken_out() -> None:
    assert read_back(written(["a\x00b\x07c\ufffed\x85", "x\r\ny\rz\x0bt", "\ud83dseul"])) == [
        "abcd",
        "x\ny\nz\nt",
        "\ufffdseul",
    ]


def test_two_halves_of_a_character_are_one() -> None:
    assert plain("\ud83d\ude00") == "😀"


def test_text_that_looks_like_an_escape_is_kept() -> None:
    """Excel reads `_x0041_` as A: the underscore is escaped, as the format says."""
    assert "_x005F_x0041_" in sheet_xml(written(["_x0041_"]))


def test_a_text_is_cut_at_what_a_cell_takes() -> None:
    (said,) = read_back(written(["é" * 40_000]))
    assert len(said) == TEXT_LIMIT
    assert said.endswith("…")
    assert len(plain("😀" * 20_000).encode("utf-16-le")) // 2 <= TEXT_LIMIT


@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was_cleaned(texts: list[str]) -> None:
    said = [plain(text) for text in texts]
    if any(re.search("_x[0-9A-Fa-f]{4}_", text) for text in said):
        return
    assert [value or "" for value in read_back(written(texts))] == said


@given(st.text(st.characters(), max_size=80))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    plain(text).encode()


def test_days_are_real_dates() -> None:
    data = written([date(2004, 3, 7), "2001-11-23", date(1900, 3, 1), None], Genre.JOUR)
    assert read_back(data) == [date(2004, 3, 7), date(2001, 11, 23), date(1900, 3, 1), ""]
    assert {cell.number_format for cell in openpyxl_cells(data)} == {"dd/mm/yyyy"}


@pytest.mark.parametrize(("day", "said"), [("1899-12-31", "31/12/1899"), ("2004-03", "03/2004"), ("1987", "1987")])
def test_a_day_that_no_spreadsheet_knows_stays_readable(day: str, said: str) -> None:
    assert read_back(written([day], Genre.JOUR)) == [said]


@given(st.dates(date(1900, 3, 1), date(2149, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    assert read_back(written([day.isoformat()], Genre.JOUR)) == [day]


def test_instants_are_in_the_time_of_the_office() -> None:
    summer, winter = datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 1, 1, 8, 0, 59, tzinfo=UTC)
    data = written([summer, winter], Genre.INSTANT)
    assert read_back(data) == [datetime(2026, 7, 2, 0, 30), datetime(2026, 1, 1, 9, 0, 59)]
    assert read_back(written([winter], Genre.INSTANT, fuseau=ZoneInfo("Indian/Reunion"))) == [
        datetime(2026, 1, 1, 12, 0, 59)
    ]


def test_amounts_and_ranks_are_numbers() -> None:
    assert read_back(written([Decimal("170.50"), Decimal(0), None], Genre.MONTANT)) == [170.5, 0, ""]
    assert read_back(written([1, 0, None], Genre.ENTIER)) == [1, 0, ""]


def test_identifiers_are_text_even_when_all_digits() -> None:
    data = written(["01000", "0612345678", "0199000001Z"], Genre.CODE)
    assert read_back(data) == ["01000", "0612345678", "0199000001Z"]
    assert {cell.number_format for cell in openpyxl_cells(data)} == {"@"}
    assert 'numberStoredAsText="1"' in sheet_xml(data)


def test_yes_no_and_nothing_said_differ() -> None:
    assert read_back(written([True, False, None], Genre.OUI_NON)) == ["Oui", "Non", ""]


def test_a_missing_name_is_a_dash() -> None:
    assert read_back(written(["Ndiaye", None, ""], Genre.NOM)) == ["Ndiaye", "-", "-"]


def test_every_cell_and_row_names_its_place() -> None:
    rows = re.findall(r'<row r="(\d+)".*?</row>', sheet_xml(written(["a", None, "c"])), re.DOTALL)
    assert rows == ["1", "2", "3", "4"]
    assert re.findall(r'<c r="(\w+)"', sheet_xml(written(["a", None]))) == ["A1", "B1", "A2", "B2", "A3", "B3"]
    assert [column_letter(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_long_text_gets_a_row_tall_enough() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(["court", "mot " * 60, "a\nb\nc"], Genre.LONG))).worksheets[0]
    assert sheet.row_dimensions[2].height is None
    assert sheet.row_dimensions[3].height > 100
    assert sheet.row_dimensions[4].height == 49


def test_the_sheet_is_ready_to_read_and_to_print() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(["a", "b"])))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "page &P/&N – exporté le 21/11/2026 à 14\u00a0h\u00a005 par Camille Morel"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["B"].width == 30
    assert "_xlnm._FilterDatabase" in zipfile.ZipFile(io.BytesIO(written(["a"]))).read("xl/workbook.xml").decode()


def test_a_name_with_an_ampersand_is_no_command_of_the_footer() -> None:
    footer = (
        openpyxl.load_workbook(io.BytesIO(written(["a"], par="A&B " + "&" * 300))).worksheets[0].oddFooter.center.text
    )
    assert "A&&B" in footer
    assert len(footer) < 120


def test_the_second_sheet_keeps_text_as_text() -> None:
    facts = ("=1+1\x07", 1, datetime(2026, 7, 1, 10, tzinfo=UTC))
    data = written(["a"], apropos=tuple(zip(map(verbatim, ("Filtre", "Lignes", "Le")), facts, strict=True)))
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(1).to_python()
    assert rows[1:] == [["Filtre", "=1+1"], ["Lignes", 1], ["Le", datetime(2026, 7, 1, 12)]]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]
    assert sheet["B2"].data_type == "s"


def test_no_line_at_all_is_still_a_workbook() -> None:
    assert read_back(written([])) == []


def test_progress_is_told_every_five_hundred_rows() -> None:
    told: list[tuple[int, int]] = []
    written(["x"] * 1200, progress=Progress(lambda done, total: told.append((done, total))))
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]


def test_a_cancelled_export_stops() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        written(["x"], progress=progress)


def test_more_than_a_sheet_holds_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classeur, "ROWS_LIMIT", 2)
    with pytest.raises(Refused, match="réduisez le filtre"):
        written(["a", "b", "c"])
