"""Counting in French."""

from __future__ import annotations

import pytest

from scolarite_desk.models.rules.french import counted, number, plural


@pytest.mark.parametrize(
    ("count", "many"), [(0, False), (1, False), (1.5, False), (1.99, False), (2, True), (-3, True)]
)
def test_the_plural_begins_at_two(count: float, many: bool) -> None:
    assert plural(count, "dossier", "dossiers") == ("dossiers" if many else "dossier")


def test_a_number_is_cut_by_thousands_and_never_at_the_end_of_a_line() -> None:
    assert number(9323) == "9\u00a0323"
    assert counted(2300, "travail", "travaux") == "2\u00a0300 travaux"
    assert counted(0, "dossier", "dossiers") == "0 dossier"
