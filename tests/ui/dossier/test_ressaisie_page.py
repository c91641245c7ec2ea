"""« Ressaisie »: values copied one by one, in the form of eCandidat; the clipboard given back; the number noted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.echange import Ressaisie
from scolarite_desk.services.identifiants import add_identifier
from scolarite_desk.services.ressaisie import ask_retyping
from scolarite_desk.ui.desk import presse_papiers
from scolarite_desk.ui.dossier.ressaisie import RessaisiePage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import Shown, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    dossier = office.home(office.person("Le Goff-de-la-Villardière-Penanros"))
    office(ask_retyping, office.apply(dossier))
    yield from closed(Shown(theme, qtbot, office, RessaisiePage, dossier))


def _page(shown: Shown) -> RessaisiePage:
    assert isinstance(shown.page, RessaisiePage)
    return shown.page


def copied() -> str:
    return QGuiApplication.clipboard().text()


def test_one_key_copies_the_next_value_and_goes_on(shown: Shown) -> None:
    page = _page(shown)
    assert "À ressaisir, demandé le 06/07/2026 par Claire" in plain(page.strip.text())
    values = []
    for _ in range(3):
        page.copy_next()
        values.append(copied())
    assert values == ["LE GOFF-DE-LA-VILLARDIÈRE-PENA", "MAËLLE", "LE GOFF-DE-LA-VILLARDIÈRE-PENA"], "civil status"
    assert plain(page.strip.text()) == "Copié : Nom patronymique, 3 sur 10"
    for _ in range(40):
        page.copy_next()
    assert "07/03/2004" not in values
    assert page.numero.isAncestorOf(QGuiApplication.focusObject()), "nothing is left: the number is asked"
    assert complaints(page) == []


def test_a_line_is_copied_again_when_it_is_opened(shown: Shown) -> None:
    page = _page(shown)
    row = next(one for one in page.table.rows_model.rows if one.ligne and one.ligne.chemin == "identite.0.ne_le")
    page.table.opened.emit(row)
    assert copied() == "07/03/2004"


def test_the_clipboard_is_given_back_after_a_minute_and_when_the_dossier_is_left(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(shown)
    page.copy_next()
    page._clipboard._end.timeout.emit()
    assert copied() == ""
    page.copy_next()
    page.open(page.view)  # type: ignore[arg-type]
    assert copied() == ""
    page.copy_next()
    QGuiApplication.clipboard().setText("autre chose")
    page._clipboard.clear()
    assert copied() == "autre chose", "what somebody copied since is theirs"
    assert presse_papiers.MOMENT == 60_000


def test_histories_of_clipboards_are_asked_to_pass_over_what_is_copied(shown: Shown) -> None:
    _page(shown).copy_next()
    formats = QGuiApplication.clipboard().mimeData().formats()
    assert "x-kde-passwordManagerHint" in formats
    assert any("ExcludeClipboardContentFromMonitorProcessing" in one for one in formats)


def test_the_number_is_noted_and_the_dossier_is_done(shown: Shown) -> None:
    page = _page(shown)
    page.numero.focus("valeur")
    typed("k7xq20ab\n")
    [row] = shown.office.rows(select(Ressaisie))
    assert row.faite_par == "Claire"
    assert plain(page.strip.text()) == "Ressaisi le 06/07/2026 par Claire, numéro K7XQ20AB"
    assert page._drop.isHidden()
    assert page.numero.isHidden(), "nothing is asked any more"
    assert page._done.isHidden()


def test_a_title_of_the_sheet_is_read_whole_over_all_the_columns(shown: Shown) -> None:
    table = _page(shown).table
    assert table.current().ligne is not None, "one is on what is copied, never on a title"
    for place, row in enumerate(table.rows_model.rows):
        assert table.columnSpan(place, 0) == (1 if row.ligne else len(table.rows_model.columns))


def test_it_is_taken_back_when_it_was_a_mistake(shown: Shown) -> None:
    page = _page(shown)
    page.drop()
    [row] = shown.office.rows(select(Ressaisie))
    assert row.retire_le is not None


def test_a_number_that_a_workbook_brought_waits_only_to_be_noted(shown: Shown) -> None:
    page = _page(shown)
    shown.office(add_identifier, shown.office.owner(page.view.key), "ECANDIDAT", "K7XQ20AB")  # type: ignore[union-attr]
    page.open(page.view)  # type: ignore[arg-type]
    page.done()
    [row] = shown.office.rows(select(Ressaisie))
    assert row.faite_par == "Claire"
    assert plain(page.strip.text()) == "Ressaisi le 06/07/2026 par Claire, numéro K7XQ20AB"
