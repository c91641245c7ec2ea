"""What left for the student records, of several desks: one row a vœu, whoever exported it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from scolarite_desk.models.rules.si import DESISTE, EXPORTE, TRAITE
from scolarite_desk.models.tables.echange import Transmission
from scolarite_desk.progress import Progress
from scolarite_desk.services.candidatures import desist
from scolarite_desk.services.si import export_si, look, treat_withdrawal
from scolarite_desk.store.queries.divergences import present
from tests.services.conftest import Desk
from tests.services.si.une_admission import admitted, coded, somebody
from tests.store.damage import faults
from tests.sync.conftest import later, share


def _states(desk: Desk) -> list[str]:
    return [one.etat for one in look(desk.store, "pegase").lignes]


def test_two_desks_that_export_the_same_vow_have_one_row_and_nothing_to_settle(abc: list[Desk], tmp_path: Path) -> None:
    here, there = abc[:2]
    coded(here)
    key = admitted(here, somebody(here))
    share(here, there)
    for rank, desk in enumerate((here, there)):
        later(abc, minutes=5)
        export_si(desk.store, "pegase", tmp_path / str(rank), Progress())
    share(here, there)
    later(abc, minutes=5)
    here(desist, key)
    share(here, there)
    assert [_states(desk) for desk in (here, there)] == [[DESISTE], [DESISTE]]
    there(treat_withdrawal, key, "pegase")
    share(here, there)
    for desk in (here, there):
        assert _states(desk) == [TRAITE]
        assert len(desk.rows(select(Transmission))) == 1
        assert desk.read(lambda session: list(present(session))) == []
        assert faults(desk.store) == []


def test_given_up_at_a_desk_while_another_one_exports_it_is_listed_at_both(abc: list[Desk], tmp_path: Path) -> None:
    here, there = abc[:2]
    coded(here)
    key = admitted(here, somebody(here))
    share(here, there)
    later(abc, minutes=5)
    here(desist, key)
    export_si(there.store, "pegase", tmp_path, Progress())
    assert _states(there) == [EXPORTE]
    share(here, there)
    assert [_states(desk) for desk in (here, there)] == [[DESISTE], [DESISTE]]
