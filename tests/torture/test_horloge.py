"""The clock of the desk is set back: works keep their order, nothing is lost, and the window says what it sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.models.tables.journal import Travail
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.store import drafts
from scolarite_desk.store.base import open_base
from scolarite_desk.store.queries.poste import clock_behind
from tests.services.conftest import PASSWORD, Desk, Founded
from tests.store.damage import faults, sql

NOM = "identite.nom_usage"


@pytest.fixture
def office(guichet: Path, founded: Founded) -> Iterator[Desk]:
    """That base, open, on a clock that the test sets."""
    moment: list[Desk] = []
    office = Desk(open_base(guichet, "Claire", PASSWORD, clock=lambda: moment[0].now), **founded.keys)
    moment.append(office)
    yield office
    office.store.close()


@pytest.mark.parametrize("back", [{"hours": -1}, {"days": -366}])
def test_a_clock_set_back_changes_neither_the_order_of_works_nor_what_undo_takes_back(
    office: Desk, back: dict[str, float]
) -> None:
    personne = office.owner(office.person())
    office(correct, NOM, personne, "AVANT")
    office.later(**back)
    office(correct, NOM, personne, "APRÈS")
    clocks = [hlc for (hlc,) in sql(office.store, "SELECT hlc FROM travail ORDER BY numero")]
    assert clocks == sorted(set(clocks)), "the hybrid clock never goes back"
    assert faults(office.store) == []
    assert kept(undo(office.store, office.started).label).startswith("Corriger")
    assert sql(office.store, "SELECT nom_usage FROM personne") == [("AVANT",)]
    redo(office.store, office.started)
    assert sql(office.store, "SELECT nom_usage FROM personne") == [("APRÈS",)]


def test_each_work_says_the_time_that_the_desk_showed(office: Desk) -> None:
    personne = office.owner(office.person())
    office.later(hours=-1)
    office(correct, NOM, personne, "LE GOFF")
    last = office.rows(Travail.__table__.select().order_by(Travail.numero.desc()).limit(1))
    assert last
    (at,) = sql(office.store, "SELECT at FROM travail ORDER BY numero DESC LIMIT 1")[0]
    assert at == int(office.now.timestamp() * 1_000_000)


def test_a_draft_typed_before_the_clock_went_back_is_still_offered(office: Desk) -> None:
    personne = office.owner(office.person())
    drafts.keep(office.store, personne, NOM, "Le G")
    office.later(days=-366)
    drafts.keep(office.store, personne, NOM, "Le Go")
    assert drafts.drafts_of(office.store, personne) == {NOM: "Le Go"}


@pytest.mark.parametrize(("back", "told"), [({"minutes": -9}, ""), ({"hours": -1}, "retarde")])
def test_a_clock_behind_the_last_work_is_said_in_words(office: Desk, back: dict[str, float], told: str) -> None:
    office.person()
    office.later(**back)
    said = kept(office.read(clock_behind, office.now))
    assert (told in said) if told else said == ""


def test_the_clock_of_a_practice_base_is_nobody_s_business(office: Desk) -> None:
    sql(office.store, "UPDATE local SET valeur = 'oui' WHERE cle = 'exercice'")
    office.person()
    office.later(days=-366)
    assert not office.read(clock_behind, office.now)
