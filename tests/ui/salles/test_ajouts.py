"""Réglages: lists whose lines are told what they are when they are added, types of decision and fees."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.inscription import Tarif
from scolarite_desk.msg import N_, Msg
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.reglages.ajouts import Ajouts
from scolarite_desk.ui.widgets import Button
from tests.accessible import complaints
from tests.keys import replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import cells
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "reglages")


def _opened(room: Room, part: Msg) -> Ajouts:
    room.room.parts.go(part)
    room.drawn()
    found = room.room.section
    assert isinstance(found, Ajouts)
    return found


@pytest.fixture
def page(room: Room) -> Ajouts:
    return _opened(room, N_("Types de décision"))


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


def test_one_button_adds_a_line(page: Ajouts) -> None:
    shown = [one.text().strip() for one in page.findChildren(Button) if not one.isHidden() and "Ajouter" in one.text()]
    assert shown == ["Ajouter ce type"]


def test_a_kind_that_is_there_is_refused_and_what_was_typed_stays(room: Room, page: Ajouts) -> None:
    _describe(page)
    _describe(page)
    assert len(room.office.rows(select(TypeDecision))) == 1
    assert page.asked.text("code") == "HC"


def test_the_fees_of_a_year_are_added_then_changed_in_place(room: Room) -> None:
    page = _opened(room, N_("Droits d’inscription"))
    page.items.add()
    typed("2030-2031\tMaster\tDroits pleins\t271\tarrêté de 2030\t")
    page.enter()
    [one] = room.office.rows(select(Tarif))
    assert (one.annee, one.niveau, one.situation, one.euros) == ("2030-2031", "master", "plein", Decimal("271.00"))
    assert cells(page.items.table) == ["2030-2031 | Master | Droits pleins | 271,00"]
    page.items.form.focus("euros")
    replaced("272\t")
    assert room.office.row(Tarif, one.id).euros == Decimal("272.00")
