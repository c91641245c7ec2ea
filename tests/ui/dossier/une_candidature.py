"""The page « Candidatures » of somebody who asks for one formation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.look.theme import Theme
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import Shown, closed, office

__all__ = ["founded", "office"]


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    dossier = office.home(office.person())
    office.apply(dossier)
    yield from closed(Shown(theme, qtbot, office, CandidaturesPage, dossier))


def one(page: Shown, place: int = 0) -> Candidature:
    """The candidature in the base."""
    found: Candidature = page.office.row(Candidature, page.view().candidatures[place].key)
    return found


def give_avis(page: Shown, avis: str) -> None:
    pressed("Ctrl+D")
    typed(avis + "\t")


def admitted(page: Shown) -> None:
    key = page.view().candidatures[0].key
    page.office(enter_avis, key, "FA")
    page.office(validate_avis, key)
