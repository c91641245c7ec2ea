"""Persons who look alike: side by side, then one or two; from a dossier, another one is searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services.fusions import merge_persons
from scolarite_desk.services.identifiants import record_ine
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.ui.dossier.bandeaux import Bands
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import cells, longer, plain
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]


@dataclass
class Pair:
    """Two who are one, and somebody else: keys."""

    one: str
    other: str
    dossier: str
    stranger: str


@pytest.fixture
def pair(office: Office) -> Pair:
    dossier = office.person("KERMAREC", "Maëlle", portable="+33612345678")
    other, stranger = office.person("KERMARREC", "Maelle"), office.person("TANGUY", "Jean", "1999-01-02")
    return Pair(office.owner(dossier), office.owner(other), dossier, office.owner(stranger))


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, pair: Pair) -> Iterator[Room]:
    for room in shown(theme, qtbot, office, "doublons"):
        room.settled()
        room.room.table.setFocus()
        room.drawn()
        yield room


def _sides(room: Room) -> list[str]:
    return cells(room.room.pair.sides.table)


def test_a_probable_pair_is_shown_with_why_and_what_differs(room: Room) -> None:
    (line,) = cells(room.room.table)
    assert line.startswith("KERMAREC Maëlle | 07/03/2004 | KERMARREC Maelle | 07/03/2004")
    assert "nom à une faute près" in line
    assert "Nom de naissance | KERMAREC | KERMARREC | Différent" in _sides(room)
    assert "Né(e) le | 07/03/2004 | 07/03/2004 | Identique" in _sides(room)


def test_one_key_merges_and_the_pair_leaves_the_list(room: Room, pair: Pair) -> None:
    pressed("1", room.room.table)
    room.drawn()
    assert room.office.row(Personne, pair.other).fusion_id == pair.one
    assert {one.personne_id for one in room.office.rows(select(Dossier))} == {pair.one, pair.stranger}
    assert room.says("Aucun doublon probable.")
    assert "KERMARREC Maelle est maintenant KERMAREC Maëlle" in room.told()


def test_undoing_a_merge_proposes_the_pair_again(room: Room, pair: Pair) -> None:
    pressed("2", room.room.table)
    room.settled()
    undo(room.office.store, room.office.store.unlocked_at, None)
    room.drawn()
    room.settled()
    assert len(cells(room.room.table)) == 1
    assert room.office.row(Personne, pair.one).fusion_id is None


def test_two_persons_are_said_to_be_two_and_not_proposed_again(room: Room) -> None:
    pressed("3", room.room.table)
    room.press("Chercher de nouveau")
    room.settled()
    assert cells(room.room.table) == []


def test_each_with_an_ine_asks_why_under_the_buttons(room: Room, pair: Pair) -> None:
    room.office(record_ine, pair.one, "0199000001Z", origine="releve")
    room.office(record_ine, pair.other, "0199000002A", origine="releve", motif="vu")
    room.settled()
    pressed("1", room.room.table)
    room.drawn()
    assert room.says("Chacune a son INE")
    typed("Deux fois le même passeport\n")
    assert room.office.row(Personne, pair.other).fusion_motif == "Deux fois le même passeport"


def test_the_other_person_is_searched_from_a_dossier(room: Room, pair: Pair) -> None:
    room.room.lead(pair.dossier)
    room.drawn()
    assert room.says("KERMAREC Maëlle, dossier")
    typed("tanguy")
    assert len(cells(room.room.other.people)) == 1
    pressed("Return")
    pressed("1", room.room.other.people)
    assert room.office.row(Personne, pair.stranger).fusion_id == pair.one


def test_either_dossier_is_opened(room: Room, pair: Pair) -> None:
    pressed("4", room.room.table)
    assert room.asked == [(pair.dossier, "")]


def test_a_dossier_says_whom_it_unites_and_takes_them_apart(room: Room, pair: Pair) -> None:
    room.office(merge_persons, pair.one, pair.other)
    bands = Bands(room.desk, room.window)
    room.qtbot.addWidget(bands)
    bands.show_view(room.desk.read(dossier_view, pair.dossier))
    bands.show()
    assert plain(bands.merged.text()) == "Réunit aussi KERMARREC Maelle (fusionnée le 06/07/2026 par Claire)"
    (undoing,) = bands.merged.findChildren(QPushButton)
    undoing.setFocus()
    pressed("Return", undoing)
    assert room.office.row(Personne, pair.other).fusion_id is None


def test_the_room_in_words(room: Room) -> None:
    text = room.words()
    for numero in room.office.rows(select(Dossier.numero)):
        text = text.replace(numero, "NUMERO")
    golden("doublons", text)


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("way", ["probables", "choisie"])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, pair: Pair, size: float, way: str
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "doublons"):
        room.settled()
        if way == "choisie":
            room.room.lead(pair.dossier)
            typed("tanguy")
            pressed("Return")
        room.drawn()
        assert complaints(room.window) == []


def test_nothing_is_cut_with_longer_words(
    qapp: QApplication, theme: Theme, qtbot: QtBot, office: Office, pair: Pair
) -> None:
    for _ in longer():
        for room in shown(theme, qtbot, office, "doublons"):
            room.settled()
            assert complaints(room.window) == []


def test_with_no_pair_the_list_has_the_room_of_the_panel(theme: Theme, qtbot: QtBot, office: Office) -> None:
    for room in shown(theme, qtbot, office, "doublons"):
        room.settled()
        assert not room.room.pair.isVisible()
        assert room.room.table.height() > room.room.height() / 2
