"""« Candidatures »: until when an answer is awaited, a missed deadline, a place given to who waits on the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import confirm
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store.courant import current_avis
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.dossier.candidatures.suites import Suites
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import Shown, closed, office, plain

__all__ = ["founded", "office"]

LIMIT = date(2026, 7, 20)


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    """The second of a list; nobody has a place."""
    office(correct, "formation.capacite", office.licence, 1)
    for rank, nom in ((1, "AUDREN"), (3, "BIHAN")):
        dossier = office.person(nom)
        key = office.apply(dossier)
        office(enter_avis, key, "LC", rang=rank)
        office(validate_avis, key)
    yield from closed(Shown(theme, qtbot, office, CandidaturesPage, dossier))


def _suites(page: Shown) -> Suites:
    found: Suites = page.page.avis.suites
    return found


def _told(page: Shown) -> str:
    page.page.refresh(page.view())
    return plain(_suites(page).strip.text())


def _shown(page: Shown) -> set[str]:
    return {name for name, button in _suites(page)._acts.items() if not button.isHidden()}


def test_a_place_is_given_from_the_tab_seen_before_with_a_reason_before_one_s_turn(page: Shown) -> None:
    suites = _suites(page)
    assert _told(page) == "Rang du jour : 2."
    assert _shown(page) == {"confirm", "desist", "call"}
    suites._acts["call"].click()
    assert plain(suites._free.text()) == (
        "1 place libre sur 1 · 2 sur la liste complémentaire. 1 personne attend avant."
    )
    assert _shown(page) == {"confirm", "desist", "promote", "leave"}
    assert complaints(page.page) == []
    suites._acts["promote"].click()
    assert suites.form.faults(), "the reason is asked under its field"
    suites.form.open({"le": LIMIT, "motif": "place réservée"})
    suites._acts["promote"].click()
    [one] = page.view().candidatures
    given = page.office.read(current_avis, one.key)
    assert (given.avis, given.promu_rang) == ("FA", 2)
    assert _told(page) == (
        "Place donnée depuis la liste complémentaire, rang du jour 2. Réponse attendue jusqu’au 20/07/2026."
    )
    assert "call" not in _shown(page)


def test_a_place_begun_is_given_up(page: Shown) -> None:
    suites = _suites(page)
    suites.begin()
    suites._acts["leave"].click()
    assert suites.form.isHidden()
    assert page.office.read(current_avis, page.view().candidatures[0].key).avis == "LC"


def test_nobody_answered_by_the_last_day(page: Shown) -> None:
    suites = _suites(page)
    suites.begin()
    suites.form.open({"le": LIMIT, "motif": "vu"})
    suites.give()
    page.office.later(days=30)
    assert _told(page).endswith("La réponse était attendue jusqu’au 20/07/2026.")
    assert _shown(page) == {"confirm", "desist", "lapse"}
    suites._acts["lapse"].click()
    key = page.view().candidatures[0].key
    assert page.office.row(Candidature, key).confirmation == "sans_reponse"
    assert "attendue" not in _told(page)


def test_who_stays_on_the_list_is_told_so(page: Shown) -> None:
    page.office(confirm, page.view().candidatures[0].key)
    assert _told(page) == "Rang du jour : 2."
    assert "Reste sur la liste" in page.words()
