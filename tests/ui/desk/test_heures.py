"""Hours on screen are those of the establishment, also when the setting changes while the window is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.services import visites
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import undo
from scolarite_desk.ui.look.heures import here, hour, hours_of, zone
from scolarite_desk.ui.look.theme import Theme
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_room import Room, office

__all__ = ["founded", "office"]

NIGHT = datetime(2026, 11, 29, 13, 33, tzinfo=UTC)


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    """The day, at half past midnight of Nouméa."""
    former, office.now = zone(), NIGHT
    office(visites.walk_in, annonce="Mme Riou", telephone="06 39 98 12 04", motif="ine")
    yield Room(theme, qtbot, office, "journee", (1200, 800))
    hours_of(former)


def test_the_window_follows_the_zone_as_soon_as_it_is_changed_and_when_it_is_undone(room: Room, office: Office) -> None:
    assert (here(NIGHT).day, hour(NIGHT), room.desk.today) == (29, "14:33", date(2026, 11, 29))
    office(change_setting, "fuseau", "Nouméa")
    assert (here(NIGHT).day, hour(NIGHT), room.desk.today) == (30, "00:33", date(2026, 11, 30))
    assert room.desk.lists.fuseau == office.store.fuseau
    undo(office.store)
    assert (hour(NIGHT), room.desk.today) == ("14:33", date(2026, 11, 29))
