"""The saved views: who each shows, and that counting says the same as listing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk import practice as exercice
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services.completude import left_to_do
from scolarite_desk.services.cvec import missing
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


def test_a_view_counts_whom_the_dossier_itself_says_lacks_something(practice: Store) -> None:
    """« CVEC manquantes » accuses nobody who owes nothing; « À régulariser » asks no INE of who need not have one."""
    with practice.reading() as session:
        for code, lacking in (("cvec", {"cvec"}), ("regulariser", {"ine", "ine_provisoire"})):
            shown = {row.dossier for row in listed(session, code, TODAY, archives=True)}
            everybody = {row.dossier for row in listed(session, "tous", TODAY, archives=True) if row.dossier}
            said = {key for key in everybody if lacking & {one.code for one in left_to_do(session, key)}}
            assert shown == said, code
            assert said < everybody, code


def test_the_list_of_missing_cvec_is_the_view(practice: Store) -> None:
    with practice.reading() as session:
        [campagne] = session.scalars(select(Campagne.id).where(Campagne.etat == "ouverte"))
        shown = {row.dossier for row in listed(session, "cvec", TODAY)}
        assert shown == {row.dossier for row in missing(session, campagne)} & {
            row.dossier for row in listed(session, "tous", TODAY)
        }
