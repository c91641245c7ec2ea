"""Where a candidature stands with a piece: what was judged counts, until something else is brought."""

from __future__ import annotations

import pytest

from scolarite_desk.models.rules.pieces import current
from scolarite_desk.models.tables.piece import Exigence, PieceRecue


def line(statut: str, rang: int, recue: str | None = None) -> Exigence:
    return Exigence(statut=statut, rang=rang, recue_id=recue)


def paper(key: str) -> PieceRecue:
    return PieceRecue(id=key)


def test_nothing_done_is_awaited_and_what_is_brought_is_to_be_examined() -> None:
    assert (current([], []).statut, current([], []).ligne) == ("AT", None)
    assert current([], [paper("1"), paper("2")]).statut == "TR"
    assert current([], [paper("1"), paper("2")]).fraiche.id == "2"  # type: ignore[union-attr]


@pytest.mark.parametrize("statut", ["TR", "VA", "NC"])
def test_what_was_judged_stays_whatever_comes_after(statut: str) -> None:
    judged = line(statut, 1, "1")
    assert current([judged], [paper("1"), paper("2")]).statut == statut
    assert current([judged], [paper("2")]).ligne is judged


def test_a_paper_brought_after_a_refusal_opens_a_new_line() -> None:
    refused = line("RE", 1, "1")
    again = current([refused], [paper("1"), paper("2")])
    assert (again.statut, again.rang, again.ligne) == ("TR", 2, None)


def test_a_refused_paper_is_not_brought_again_by_being_there() -> None:
    refused = line("RE", 1, "2")
    assert current([refused], [paper("1"), paper("2")]).statut == "RE"


def test_a_line_that_waits_takes_the_paper_that_comes() -> None:
    waits = line("AT", 1)
    came = current([waits], [paper("1")])
    assert (came.statut, came.rang, came.ligne) == ("TR", 1, waits)
