"""The tabs keep to the window whatever the size of the text and the length of the words."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.dossier.numeros.page import IneCvecPage
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.dossier.pieces.page import PiecesPage
from scolarite_desk.ui.dossier.visites import VisitesPage
from scolarite_desk.ui.look.theme import Scheme, Theme
from tests.accessible import complaints
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import Shown, closed, longer, office

__all__ = ["founded", "office"]

PAGES = (CandidaturesPage, IneCvecPage, PiecesPage, VisitesPage)
NARROW = 1290  # pixels left beside the queue in a window of 1920 at 200 %; in a narrower one the queue folds


lengthened = pytest.fixture(longer)


def crowded(theme: Theme, qtbot: QtBot, office: Office, kind: type[DossierPage]) -> Shown:
    """A long name, two candidatures, letters twice as large, in the dark."""
    dossier = office.person(nom="ARAMBURU-ETCHEVERRY DE LA ROCHEFOUCAULD", prenom="Marie-Charlotte Éléonore")
    office.apply(dossier)
    office.apply(dossier, office.master)
    theme.set(size=2.0, scheme=Scheme.DARK)
    shown = Shown(theme, qtbot, office, kind, dossier)
    shown.window.resize(NARROW, 700)
    shown.drawn()
    return shown


@pytest.mark.parametrize("kind", PAGES)
def test_twice_as_large_a_tab_fits_beside_the_queue(
    theme: Theme, qtbot: QtBot, office: Office, kind: type[DossierPage]
) -> None:
    for shown in closed(crowded(theme, qtbot, office, kind)):
        assert shown.page.minimumSizeHint().width() <= NARROW
        assert complaints(shown.window) == []


@pytest.mark.usefixtures("lengthened")
@pytest.mark.parametrize("kind", PAGES)
def test_words_half_as_long_again_are_not_cut(
    theme: Theme, qtbot: QtBot, office: Office, kind: type[DossierPage]
) -> None:
    for shown in closed(crowded(theme, qtbot, office, kind)):
        assert complaints(shown.window) == []
