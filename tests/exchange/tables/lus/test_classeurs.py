"""Workbooks as offices have them: what a cell is, cells that merge, cells without a value, sheets that are hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus import vue_ods, vue_xlsx
from scolarite_desk.exchange.tables.lus.bornes import IMPORT
from scolarite_desk.exchange.tables.lus.lu import TablesLues
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import kept
from tests.exchange.tables.lus.bruts import DAY, HOUR, MOMENT, number, ods, sheet, text, xlsx

OLD = Path(__file__).with_name("ancien.xls")  # made by LibreOffice, with all that an .xls may hold


def cells(tables: TablesLues, rank: int = 0) -> list[tuple[object, ...]]:
    return [row for _, row in tables.feuilles[rank].lignes]


def told(tables: TablesLues) -> list[str]:
    return [kept(one.dite()) for one in tables.remarques]


def test_a_cell_is_a_text_a_number_a_bool_a_day_an_hour_or_nothing() -> None:
    data = xlsx(
        sheet(
            text("A1", "01000") + text("B1", "2E4") + number("C1", "14.5") + number("D1", "1.0") + text("E1", "=1+1"),
            number("A2", 46357, DAY) + number("B2", "0.375", HOUR) + number("C2", "46357.5", MOMENT)
            + '<c r="D2" t="b"><v>1</v></c><c r="E2"/>',
        )
    )  # fmt: skip
    assert cells(read_tables(data)) == [
        ("01000", "2E4", 14.5, 1, "=1+1"),
        (date(2026, 12, 1), time(9), datetime(2026, 12, 1, 12), True, None),
    ]
    assert told(read_tables(data)) == []


def test_days_of_a_workbook_of_1904_are_the_same_days() -> None:
    assert cells(read_tables(xlsx(sheet(number("A1", 46357 - 1462, DAY)), mac=True))) == [(date(2026, 12, 1),)]


def test_a_day_merged_over_three_lines_is_that_of_each_of_them() -> None:
    data = xlsx(
        sheet(
            text("A1", "Liste du jour"),
            text("A2", "Date") + text("B2", "Nom"),
            number("A3", 46357, DAY) + text("B3", "KERMAREC"),
            text("B4", "LE GOFF"),
            text("B5", "N’GUESSAN"),
            "",
            text("B7", "DERRIEN"),
            after='<mergeCells><mergeCell ref="A3:A6"/><mergeCell ref="A1:B1"/></mergeCells>',
        )
    )
    assert cells(read_tables(data)) == [
        ("Liste du jour", None),
        ("Date", "Nom"),
        *((date(2026, 12, 1), name) for name in ("KERMAREC", "LE GOFF", "N’GUESSAN")),
        (None, "DERRIEN"),
    ]


def test_a_formula_never_computed_and_an_error_are_blank_and_told_with_their_column() -> None:
    (tables,) = [
        read_tables(
            xlsx(
                sheet(
                    text("A1", "Nom") + '<c r="B1"><f>1+1</f></c><c r="C1" t="e"><f>NA()</f><v>#N/A</v></c>',
                    text("A2", "Nom") + '<c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="e"><v>#REF!</v></c>',
                    text("A3", "Nom") + '<c r="B3" t="str"><f>""</f><v></v></c><c r="AB3"><f>A1</f><v/></c>',
                )
            )
        )
    ]
    assert [row[:3] for row in cells(tables)] == [("Nom", None, None), ("Nom", 2, None), ("Nom", None, None)]
    assert [one.split("\u00a0: ", 2)[:2] for one in told(tables)] == [
        ["Ligne 1", "la formule de la colonne B n’a jamais été calculée"],
        ["Ligne 1", "la colonne C contient l’erreur #N/A"],
        ["Ligne 2", "la colonne C contient l’erreur #REF!"],
        ["Ligne 3", "la formule de la colonne AB n’a jamais été calculée"],
    ]


def test_a_number_whose_last_figures_were_lost_is_told() -> None:
    tables = read_tables(xlsx(sheet(number("A1", "12345678901234567"))))
    assert "a plus de 15 chiffres" in told(tables)[0]


def test_a_hidden_sheet_is_left_out_and_named() -> None:
    tables = read_tables(xlsx(sheet(text("A1", "vu")), sheet(text("A1", "non")), states=("", "hidden")))
    assert [one.nom for one in tables] == ["F1"]
    assert told(tables) == ["La feuille «\u00a0F2\u00a0» est masquée\u00a0: elle n’est pas lue."]


def test_what_a_sheet_declares_to_hold_is_not_believed() -> None:
    for said in ("A1", "A1:XFD1048576"):
        tables = read_tables(xlsx(sheet(text("A1", "a"), text("B2", "b"), before=f'<dimension ref="{said}"/>')))
        assert cells(tables) == [("a", None), (None, "b")]


def test_cells_painted_far_below_are_no_lines() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/><c r="XFD1048577" s="1"></c></row>'
    data = xlsx(sheet(text("A1", "a")).replace("</sheetData>", f"{far}</sheetData>"))
    assert cells(read_tables(data)) == [("a",)]


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c t="inlineStr"><is><t>Nom</t></is></c><c><v>3</v></c></row><row><c/><c><f>A1</f></c></row>',
        '<!-- x --><row r="1"><c t="inlineStr" r="A1"><is><t>Nom</t></is></c><c r="B1"><v>3</v></c></row>'
        "<row><c/><c><f>1</f></c></row>",
        "<row r='1'><c r='A1' t='inlineStr'><is><t>Nom</t></is></c><c r = 'B1'><v>3</v></c></row>"
        "<row><c/><c><f>1</f></c></row>",
    ],
)  # fmt: skip
def test_a_sheet_that_no_usual_program_wrote_is_read_all_the_same(rows: str) -> None:
    tables = read_tables(xlsx(sheet().replace("<sheetData>", f"<sheetData>{rows}")))
    assert cells(tables) == [("Nom", 3)]
    assert told(tables)[0].startswith("Ligne 2\u00a0: la formule de la colonne B n’a jamais")


def test_names_of_tags_may_have_a_prefix() -> None:
    data = xlsx(
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        '<x:c r="A1" t="str"><x:v>Nom</x:v></x:c><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    assert "#N/A" in told(read_tables(data))[0]


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD1"])
@pytest.mark.parametrize("otherwise", [False, True])
def test_a_cell_filled_far_from_the_others_is_refused_before_its_square_is_held(place: str, otherwise: bool) -> None:
    far = (
        f'<row r="9"><c r="{place}"><v>1</v></c></row>'
        if not otherwise
        else f"<row r='9'><c r='{place}'><v>1</v></c></row>"
    )
    data = xlsx(sheet(text("A1", "a")).replace("</sheetData>", f'<row r="200000"/>{far}</sheetData>'))
    if place == "XFD1":
        assert "premières colonnes" in told(read_tables(data))[0]
        return
    with pytest.raises(Refused, match="dépasse"):
        read_tables(data)


def test_cells_are_counted_over_all_sheets_even_when_they_all_say_one_place() -> None:
    data = xlsx(sheet(number("A1", 1) * 6), sheet(number("A1", 1) * 5))
    assert read_tables(data, bornes=replace(IMPORT, cases=11)).feuilles
    with pytest.raises(Refused, match="dépasse 10 cellules"):
        read_tables(data, bornes=replace(IMPORT, cases=10))


def test_a_megabyte_without_a_tag_is_no_cell() -> None:
    assert cells(read_tables(xlsx(sheet(text("A1", "x" * 1_000_000)))))
    with pytest.raises(Refused, match="abîmé"):
        read_tables(xlsx(sheet(text("A1", "x" * 3_000_000))))


def test_a_sheet_that_must_be_parsed_has_so_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    odd, plain = "<row><c/><c/><c/></row>" * 10, "<table:table-row><table:table-cell/></table:table-row>" * 20
    for module in (vue_xlsx, vue_ods):
        monkeypatch.setattr(module, "ELEMENTS", 30)
    for data in (xlsx(sheet().replace("<sheetData>", f"<sheetData>{odd}")), ods(plain)):
        with pytest.raises(Refused, match="dépasse 15 cellules"):
            read_tables(data)


def test_an_old_workbook_is_read_as_a_new_one() -> None:
    tables = read_tables(OLD.read_bytes())
    assert kept(tables.genre) == "Ancien classeur Excel (.xls)"
    assert [one.nom for one in tables] == ["RDV", "Vide", "Autre"]
    assert [number for number, _ in tables.feuilles[0].lignes] == [1, 2, 3, 4, 5, 12]
    day = date(2026, 12, 1)
    assert cells(tables)[2:5] == [
        (day, time(9, 30), "KERMAREC", 14.5, 2, True, datetime(2026, 12, 1, 14, 5), None),
        (day, time(9, 45), "LE GOFF", 12, None, "2E4", timedelta(hours=30), None),
        (day, time(10), "0123", 1, None, "01000", None, "deux\nlignes"),
    ]
    assert [one.partition("\u00a0: ")[2][:40] for one in told(tables)][2:] == [
        "la colonne E contient l’erreur #N/A\u00a0: la",
        "la colonne E contient l’erreur #DIV/0!\u00a0:",
    ]


def test_a_workbook_of_opendocument_is_read_as_any() -> None:
    def cell(inside: str, more: str = "") -> str:
        return f'<table:table-cell office:value-type="string" {more}><text:p>{inside}</text:p></table:table-cell>'

    rows = (
        f"<table:table-row>{cell('Date')}{cell('Nom')}{cell('Note')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/>'
        "</table:table-row>"
        '<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="date" '
        f'office:date-value="2026-12-01"/>{cell("KERMAREC")}'
        '<table:table-cell office:value-type="float" office:value="14.5"/></table:table-row>'
        f"<table:table-row><table:covered-table-cell/>{cell('LE GOFF')}"
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:table-cell/><table:table-cell table:formula="of:=1+1"/>'
        f"{cell('bas')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    tables = read_tables(ods(rows, hidden=True))
    assert tables.feuilles[0].lignes == [
        (1, ("Date", "Nom", "Note")),
        (5, (date(2026, 12, 1), "KERMAREC", 14.5)),
        (6, (date(2026, 12, 1), "LE GOFF", None)),
        (7, (None, None, "bas")),
    ]
    assert [one.partition("\u00a0: ")[0] for one in told(tables)] == [
        "La feuille «\u00a0Masquée\u00a0» est masquée", "Ligne 6", "Ligne 7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16384"/></table:table-row>',
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="99999999999">'
        "<text:p>a</text:p></table:table-cell></table:table-row>",
        '<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="2000000000"/></text:p>'
        "</table:table-cell></table:table-row>",
    ],
)
def test_what_is_repeated_without_end_is_counted_and_never_made(rows: str) -> None:
    with pytest.raises(Refused, match=r"dépasse|abîmé"):
        read_tables(ods(rows))


def test_an_old_workbook_that_lies_about_its_size_or_its_texts_is_refused() -> None:
    data = OLD.read_bytes()
    size = data.index(b"\x00\x02\x0e\x00")  # the record of the size of a sheet
    texts = data.index(b"\xfc\x00")
    lies = (
        data[: size + 4] + b"\x00\x00\x00\x00\xff\xff\xff\x7f\x00\x00\xff\x00" + data[size + 16 :],
        data[: texts + 8] + b"\xff\xff\xff\x7f" + data[texts + 12 :],
        data[:4_000],
    )
    for one in lies:
        with pytest.raises(Refused, match=r"abîmé|pas un classeur"):
            read_tables(one)
