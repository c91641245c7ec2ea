"""The recovery key: read back as printed however it is typed, and every copying error shown where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.numeros import ALPHABET
from scolarite_desk.models.rules.secours import GROUPS, SIZE, good_groups, new_recovery_key, read_recovery_key

keys = st.binary(min_size=28, max_size=28).map(lambda drawn: new_recovery_key(lambda _count: drawn))


@given(keys, st.sampled_from([" ", "", "-", " – ", "\n"]))
def test_a_key_is_read_whatever_separates_its_groups(key: str, between: str) -> None:
    assert read_recovery_key(between.join(key.lower().split("-"))) == key


@given(keys, st.integers(0, GROUPS * SIZE - 1), st.sampled_from(ALPHABET))
def test_a_wrong_character_is_located(key: str, at: int, letter: str) -> None:
    letters = list(key.replace("-", ""))
    if letters[at] != letter:
        letters[at] = letter
        with pytest.raises(Fault, match=f"Groupe {at // SIZE + 1}\u00a0: un caractère est mal recopié"):
            read_recovery_key("".join(letters))


@given(keys, st.integers(0, GROUPS * SIZE - 2))
def test_two_swapped_characters_are_located(key: str, at: int) -> None:
    letters = list(key.replace("-", ""))
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    if letters[at] != letters[at + 1]:
        with pytest.raises(Fault, match="Groupe "):
            read_recovery_key("".join(letters))


@given(keys, st.integers(0, GROUPS - 2))
def test_two_groups_in_each_other_s_place_are_seen(key: str, at: int) -> None:
    groups = key.split("-")
    groups[at], groups[at + 1] = groups[at + 1], groups[at]
    with pytest.raises(Fault, match="Groupe "):
        read_recovery_key("-".join(groups))


@given(keys, st.integers(0, GROUPS * SIZE - 1))
def test_a_forgotten_character_is_seen(key: str, at: int) -> None:
    letters = key.replace("-", "")
    with pytest.raises(Fault):
        read_recovery_key(letters[:at] + letters[at + 1 :])


def test_a_letter_that_no_key_has_is_named() -> None:
    key = new_recovery_key(bytes)
    with pytest.raises(Fault, match="Groupe 2\u00a0: pas de «\u00a0O\u00a0» dans une clé de secours"):
        read_recovery_key(key[:7] + "o" + key[8:])


@given(keys, st.integers(0, GROUPS * (SIZE + 1)))
def test_whole_groups_are_counted_while_the_key_is_typed(key: str, typed: int) -> None:
    assert good_groups(key[:typed]) == len(key[:typed].replace("-", "")) // SIZE


@given(st.text(max_size=60))
def test_any_text_but_a_key_is_refused_in_one_short_sentence(text: str) -> None:
    with pytest.raises(Fault) as refused:
        read_recovery_key(text)
    assert len(str(refused.value)) <= 60
