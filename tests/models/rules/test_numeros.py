"""Numbers that the desk gives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scolarite_desk.models.rules import numeros
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.numeros import ALPHABET, check_dossier_number, dossier_number, scatter

KEYS = st.integers(0, 2**64 - 1)
BLOCKS = st.text(ALPHABET, min_size=2, max_size=2)
NUMBERS = st.builds(dossier_number, BLOCKS, st.integers(0, numeros.CAPACITY - 1), KEYS)


def test_the_alphabet_has_nothing_that_can_be_misread() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("0O1I") & set(ALPHABET)


@pytest.mark.parametrize("bits", [5, 8, 11, 12])
@given(key=KEYS)
def test_every_number_is_drawn_once(bits: int, key: int) -> None:
    assert len({scatter(value, key, bits) for value in range(1 << bits)}) == 1 << bits


def test_a_hundred_thousand_dossiers_have_a_hundred_thousand_numbers() -> None:
    numbers = {dossier_number("AA", count, 0x5EED5EED5EED5EED) for count in range(100_000)}
    assert len(numbers) == 100_000
    assert all(number.startswith("AA") and check_dossier_number(number) == number for number in list(numbers)[:1000])


def test_neighbours_do_not_look_alike() -> None:
    numbers = [dossier_number("AA", count, 0x5EED5EED5EED5EED) for count in range(200)]
    alike = [sum(a == b for a, b in zip(one[2:7], other[2:7], strict=True)) for one, other in pairwise(numbers)]
    assert sum(alike) / len(alike) < 1
    assert len({number[2] for number in numbers}) > 20


def test_the_block_is_not_endless() -> None:
    with pytest.raises(ValueError, match=str(numeros.CAPACITY)):
        dossier_number("AA", numeros.CAPACITY, 1)


@given(NUMBERS, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_seen(number: str, place: int, letter: str) -> None:
    assume(number[place] != letter)
    with pytest.raises(Fault):
        check_dossier_number(number[:place] + letter + number[place + 1 :])


@given(NUMBERS, st.integers(0, 6))
def test_two_swapped_neighbours_are_seen(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    with pytest.raises(Fault):
        check_dossier_number(number[:place] + number[place + 1] + number[place] + number[place + 2 :])


@given(NUMBERS, st.integers(0, 8))
def test_a_right_number_may_be_typed_in_small_letters_with_spaces(number: str, place: int) -> None:
    assert check_dossier_number(f" {number[:place]} {number[place:].lower()}") == number
    assert numeros.may_be_dossier(number[:place])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("AAL9JYN", "Un numéro de dossier a 8 caractères, pas 7."),
        ("AAL9JYN0", "Pas de «\u00a00\u00a0» dans un numéro de dossier\u00a0: relisez-le."),
        ("AAL9JYNW", "Numéro de dossier mal recopié\u00a0: relisez-le."),
    ],
)
def test_a_wrong_number_says_which_rule_fails(typed: str, fault: str) -> None:
    with pytest.raises(Fault) as raised:
        check_dossier_number(typed)
    assert str(raised.value) == fault
    assert len(fault) <= 60


def test_receipts_and_tickets_name_their_desk() -> None:
    assert numeros.receipt_number("03", 2026, 42) == "03-2026-00042"
    assert numeros.ticket_number("03", 7) == "03-007"
