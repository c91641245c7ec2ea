"""Days said from today: « +1 », « lun », « auj »."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.dates import DAYS, relative_day

MONDAY = date(2026, 7, 6)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("+1", date(2026, 7, 7)),
        ("- 3", date(2026, 7, 3)),
        ("auj", MONDAY),
        ("auj.", MONDAY),
        ("Aujourd’hui", MONDAY),
        ("demain", date(2026, 7, 7)),
        ("hier", date(2026, 7, 5)),
        ("lun", date(2026, 7, 13)),
        ("-lun", date(2026, 6, 29)),
        ("MAR", date(2026, 7, 7)),
        ("-dim", date(2026, 7, 5)),
        ("mars", None),
        ("7 mar", None),
        ("lu", None),
        ("", None),
        ("12/07", None),
    ],
)
def test_what_a_day_said_from_a_monday_means(typed: str, meant: date | None) -> None:
    assert relative_day(typed, MONDAY) == meant


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(range(7)))
def test_a_named_day_is_within_the_week_on_either_side(today: date, weekday: int) -> None:
    after, before = relative_day(DAYS[weekday].source, today), relative_day(f"-{DAYS[weekday].source}", today)
    assert after is not None
    assert before is not None
    assert after.weekday() == before.weekday() == weekday
    assert today < after <= today + timedelta(days=7)
    assert today - timedelta(days=7) <= before < today
