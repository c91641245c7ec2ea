"""INE: formats, keys, and the numbers that an establishment makes. Every number here is synthetic."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules import ine
from scolarite_desk.models.rules.ine import beginning, check_ine, key_bea, provisional_ine
from scolarite_desk.models.rules.uai import A23, uai_key
from tests.models.rules.provisoires import NumeroProvisoire, decode_provisional

FICTION = "0999999" + uai_key("0999999")
BODIES = st.text("0123456789", min_size=10, max_size=10).filter(lambda body: len(set(body)) > 1)
UAIS = st.from_regex(r"[0-9]{7}", fullmatch=True).map(lambda digits: digits + uai_key(digits))


@pytest.mark.parametrize(
    ("number", "format_", "key", "level"),
    [
        ("0199000001Z", "bea", "ok", "ok"),
        ("2610123456N", "bea", "ok", "ok"),
        ("9915999999U", "bea", "ok", "ok"),
        ("0000000001B", "bea", "ok", "ok"),
        ("123456789FJ", "rnie", "ok", "ok"),
        ("000000001KG", "rnie", "ok", "ok"),
        ("999999999GE", "rnie", "ok", "ok"),
        ("000000097KH", "rnie", "ok", "ok"),
        ("000000096AB", "rnie", "ok", "ok"),
        ("0LFLRZ00015", "base36", "ok", "ok"),
        ("123456789AB", "rnie", "fausse", "avertissement"),
        ("123456789XY", "rnie", "fausse", "avertissement"),
        ("2610A12345B", "sifa", "inconnue", "avertissement"),
        ("2610D12345B", "provisoire", "inconnue", "avertissement"),
        ("1234567890A", "bea", "fausse", "refus"),
        ("0LFLRZ00014", "base36", "fausse", "refus"),
        ("0000000000A", "inconnu", "inconnue", "refus"),
        ("11111111115", "inconnu", "inconnue", "refus"),
        ("ABCDEFGHJK5", "inconnu", "inconnue", "refus"),
    ],
)
def test_each_format_has_its_level(number: str, format_: str, key: str, level: str) -> None:
    checked = check_ine(number)
    assert (checked.format, checked.cle, checked.niveau) == (format_, key, level)
    assert checked.valide is (level != "refus")
    assert bool(checked.message) is (level != "ok")


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("12", "Un INE a 11 caractères, pas 2."),
        ("0199000001ZZ", "Un INE a 11 caractères, pas 12."),
        ("01990000é1Z", "9e caractère\u00a0: chiffre ou lettre attendu, pas «\u00a0É\u00a0»."),
        ("O199000001Z", "1er caractère\u00a0: un chiffre attendu, pas «\u00a0O\u00a0»."),
        ("12345678OFJ", "9e caractère\u00a0: un chiffre attendu, pas «\u00a0O\u00a0»."),
        ("2610B12345B", "5e caractère\u00a0: un chiffre, A ou D attendu, pas «\u00a0B\u00a0»."),
        ("1234567890I", "11e caractère\u00a0: jamais I, O ni Q, or c’est «\u00a0I\u00a0»."),
        ("1234567890A", "Clé fausse\u00a0: relisez les onze caractères sur le document."),
        ("123456789AB", "Les lettres finales ne concordent pas\u00a0: relisez tout."),
        ("0000000000A", "Dix fois «\u00a00\u00a0»\u00a0: ce n’est pas un INE."),
    ],
)
def test_the_message_says_which_rule_failed(number: str, message: str) -> None:
    assert kept(check_ine(number).message) == message


def test_what_was_typed_comes_back_when_it_is_no_ine() -> None:
    assert check_ine(" bonjour ").ine == " bonjour "
    assert check_ine("0199 000 001-z").ine == "0199000001Z"
    assert check_ine("\uff10\uff11\uff19\uff19 \u0660\u0660\u0660\u0660\u0660\u0661\uff3a").ine == "0199000001Z"
    assert check_ine("0199 000 001-z").as_json()["niveau"] == "ok"


@given(st.text(max_size=14) | st.text("0123456789ABDZ", min_size=11, max_size=11))
def test_any_text_gets_one_short_answer(text: str) -> None:
    checked = check_ine(text)
    assert len(kept(checked.message)) <= 60
    assert (checked.format == "inconnu") <= (checked.niveau == "refus")


@given(BODIES, st.integers(0, 9), st.sampled_from("0123456789"))
def test_one_wrong_figure_of_a_rectorat_number_is_seen(body: str, place: int, figure: str) -> None:
    assume(body[place] != figure)
    assert check_ine(body + key_bea(body)).valide
    assert not check_ine(body[:place] + figure + body[place + 1 :] + key_bea(body)).valide


@given(BODIES, st.integers(0, 8))
def test_two_swapped_figures_of_a_rectorat_number_are_seen(body: str, place: int) -> None:
    assume(body[place] != body[place + 1])
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert not check_ine(swapped + key_bea(body)).valide


def test_every_beginning_of_an_ine_may_become_one() -> None:
    for number in ("0199000001Z", "123456789FJ", "2610D12345B", "0LFLRZ00015"):
        assert all(beginning(number[:length]) is None for length in range(12))


@pytest.mark.parametrize("typed", ["0199@", "1111111111", "ABCDEFGHJK", "0199000001A", "0199000001ZZ"])
def test_while_typing_what_can_no_longer_be_an_ine_is_said(typed: str) -> None:
    assert beginning(typed)


def test_every_provisional_number_of_an_establishment_is_right_and_unique() -> None:
    made = {provisional_ine(FICTION, serie, ordre) for serie, ordre in product(A23, range(1, 10_000))}
    assert len(made) == 23 * 9_999
    assert all(number[:5] == "0LFLR" and ine.key36(number[:10]) == number[10] for number in made)


def test_every_provisional_number_of_a_series_tells_its_order() -> None:
    for ordre in range(1, 10_000):
        number = provisional_ine(FICTION, "P", ordre)
        assert check_ine(number).format == "base36"
        assert decode_provisional(number) == NumeroProvisoire(FICTION, "P", ordre)


@given(UAIS, st.sampled_from(A23), st.integers(1, 9_999))
def test_a_provisional_number_tells_where_it_comes_from(uai: str, serie: str, ordre: int) -> None:
    assert decode_provisional(provisional_ine(uai, serie, ordre)) == NumeroProvisoire(uai, serie, ordre)


@given(UAIS, st.sampled_from(A23), st.integers(1, ine.CAPACITY[36]))
def test_with_orders_in_base_36_too(uai: str, serie: str, ordre: int) -> None:
    number = provisional_ine(uai, serie, ordre, base=36)
    assert check_ine(number).niveau == "ok"
    assert decode_provisional(number, base=36) == NumeroProvisoire(uai, serie, ordre)


@pytest.mark.parametrize(
    "number", ["0199000001Z", "0LFLRZ00014", "0LFLRZ00000", "ZZZZZZ00019", "0LFLRZ0A0Z1", "0LFLRZ000Z1"]
)
def test_other_numbers_are_not_taken_for_provisional_ones(number: str) -> None:
    assert decode_provisional(number) is None


@pytest.mark.parametrize(
    ("uai", "serie", "ordre", "word"),
    [
        ("0999999A", "P", 1, "UAI"),
        (FICTION, "", 1, "Réglages"),
        (FICTION, "O", 1, "Réglages"),
        (FICTION, "PP", 1, "Réglages"),
        (FICTION, "P", 0, "lettre"),
        (FICTION, "P", 10_000, "lettre"),
    ],
)
def test_a_number_that_cannot_be_made_is_refused_with_what_to_do(uai: str, serie: str, ordre: int, word: str) -> None:
    with pytest.raises(Refused, match=word) as raised:
        provisional_ine(uai, serie, ordre)
    assert raised.value.champ
