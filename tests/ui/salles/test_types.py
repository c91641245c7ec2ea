"""Réglages › Types de décision: what the office calls its decisions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.msg import N_
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.reglages.ajouts import Ajouts
from tests.accessible import complaints
from tests.keys import typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import cells
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "reglages")


@pytest.fixture
def page(room: Room) -> Ajouts:
    room.room.parts.go(N_("Types de décision"))
    room.drawn()
    found = room.room.section
    assert isinstance(found, Ajouts)
    return found


def _describe(page: Ajouts) -> None:
    page.items.add()
    typed("Défavorable\tHC\tRefus hors capacité\t")
    page.enter()


def test_a_kind_is_described_then_added(room: Room, page: Ajouts) -> None:
    _describe(page)
    [one] = room.office.rows(select(TypeDecision))
    assert (one.code, one.famille, one.definitif, one.motif_dit, one.en_service) == ("HC", "DE", True, True, True)
    assert cells(page.items.table) == ["Défavorable | HC | Refus hors capacité"]
    assert complaints(room.room) == []


def test_a_kind_that_is_there_is_refused_and_what_was_typed_stays(room: Room, page: Ajouts) -> None:
    _describe(page)
    _describe(page)
    assert len(room.office.rows(select(TypeDecision))) == 1
    assert page.asked.text("code") == "HC"
