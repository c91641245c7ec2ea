"""The layer under the documents: letters of every alphabet in use, lines, pages, structure."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scolarite_desk import places
from scolarite_desk.errors import Unavailable
from scolarite_desk.exchange.pdf import fonts, pages
from scolarite_desk.exchange.pdf.blocks import Item, PageRule, Paragraph
from scolarite_desk.exchange.pdf.canvas import TaggedCanvas
from scolarite_desk.exchange.pdf.figures import Barcode, bars_of
from scolarite_desk.exchange.pdf.fonts import BOLD
from scolarite_desk.exchange.pdf.french import day, hour, long_day, numbered, of, spaced, week_day
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable
from scolarite_desk.exchange.pdf.type import SMALL, TEXT, lines, shortened
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import FormationVisee
from tests.exchange.pdf_reading import faults, texts

FRANCAIS = langue(SOURCE)
NAMES = "NGUYỄN Łukasz Œuvrard Çelik ĄĆĘ Straße Ðorđević Åse Ğül Ṣubomi Ħ Ŧ ŵŷ Ǻ Ǿ Ơ Ư ẞ ŉ « à l’ouïe » – € n°"


def drawn(*blocks: Paragraph | Item | Barcode) -> bytes:
    canvas = TaggedCanvas("Essai", "Scolarité Desk", datetime(2026, 11, 21), pages.A4, "fr-FR")
    pages.draw(canvas, blocks, pages.Sheet(), pages.RunningHead("Rappel", "Pied"), FRANCAIS)
    return canvas.finish()


def test_every_latin_letter_of_a_name_has_its_glyph() -> None:
    latin = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E00, 0x1F00)]
    assert [chr(point) for point in latin if point not in fonts.coverage()] == []


def test_names_are_read_back_as_they_were_written() -> None:
    data = drawn(Paragraph(NAMES), Paragraph("".join(chr(point) for point in range(0xC0, 0x250)), SMALL))
    read = texts(data)[0]
    assert NAMES.replace("\u00a0", " ") in read
    assert faults(data) == []


def test_a_decomposed_name_is_printed_composed() -> None:
    assert fonts.printable("Cafe\u0301\u200b\x07") == ("Café", "")


@given(st.text(max_size=60))
def test_no_text_stops_a_document(text: str) -> None:
    shown, missing = fonts.printable(text)
    assert all(ord(char) in fonts.coverage() or char == "\n" for char in shown)
    assert (fonts.REPLACEMENT in shown) or not missing
    lines("", shown, TEXT, 100.0)


def test_a_warning_names_the_text_and_the_letter() -> None:
    clean, warnings = fonts.covered(FormationVisee("Études 漢字", "A1"), FRANCAIS)
    assert clean == FormationVisee("Études \ufffd\ufffd", "A1")
    assert len(warnings) == 1
    assert "U+5B57, U+6F22" in kept(warnings[0])


def test_without_its_font_a_document_is_unavailable_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "resource", lambda name: tmp_path / name)
    with pytest.raises(Unavailable, match="police"):
        fonts._file("Regular")


WORDS = st.text(
    st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x17F) | st.sampled_from(" -/\n"), max_size=200
)


@given(WORDS, st.floats(20, 400))
def test_lines_hold_every_letter_in_order_within_the_column(text: str, room: float) -> None:
    found = lines("", text, TEXT, room)
    kept = "".join(words for line in found for _, words, _ in line)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
    for line in found:
        for font, words, start in line:
            assert len(words) == 1 or start + fonts.width(words.rstrip(), font) * TEXT.size / 1000 <= room + 0.1


def test_a_word_at_the_end_of_a_line_is_not_glued_to_the_next() -> None:
    found = lines("Tête ", "un deux\ntrois quatre Saint-Étienne", TEXT, 60.0)
    said = "".join(words for line in found for _, words, _ in line)
    assert len(found) > 2
    assert said == "Tête un deux trois quatre Saint-Étienne"


@given(WORDS, st.floats(10, 400))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    short = shortened(text, TEXT, room)
    assert short in (text, "…") or fonts.width(short, TEXT.font) * TEXT.size / 1000 <= room


@given(st.integers(1, 200), st.integers(1, 200))
@example(142, 1)  # white gives way: its second block is no more the one that was given
def test_a_text_split_over_pages_loses_nothing_and_leaves_no_lonely_line(first: int, second: int) -> None:
    blocks = [Paragraph("mot " * 20 * count, before=10.0) for count in (first, second)]
    sheet = pages.Sheet()
    placed = pages.compose(blocks, sheet)
    parts = [block for page in placed for _, block in page if isinstance(block, Paragraph)]
    assert sum(len(part.lines(sheet.width)) for part in parts) == sum(len(block.lines(sheet.width)) for block in blocks)
    assert all(part.skipped == (0, None) or len(part.lines(sheet.width)) >= 2 for part in parts)  # whole, or in two
    for number, page in enumerate(placed):
        offset, last = page[-1]
        assert offset + last.height(sheet.width) <= sheet.room(first=number == 0) + 0.1


def test_a_short_word_is_never_alone_on_the_last_line() -> None:
    for room in range(260, 400, 7):
        found = lines("", "la date à laquelle votre décision sera annulée " * 2 + "2026-2027", TEXT, float(room))
        assert len(found[-1][0][1].split()) > 1
    assert len(lines("", "Base ici", TEXT, 30.0)) == 2  # two words have nothing to give


def test_a_beginning_in_bold_never_ends_a_page() -> None:
    one = Paragraph("une suite qui se lit avec sa tête " * 8, head="Une tête qui tient sur deux lignes " * 4)
    sheet = pages.Sheet()
    for count in range(40, 70):
        for page in pages.compose([*(Paragraph("ligne") for _ in range(count)), one], sheet)[:-1]:
            assert any(
                font != BOLD
                for _, last in page[-1:]
                if isinstance(last, Paragraph)
                for font, *_ in last.lines(sheet.width)[-1]
            )


def test_a_low_row_is_alone_on_no_page() -> None:
    sheet = pages.Sheet()
    columns = (PageColumn("Un", 1.0),)
    for count in range(30, 90):
        table = PageTable(columns, tuple(((Paragraph("ligne"),),) for _ in range(count)), object())
        for page in pages.compose([Paragraph("mot"), table], sheet):
            assert all(len(block.rows) > 1 for _, block in page if isinstance(block, PageTable))


def test_a_heading_never_ends_a_page() -> None:
    sheet = pages.Sheet()
    for count in range(40, 70):
        blocks = [*(Paragraph("ligne") for _ in range(count)), Paragraph("Titre", tied=True), Paragraph("suite")]
        for page in pages.compose(blocks, sheet)[:-1]:
            assert not page[-1][1].tied


def test_white_gives_way_before_a_few_lines_take_a_page() -> None:
    sheet = pages.Sheet()
    for count in range(10, 60):
        blocks = [Paragraph("ligne", before=9.0) for _ in range(count)]
        placed = pages.compose(blocks, sheet)
        ample = [block.before for page in placed for _, block in page] == [9.0] * count
        assert ample or len(placed) == 1
        offset, last = placed[0][-1]
        assert offset + last.height(sheet.width) <= sheet.room(first=True) + 0.1


def test_a_rule_never_begins_a_page_that_has_its_own() -> None:
    sheet = pages.Sheet()
    for count in range(40, 70):
        blocks = [*(Paragraph("ligne") for _ in range(count)), PageRule(), *(Paragraph("suite") for _ in range(9))]
        for page in pages.compose(blocks, sheet)[1:]:
            assert not isinstance(page[0][1], PageRule)


def test_a_text_over_two_pages_is_one_paragraph_for_a_screen_reader() -> None:
    data = drawn(Paragraph("mot " * 3000))
    assert faults(data) == []
    assert data.count(b"/S/P") == 1
    assert data.count(b"/Type/MCR") >= 1


def test_a_list_is_one_list() -> None:
    key = object()
    data = drawn(Item("un", key), Item("deux", key))
    assert data.count(b"/S/L/") == 1
    assert data.count(b"/S/LI/") == 2
    assert faults(data) == []


def test_a_barcode_is_a_figure_with_words_and_scans_as_code_128() -> None:
    data = drawn(Barcode("K7P2M9QX", "Code-barres du dossier K7P2M9QX"))
    assert faults(data) == []
    assert data.count(b"/S/Figure") == 1
    bars, modules = bars_of("K7P2M9QX")
    assert read_code_128(bars, modules) == "K7P2M9QX"


def read_code_128(bars: tuple[tuple[int, int], ...], modules: int) -> str:
    """The text of a symbol in set B, its check character verified (ISO/IEC 15417)."""
    from reportlab.graphics.barcode.code128 import _patterns  # type: ignore[attr-defined]

    row = ["0"] * modules
    for start, wide in bars:
        row[start : start + wide] = ["1"] * wide
    drawn_by_value = {_modules(pattern): value for value, pattern in _patterns.items()}
    values = [drawn_by_value["".join(row[at : at + 11])] for at in range(0, modules - 13, 11)]
    start, *data, check = values
    assert start == 104
    assert check == (start + sum(place * value for place, value in enumerate(data, 1))) % 103
    return "".join(chr(value + 32) for value in data)


def _modules(pattern: str) -> str:
    return "".join(("1" if letter.isupper() else "0") * (ord(letter.upper()) - 64) for letter in pattern)


def test_no_font_is_left_out_of_the_file() -> None:
    data = drawn(Paragraph("Un texte.", head="Gras "))
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") == 2


def test_the_only_date_in_the_file_is_that_of_the_document() -> None:
    data = drawn(Paragraph("Un texte."))
    assert b"(D:20261121000000)" in data
    assert b"<xmp:CreateDate>2026-11-21T00:00:00<" in data
    assert data == drawn(Paragraph("Un texte."))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Rouen", "de Rouen"),
        ("Orléans", "d’Orléans"),
        ("Évry", "d’Évry"),
        ("Le Havre", "du Havre"),
        ("Les Abymes", "des Abymes"),
        ("la réception du dossier", "de la réception du dossier"),
        ("le dépôt", "du dépôt"),
    ],
)
def test_a_name_after_de_is_contracted_as_french_wants(name: str, said: str) -> None:
    assert kept(of(name)) == said


def test_french_spaces_do_not_break() -> None:
    assert spaced("Objet : « l'avis » ; art. L. 114-5, n° 3 ?") == (
        "Objet\u00a0: «\u00a0l’avis\u00a0»\u00a0; art.\u00a0L.\u00a0114-5, n°\u00a03\u00a0?"
    )


def test_an_apostrophe_is_curled_but_in_an_address_to_be_copied() -> None:
    assert spaced("l'adresse o'brien@univ.fr, d'ici") == "l’adresse o'brien@univ.fr, d’ici"
    assert spaced("l'aide : https://univ.fr/l'essai") == "l’aide\u00a0: https://univ.fr/l'essai"


def test_a_telephone_number_and_a_delay_are_never_cut() -> None:
    assert spaced("02 99 00 10 00 ou 2 mois, salle 3 en 2026") == (
        "02\u00a099\u00a000\u00a010\u00a000 ou 2\u00a0mois, salle 3 en 2026"
    )
    assert numbered("02 99 00, within 4 months (article L. 114-5)") == (
        "02\u00a099\u00a000, within 4\u00a0months (article L.\u00a0114-5)"
    )


def test_an_hour_has_no_zero_before_it() -> None:
    assert kept(hour(datetime(2026, 3, 7, 9, 5))) == "9 h 05"


def test_dates_are_written_as_on_paper() -> None:
    assert (day(date(2026, 3, 7)), day(None)) == ("07/03/2026", "–")
    assert kept(long_day(date(2026, 12, 1))) == "1er\u00a0décembre\u00a02026"
    assert kept(week_day(date(2026, 12, 3))) == "jeudi 3\u00a0décembre\u00a02026"
