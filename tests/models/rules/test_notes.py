"""Averages: kept as they were typed, compared on twenty."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.fields.of_person import plausible_average
from scolarite_desk.models.fields.readers_numeros import NoteLue
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.notes import AUCUNE, latest, moyenne, on_twenty, parts


@pytest.mark.parametrize(
    ("note", "bareme", "worth", "told"),
    [
        ("14,5", None, "14.50", "14,5"),
        ("14.5", 20, "14.50", "14.5"),
        ("3,4/4", None, "17.00", "3,4/4"),
        ("72", 100, "14.40", "72/100"),
        ("14/20", 100, "14.00", "14/20"),
        ("21,2", None, "21.20", "21,2"),
        ("B+", None, None, "B+"),
        ("1/0", None, None, "1/0"),
        ("10²", None, None, "10²"),
    ],
)
def test_an_average_is_told_as_typed_and_compared_on_twenty(
    note: str, bareme: int | None, worth: str | None, told: str
) -> None:
    found = moyenne(note, bareme)
    assert (found.saisie, found.sur_vingt) == (told, Decimal(worth) if worth else None)
    assert str(found) == (worth.replace(".", ",") if worth else told)


def test_the_newest_year_that_has_an_average_is_the_one_that_counts() -> None:
    assert latest([(2022, "12", 20), (2024, None, None), (2023, "70", 100)]).saisie == "70/100"
    assert latest([(2023, "11", None), (2023, "15", None)]).saisie == "11", "the first told of a year: the one here"
    assert latest([(2024, None, 20)]) == latest([]) == moyenne(None) == AUCUNE


@given(st.decimals(0, 9999, places=2), st.none() | st.integers(1, 9999))
def test_a_mark_reads_as_it_is_written(value: Decimal, scale: int | None) -> None:
    text = f"{value}".replace(".", ",") + (f"/{scale}" if scale else "")
    assert parts(text) == (value, scale)
    assert on_twenty(text) == (value * 20 / (scale or 20)).quantize(Decimal("0.01"))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = NoteLue().read(text, None, {})  # type: ignore[arg-type]  # it asks no list
    except Fault:
        return
    assert read is None or on_twenty(read) is not None


def test_the_average_of_a_bac_is_a_number_doubted_beyond_what_options_give() -> None:
    def read(text: str) -> str | None:
        return NoteLue().read(text, None, {})  # type: ignore[arg-type]

    assert [read(one) for one in (" 14.5 / 20", "3,4/4", " ")] == ["14,5", "3,4/4", None]
    with pytest.raises(Fault):
        read("très bien")
    doubts = [plausible_average(one, None, {}) is not None for one in ("21,4", "23", "85/100", "45/40")]  # type: ignore[arg-type]
    assert doubts == [False, True, False, True]
