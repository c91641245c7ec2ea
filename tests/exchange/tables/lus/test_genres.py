"""What a file is: told by its bytes, named, with what to do of one that is no table; pages and JSON are read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.bornes import IMPORT
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import kept
from tests.exchange.tables.lus.bruts import packed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_XML = b'<?xml version="1.0"?>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\0\0\0\x18ftypheic", "image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image"),
        (b"Rar!\x1a\x07", "archive"),
        (packed({"liste.csv": b"a"}), "archive"),
        (packed({"word/document.xml": b"<a/>"}), "Word"),
        (packed({"ppt/a.xml": b"<a/>"}), "diaporama"),
        (packed({"xl/workbook.bin": b"a"}), "xlsb"),
        (packed({"Index/Document.iwa": b"a"}), "Numbers"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "document texte"),
        (_OLE + "WordDocument".encode("utf-16-le"), "ancien document Word"),
        (_OLE + "Contents".encode("utf-16-le"), "pas un classeur"),
        (b"\xff\x00\x02\x00\x04\x04", "Works"),
        (b"\x00\x00\x1a\x00\x00\x10", "Lotus"),
        (b"\x09\x00\x04\x00\x07\x00\x10\x00", "avant Excel 97"),
        (_XML + b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 2003"),
        (_XML + b"<office:document/>", "fods"),
        (_XML + b"<liste><a/></liste>", "fichier XML"),
        (b"BEGIN:VCALENDAR\r\n", "agenda"),
        ("begin:vcard\r\n".encode("utf-16"), "contacts"),
        (b"MZ\x90\0", "programme"),
        (b"SQLite format 3\0", "base de données"),
        (b"{\\rtf1", "RTF"),
        (b"\x1f\x8b\x08", "archive"),
    ],
)
def test_a_file_that_is_no_table_is_named_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_tables(data)


def test_a_page_called_a_workbook_is_named_and_its_table_read() -> None:
    page = (
        "<html><meta charset=utf-8><body><h1>Liste</h1><table><tr><td colspan=3>Candidats</td></tr>"
        "<tr><th>Date<th>Nom<th>Note</tr><tr><td rowspan=2>01/12/2026<td>KERMAREC<br>Maëlle<td>14,5</tr>"
        "<tr><td>LE GOFF<td>#N/A</tr><tr><td>&nbsp;</tr></table></body></html>"
    )
    for data in (page.encode(), page.encode("utf-16"), ("\ufeff" + page).encode()):
        tables = read_tables(data)
        assert tables.feuilles[0].lignes == [
            (1, ("Candidats", None, None)),
            (2, ("Date", "Nom", "Note")),
            (3, ("01/12/2026", "KERMAREC Maëlle", "14,5")),
            (4, ("01/12/2026", "LE GOFF", None)),
        ]
        assert [kept(one.dite())[:40] for one in tables.remarques] == [
            "Ce fichier est une page HTML, pas un cla",
            "Ligne 4\u00a0: la colonne C contient l’erreur",
        ]


@pytest.mark.parametrize("inside", ["<p>rien</p>", "<table><tr><tr></table>" * 2, "<table><tr><td>1</table>"])
def test_a_page_without_one_table_is_refused_with_what_to_do(inside: str) -> None:
    with pytest.raises(Refused, match="page HTML"):
        read_tables(f"<html><body>{inside}</body></html>".encode())


def test_json_is_a_list_of_flat_objects_whose_numbers_stay_as_written() -> None:
    rows = '[{"INE": "0123", "note": 14.50, "n": 12345678901234567890}, {"note": null, "boursier": true}, {}]'
    wanted = [
        (1, ("INE", "note", "n", "boursier")),
        (2, ("0123", "14.50", "12345678901234567890", None)),
        (3, (None, None, None, "oui")),
    ]
    for text in (rows, f' {{"lignes": {rows}}}'):
        assert read_tables(text.encode()).feuilles[0].lignes == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"a": {"b": 1}}]', "ligne 1 de ce fichier JSON donne plusieurs valeurs à «\u00a0a\u00a0»"),
        ('[{"a": 1}, {"b": [1]}]', "ligne 2"),
        ("[[1]]", "ligne 1 de ce fichier JSON n’est pas un objet"),
        ('{"autre": []}', "liste d’objets"),
        ('[{"a": 1, "a": 2}]', "deux fois «\u00a0a\u00a0»"),
        ('[{"a": NaN}]', "ne se lit pas"),
        ('[{"a": 1', "ne se lit pas"),
        ("[" * 100_000, "ne se lit pas"),
        ("[]", "vide"),
        (json.dumps([{}] * (IMPORT.lignes + 1)), "dépasse 200000 lignes"),
    ],
)
def test_json_of_another_shape_is_refused_with_its_place(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_tables(text.encode())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" + "{}," * 20 + "{}]", "dépasse 10 lignes"),
        ('[{"a":1,"b":1}' + ',{"a":1,"b":1}' * 2 + "]", "dépasse 5 cellules"),
        ('[{"a":[' + "1," * 12 + "1]}]", "dépasse 5 cellules"),
    ],
)
def test_json_is_counted_by_its_signs_before_any_of_it_is_made(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_tables(text.encode(), bornes=replace(IMPORT, lignes=10, cases=15))


def test_more_names_than_are_read_are_told() -> None:
    for text in (
        json.dumps([{f"c{n}": n for n in range(250)}]),
        json.dumps([{f"{n} {m}": 1 for m in range(90)} for n in range(90)]),
    ):
        tables = read_tables(text.encode())
        assert len(tables.feuilles[0].lignes[0][1]) == 200
        assert "200 premières colonnes" in kept(tables.remarques[0].quoi)
