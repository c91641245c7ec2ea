"""The lists of the day: which, who, and one act for the selection, by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.services.appel import promote
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import desist
from scolarite_desk.services.dossiers import correct, write_note
from scolarite_desk.services.suivi import SUIVI
from scolarite_desk.services.taches import TACHES, hand_over
from scolarite_desk.services.undo import undo
from scolarite_desk.store.courant import current_avis
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button
from tests.accessible import complaints
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]

ADMITTED, LISTED = ("AUDREN", "BERTHELOT"), ("KERVELLA", "LE GALL", "ORTEGA")


@pytest.fixture
def asked(office: Office) -> dict[str, str]:
    """Two who have a place of two, three who wait on the list."""
    office(correct, "formation.capacite", office.licence, 2)
    keys = {nom: office.apply(office.home(office.person(nom))) for nom in (*ADMITTED, *LISTED)}
    for nom in ADMITTED:
        office(enter_avis, keys[nom], "FA")
    for rang, nom in enumerate(LISTED, 1):
        office(enter_avis, keys[nom], "LC", rang=rang)
    for key in keys.values():
        office(validate_avis, key)
    return keys


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, asked: dict[str, str]) -> Iterator[Room]:
    for one in shown(theme, qtbot, office, "suivi"):
        one.settled()
        yield one


def see(room: Room, code: str) -> None:
    room.room.lead(code)
    room.settled()


def names(room: Room) -> list[str]:
    return [one.seance.nom.rpartition(" ")[0] for one in room.room.table.rows_model.rows]


def answers(office: Office, asked: dict[str, str], of: tuple[str, ...] = ADMITTED) -> list[str | None]:
    return [office.row(Candidature, asked[nom]).confirmation for nom in of]


def test_lists_stand_under_their_subject_which_keys_leave_out(room: Room) -> None:
    lists = room.room.lists
    titles = [say(one.sujet) for one in lists.rows_model.rows if not one.code]
    assert titles == ["Dossiers", "Décisions", "Réponses et places", "Recteur", "Inscriptions"]
    lists.go("suivis")
    walked = []
    for _ in range(4):
        QTest.keyClick(lists, Qt.Key.Key_Down)
        walked.append(lists.current().code)
    assert walked == ["silence", "pieces", "ressaisir", "a_revoir"]
    lists.step(-1)
    assert lists.current().code == "ressaisir", "F7 goes over a title too"


def test_the_first_list_that_holds_somebody_is_shown_with_how_many_are_on_each(room: Room) -> None:
    counts = {one.code: one.nombre for one in room.room.lists.rows_model.rows if one.code}
    assert counts == {code: 5 if code == "lettres" else 0 for code in (*TACHES, *SUIVI)}
    assert room.room.lists.current().code == "lettres"
    assert names(room) == [*ADMITTED, *LISTED]
    assert "lettre n’est pas partie" in room.words()
    assert complaints(room.window) == []


def test_each_empty_list_says_why_in_plain_words(room: Room) -> None:
    for code, one in SUIVI.items():
        if code != "lettres":
            see(room, code)
            assert room.says(one.vide.source.replace("\u00a0", " ")), code
            assert not room.room.lot._give.isEnabled()


def test_silence_is_noted_for_the_whole_list_and_one_undo_takes_it_back(room: Room, asked: dict[str, str]) -> None:
    room.office.later(days=60)
    room.room.reload()
    room.settled()
    see(room, "constater")
    room.room.table.selectAll()
    room.settled()
    assert room.says("2 candidatures changeront")
    room.press("Constater l’absence de réponse")
    room.settled()
    assert answers(room.office, asked) == ["sans_reponse"] * 2
    assert "2 candidatures" in room.told()
    buttons = room.messages.findChildren(Button)
    assert any("Proposer la place à KERVELLA" in one.accessibleName() for one in buttons)
    assert room.room.table.rows_model.rows == []
    undo(room.office.store)
    assert answers(room.office, asked) == [None, None]


def test_a_place_is_given_to_whoever_waits_first_from_the_list(room: Room, asked: dict[str, str]) -> None:
    room.office(desist, asked["AUDREN"])
    room.settled()
    room.room.lead(f"appeler/{asked['KERVELLA']}")
    room.settled()
    assert names(room) == ["KERVELLA"]
    assert room.room.lot.code == promote.__name__
    room.press("Donner une place")
    room.settled()
    avis = room.office.read(current_avis, asked["KERVELLA"])
    assert avis is not None
    assert (avis.avis, avis.promu_rang) == ("FA", 1)


def test_another_act_is_chosen_among_those_that_make_sense(room: Room) -> None:
    room.room.table.selectAll()
    room.settled()
    codes = [code for code, _ in room.room.lot.offered()]
    assert {"confirm", "desist", "unvalidate_avis", "cancel_candidature"} <= set(codes)
    assert not {"validate_avis", "reopen_candidature"} & set(codes)


def test_the_letters_of_the_selection_are_those_that_the_list_is_about(room: Room) -> None:
    room.room.table._select([0, 1])
    room.room.letters()
    room.settled()
    assert room.says("2 lettres prêtes")
    assert not room.says("laissées de côté")
    assert room.room.mail.form.values["papier"] == "decision"
    room.press("Revenir à la liste")
    assert room.room.panels.currentWidget() is room.room.lot


def test_what_is_handed_to_this_desk_is_first_and_done_there(room: Room, asked: dict[str, str]) -> None:
    vow = room.office.row(Candidature, asked["AUDREN"])
    personne = room.office.owner(vow.dossier_id)
    for texte, le in (("Plus tard", date(2026, 7, 20)), ("En retard", date(2026, 7, 1))):
        note = room.office(write_note, personne, texte, suivi_le=le, candidature=vow.id)
    [here] = room.office.rows(select(Poste.uuid).where(Poste.ici))
    room.office(hand_over, note, here, "avant midi")
    room.room.reload()
    room.settled()
    see(room, "suivis")
    rows = room.room.tasks.table.rows_model.rows
    assert [one.texte for one in rows] == ["En retard", "Plus tard"], "the late ones first"
    see(room, "pour_moi")
    assert [one.texte for one in room.room.tasks.table.rows_model.rows] == ["En retard"]
    assert "avant midi" in room.room.tasks._whole.text()
    assert complaints(room.window) == []
    room.press("Suivi fait")
    room.room.reload()  # as the window does of what changed
    room.settled()
    assert room.says("Rien ne vous est confié.")
