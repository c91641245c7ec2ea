"""« Inscription »: begun, its fees corrected, paid, seen, done, by keys alone; what lacks is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.services.acts import ACTS
from scolarite_desk.services.inscriptions import begin_inscription, refund
from scolarite_desk.ui.dossier.inscription.page import InscriptionPage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.services.recits import told
from tests.services.une_inscription import admitted, confirmed, fees, read
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def admise(office: Office) -> str:
    """Who confirmed a place in a licence; fees are known."""
    fees(office)
    return admitted(office)


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office, admise: str) -> Iterator[Shown]:
    dossier = office.row(Candidature, admise).dossier_id
    yield from closed(Shown(theme, qtbot, office, InscriptionPage, dossier))


def _says(page: Shown) -> str:
    return plain(page.page.state.strip.text())


def test_an_enrolment_goes_from_its_beginning_to_its_end_by_keys(page: Shown, admise: str) -> None:
    assert cells(page.page.table) == ["Licence 2 Informatique | À commencer"]
    page.page.go("inscription")
    pressed("Space")
    assert read(page.office, admise).values["du"] == Decimal("180.00")
    assert "Le paiement des droits n’est pas noté." in _says(page)
    page.page.go("inscription.percu_mode")
    typed("chèque\t\n")
    assert read(page.office, admise).values["percu_mode"] == "cheque"
    page.page.go("inscription.preuve")
    typed("pièce d\n")
    assert read(page.office, admise).preuves == ("identite",)
    page.page.state.enrol()
    assert "La CVEC de l’année manque" in plain(page.page.state.asking.text())
    typed("elle arrive demain\n")
    assert read(page.office, admise).etat == "inscrite"
    assert "Inscription faite le" in _says(page)
    assert complaints(page.page) == []


def test_what_decides_the_fees_brings_the_tariff_back_and_an_amount_stays(page: Shown, admise: str) -> None:
    page.office(begin_inscription, admise)
    page.page.refresh(page.view())
    page.page.go("inscription.du")
    replaced("60,00\t")
    assert read(page.office, admise).values["du"] == Decimal("60.00")
    page.page.go("inscription.situation")
    replaced("exonération totale\t")
    assert read(page.office, admise).values["du"] == Decimal("0.00")


def test_a_second_diploma_of_the_year_is_asked_for(page: Shown, admise: str) -> None:
    dossier = page.office.row(Candidature, admise).dossier_id
    other = confirmed(page.office, page.office.apply(dossier, page.office.master))
    page.office(begin_inscription, admise)
    page.page.refresh(page.view())
    page.page.table.go(other)
    page.page.state.begin()
    assert read(page.office, other) is None
    assert page.page.state.second.seats["seconde"].editor.isVisible()
    page.page.state.second.focus("seconde")
    typed("o\t")
    page.page.state.begin()
    assert read(page.office, other).values["seconde"]


def test_what_was_paid_is_paid_back_and_what_is_cancelled_says_why(page: Shown, admise: str) -> None:
    page.office(begin_inscription, admise)
    page.page.refresh(page.view())
    page.page.state.wait()
    assert "Ne pas payer de nouveau en ligne" in _says(page)
    page.page.go("inscription.percu_mode")
    typed("carte\t\n")
    page.page.state.cancel()
    typed("part ailleurs\n")
    assert "part ailleurs" in _says(page)
    page.page.payment.owe()
    assert "À rembourser avant le" in plain(page.page.payment.paid.text())
    page.office(refund, admise)
    page.page.refresh(page.view())
    assert "Remboursé le" in plain(page.page.payment.paid.text())


def test_who_is_not_admitted_has_nothing_to_do_here(page: Shown) -> None:
    page.dossier = page.office.person("BIHAN")
    page.page.open(page.view())
    assert page.page.table.current() is None
    assert not page.page.go("inscription")
    assert page.page.commit()


def test_a_button_is_there_exactly_when_its_act_would_be_allowed(page: Shown) -> None:
    seen = Counter[bool]()
    for dossier, key in told(page.office).values():
        page.dossier = dossier
        page.page.open(page.view())
        one = next(one for one in page.view().candidatures if one.key == key)
        listed = page.page.table.current() is not None
        for acte, button in page.page.state._acts.items():
            offered = listed and not button.isHidden()
            assert offered == one.offers(acte), ACTS[acte].label.source
            seen[offered] += 1
    assert min(seen[True], seen[False]) > len(page.page.state._acts), "both are seen"
