"""Which avis counts is one answer: a statement and the function over rows say the same, whatever was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from scolarite_desk.models.rules import courant as rules
from scolarite_desk.models.tables import schema
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.uuid7 import KeyMaker
from scolarite_desk.store import courant, search
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.search.load import load
from tests.sources import sources

NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)
new_key = KeyMaker(8, NOW).new_key  # every key of one same instant: nothing but its tail orders two avis


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_engine(tmp_path_factory.mktemp("courant") / "base.sdesk", bytes(32))
    with Session(engine) as session:
        schema.Base.metadata.create_all(session.connection())
        search.create(session)
        session.commit()
    yield engine
    engine.dispose()


def _candidature(session: Session) -> Candidature:
    """One candidature, with everything that it leans on."""
    person, campagne = Personne(id=new_key(), nom_naissance="KERMAREC"), Campagne(id=new_key(), annee="2026-2027")
    session.add_all([person, campagne])
    session.flush()
    dossier = Dossier(id=new_key(), personne_id=person.id, campagne_id=campagne.id, numero="AAK7P2M9")
    formation = Formation(id=new_key(), campagne_id=campagne.id)
    session.add_all([dossier, formation])
    session.flush()
    row = Candidature(id=new_key(), dossier_id=dossier.id, formation_id=formation.id)
    session.add(row)
    session.flush()
    return row


WRITTEN = st.lists(
    st.fixed_dictionaries({
        "avis": st.sampled_from(["FA", "DE", "LC", "PR"]),
        "saisi_le": st.integers(0, 3).map(lambda days: NOW + timedelta(days=days)),  # says nothing of which one counts
        "valide_le": st.sampled_from([None, NOW]),
        "retire_le": st.sampled_from([None, NOW]),
    }),
    max_size=5,
)  # fmt: skip


@given(written=WRITTEN, order=st.randoms(use_true_random=False))
def test_a_statement_and_the_rule_find_the_same_avis(engine: Engine, written: list[Any], order: Any) -> None:
    with Session(engine) as session:
        mine, other = _candidature(session), _candidature(session)
        rows = [Avis(id=new_key(), candidature_id=mine.id, saisi_par="Claire", **one) for one in written]
        order.shuffle(rows)  # nor does the order in which they are written, or read
        later = Avis(candidature_id=other.id, avis="FA", saisi_le=NOW, saisi_par="Claire", valide_le=NOW)
        session.add_all([*rows, later])
        session.flush()
        for rule, condition in ((rules.avis_courant, courant.avis_courant), (rules.avis_valide, courant.avis_valide)):
            wanted = rule(rows)
            expected = [] if wanted is None else [wanted.id]
            found = select(Avis.id).where(Avis.candidature_id == mine.id, condition())
            plain = text(f"SELECT lower(hex(a.id)) FROM avis a WHERE a.candidature_id = :mine"
                         f" AND {courant.in_sql(condition, 'a')}")  # fmt: skip
            assert list(session.scalars(found)) == expected
            assert list(session.scalars(plain, {"mine": bytes.fromhex(mine.id)})) == expected
        assert courant.current_avis(session, mine.id) is rules.avis_courant(rows)
        session.rollback()


@pytest.mark.parametrize("retire_le", [None, NOW])
@pytest.mark.parametrize("annulee_le", [None, NOW])
def test_a_candidature_lives_until_it_is_cancelled_or_withdrawn(
    engine: Engine, retire_le: datetime | None, annulee_le: datetime | None
) -> None:
    with Session(engine) as session:
        row = _candidature(session)
        row.retire_le, row.annulee_le = retire_le, annulee_le
        session.flush()
        living = session.scalar(select(Candidature.id).where(Candidature.id == row.id, courant.candidature_vivante()))
        assert rules.candidature_vivante(row) is (living is not None) is (retire_le is annulee_le is None)
        session.rollback()


def test_a_cancelled_candidature_is_still_there_until_its_dossier_is_withdrawn(engine: Engine) -> None:
    with Session(engine) as session:
        row = _candidature(session)
        row.annulee_le = NOW
        asked = select(Candidature.id).join(Dossier, Dossier.id == Candidature.dossier_id)
        there = asked.where(Candidature.id == row.id, courant.candidature_presente())
        assert session.scalars(there).all() == [row.id]
        session.get_one(Dossier, row.dossier_id).retire_le = NOW
        assert session.scalars(there).all() == []
        session.rollback()


def test_the_list_shows_the_avis_of_the_dossier_when_an_older_one_was_changed_last(engine: Engine) -> None:
    """Another desk changed the first avis after the second was given: the list looked at when, the dossier at which."""
    with Session(engine) as session:
        row = _candidature(session)
        first, second = new_key(), new_key()
        session.add_all([
            Avis(id=first, candidature_id=row.id, avis="LC", saisi_le=NOW + timedelta(days=2), saisi_par="Claire",
                 valide_le=NOW),
            Avis(id=second, candidature_id=row.id, avis="FA", saisi_le=NOW, saisi_par="Marc", valide_le=NOW),
        ])  # fmt: skip
        session.flush()
        person = session.get_one(Dossier, row.dossier_id).personne_id
        assert [line.etat for line in load(session, [person]).values()] == ["avis.FA"]
        session.rollback()


def test_nobody_else_says_which_candidature_lives_nor_which_avis_counts() -> None:
    said = re.compile(
        r"annulee_le(\.is_\(None\)| IS NULL)|Avis\.id\.desc|avis \w+ [^;]*ORDER BY \w+\.(id|saisi_le) DESC"
    )
    assert {one.path for one in sources() if said.search(one.text)} == {"store/courant.py"}
