"""The saved views: who each shows, and that counting says the same as listing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.store.queries.queue_views import VUES, counters, listed
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost

TODAY = date(2026, 7, 6)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice base of a Monday."""
    path: Path = tmp_path_factory.mktemp("vues") / "exercice.sdesk"
    store = exercice.make(path, 60, 1, TODAY, cost=Cost(64, 1))
    store.close()
    return store


def test_every_view_lists_as_many_as_it_counts(practice: Store) -> None:
    with practice.reading() as session:
        counts = counters(session, TODAY)
        for code in VUES:
            assert len(listed(session, code, TODAY)) == counts[code].shown, code
            everybody = listed(session, code, TODAY, archives=True)
            assert len(everybody) == counts[code].shown + counts[code].hidden, code
    assert counts["tous"].hidden, "some people of past campaigns are hidden"
    assert counts["jour"].shown
    assert counts["regulariser"].shown


def test_people_come_in_the_order_of_the_search(practice: Store) -> None:
    with practice.reading() as session:
        few = listed(session, "tous", TODAY, limit=5)
        assert few == listed(session, "tous", TODAY)[:5]
