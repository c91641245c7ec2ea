"""The ranks of a list in Décisions: numbered by an order that is seen before, one moved by the keys or the mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.personne import Bac
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.undo import undo
from scolarite_desk.ui.look.theme import Theme
from tests.keys import pressed, replaced
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import cells
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]

PEOPLE = {"AUDREN": "12,5", "BERTHELOT": "16", "KERVELLA": None, "LE GALL": "3,4/4"}


@pytest.fixture
def listed(office: Office) -> dict[str, str]:
    """Four on the list of the licence, by name; three have an average of their bac, one of which is out of four."""
    keys = {}
    for rank, (nom, moyenne) in enumerate(PEOPLE.items(), 1):
        dossier = office.person(nom, "Ida")
        [bac] = office.rows(select(Bac).where(Bac.personne_id == office.owner(dossier)))
        office.together(correct, ("bac.situation", bac.id, "obtenu"), ("bac.moyenne", bac.id, moyenne))
        keys[nom] = office.apply(dossier)
        office(enter_avis, keys[nom], "LC", rang=rank)
    return keys


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, listed: dict[str, str]) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "decisions")


def ranks(room: Room) -> list[str]:
    """« AUDREN 1 », as the table shows them."""
    return [f"{one.nom.removesuffix(' Ida')} {one.rang or '-'}" for one in room.room.table.rows_model.rows]


def order(room: Room, typed_: str) -> None:
    """Choose an order in the panel."""
    room.room.panels.rangs.form.focus("ordre")
    replaced(f"{typed_}\t")


def told(room: Room) -> list[list[str]]:
    return cells(room.room.panels.rangs.preview)


def test_the_list_is_numbered_by_the_average_of_the_bac_seen_before(room: Room) -> None:
    room.room.commands()["rangs"]()
    order(room, "moyenne du bac")
    golden("rangs", room.words())
    assert ranks(room)[0] == "AUDREN 1", "nothing is done yet"
    room.press("Donner 3 rangs")
    assert ranks(room) == ["LE GALL 1", "BERTHELOT 2", "AUDREN 3", "KERVELLA 4"]
    undo(room.office.store, room.office.started)
    room.room.reload()
    assert ranks(room) == ["AUDREN 1", "BERTHELOT 2", "KERVELLA 3", "LE GALL 4"]


def test_alt_and_an_arrow_move_a_row_and_stop_at_the_end_of_the_list(room: Room) -> None:
    table = room.room.table
    table.setFocus()
    table.step(-9)
    pressed("Alt+Up")
    assert ranks(room)[0] == "AUDREN 1"
    pressed("Alt+Down")
    pressed("Alt+Down")
    assert ranks(room) == ["BERTHELOT 1", "KERVELLA 2", "AUDREN 3", "LE GALL 4"]
    assert table.current().nom == "AUDREN Ida", "the keyboard follows the row"
    table.turn(1)
    pressed("Alt+Up")
    assert "ordre de départ" in room.told()
    table.sort(())
    assert ranks(room)[2] == "AUDREN 3"


def test_a_row_is_left_by_the_mouse_between_two_others(room: Room) -> None:
    table = room.room.table
    table.go(table.rows_model.rows[3].candidature)
    drop(room, 1)
    assert ranks(room) == ["AUDREN 1", "LE GALL 2", "BERTHELOT 3", "KERVELLA 4"]
    table.go(table.rows_model.rows[0].candidature)
    drop(room, None)
    assert ranks(room) == ["LE GALL 1", "BERTHELOT 2", "KERVELLA 3", "AUDREN 4"]


def drop(room: Room, before: int | None) -> None:
    """Leave the current row over the top of another, or under all of them."""
    table = room.room.table
    rect = table.visualRect(table.model().index(len(ranks(room)) - 1 if before is None else before, 1))
    where = QPointF(rect.center().x(), rect.top() + 1 if before is not None else rect.bottom() + 40)
    data = table.model().mimeData([table.currentIndex()])
    event = Dropped(table, where, data)
    table.dropEvent(event)
    assert event.isAccepted()


class Dropped(QDropEvent):
    """What Qt tells of a row that comes from the table itself."""

    def __init__(self, table: QWidget, where: QPointF, data: QMimeData) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        super().__init__(where, Qt.DropAction.CopyAction, data, left, none)
        self._table = table

    def source(self) -> QWidget:
        return self._table


def test_only_a_rank_that_is_not_validated_is_taken_by_the_mouse(room: Room, listed: dict[str, str]) -> None:
    drag = Qt.ItemFlag.ItemIsDragEnabled
    room.office(validate_avis, listed["AUDREN"])
    room.room.reload()
    flags = [bool(room.room.table.model().index(row, 0).flags() & drag) for row in range(4)]
    assert flags == [False, True, True, True]
    room.room.table.setFocus()
    room.room.table.step(-9)
    room.room.table.step(1)
    pressed("Alt+Up")
    assert "AUDREN Ida : le rang 1 est validé" in room.told()


def test_one_is_placed_at_a_rank_typed(room: Room) -> None:
    room.room.table.go(room.room.table.rows_model.rows[3].candidature)
    room.room.commands()["rangs"]()
    room.room.panels.rangs.one.focus("place")
    replaced("2\n")
    assert ranks(room) == ["AUDREN 1", "LE GALL 2", "BERTHELOT 3", "KERVELLA 4"]
    room.press("Placer")
    assert room.says("Tapez le rang voulu.")


def test_those_who_are_selected_are_numbered_among_themselves(room: Room) -> None:
    room.room.table._select([1, 2, 3])
    room.room.commands()["rangs"]()
    order(room, "moyenne du bac")
    assert [line[0] for line in told(room)] == ["2", "3", "4"]
    room.press("Donner 3 rangs")
    assert ranks(room) == ["AUDREN 1", "LE GALL 2", "BERTHELOT 3", "KERVELLA 4"]
    assert room.says("Les rangs sont déjà dans cet ordre.")


def test_without_a_rank_nothing_is_numbered_and_it_says_why(theme: Theme, qtbot: QtBot, office: Office) -> None:
    office.apply(office.person("NONN"))
    room = shown(theme, qtbot, office, "decisions")
    one = next(room)
    one.room.commands()["rangs"]()
    assert one.says("Aucun rang à numéroter")
    one.room.table.setFocus()
    pressed("Alt+Up")
    assert "seule la liste complémentaire s’ordonne" in one.told()
    next(room, None)
