"""Drafts: what was being typed comes back after a crash, and is nobody else's business."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.store import base, drafts
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.donne import giving
from scolarite_desk.store.queries.saisies import saisies
from tests.services.conftest import MORNING, PASSWORD, Desk
from tests.store.damage import faults, sql

PRENOM, NAISSANCE = "identite.prenom", "identite.ne_le"


@pytest.fixture
def personne(office: Desk) -> str:
    return office.owner(office.person())


def test_what_is_typed_is_kept_readable_or_not(office: Desk, personne: str) -> None:
    drafts.keep(office.store, personne, NAISSANCE, "7/3/")
    drafts.keep(office.store, personne, PRENOM, "Mae")
    drafts.keep(office.store, personne, PRENOM, " Maëlle « d’été »\n")
    assert drafts.drafts_of(office.store, personne) == {NAISSANCE: "7/3/", PRENOM: " Maëlle « d’été »\n"}


def test_a_draft_is_dropped_alone(office: Desk, personne: str) -> None:
    other = office.owner(office.person("LE GOFF"))
    for key, champ in ((personne, PRENOM), (personne, NAISSANCE), (other, PRENOM)):
        drafts.keep(office.store, key, champ, "x")
    drafts.drop(office.store, personne, PRENOM)
    drafts.drop(office.store, personne, PRENOM)
    assert drafts.drafts_of(office.store, personne) == {NAISSANCE: "x"}
    assert drafts.drafts_of(office.store, other) == {PRENOM: "x"}


def test_a_draft_survives_a_crash(office: Desk, personne: str, guichet: Path) -> None:
    drafts.keep(office.store, personne, PRENOM, "Mae")
    office.store.engine.dispose()  # and no close
    again = base.open_base(guichet, "Claire", PASSWORD)
    assert drafts.drafts_of(again, personne) == {PRENOM: "Mae"}
    again.close()


def test_a_draft_says_whose_it_is_and_when(office: Desk, personne: str) -> None:
    office.store.clock = lambda: MORNING + timedelta(seconds=5)
    drafts.keep(office.store, personne, PRENOM, "Mae")
    assert sql(office.store, "SELECT compte, at FROM brouillon") == [
        ("Claire", int((MORNING + timedelta(seconds=5)).timestamp() * 1_000_000))
    ]


def test_drafts_enter_neither_the_journal_nor_the_digest(office: Desk, personne: str) -> None:
    before, number = office.read(digest), office.number()
    heard: list[object] = []
    office.store.subscribe(heard.append)
    drafts.keep(office.store, personne, PRENOM, "Mae")
    assert (office.read(digest), office.number(), heard) == (before, number, [])
    assert faults(office.store) == []


def test_a_draft_goes_in_the_commit_of_what_takes_it_and_stays_when_that_is_refused(
    office: Desk, personne: str
) -> None:
    drafts.keep(office.store, personne, "note.texte", "à rappeler")
    drafts.keep(office.store, personne, PRENOM, "Mae")
    with pytest.raises(ZeroDivisionError), giving((personne, "note.texte")) as given, office.store.work("essai"):
        raise ZeroDivisionError
    assert not given.written
    assert set(drafts.drafts_of(office.store, personne)) == {"note.texte", PRENOM}
    with giving((personne, "note.texte")) as given, office.store.work("essai"):
        pass
    assert given.written
    assert drafts.drafts_of(office.store, personne) == {PRENOM: "Mae"}


def test_a_draft_says_what_it_was_typed_over(office: Desk, personne: str) -> None:
    drafts.keep(office.store, personne, PRENOM, "Mae", "Maëlle")
    assert drafts.dated(office.store, personne)[PRENOM].sur == "Maëlle"


def test_what_is_of_no_row_yet_dies_of_age_and_nothing_else_does(office: Desk, personne: str) -> None:
    old, new = "identite.prenom@lozach", "identite.prenom@le dantec"
    drafts.keep(office.store, drafts.NOWHERE, old, "Awa")
    drafts.keep(office.store, personne, PRENOM, "Mae")
    office.store.clock = lambda: MORNING + timedelta(days=1)
    drafts.keep(office.store, drafts.NOWHERE, new, "Léo")
    drafts.sweep(office.store)
    assert set(drafts.drafts_of(office.store, drafts.NOWHERE)) == {old, new}
    office.store.clock = lambda: MORNING + drafts.ENDS + timedelta(seconds=1)
    drafts.sweep(office.store)
    assert set(drafts.drafts_of(office.store, drafts.NOWHERE)) == {new}
    assert drafts.drafts_of(office.store, personne) == {PRENOM: "Mae"}


def test_a_waiting_draft_names_its_dossier_and_leads_to_its_field(office: Desk, personne: str) -> None:
    dossier = office.person("LE GOFF")
    candidature = office.apply(dossier)
    drafts.keep(office.store, candidature, f"piece.motif_texte@{office.pieces['RELEVE']}-1", "illi")
    office.store.clock = lambda: MORNING + timedelta(seconds=5)
    drafts.keep(office.store, personne, PRENOM, "Mae")
    drafts.keep(office.store, drafts.NOWHERE, "identite.prenom@lozach", "Awa")
    first, second = office.read(saisies)
    assert (kept(first.nom), first.champ) == ("KERMAREC Maëlle", PRENOM)
    assert (second.dossier, second.champ) == (dossier, "piece.motif_texte")


def test_what_is_kept_on_the_way_to_a_refusal_takes_nothing_away(office: Desk, personne: str) -> None:
    drafts.keep(office.store, personne, PRENOM, "Mae")
    with giving((personne, PRENOM)) as given:
        drafts.keep(office.store, personne, NAISSANCE, "7/3/")
    assert not given.written
    assert set(drafts.drafts_of(office.store, personne)) == {PRENOM, NAISSANCE}


def test_what_is_kept_after_it_was_given_does_not_come_back(office: Desk, personne: str) -> None:
    with giving((personne, PRENOM)):
        with office.store.work("essai"):
            pass
        drafts.keep(office.store, personne, PRENOM, "Mae")
    assert drafts.drafts_of(office.store, personne) == {}


def test_an_act_inside_another_takes_the_drafts_of_both(office: Desk, personne: str) -> None:
    drafts.keep(office.store, personne, PRENOM, "Mae")
    drafts.keep(office.store, personne, NAISSANCE, "7/3/")
    with giving((personne, PRENOM)) as outer, giving((personne, NAISSANCE)), office.store.work("essai"):
        pass
    assert outer.written
    assert drafts.drafts_of(office.store, personne) == {}
