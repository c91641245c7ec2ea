"""Which backups stay: the newest of each of the last 7 days and 8 weeks, all those of today, and always the newest.

Days and weeks are those of the calendar, not those on which something was saved: a backup has a date after which it
goes, which is what can be answered of a person who was erased since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta, tzinfo

from scolarite_desk.models.rules.dates import local

DAYS, WEEKS = 7, 8


def kept(moments: Collection[datetime], today: date, zone: tzinfo) -> frozenset[datetime]:
    """Those of these backups (moments in UTC) that stay on that day at the establishment."""
    newest = {max(moments)} if moments else set()
    return frozenset(
        newest | {one for one in moments if _day(one, zone) >= today or expires(one, moments, zone) > today}
    )


def expires(moment: datetime, moments: Iterable[datetime], zone: tzinfo) -> date:
    """The first day on which a backup no longer stays, were no other made; being the newest of all is left aside."""
    others = [one for one in moments if one > moment]
    day = _day(moment, zone)
    until = [day + timedelta(days=1)]
    if not any(_day(one, zone) == day for one in others):
        until.append(day + timedelta(days=DAYS))
    if not any(_monday(one, zone) == _monday(moment, zone) for one in others):
        until.append(_monday(moment, zone) + timedelta(weeks=WEEKS))
    return max(until)


def _day(moment: datetime, zone: tzinfo) -> date:
    return local(moment, zone).date()


def _monday(moment: datetime, zone: tzinfo) -> date:
    day = _day(moment, zone)
    return day - timedelta(days=day.weekday())
