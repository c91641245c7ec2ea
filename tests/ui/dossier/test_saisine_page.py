"""« Saisine »: begun, its refusals taken and typed, judged as they are typed, withdrawn; there for whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.rules.papiers import ACCUSE_SAISINE
from scolarite_desk.models.tables.saisine import PlaceProposee, RefusVu, Saisine
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import documents_of, issue_courrier
from scolarite_desk.services.saisines import begin_saisine
from scolarite_desk.ui.dossier.saisine import SaisinePage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    """Somebody refused in a master."""
    dossier = office.home(office.person())
    key = office.apply(dossier, office.master)
    office(enter_avis, key, "DE", motif="resultats")
    office(validate_avis, key)
    yield from closed(Shown(theme, qtbot, office, SaisinePage, dossier))


def _page(shown: Shown) -> SaisinePage:
    assert isinstance(shown.page, SaisinePage)
    return shown.page


def test_it_is_begun_and_judged_as_it_is_typed(shown: Shown) -> None:
    page = _page(shown)
    assert plain(page._said.text()) == "Le recteur n’est pas saisi pour 2026-2027."
    assert (page._begin.isHidden(), page._attest.isHidden(), page._accuse.isHidden()) == (False, False, True)
    page.begin()
    [saisine] = shown.office.rows(select(Saisine))
    typed("Diplôme nat\t")
    assert shown.office.row(Saisine, saisine.id).licence == "nationale"
    assert "Rempli" in plain(cells(page.criteria.table)[0])
    assert page.go("saisine.le")
    assert page.here() is not None
    assert page.here()[0] == saisine.id  # type: ignore[index]
    assert complaints(page) == []


def test_where_there_is_little_room_a_criterion_is_read_whole_on_several_lines(shown: Shown) -> None:
    page = _page(shown)
    page.begin()
    table, heights = page.criteria.table, []
    for wide in (1600, 500):
        table.setFixedWidth(wide)
        QApplication.processEvents()
        heights.append([table.rowHeight(row) for row in range(len(table.rows_model.rows))])
        assert table.height() >= table.horizontalHeader().height() + sum(heights[-1])
    one_line = page.desk.theme.row
    assert set(heights[0]) == {one_line}
    assert max(heights[1]) > one_line


def test_refusals_are_taken_from_the_base_and_typed(shown: Shown) -> None:
    page = _page(shown)
    page.begin()
    assert not page._take.isHidden()
    page.take()
    assert page._take.isHidden()
    page.refus.add()
    typed("Université de Brest\t")
    rows = shown.office.rows(select(RefusVu))
    assert {one.etablissement for one in rows} == {"Université d’Armorique", "Université de Brest"}
    assert page.form() is page.refus.form
    page.refus.withdraw()
    assert len(page.refus.table.rows_model.rows) == 1
    assert page.go("refus_vus")


def test_a_place_proposed_tells_until_when_it_is_answered(shown: Shown) -> None:
    page = _page(shown)
    page.begin()
    assert plain(page._days.text()) == "Aucune proposition n’attend de réponse."
    page.take()
    assert plain(page._days.text()) == "Le recteur peut être saisi jusqu’au 21/07/2026."
    page.proposed.add()
    [place] = shown.office.rows(select(PlaceProposee))
    assert plain(page._days.text()) == "1 proposition attend une réponse, avant le 21/07/2026."
    assert page.proposed.form.focus("reponse")
    typed("Acc\t")
    assert shown.office.row(PlaceProposee, place.id).reponse == "acceptee"
    assert plain(page._days.text()) == "Le recteur peut être saisi jusqu’au 21/07/2026."
    assert page._form.focus("le")
    typed("06/07/2026\t")
    assert plain(page._days.text()) == "2 propositions sont encore à venir, d’ici le 31/10/2026."
    page._form.focus("issue")
    typed("Aban\t")
    page._form.focus("close_le")
    typed("06/07/2026\t")
    assert plain(page._days.text()) == "Close."


def test_the_day_of_the_letter_that_acknowledges_it_is_proposed(shown: Shown) -> None:
    page = _page(shown)
    page.begin()
    page.go("saisine.le")
    typed("06/07/2026\t")
    [saisine] = shown.office.rows(select(Saisine))
    shown.office(issue_courrier, shown.view().candidatures[0].key, ACCUSE_SAISINE)
    page.refresh(shown.view())
    assert shown.office.row(Saisine, saisine.id).accuse_le is None, "proposed, and noted by nobody"
    page.go("saisine.accuse_le")
    pressed("Return")
    assert shown.office.row(Saisine, saisine.id).accuse_le == date(2026, 7, 6)


def test_one_recorded_by_mistake_goes_and_comes_back(shown: Shown) -> None:
    page = _page(shown)
    assert page.go("saisine.le"), "to the act that begins it"
    assert (page.here(), page.commit()) == (None, True)
    page.begin()
    page.drop()
    assert page.saisine is None
    shown.office(begin_saisine, shown.view().personne, "2026-2027")
    page.refresh(shown.view())
    assert page.saisine is not None
    assert page.commit()


def test_its_letter_is_shown_before_it_is_given(shown: Shown) -> None:
    page = _page(shown)
    page.letter("attestation_refus")
    assert shown.office.read(documents_of, shown.view().key) == ()
