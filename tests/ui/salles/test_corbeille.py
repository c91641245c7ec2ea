"""The trash: nothing is deleted, everything comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import kept
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.vue import VueEnregistree
from scolarite_desk.services.dossiers import withdraw_item
from scolarite_desk.services.vues import save_shared_view, save_view, withdraw_shared_view, withdraw_view
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    office(withdraw_item, "formation", office.master)
    office(withdraw_item, "piece", office.pieces["TRANSFERT"])
    yield from shown(theme, qtbot, office, "corbeille")


def test_what_was_withdrawn_comes_back(room: Room) -> None:
    room.room.table.go(room.office.master)
    pressed("Return", room.room.table)
    assert room.office.row(Formation, room.office.master).retire_le is None
    assert [kept(row.titre) for row in room.room.table.rows_model.rows] == ["Pièce"]
    room.press("Remettre")
    assert room.says("La corbeille est vide.")
    assert "Remettre" not in room.offered()


def test_a_view_that_was_put_away_comes_back(room: Room) -> None:
    mine = room.office(save_view, "file", "À moi", {})
    ours = room.office(save_shared_view, "decisions", "Du service", {})
    room.office(withdraw_view, mine)
    room.office(withdraw_shared_view, ours)
    room.drawn()
    assert {kept(one.titre): one.libelle for one in room.room.table.rows_model.rows if one.key in (mine, ours)} == {
        "Vue": "À moi",
        "Vue partagée": "Du service",
    }
    for key in (mine, ours):
        room.room.table.go(key)
        pressed("Return", room.room.table)
        assert room.office.row(VueEnregistree, key).retire_le is None


def test_a_few_letters_find_it(room: Room) -> None:
    room.room.text.setFocus()
    typed("formation")
    assert [kept(row.titre) for row in room.room.table.rows_model.rows] == ["Formation"]


def test_what_is_withdrawn_elsewhere_is_seen(room: Room) -> None:
    room.office(withdraw_item, "piece", room.office.pieces["RELEVE"])
    room.drawn()
    assert len(room.room.table.rows_model.rows) == 3


def test_the_trash_in_words(room: Room) -> None:
    golden("corbeille", room.words())


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_no_word_is_cut_and_everything_has_a_name(theme: Theme, qtbot: QtBot, office: Office, size: float) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "corbeille", (1180, 760)):
        assert complaints(room.window) == []
