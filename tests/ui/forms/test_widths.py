"""How columns share the width of a table: what each says, what it is worth, what it gives up first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.ui.forms.widths import Share, widths


def column(need: int, least: int, worth: int, grows: bool) -> Share:
    return Share(max(need, least), least, worth, grows)


COLUMNS = st.lists(
    st.builds(column, st.integers(1, 400), st.integers(1, 80), st.integers(0, 2), st.booleans()), min_size=1
)


@given(COLUMNS, st.integers(0, 3_000))
def test_columns_fill_the_room_and_none_is_under_what_can_be_read(columns: list[Share], room: int) -> None:
    given = widths(columns, room)
    assert all(width >= one.least for width, one in zip(given, columns, strict=True))
    if sum(one.need for one in columns) >= room:
        assert sum(given) == max(room, sum(one.least for one in columns))
    elif any(one.grows for one in columns):
        assert sum(given) == room
    else:
        assert given == [one.need for one in columns]


@given(COLUMNS, st.integers(0, 3_000))
def test_a_column_gives_nothing_while_one_that_is_worth_less_has_something(columns: list[Share], room: int) -> None:
    given = list(zip(widths(columns, room), columns, strict=True))
    gave = [one.worth for width, one in given if width < one.need]
    has = [one.worth for width, one in given if width > one.least]
    assert all(worth >= max(gave) for worth in has) if gave else True


def test_a_day_is_cut_only_once_the_name_beside_it_has_given_what_it_can() -> None:
    name, day, reason = Share(300, 120, 2), Share(100, 40, 1, whole=100), Share(200, 50, 1)
    assert widths([name, day, reason], 400) == [250, 100, 50]
    assert widths([name, day, reason], 270) == [120, 100, 50]
    assert widths([name, day, reason], 230) == [120, 60, 50]
