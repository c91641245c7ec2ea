"""Enrolments of several desks: one row for one admission, rules that two may break, erased with the person."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.inscription import InscriptionAnnee, Tarif
from scolarite_desk.services.candidatures import desist
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.inscriptions import (
    begin_inscription,
    cancel_inscription,
    enrol,
    record_payment,
    record_proof,
)
from scolarite_desk.store.queries.regles import broken
from tests.services.conftest import Desk
from tests.services.une_inscription import confirmed, fees
from tests.store.damage import faults
from tests.sync.conftest import later, share


def _broken(desk: Desk) -> list[str]:
    return sorted({one.regle.code for one in desk.read(lambda session: list(broken(session)))})


def test_two_desks_that_begin_one_enrolment_have_one_row_and_its_parts_merge(abc: list[Desk]) -> None:
    here, there = abc[:2]
    key = confirmed(here, here.apply(here.person()))
    share(here, there)
    for desk in (here, there):
        desk(begin_inscription, key)
    here(record_payment, key, "carte")
    there(record_proof, key, "identite")
    share(here, there)
    for desk in (here, there):
        [row] = desk.rows(select(InscriptionAnnee))
        assert (row.percu_mode, row.preuves) == ("carte", "identite")
        assert faults(desk.store) == []


def test_two_enrolments_made_apart_and_one_whose_person_left_are_listed(abc: list[Desk]) -> None:
    here, there = abc[:2]
    dossier = here.person()
    first, second = (confirmed(here, here.apply(dossier, one)) for one in (here.licence, here.master))
    share(here, there)
    for desk, key in ((here, first), (there, second)):
        desk(begin_inscription, key)
        desk(enrol, key, "vu")
    share(here, there)
    assert [_broken(desk) for desk in (here, there)] == [["inscrites"]] * 2
    third = confirmed(here, here.apply(here.person("BIHAN")))
    share(here, there)
    later(abc, minutes=1)
    here(begin_inscription, third)
    there(desist, third)
    share(here, there)
    assert [_broken(desk) for desk in (here, there)] == [["inscription", "inscrites"]] * 2


def test_fees_that_two_desks_fill_in_are_one_row(abc: list[Desk]) -> None:
    here, there = abc[:2]
    for desk in (here, there):
        fees(desk)
    share(here, there)
    assert [row.euros for row in there.rows(select(Tarif))] == [Decimal("180.00")]


def test_an_enrolment_goes_with_the_person_at_every_desk(abc: list[Desk]) -> None:
    here, there = abc[:2]
    dossier = here.person()
    key = confirmed(here, here.apply(dossier))
    here(begin_inscription, key)
    here(cancel_inscription, key, "jamais venue")
    share(here, there)
    there(erase_person, dossier, there.row(Dossier, dossier).numero, "À sa demande")
    share(here, there)
    for desk in (here, there):
        assert desk.rows(select(InscriptionAnnee)) == []
        assert faults(desk.store) == []
