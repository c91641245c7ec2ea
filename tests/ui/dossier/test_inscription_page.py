"""« Inscription »: begun, its fees corrected, paid, seen, done, by keys alone; what lacks is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.models.rows.dossier_views import InscriptionView
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services.acts import ACTS
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import confirm
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.inscriptions import begin_inscription, enrolment, refund
from scolarite_desk.ui.dossier.inscription.page import InscriptionPage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.services.recits import told
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def admise(office: Office) -> str:
    """Who confirmed a place in a licence; fees are known."""
    given = {"annee": office.row(Campagne, office.campagne).annee, "niveau": "licence", "situation": "plein"}
    office(add_item, "tarif", given | {"euros": Decimal("180.00")})
    dossier = office.person()
    office(correct, "dossier.regime", dossier, "initiale")
    return _confirmed(office, office.apply(dossier))


def _confirmed(office: Office, key: str) -> str:
    office(enter_avis, key, "FA")
    office(validate_avis, key)
    office(confirm, key)
    return key


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office, admise: str) -> Iterator[Shown]:
    dossier = office.row(Candidature, admise).dossier_id
    yield from closed(Shown(theme, qtbot, office, InscriptionPage, dossier))


def _says(page: Shown) -> str:
    return plain(page.page.state.strip.text())


def _read(page: Shown, key: str) -> InscriptionView:
    found: InscriptionView = page.office.read(enrolment, key)
    return found


def test_an_enrolment_goes_from_its_beginning_to_its_end_by_keys(page: Shown, admise: str) -> None:
    assert cells(page.page.table) == ["Licence 2 Informatique | À commencer"]
    page.page.go("inscription")
    pressed("Space")
    assert _read(page, admise).values["du"] == Decimal("180.00")
    assert "Le paiement des droits n’est pas noté." in _says(page)
    page.page.go("inscription.percu_mode")
    typed("chèque\t\n")
    assert _read(page, admise).values["percu_mode"] == "cheque"
    page.page.go("inscription.preuve")
    typed("pièce d\n")
    assert _read(page, admise).preuves == ("identite",)
    page.page.state.enrol()
    assert "La CVEC de l’année manque" in plain(page.page.state.asking.text())
    typed("elle arrive demain\n")
    assert _read(page, admise).etat == "inscrite"
    assert "Inscription faite le" in _says(page)
    assert complaints(page.page) == []


def test_what_decides_the_fees_brings_the_tariff_back_and_an_amount_stays(page: Shown, admise: str) -> None:
    page.office(begin_inscription, admise)
    page.page.refresh(page.view())
    page.page.go("inscription.du")
    replaced("60,00\t")
    assert _read(page, admise).values["du"] == Decimal("60.00")
    page.page.go("inscription.situation")
    replaced("exonération totale\t")
    assert _read(page, admise).values["du"] == Decimal("0.00")


def test_a_second_diploma_of_the_year_is_asked_for(page: Shown, admise: str) -> None:
    dossier = page.office.row(Candidature, admise).dossier_id
    other = _confirmed(page.office, page.office.apply(dossier, page.office.master))
    page.office(begin_inscription, admise)
    page.page.refresh(page.view())
    page.page.table.go(other)
    page.page.state.begin()
    assert _read(page, other) is None
    assert page.page.state.second.seats["seconde"].editor.isVisible()
    page.page.state.second.focus("seconde")
    typed("o\t")
    page.page.state.begin()
    assert _read(page, other).values["seconde"]


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
    for dossier, key in told(page.office).values():
        page.dossier = dossier
        page.page.open(page.view())
        one = next(one for one in page.view().candidatures if one.key == key)
        listed = page.page.table.current() is not None
        for acte, button in page.page.state._acts.items():
            assert (listed and not button.isHidden()) == one.offers(acte), ACTS[acte].label.source
