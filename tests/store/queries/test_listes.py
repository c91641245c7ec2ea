"""The supplementary list of the day, and the places that are left: computed whenever they are asked, never stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.store.queries.listes import Inscrit, gaps, said, twins


def _listed(ranks: list[int]) -> list[Inscrit]:
    return [Inscrit(str(place), "", rang, False) for place, rang in enumerate(sorted(ranks))]


@pytest.mark.parametrize(
    ("ranks", "told"),
    [
        ([], ""),
        ([1, 2, 3], ""),
        ([2, 3], "rangs absents\u00a0: 1"),
        ([1, 5, 7, 7], "rangs absents\u00a0: 2-4, 6 · rangs donnés plusieurs fois\u00a0: 7"),
        ([2**62], f"rangs absents\u00a0: 1-{2**62 - 1}"),
        (list(range(2, 20, 2)), "rangs absents\u00a0: 1, 3, 5, 7, 9, 11, …"),
    ],
)
def test_a_gap_and_a_twin_are_told(ranks: list[int], told: str) -> None:
    assert kept(said(_listed(ranks))) == told


@given(st.lists(st.integers(1, 30)))
def test_gaps_and_ranks_given_fill_the_list(ranks: list[int]) -> None:
    absent = [rang for run in gaps(_listed(ranks)) for rang in run]
    assert sorted({*absent, *ranks}) == list(range(1, max(ranks, default=0) + 1))
    assert not {*absent} & {*ranks}
    assert {run[0] for run in twins(_listed(ranks))} == {rang for rang in ranks if ranks.count(rang) > 1}
