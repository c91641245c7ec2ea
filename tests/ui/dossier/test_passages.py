"""Buttons of a candidature: one is offered exactly when its act would be allowed, wherever the candidature stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Refused
from scolarite_desk.services.acts import ACTS, checked
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.look.theme import Theme
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.services.recits import told
from tests.ui.one_page import Shown, closed, office

__all__ = ["founded", "office"]

# Each button, and what would make its act do something.
_STATE: dict[str, tuple[str, dict[str, Any]]] = {
    "transmit": ("transmit", {}),
    "traitement": ("validate_traitement", {}),
    "cancel": ("cancel_candidature", {"motif": "erreur"}),
    "reopen": ("reopen_candidature", {}),
    "change": ("set_statut", {"statut": "CO", "le": date(2026, 7, 5), "motif": "vu"}),
}
_AVIS: dict[str, tuple[str, dict[str, Any]]] = {
    "give": ("enter_avis", {"avis": "LA"}),
    "validate": ("validate_avis", {}),
    "withdraw": ("withdraw_avis", {}),
    "correct": ("correct_avis", {"avis": "LA", "raison": "erreur", "malgre": True}),
    "unvalidate": ("unvalidate_avis", {}),
}
_SUITES: dict[str, tuple[str, dict[str, Any]]] = {
    "confirm": ("confirm", {}),
    "desist": ("desist", {}),
    "lapse": ("lapse", {}),
    "call": ("promote", {"le": date(2026, 12, 1), "motif": "vu"}),
}


@pytest.fixture
def stories(office: Office) -> dict[str, tuple[str, str]]:
    """(dossier, candidature) of each."""
    return told(office)


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office, stories: dict[str, tuple[str, str]]) -> Iterator[Shown]:
    yield from closed(Shown(theme, qtbot, office, CandidaturesPage, stories["attend"][0]))


def _allowed(office: Office, key: str) -> dict[str, bool]:
    """Whether each act itself goes through; nothing is kept, one is as if the others had not been."""
    found = dict[str, bool]()
    with office.store.rehearsal() as work:
        for acte, values in {**_STATE, **_AVIS, **_SUITES}.values():
            apart = work.session.begin_nested()
            try:
                checked(work, ACTS[acte].function, candidature=key, **values)
                found[acte] = True
            except Refused:
                found[acte] = False
            apart.rollback()
    return found


def _offered(half: Any, name: str) -> bool:
    button: QWidget = half._acts[name]
    return not button.isHidden() and button.isEnabled()


def _differing(page: Shown, key: str) -> list[str]:
    allowed = _allowed(page.office, key)
    halves = ((page.page.state, _STATE), (page.page.avis, _AVIS), (page.page.avis.suites, _SUITES))
    return [
        acte for half, buttons in halves for name, (acte, _) in buttons.items() if _offered(half, name) != allowed[acte]
    ]


def test_a_button_is_offered_exactly_when_its_act_would_be_allowed(
    page: Shown, stories: dict[str, tuple[str, str]]
) -> None:
    found = dict[str, list[str]]()
    for story, (dossier, key) in stories.items():
        page.dossier = dossier
        page.page.open(page.view())
        found[story] = _differing(page, key)
    page.office.archive()
    found["archived"] = _differing(page, key)
    assert {story: wrong for story, wrong in found.items() if wrong} == {}
    assert "campagne archivée" in page.words()
