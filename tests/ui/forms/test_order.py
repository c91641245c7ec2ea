"""Rows in order, layouts kept and read: properties."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.ui.forms.layout import Layout, read_layout
from scolarite_desk.ui.forms.order import By, collated, ordered, turned

NAMES = ("Candidat", "Né(e) le", "Rang", "#3")
ROWS = st.lists(st.tuples(st.none() | st.integers(0, 3), st.sampled_from(["", "é", "E", "e 2", "e 10"]), st.integers()))
ORDERS = st.lists(st.builds(By, st.integers(0, 1), st.booleans()), unique_by=lambda by: by.column).map(tuple)
ANY = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.sampled_from([*NAMES, "colonnes", "tri"]),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from([*NAMES, "colonnes", "cachees", "largeurs", "tri"]), inner)
    ),
)


@given(ROWS, ORDERS)
def test_an_order_keeps_every_row_and_those_that_say_the_same_where_they_were(rows: Any, order: Any) -> None:
    marked = [(*row, rank) for rank, row in enumerate(rows)]
    found = ordered(marked, order, itemgetter)
    assert sorted(found, key=lambda row: row[3]) == marked
    assert list(ordered(found, order, itemgetter)) == list(found)
    same = lambda row: tuple(row[by.column] for by in order)  # noqa: E731
    for key in {same(row) for row in found}:
        ranks = [row[3] for row in found if same(row) == key]
        assert ranks == sorted(ranks)


@given(ROWS)
def test_blanks_are_last_whichever_way(rows: Any) -> None:
    for down in (False, True):
        found = [row[0] for row in ordered(rows, (By(0, down),), itemgetter)]
        filled = [one for one in found if one is not None]
        assert found[: len(filled)] == filled == sorted(filled, reverse=down)


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_texts_have_an_order(texts: list[str]) -> None:
    places = sorted(map(collated, texts))
    assert all(one <= other for one, other in pairwise(places))


@given(ORDERS, st.integers(0, 1), st.booleans())
def test_a_column_asked_twice_turns_round(order: Any, column: int, more: bool) -> None:
    once = turned(order, column, more=more)
    assert len({by.column for by in once}) == len(once)
    first, second = (
        next(by.down for by in one if by.column == column) for one in (once, turned(once, column, more=more))
    )
    assert first is not second


LAYOUTS = st.builds(
    Layout,
    st.just(()) | st.permutations(range(len(NAMES))).map(tuple),
    st.none() | st.frozensets(st.integers(0, 3)),
    st.dictionaries(st.integers(0, 3), st.floats(2, 200).map(lambda wide: round(wide, 1))),
    st.lists(st.builds(By, st.integers(0, 3), st.booleans()), unique_by=lambda by: by.column).map(tuple),
)


@given(LAYOUTS)
def test_a_layout_is_found_again_as_it_was(layout: Layout) -> None:
    assert read_layout(layout.written(NAMES), NAMES) == layout


@given(ANY | st.text())
def test_what_was_never_a_layout_harms_nothing(said: Any) -> None:
    import json

    text = said if isinstance(said, str) else json.dumps(said)
    layout = read_layout(text, NAMES)
    assert sorted(layout.places) in ([], [0, 1, 2, 3])
    assert layout == read_layout(layout.written(NAMES), NAMES)


def test_a_column_of_a_later_version_stands_where_it_is_made() -> None:
    kept = Layout((2, 0, 1)).written(("a", "b", "c"))
    assert read_layout(kept, ("a", "neuve", "b", "c")).places == (3, 0, 1, 2)
