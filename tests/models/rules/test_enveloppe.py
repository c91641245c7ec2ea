"""Envelopes as sorting machines read them (NF Z 10-011)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.enveloppe import LIGNES, SIGNES, fits, folded, last_line


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("93200 Saint-Denis", "93200 SAINT DENIS"),
        ("94240 L’Haÿ-les-Roses", "94240 L HAY LES ROSES"),
        ("99999 Œuilly (cedex 2)", "99999 OEUILLY CEDEX 2"),
        ("Việt Nam", "VIET NAM"),
    ],
)
def test_the_last_line_is_in_capitals_without_signs(typed: str, read: str) -> None:
    assert last_line(typed) == read


def test_seven_lines_of_38_signs_go_on_an_envelope() -> None:
    assert fits(("A" * SIGNES,) * LIGNES)
    assert not fits(("A",) * (LIGNES + 1))
    assert not fits(("A" * (SIGNES + 1),))


@given(st.lists(st.text(max_size=120), max_size=8))
def test_a_line_is_cut_at_spaces_and_loses_no_word(lines: list[str]) -> None:
    cut = folded(lines)
    assert [word for line in cut for word in line.split()] == [word for line in lines for word in line.split()]
    assert all(len(line) <= SIGNES or " " not in line for line in cut)
