"""« VAPP »: the file is typed, what was learnt is added, the opinion and the decision are recorded, by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.vapp import Acquis, Vapp
from scolarite_desk.services.avis import validate_avis
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.vapp import decide_vapp, give_opinion, key_of_file
from scolarite_desk.store.courant import current_avis
from scolarite_desk.ui.dossier.vapp.page import VappPage, asks_vapp
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.services.recits import asked_vapp
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    """Somebody who asks for a VAPP, without a file yet."""
    dossier = office.row(Candidature, asked_vapp(office)).dossier_id
    yield from closed(Shown(theme, qtbot, office, VappPage, dossier))


def _key(page: Shown) -> str:
    return str(page.view().candidatures[0].key)


def _file(page: Shown) -> Vapp:
    found: Vapp = page.office.row(Vapp, key_of_file(_key(page)))
    return found


def test_the_file_is_begun_by_what_is_typed_and_the_conditions_follow(page: Shown) -> None:
    page.page.go("vapp.titre_vise")
    typed("Licence 3 de droit\t")
    page.page.go("vapp.bachelier")
    typed("non\t")
    page.page.go("vapp.reprise_le")
    typed("01/09/2026\t")
    page.page.commit()
    row = _file(page)
    assert (row.titre_vise, row.bachelier) == ("Licence 3 de droit", "non")
    said = [plain(one) for one in cells(page.page.criteres.table)]
    assert said[0].startswith("Rempli | Âge, sans baccalauréat | 20 ans au moins à la reprise | C. éduc. D. 613-38")
    assert [one.split(" | ")[0] for one in said[1:]] == ["À vérifier", "Rempli", "Non rempli"]
    assert complaints(page.page) == []


def test_the_tariff_of_the_situation_is_proposed_and_taken_by_a_person(page: Shown) -> None:
    page.office(change_setting, "vapp_tarif_emploi", "30,00")
    page.page.refresh(page.view())
    page.page.go("vapp.situation")
    typed("Demandeur\t")
    assert _file(page).tarif is None, "told by a person, not by itself"
    page.page.go("vapp.tarif")
    pressed("Return")
    page.page.commit()
    assert str(_file(page).tarif) == "30"


def test_what_was_learnt_is_added_to_its_table_and_taken_away_by_keys(page: Shown) -> None:
    acquis = page.page.acquis
    acquis.tables["pro"].setFocus(Qt.FocusReason.TabFocusReason)
    pressed("Ins")
    typed("Comptable\t")
    acquis.go("du")
    typed("2014\t")
    page.page.commit()
    assert cells(acquis.tables["pro"]) == ["2014 à … | Comptable | aucune"]
    [row] = page.office.rows(_all(Acquis))
    assert (row.genre, row.intitule, row.du) == ("pro", "Comptable", "2014")
    acquis.tables["pro"].setFocus(Qt.FocusReason.TabFocusReason)
    pressed("Del")
    assert cells(acquis.tables["pro"]) == []
    assert acquis.form.isHidden()


def test_opinion_then_decision_make_the_avis(page: Shown) -> None:
    opinion, decision = page.page.opinion, page.page.decision
    opinion.give()
    assert [said for _, said in opinion.form.faults()] == ["Choisissez l’avis de la commission."]
    for name, text in (("opinion", "Favorable"), ("opinion_motif", "Dix ans de pratique"), ("dispenses", "Anglais")):
        opinion.form.focus(name)
        typed(f"{text}\t")
    opinion.give()
    assert plain(opinion.strip.text()) == "Favorable, le 06/07/2026"
    decision.form.focus("decision")
    typed("Accordée\t")
    decision.give()
    avis = page.office.read(current_avis, _key(page))
    assert (avis.avis, avis.condition) == ("FA", "dispense (Anglais)")
    assert plain(decision.strip.text()).startswith(
        "Accordée, le 06/07/2026, son avis est à valider, vaut pour 2026-2027"
    )
    assert opinion.dropped.isHidden()
    decision.drop()
    opinion.drop()
    assert (_file(page).opinion, page.office.read(current_avis, _key(page))) == (None, None)
    assert complaints(page.page) == []


def test_a_decision_without_opinion_asks_why_where_it_is_typed(page: Shown) -> None:
    decision = page.page.decision
    decision.form.focus("decision")
    typed("Refusée\t")
    decision.form.focus("decision_motif")
    typed("Acquis trop éloignés\t")
    decision.give()
    assert "n’a pas rendu d’avis" in page.words()
    decision.form.focus("decision_raison")
    typed("Commission annulée\t")
    decision.give()
    assert page.office.read(current_avis, _key(page)).avis == "DE"


def test_an_opinion_that_changed_since_the_decision_is_said(page: Shown) -> None:
    key = _key(page)
    page.office(give_opinion, key, "favorable", "Oui")
    page.office(decide_vapp, key, "FA")
    page.office(validate_avis, key)
    page.office(give_opinion, key, "defavorable", "Non", raison="Pièce fausse")
    page.page.refresh(page.view())
    assert "L’avis de la commission a changé depuis : reprenez la décision." in page.words()


def test_the_tab_is_there_for_a_vapp_only(page: Shown) -> None:
    assert asks_vapp(page.view())
    page.office(correct, "candidatures.genre", _key(page), "candidature")
    assert not asks_vapp(page.view())


def _all(cls: Any) -> Any:
    return select(cls).where(cls.retire_le.is_(None))


def test_of_several_requests_the_list_above_says_where_each_stands_and_keys_go_from_one_to_another(page: Shown) -> None:
    assert page.page.table.isHidden(), "one alone needs no list"
    other = page.office.apply(page.dossier, page.office.master)
    page.office(correct, "candidatures.genre", other, "vapp")
    page.office(give_opinion, other, "favorable", "Dix ans de pratique")
    page.page.refresh(page.view())
    assert not page.page.table.isHidden()
    assert [plain(one).split(" | ")[1] for one in cells(page.page.table)] == [
        "Avis de la commission attendu", "Décision du président attendue"
    ]  # fmt: skip
    page.page.go("vapp.titre_vise")
    typed("Licence 3 de droit")
    page.page.table.setFocus(Qt.FocusReason.TabFocusReason)
    pressed("Down")
    assert page.page.opinion.form.values["opinion_motif"] == "Dix ans de pratique"
    assert _file(page).titre_vise == "Licence 3 de droit", "what was typed is given to the one that was left"
    assert page.page.demande.values.get("titre_vise") is None
    pressed("Up")
    assert page.page.demande.values["titre_vise"] == "Licence 3 de droit"
    assert complaints(page.page) == []
