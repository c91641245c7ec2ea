"""UAI: key, refusals in words, beginning of the INE an establishment gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.uai import check_uai, prefix36, to36, uai_key

DIGITS = st.from_regex(r"[0-9]{7}", fullmatch=True)


@pytest.mark.parametrize("uai", ["0750654D", "0752524L", "0920131T", "0623957P", "0134009M", " 0750654d "])
def test_public_establishments_have_a_right_key(uai: str) -> None:
    assert check_uai(uai).niveau == "ok"
    assert check_uai(uai).valeur == uai.strip().upper()


@pytest.mark.parametrize(
    ("typed", "word"), [("0494016P", "Z attendu"), ("075065", "8 caractères"), ("07506D4D", "7 chiffres")]
)
def test_a_wrong_uai_says_why(typed: str, word: str) -> None:
    assert not check_uai(typed).valide
    assert word in kept(check_uai(typed).message)
    assert len(kept(check_uai(typed).message)) <= 60


def test_prefixes_of_known_establishments() -> None:
    assert prefix36("0623957P") == "0DDG5"
    assert prefix36("0542493S") == "0BML9"
    assert prefix36("0931827F") == "0JZ03"


@given(DIGITS)
def test_the_prefix_holds_the_seven_figures(digits: str) -> None:
    assert int(prefix36(digits + uai_key(digits)), 36) == int(digits)
    assert len(prefix36(digits)) == 5


@given(st.integers(0, 36**6))
def test_base_36_is_read_back(value: int) -> None:
    assert int(to36(value, 4), 36) == value
