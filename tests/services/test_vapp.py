"""The file of a VAPP: filled, the commission's opinion, the president's decision, which makes the avis."""

from __future__ import annotations

from datetime import date

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.models.tables.vapp import Acquis, Vapp
from scolarite_desk.services.avis import validate_avis
from scolarite_desk.services.completude import left_to_do
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.undo import undo
from scolarite_desk.services.vapp import (
    decide_vapp,
    fill_vapp,
    give_opinion,
    key_of_file,
    withdraw_decision,
    withdraw_opinion,
)
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.divergences import divergences
from tests.services.conftest import Desk

LE = date(2026, 7, 6)


@pytest.fixture
def vapp(desk: Desk) -> str:
    """Somebody who asks to enter without the diploma that is required there."""
    key = desk.apply(desk.home(desk.person(civilite="Mme")))
    desk(correct, "candidatures.genre", key, "vapp")
    return key


def test_the_file_is_begun_by_its_first_field_and_comes_back_after_undoing(desk: Desk, vapp: str) -> None:
    key = desk(fill_vapp, vapp, {"titre_vise": "Licence 3 de droit"})
    assert key == key_of_file(vapp)
    undo(desk.store)
    assert desk.row(Vapp, key).retire_le is not None
    desk(fill_vapp, vapp, {"titre_vise": "Licence 2 de droit", "bachelier": "non", "fin_etudes": "2019"})
    row = desk.row(Vapp, key)
    assert (row.titre_vise, row.bachelier, row.fin_etudes, row.retire_le) == ("Licence 2 de droit", "non", "2019", None)


def test_the_president_decides_on_the_opinion_and_makes_the_avis(desk: Desk, vapp: str) -> None:
    desk(give_opinion, vapp, "favorable", "Dix ans de pratique.", dispenses="Anglais", remise="Droit des contrats.")
    key = desk(decide_vapp, vapp, "FA", signataire="La présidente")
    avis, row = desk.read(current_avis, vapp), desk.row(Vapp, key_of_file(vapp))
    assert avis is not None and avis.id == key == row.decision_avis_id
    assert (avis.avis, avis.valide_le) == ("FA", None)
    assert avis.condition == "dispense\u00a0: Anglais\u00a0; remise à niveau\u00a0: Droit des contrats"
    desk(validate_avis, vapp)
    assert not desk.read(divergences)
