"""Cells as the office would type them, whatever program wrote them."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.exchange.tables.valeurs import (
    OrdreDesJours,
    day_of,
    moment_of,
    order_of,
    text_of,
)
from scolarite_desk.models.rules.fault import Fault

TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (" Nom ", "Nom"),
        (True, "oui"),
        (False, "non"),
        (12, "12"),
        (1.0, "1"),
        (14.5, "14,5"),
        (14.499999999999998, "14,5"),
        (0.00001, "0,00001"),
        (float("nan"), ""),
        (datetime(2026, 12, 1, 9, 29, 59, 999_000), "01/12/2026 09:30"),
        (time(9, 29, 59, 999_000), "09:30"),
        (time(9, 29, 45), "09:29"),
        (date(2004, 3, 7), "07/03/2004"),
        (datetime(2004, 3, 7), "07/03/2004"),
        (datetime(2004, 3, 7, 9, 5), "07/03/2004 09:05"),
        (time(9, 30), "09:30"),
        (timedelta(hours=30), "30:00"),
        ("PT30H05M00S", "30:05"),
        (object, ""),
    ],
)
def test_a_cell_reads_as_the_office_would_type_it(cell: Any, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("", None)),
        ("2026-12-01 00:00:00", ("2026-12-01", None)),
        ("01/12/2026 00:00", ("2026-12-01", None)),
        ("2026-12-01T00:00:00Z", ("2026-12-01", None)),
        ("02/06/2026 14:05", ("2026-06-02", 845)),
        ("02/06/2026 à 14 h 05", ("2026-06-02", 845)),
        ("02/06/2026 2:05 PM", ("2026-06-02", 845)),
        ("02/06/2026 12:05 am", ("2026-06-02", 5)),
        ("7 mars 2004", ("2004-03-07", None)),
        ("20040307", ("2004-03-07", None)),
        ("03/2004", ("2004-03", None)),
        ("46357", ("2026-12-01", None)),
        ("46357,375", ("2026-12-01", 540)),
        ("46357.0", ("2026-12-01", None)),
    ],
)
def test_a_day_is_read_however_a_program_writes_it(text: str, found: tuple[str, int | None]) -> None:
    assert moment_of(text, TODAY) == found
    assert day_of(text, TODAY) == found[0]


def test_a_column_that_writes_the_month_first_is_read_so() -> None:
    assert day_of("03/07/2004", TODAY, month_first=True) == "2004-03-07"
    assert moment_of("03/07/2004 09:30", TODAY, month_first=True) == ("2004-03-07", 570)


@pytest.mark.parametrize("text", ["07/03/04", "7-mars-04", "070304", "7.3.04"])
def test_a_year_of_two_figures_is_refused(text: str) -> None:
    with pytest.raises(Fault, match="deux chiffres"):
        day_of(text, TODAY)


@pytest.mark.parametrize("text", ["31/02/2004", "12345", "99999", "bientôt", "01/12/2026 25:00", "2026-12-01 10:75"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Fault):
        day_of(text, TODAY)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["12/01/2026", None, "05/04/2026"], OrdreDesJours.INCONNU),
        (["12/01/2026", "04/23/2026"], OrdreDesJours.MOIS),
        (["12/01/2026", "23/04/2026"], OrdreDesJours.JOUR),
        (["23/04/2026", "04-23-2026"], OrdreDesJours.MELE),
        ([date(2026, 4, 23), 3], OrdreDesJours.INCONNU),
    ],
)
def test_which_comes_first_is_judged_on_the_whole_column(values: list[Any], order: OrdreDesJours) -> None:
    assert order_of(values) is order


@given(st.dates(date(1950, 1, 1), date(2149, 12, 31)))
def test_any_day_of_the_office_comes_back_from_its_text_and_from_its_number(day: date) -> None:
    assert day_of(text_of(day), TODAY) == day.isoformat()
    assert day_of(str((day - date(1899, 12, 30)).days), TODAY) == day.isoformat()
    assert day_of(f"{day} 00:00:00", TODAY) == day.isoformat()


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_fault(text: str) -> None:
    with contextlib.suppress(Fault):
        assert day_of(text, TODAY) in {"", *[day_of(text, TODAY)[:n] for n in (4, 7, 10)]}
