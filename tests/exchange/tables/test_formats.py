"""Every format that a table leaves in: read again by readers that are not ours, with what the file says of itself."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document
from python_calamine import CalamineWorkbook

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables import classeur_ods
from scolarite_desk.exchange.tables.colonne import Genre, plain
from scolarite_desk.exchange.tables.decisions import write_decisions
from scolarite_desk.exchange.tables.enonce import FileStatement, book
from scolarite_desk.exchange.tables.extraits import _colonne
from scolarite_desk.exchange.tables.formats import FORMATS, check_password, write_table
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.msg import verbatim
from scolarite_desk.progress import Progress
from tests.exchange.tables.decisions_inventees import EXPORT, decision

FRANCAIS = langue(SOURCE)
_DIT = FileStatement(
    verbatim("Essai"), verbatim("tout"), "Camille Morel", datetime(2026, 7, 6, 8, tzinfo=UTC), UTC, verbatim("Kerlouan")
)
_ROW: dict[str, Any] = {
    "texte": "=1+1", "long": "deux\nlignes  ici", "nom": None, "code": "01000", "jour": "2004-03-07",
    "instant": datetime(2026, 7, 1, 7, 30, tzinfo=UTC), "entier": 3, "nombre": Decimal("12.5"),
    "montant": Decimal("178.00"), "oui_non": True,
}  # fmt: skip
_COLUMNS = tuple(_colonne(genre.value, verbatim(genre.value), genre) for genre in Genre)
PASSWORD = "une phrase assez longue"


def written(fmt: str, rows: list[dict[str, Any]], password: str = "") -> bytes:
    stream = io.BytesIO()
    classeur = book(_DIT, _COLUMNS, len(rows))
    write_table(fmt, stream, classeur, rows, Progress(), langue=FRANCAIS, password=password)
    return stream.getvalue()


def sheets(data: bytes) -> list[list[list[Any]]]:
    read = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [read.get_sheet_by_name(name).to_python() for name in read.sheet_names]


@pytest.mark.parametrize("fmt", ["xlsx", "ods"])
def test_a_workbook_keeps_the_type_of_each_value_and_says_where_it_comes_from(fmt: str) -> None:
    data, about = sheets(written(fmt, [_ROW]))
    assert dict(zip(data[0], data[1], strict=True)) == {
        "texte": "=1+1", "long": "deux\nlignes  ici", "nom": "-", "code": "01000", "jour": date(2004, 3, 7),
        "instant": datetime(2026, 7, 1, 7, 30), "entier": 3.0, "nombre": 12.5, "montant": 178.0, "oui_non": "Oui",
    }  # fmt: skip
    said = {row[0]: row[1] for row in about}
    assert (said["Exporté par"], said["Ce qui a été demandé"]) == ("Camille Morel", "tout")


def test_an_ods_is_read_by_the_library_that_made_its_frame_and_has_no_formula() -> None:
    data = written("ods", [_ROW, _ROW | {"jour": "2004-03"}])
    sheet = Document(io.BytesIO(data)).body.get_table(0)
    assert sheet.get_value("A2") == "=1+1"
    assert sheet.get_value("E3") == "03/2004", "a day that is partly unknown is a text"
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.namelist()[0] == "mimetype"
    assert b"table:formula" not in archive.read("content.xml")


def test_json_has_types_and_is_one_row_a_line() -> None:
    text = written("json", [_ROW, _ROW | dict.fromkeys(_ROW)]).decode()
    read = json.loads(text)
    assert read["a_propos"]["exporte_par"] == "Camille Morel"
    assert read["a_propos"]["exporte_le"] == "2026-07-06T08:00:00+00:00"
    assert read["colonnes"][4] == {"cle": "jour", "entete": "jour", "genre": "jour"}
    assert read["lignes"][0] == {
        "texte": "=1+1", "long": "deux\nlignes  ici", "nom": None, "code": "01000", "jour": "2004-03-07",
        "instant": "2026-07-01T07:30:00+00:00", "entier": 3, "nombre": 12.5, "montant": 178.0, "oui_non": True,
    }  # fmt: skip
    assert set(read["lignes"][1].values()) == {None}
    assert len(text.splitlines()) == 3 + 2 + 1


def test_json_without_a_row_is_still_json() -> None:
    assert json.loads(written("json", []))["lignes"] == []


def test_many_rows_are_all_there_in_every_format() -> None:
    rows = [_ROW | {"entier": rank} for rank in range(1_203)]
    assert [row["entier"] for row in json.loads(written("json", rows))["lignes"]] == list(range(1_203))
    for fmt in ("xlsx", "ods"):
        assert [row[6] for row in sheets(written(fmt, rows))[0][1:]] == list(range(1_203))
    lines = csv.reader(io.StringIO(written("csv", rows).decode("utf-8-sig")), delimiter=";")
    assert [row[6] for row in lines][1:] == list(map(str, range(1_203)))


def test_a_formula_is_marked_where_a_spreadsheet_opens_it_and_never_in_json() -> None:
    assert "'=1+1" in written("csv", [_ROW]).decode("utf-8-sig")
    archive = zipfile.ZipFile(io.BytesIO(written("xlsx", [_ROW, _ROW | {"texte": "rien"}])))
    style = archive.read("xl/styles.xml").decode().split("<cellXfs")[1].split("<xf ")[1:]
    marked = {str(rank) for rank, one in enumerate(style) if 'quotePrefix="1"' in one}
    cells = archive.read("xl/worksheets/sheet1.xml").decode()
    of = {cell: cells.split(f'<c r="{cell}" s="')[1].split('"')[0] for cell in ("A2", "A3")}
    assert of["A2"] in marked
    assert of["A3"] not in marked
    assert '"=1+1"' in written("json", [_ROW]).decode()


def test_a_column_of_different_texts_is_written_as_one_of_few() -> None:
    """Past a thousand different values a column is written without being looked up: nothing shows."""
    odd = [" avant", "=1", "a & b", "deux\nlignes", "", "+33 6", "\x07sonne", "_x0041_", "é" * 20_000, "| tube |"]
    texts = [*(f"texte {rank}" for rank in range(2_000)), *odd, *(f"fin {rank}" for rank in range(700))]
    read = [row[0] for row in sheets(written("xlsx", [_ROW | {"texte": one} for one in texts]))[0][1:]]
    wanted = [plain(one) for one in texts]
    wanted[2_007] = read[2_007]  # told as `_x005F_x0041_`, which readers give back each in its way
    assert read == wanted


def test_a_password_closes_a_workbook_and_opens_it_again() -> None:
    closed = written("xlsx", [_ROW], PASSWORD)
    assert closed.startswith(b"\xd0\xcf\x11\xe0")
    assert b"Camille" not in closed
    file, opened = msoffcrypto.OfficeFile(io.BytesIO(closed)), io.BytesIO()
    file.load_key(password=PASSWORD)
    file.decrypt(opened, verify_integrity=True)
    assert sheets(opened.getvalue())[0][1][0] == "=1+1"


def test_a_closed_workbook_is_made_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written meets the disk once encrypted: neither its place nor the temporary folder sees the plain one."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    met: list[bytes] = []

    class Watched(io.BytesIO):
        def write(self, data: Any, /) -> int:
            met.append(bytes(data))
            return super().write(data)

    write_table("xlsx", Watched(), book(_DIT, _COLUMNS, 1), [_ROW], Progress(), langue=FRANCAIS, password=PASSWORD)
    assert b"".join(met).startswith(b"\xd0\xcf\x11\xe0")
    assert not any(one.startswith(b"PK") for one in met)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fmt", [one for one in FORMATS if one != "xlsx"])
def test_a_format_that_bears_no_password_says_why(fmt: str) -> None:
    with pytest.raises(Refused, match="choisissez Excel"):
        check_password(fmt, PASSWORD)


def test_a_short_password_writes_nothing() -> None:
    with pytest.raises(Refused, match="a de 8 à 255 signes"):
        written("xlsx", [_ROW], "court")


def test_an_ods_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classeur_ods, "CELLS_LIMIT", 5)
    with pytest.raises(Refused, match="réduisez le filtre"):
        written("ods", [_ROW])


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_text_comes_back_from_ods_and_json(texts: list[str]) -> None:
    rows, wanted = [_ROW | {"texte": text} for text in texts], [plain(text) for text in texts]
    assert [row["texte"] or "" for row in json.loads(written("json", rows))["lignes"]] == wanted
    sheet = zipfile.ZipFile(io.BytesIO(written("ods", rows))).read("content.xml").decode()
    assert sheet.count('<table:table-row table:style-name="ligne">') > len(texts)


def test_decisions_leave_in_every_format() -> None:
    for fmt in FORMATS:
        stream = io.BytesIO()
        write_decisions([decision(rank) for rank in range(30)], EXPORT, fmt, stream, langue=FRANCAIS)
        assert stream.tell()
