"""Two persons found to be one: their dossiers are together, and apart again to the last row."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import verbatim
from scolarite_desk.services.dossiers import correct, withdraw_item
from scolarite_desk.services.doublons import merged_into, suspects
from scolarite_desk.services.fusions import merge_persons, tell_apart, unmerge_person
from scolarite_desk.services.identifiants import record_ine
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.store import search
from scolarite_desk.store.journal import fusion
from tests.services.conftest import Desk
from tests.store.damage import faults


@pytest.fixture
def two(desk: Desk) -> tuple[str, str]:
    """KERMAREC, entered twice: the person to keep, the other."""
    kept = desk.owner(desk.person("KERMAREC", "Maëlle", "2004-03-07"))
    dossier = desk.person("KERMARREC", "Maelle", "2004-07-03")
    desk.apply(dossier)
    return kept, desk.owner(dossier)


def _owners(desk: Desk) -> list[str]:
    return [one.personne_id for one in desk.rows(select(Dossier).order_by(Dossier.id))]


def _found(desk: Desk, text: str) -> list[str]:
    return [one.personne for one in desk.read(search.find, text, desk.store.clock().date()).rows]


def test_the_dossiers_of_the_other_are_shown_with_the_person_kept(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    desk(merge_persons, kept, other)
    assert _owners(desk) == [kept, kept]
    assert [one.nom for one in desk.read(merged_into, kept)] == [verbatim("KERMARREC Maelle")]
    assert faults(desk.store) == []


def test_she_is_found_by_both_names_and_once(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    desk(merge_persons, kept, other)
    assert _found(desk, "kermarrec") == _found(desk, "kermarec") == _found(desk, "03072004") == [kept]
    desk(unmerge_person, other)
    assert _found(desk, "kermarrec") == [other]
    assert _found(desk, "kermarec") == [kept]


def test_a_mistake_is_put_back_to_the_last_row(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    before = desk.digest()
    desk(merge_persons, kept, other)
    assert desk.digest() != before
    desk(unmerge_person, other)
    assert desk.digest() == before
    assert _owners(desk) == [kept, other]


def test_what_was_done_meanwhile_stays_where_it_was_done(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    desk(merge_persons, kept, other)
    desk(correct, "identite.prenom", kept, "Maëlle Anne")
    (_first, theirs) = desk.rows(select(Dossier).order_by(Dossier.id))
    desk(withdraw_item, "dossier", theirs.id)
    desk(unmerge_person, other)
    assert desk.row(Dossier, theirs.id).personne_id == other
    assert desk.row(Personne, kept).prenom == "Maëlle Anne"
    assert faults(desk.store) == []


def test_undo_and_redo_of_a_merge_move_the_dossiers_again(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    desk(merge_persons, kept, other)
    undo(desk.store, desk.started)
    assert _owners(desk) == [kept, other]
    redo(desk.store, desk.started)
    assert _owners(desk) == [kept, kept]


def test_a_merge_of_a_merge_shows_the_last_one(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    third = desk.owner(desk.person("KERMAREC", "M.", "2004-03-07"))
    desk(merge_persons, kept, other)
    desk(merge_persons, third, kept)
    assert set(_owners(desk)) == {third}
    desk(unmerge_person, kept)
    assert _owners(desk) == [kept, kept, third]


def test_two_ine_ask_why(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    desk(record_ine, kept, "0123456789A", motif="vu sur le relevé")
    desk(record_ine, other, "9876543210B", motif="vu sur le relevé")
    with pytest.raises(Refused, match="Chacune a son INE"):
        desk(merge_persons, kept, other)
    desk(merge_persons, kept, other, "changement de numéro prouvé")


def test_what_makes_no_sense_is_refused(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    with pytest.raises(Refused, match="déjà la même"):
        desk(merge_persons, kept, kept)
    with pytest.raises(Refused, match="aucune autre"):
        desk(unmerge_person, other)
    desk(merge_persons, kept, other)
    with pytest.raises(Refused, match="déjà fusionnée"):
        desk(merge_persons, other, kept)


def test_everything_derived_can_be_made_again(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    desk(merge_persons, kept, other)
    with desk.store.side() as session:
        session.connection().exec_driver_sql("DELETE FROM fusion")
        assert fusion.faults(session)[1]
        fusion.rebuild(session)
        assert fusion.faults(session) == (1, [])
        session.connection().exec_driver_sql("UPDATE fusion SET racine = personne")
        told = fusion.faults(session)[1]
        assert len(told) == len(set(told)), "each thing once"
        fusion.rebuild(session)
    assert _owners(desk) == [kept, kept]


def test_probable_duplicates_are_proposed_until_somebody_decides(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    twin = desk.owner(desk.person("KERMAREC", "Yann", "2004-03-07"))
    (pair,) = desk.read(suspects)
    assert {pair.une.cle, pair.autre.cle} == {kept, other}
    assert twin not in {pair.une.cle, pair.autre.cle}
    assert pair.raisons
    desk(tell_apart, kept, other, "deux cousines")
    assert desk.read(suspects) == ()
    undo(desk.store, desk.started)
    desk(merge_persons, kept, other)
    assert desk.read(suspects) == ()


def test_nothing_is_written_on_a_person_found_to_be_another(desk: Desk, two: tuple[str, str]) -> None:
    kept, other = two
    desk(merge_persons, kept, other)
    for act in ((correct, "identite.prenom", other, "Zoé"), (record_ine, other, "0LFLRZ00014")):
        with pytest.raises(Refused, match="rapprochée d’une autre"):
            desk(*act)
    desk(unmerge_person, other)
    desk(correct, "identite.prenom", other, "Zoé")
