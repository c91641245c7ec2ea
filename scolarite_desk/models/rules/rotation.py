"""Which backups stay: the newest of each of the last 7 days and 8 weeks, all those of today, and always the newest.

Days and weeks are those of the calendar, not those on which something was saved: a backup has a date after which it
goes, which is what can be answered of a person who was erased since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from scolarite_desk.models.rules.dates import local

DAYS, WEEKS = 7, 8


def kept(moments: Collection[datetime], today: date) -> frozenset[datetime]:
    """Those of these backups (moments in UTC) that stay on that day at the establishment."""
    newest = {max(moments)} if moments else set()
    return frozenset(newest | {one for one in moments if _day(one) >= today or expires(one, moments) > today})


def expires(moment: datetime, moments: Iterable[datetime]) -> date:
    """The first day on which a backup no longer stays, were no other made; being the newest of all is left aside."""
    others = [one for one in moments if one > moment]
    day = _day(moment)
    until = [day + timedelta(days=1)]
    if not any(_day(one) == day for one in others):
        until.append(day + timedelta(days=DAYS))
    if not any(_monday(one) == _monday(moment) for one in others):
        until.append(_monday(moment) + timedelta(weeks=WEEKS))
    return max(until)


def _day(moment: datetime) -> date:
    return local(moment).date()


def _monday(moment: datetime) -> date:
    day = _day(moment)
    return day - timedelta(days=day.weekday())
