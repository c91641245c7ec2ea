"""The room of decisions on five candidatures, and the gestures of its tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.ui.look.theme import Theme
from tests.keys import typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]

PEOPLE = (("AUDREN", "Inès"), ("BERTHELOT", "Jérôme"), ("KERVELLA", "Yann"), ("LE GALL", "Ida"), ("ORTEGA", "Lucía"))


@pytest.fixture
def asked(office: Office) -> dict[str, str]:
    """Five candidatures in licence; one avis is validated, another waits."""
    keys = {}
    for nom, prenom in PEOPLE:
        dossier = office.home(office.person(nom, prenom))
        keys[nom] = office.apply(dossier)
    office(enter_avis, keys["ORTEGA"], "FA")
    office(validate_avis, keys["ORTEGA"])
    office(enter_avis, keys["AUDREN"], "DE", "resultats")
    return keys


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, asked: dict[str, str]) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "decisions")


def choose(room: Room, *rows: int) -> None:
    """Select rows of the table, as Ctrl and clicks do."""
    table = room.room.table
    table.clearSelection()
    table._select(list(rows))


def give(room: Room, keys: str) -> None:
    """Type an avis and what goes with it, each key a Tab further."""
    room.room.commands()["donner_avis"]()
    typed(keys)


def avis_of(room: Room, key: str) -> Any:
    found = select(Avis).where(Avis.candidature_id == key, Avis.retire_le.is_(None)).order_by(Avis.id.desc())
    return next(iter(room.office.rows(found)), None)


def names(room: Room) -> list[str]:
    return [row.nom for row in room.room.table.rows_model.rows]
