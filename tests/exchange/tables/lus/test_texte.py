"""Tables in text: encodings line by line, which sign separates, quotation marks, lines that do not look like others."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.bornes import DITES, IMPORT
from scolarite_desk.exchange.tables.lus.lu import TablesLues
from scolarite_desk.exchange.tables.lus.texte import separator_of
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import kept

HEAD = "Nom;Prénom;Note\n"
CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffd#"), max_size=12)


def read(source: str | bytes) -> TablesLues:
    return read_tables(source.encode() if isinstance(source, str) else source)


def lines(source: str | bytes) -> list[tuple[int, tuple[object, ...]]]:
    (sheet,) = read(source)
    return sheet.lignes


def told(source: str | bytes) -> list[str]:
    return [kept(one.dite()) for one in read(source).remarques]


def test_a_line_of_another_encoding_is_read_in_it_and_told_and_the_others_stay() -> None:
    data = (HEAD + "KERMAREC;Maëlle;1\n").encode() + "LE GOFF;André;2\n".encode("cp1252")
    assert [row[1] for _, row in lines(data)] == ["Prénom", "Maëlle", "André"]
    assert told(data) == [
        "Ligne 3\u00a0: codée autrement que le reste du fichier (Windows-1252)\u00a0: vérifiez ses accents."
    ]


@given(
    st.lists(st.sampled_from(["Maëlle", "André", "œuf", "a", ""]), min_size=1), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_each_line_is_read_in_its_own_encoding_whatever_ends_it(names: list[str], end: str) -> None:
    wanted = ["Maëlle", *names, "fin"]
    data = b"".join((name + end).encode("cp1252" if rank % 2 else "utf-8") for rank, name in enumerate(wanted))
    assert [row[0] for _, row in lines(data)] == [name for name in wanted if name]


def test_a_whole_file_of_an_old_excel_is_told_once() -> None:
    data = (HEAD + "LE GOFF;André;2\n").encode("cp1252")
    assert [row[1] for _, row in lines(data)] == ["Prénom", "André"]
    assert told(data) == ["Ce fichier est lu en Windows-1252, l’ancien codage d’Excel\u00a0: vérifiez les accents."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_that_programs_write_is_read_without_a_word(encoding: str) -> None:
    data = (HEAD + "KERMAREC;Maëlle;1\n").encode(encoding)
    assert lines(data) == [(1, ("Nom", "Prénom", "Note")), (2, ("KERMAREC", "Maëlle", "1"))]
    assert told(data) == []


def test_accents_that_were_spoilt_before_are_told_and_left() -> None:
    spoilt = "Maëlle".encode().decode("cp1252")
    assert lines(f"{HEAD}KERMAREC;{spoilt};1\n")[1][1][1] == spoilt
    assert told(f"{HEAD}KERMAREC;{spoilt};1\nX;Yann\ufffd;2\n") == [
        f"Ligne 2\u00a0: «\u00a0{spoilt}\u00a0»\u00a0: ces accents étaient déjà abîmés dans le fichier, rien n’y a "
        "été changé.",
        "Ligne 3\u00a0: une lettre y est perdue («\u00a0\ufffd\u00a0»)\u00a0: corrigez-la dans le fichier.",
    ]
    assert told(HEAD + "SÃO;Ana;1\nGARÇÃO;Â;2\n") == []


def test_what_is_no_text_is_refused_in_words() -> None:
    for data in (b"a;b\0\0\0\n", b"\x01\x02\0\x03" * 50, bytes(range(256)) * 4):
        with pytest.raises(Refused, match="ni une liste"):
            read(data)


@pytest.mark.parametrize("sign", ";,\t|")
def test_the_sign_that_separates_is_the_one_that_cuts_lines_alike(sign: str) -> None:
    texts = [
        sign.join(("Nom", "Remarque", "Note")),
        sign.join(("KERMAREC", '"a, b; c, d| e, f\tg"', "14,5" if sign != "," else "14.5")),
        sign.join(("LE GOFF", "rien", "12")),
    ]
    assert separator_of("\n".join(["Liste du jour, avec ses remarques", *texts])) == sign


def test_commas_of_texts_and_of_decimals_separate_nothing() -> None:
    assert separator_of("Nom;Avis\nA;oui, mais, bon, enfin, bref\nB;non, non, non\n") == ";"
    assert separator_of("Nom;M1;M2\nA;14,5;11,2\nB;9,25;10,5\n") == ";"
    assert lines("Nom\nKERMAREC\n") == [(1, ("Nom",)), (2, ("KERMAREC",))]


def test_a_first_line_that_tells_excel_the_sign_is_obeyed_and_is_no_line() -> None:
    assert lines("sep=|\nNom|Note;x\nA|1;2\n") == [(2, ("Nom", "Note;x")), (3, ("A", "1;2"))]


def test_a_quotation_mark_in_a_text_loses_nothing_and_is_told() -> None:
    data = HEAD + '"Master" Info;a;1\nLE GOFF;"b";2\n"KERMAREC;c;3\nDERRIEN;"d ""x""\nsuite";4\n'
    assert lines(data)[1:] == [
        (2, ('"Master" Info', "a", "1")),
        (3, ("LE GOFF", "b", "2")),
        (4, ('"KERMAREC', "c", "3")),
        (5, ("DERRIEN", 'd "x"\nsuite', "4")),
    ]
    assert [one.partition("\u00a0:")[0] for one in told(data)] == ["Ligne 2", "Ligne 4"]


def test_more_broken_marks_than_a_list_has_are_letters_like_others() -> None:
    data = HEAD + '"a" b;c;1\n' * 1_500
    assert lines(data)[-1] == (1_501, ('"a" b', "c", "1"))
    remarks = told(data)
    assert any("à partir d’ici" in one for one in remarks)
    assert len(remarks) == DITES + 2


def test_lines_glued_together_are_told() -> None:
    data = HEAD + "A;B;1\n" * 5 + "C;D;2E;F;3\n" + "G;H;4;I\n"
    assert [one.partition("\u00a0: ")[0::2] for one in told(data)] == [
        ("Ligne 7", "5 cellules au lieu de 3\u00a0: plusieurs lignes y sont collées, seule la première est sûre."),
        ("Ligne 8", "4 cellules au lieu de 3\u00a0: un séparateur y est sans doute de trop."),
    ]
    assert told(HEAD + "A;B;1;;;\nC;D;2\n") == []


def test_a_cell_of_very_many_lines_is_told() -> None:
    data = HEAD + "A;B;1\n" * 3 + '"X' + "\nA;B;1" * 30 + '";y;2\n'
    assert "sur de nombreuses lignes" in told(data)[0]


def test_errors_and_shortened_numbers_of_a_spreadsheet_are_told() -> None:
    data = HEAD + "A;#N/A;1,23457E+16\n"
    assert lines(data)[1] == (2, ("A", None, "1,23457E+16"))
    assert len(told(data)) == 2


def test_more_columns_than_are_read_are_told() -> None:
    (sheet,) = read(";".join("abc" for _ in range(300)) + "\n")
    assert len(sheet.lignes[0][1]) == IMPORT.colonnes
    assert told(";".join("abc" for _ in range(300))) == ["Seules les 200 premières colonnes sont lues."]


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=3, max_size=8), st.sampled_from(";,\t|"))
def test_what_a_program_writes_is_what_is_read(rows: list[list[str]], sign: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL).writerows([["Nom", "Prénom", "Note"], *rows])
    found = [row for _, row in lines(out.getvalue())]
    wanted = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert found[1:] == wanted


@given(st.text(max_size=60))
def test_no_text_is_lost_whatever_its_marks(text: str) -> None:
    try:
        found = lines(f'Nom;Note\n"a" b;1\n{text}')
    except Refused:
        return
    assert found[1] == (2, ('"a" b', "1"))


def test_a_line_longer_than_any_table_has_is_refused_before_it_is_cut() -> None:
    for line in ("x" * 7_000_000, "a;" * 3_500_000):
        with pytest.raises(Refused, match="ligne de ce fichier est trop longue"):
            read(f"Nom;Prenom\nA;B\n{line}")
