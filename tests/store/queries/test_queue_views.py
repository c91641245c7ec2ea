"""The saved views: who each shows, and that counting says the same as listing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.event import listen

from scolarite_desk import practice as exercice
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Cvec, Dossier, Note
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Bac, Identifiant, Personne
from scolarite_desk.models.tables.reglage import Reglage
from scolarite_desk.services.completude import left_to_do
from scolarite_desk.services.cvec import missing
from scolarite_desk.store import search
from scolarite_desk.store.check.check_search import check_search
from scolarite_desk.store.queries.queue_views import VUES, counters, listed
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost

TODAY, NOW = date(2026, 7, 6), datetime(2026, 7, 6, 9, tzinfo=UTC)


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


LACKING = {  # what the conditions of `store/attendus.py` read: a value that changes what they say
    Personne: {"nationalite": "99100"},
    Bac: {"situation": "sans", "annee": 1980, "retire_le": NOW},
    Cvec: {"situation": None, "annee": "1999-2000", "retire_le": NOW},
    Note: {"suivi_le": date(2020, 1, 1), "suivi_fait_le": TODAY, "retire_le": NOW},
    Dossier: {"regime": "FC", "boursier": "oui", "retire_le": NOW},
    Candidature: {"genre": "vapp", "statut": "IN", "incomplete_le": date(2020, 1, 1), "annulee_le": NOW},
    Avis: {"valide_le": None, "retire_le": NOW},
}


@pytest.mark.parametrize(
    ("cls", "column"),
    [pytest.param(cls, name, id=f"{cls.__tablename__}.{name}") for cls, names in LACKING.items() for name in names],
)
def test_what_views_count_follows_every_work(practice: Store, cls: type[Any], column: str) -> None:
    with practice.rehearsal() as work:
        for row in work.session.scalars(select(cls)):
            setattr(row, column, LACKING[cls][column])
        work.session.flush()
        search.refresh(work.session, work.changes)
        assert check_search(work.session) == []


def test_a_setting_or_a_day_counts_at_once(practice: Store) -> None:
    """Neither moves a line of the index: both are read with the counters."""
    with practice.rehearsal() as work:
        for row in work.session.scalars(select(Identifiant)):
            row.retire_le = NOW
        work.session.flush()
        search.refresh(work.session, work.changes)
        before = counters(work.session, TODAY)
        work.add(Reglage(cle="ine_obligatoire", valeur="non"))
        after = counters(work.session, TODAY)
        assert after["regulariser"].shown < before["regulariser"].shown
        later = counters(work.session, date(2030, 1, 1))
        assert later["incomplets"].shown > before["incomplets"].shown
        assert later["suivis"].shown > before["suivis"].shown


def test_counting_reads_one_small_index(practice: Store) -> None:
    with practice.reading() as session:
        told: list[str] = []
        connection = session.connection()
        listen(connection, "before_cursor_execute", lambda _c, _u, sql, *_rest: told.append(sql))
        counters(session, TODAY)
        plan = [
            row[3]
            for sql in tuple(told)
            if "GROUP BY" in sql
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("",) * sql.count("?"))
        ]
    assert any("USING COVERING INDEX ix_trouvable_manques" in line for line in plan), plan
    assert not any("TEMP B-TREE FOR GROUP BY" in line for line in plan), plan


def test_the_list_of_missing_cvec_is_the_view(practice: Store) -> None:
    with practice.reading() as session:
        [campagne] = session.scalars(select(Campagne.id).where(Campagne.etat == "ouverte"))
        shown = {row.dossier for row in listed(session, "cvec", TODAY)}
        assert shown == {row.dossier for row in missing(session, campagne)} & {
            row.dossier for row in listed(session, "tous", TODAY)
        }
