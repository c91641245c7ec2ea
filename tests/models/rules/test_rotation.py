"""Backups that stay and backups that go."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.rotation import DAYS, WEEKS, expires, kept

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 7, 6, 10, 0, tzinfo=UTC)  # a Monday
MOMENTS = st.lists(st.integers(-3000, 0).map(lambda hours: NOON + timedelta(hours=hours)), max_size=40, unique=True)


def test_a_year_of_backups_leaves_seven_days_and_eight_weeks() -> None:
    every_day = [NOON - timedelta(days=days) for days in range(365)]
    left = sorted((NOON - one).days for one in kept(every_day, NOON.date(), PARIS))
    assert left[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert left[7:] == [8, 15, 22, 29, 36, 43]  # the Sundays: this week and last week are among the days


def test_everything_of_today_stays() -> None:
    today = [NOON - timedelta(hours=hours) for hours in range(4)]
    assert kept(today, NOON.date(), PARIS) == frozenset(today)


@given(MOMENTS)
def test_the_newest_always_stays_and_so_does_the_newest_of_each_recent_day(moments: list[datetime]) -> None:
    today = NOON.date()
    left = kept(moments, today, PARIS)
    if moments:
        assert max(moments) in left
    for days in range(DAYS):
        of_day = [one for one in moments if local(one, PARIS).date() == today - timedelta(days=days)]
        assert not of_day or max(of_day) in left


@given(MOMENTS)
def test_the_date_said_is_the_one_on_which_it_goes(moments: list[datetime]) -> None:
    for one in moments:
        day = expires(one, moments, PARIS)
        assert one in kept(moments, day - timedelta(days=1), PARIS)
        assert one == max(moments) or one not in kept(moments, day, PARIS)


@given(MOMENTS)
def test_rotating_twice_takes_nothing_more(moments: list[datetime]) -> None:
    left = kept(moments, NOON.date(), PARIS)
    assert kept(left, NOON.date(), PARIS) == left


def test_nothing_stays_longer_than_eight_weeks() -> None:
    assert expires(NOON, [NOON], PARIS) == date(2026, 7, 6) + timedelta(weeks=WEEKS)
