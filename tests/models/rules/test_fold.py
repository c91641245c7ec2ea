"""Names, phones and what a typed search may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.fold import fold, fold_phone, glue, read_query

TODAY = date(2026, 6, 15)
LATIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F), max_size=30)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("oeuvrard", "Œuvrard"),
        ("lukasz", "Łukasz"),
        ("strasse", "Straße"),
        ("KERMAREC", "Kermarec"),
        ("maelle", "Maëlle"),
        ("soren", "Søren"),
        ("thordis", "Þórdis"),
        ("zoe", "Zoe\u0308"),
    ],
)
def test_a_name_is_found_without_its_accents(typed: str, name: str) -> None:
    assert fold(typed) == fold(name)


@pytest.mark.parametrize(
    "names", [("NGUESSAN", "N'GUESSAN", "N’Guessan"), ("LEGOFF", "Le Goff", "le-goff", "LE  GOFF")]
)
def test_apostrophes_hyphens_and_spaces_do_not_part_a_name(names: tuple[str, ...]) -> None:
    assert len({glue(name) for name in names}) == 1


@given(LATIN)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_any_text_folds_to_plain_words(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == " ".join(folded.split())
    assert glue(text).isalnum() or not glue(text)


@given(LATIN, LATIN)
def test_words_fold_one_by_one(one: str, other: str) -> None:
    assert fold(f"{one} {other}").split() == fold(one).split() + fold(other).split()


@pytest.mark.parametrize(
    "typed",
    ["06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "+33 (0)6 12.34.56.78", "0033612345678", "+33612345678"],
)
def test_a_phone_number_is_one_number_however_it_is_written(typed: str) -> None:
    assert fold_phone(typed) == "0612345678"


def test_an_overseas_number_has_its_national_form_and_a_foreign_one_keeps_its_country() -> None:
    assert fold_phone("+262 692 12 34 56") == "0692123456"
    assert fold_phone("+32 2 555 12 34") == "3225551234"


def test_a_search_by_date_in_any_form() -> None:
    for typed in ("07032004", "7/3/04", "07 mars 2004", "2004-03-07"):
        assert read_query(typed, TODAY).day == "2004-03-07"


def test_a_search_by_name_has_no_date_no_number() -> None:
    query = read_query("  Kermarec maëlle ", TODAY)
    assert (query.words, query.glued, query.text) == (("kermarec", "maelle"), "kermarecmaelle", "Kermarec maëlle")
    assert (query.day, query.ine, query.phone, query.email, query.external) == (None,) * 5


def test_an_ine_is_searched_with_its_spaces_and_while_it_is_typed() -> None:
    assert read_query("0199 000001 z", TODAY).ine == "0199000001Z"
    assert read_query("0199 00", TODAY).ine == "019900"


def test_a_dossier_number_is_searched_whole_or_begun() -> None:
    assert read_query("aal9jynv", TODAY).dossier == "AAL9JYNV"
    assert read_query("aal9", TODAY).dossier == "AAL9"
    assert read_query("aal9jynw", TODAY).dossier is None


def test_six_digits_of_a_phone_number_search_it() -> None:
    assert read_query("34 56 78", TODAY).phone == "345678"
    assert read_query("+33 6 12 34 56 78", TODAY).phone == "0612345678"


def test_the_beginning_of_an_address_searches_it() -> None:
    assert read_query("Maelle@", TODAY).email == "maelle@"


def test_a_mon_master_number_is_searched_under_both_forms() -> None:
    assert read_query("cand00a1b2c3", TODAY).external == "CAND00A1B2C3"
    assert read_query("M300A1B2C3", TODAY).external == "CAND00A1B2C3"
    assert read_query("MM00A1B2C3", TODAY, prefixe_mon_master="MM").external == "CAND00A1B2C3"


@given(st.text(max_size=40))
def test_any_typed_text_is_a_search(text: str) -> None:
    read_query(text, TODAY)
