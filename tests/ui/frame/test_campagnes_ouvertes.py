"""Two campaigns are open: the desk asks which, everywhere that something is begun, and never takes one by itself."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.store.store import Store
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.widgets import Button
from tests.keys import pressed, typed
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]


@pytest.fixture
def autre(office: Store) -> str:
    key: str = do(
        office, None, add_item, "campagne", {"libelle": "Rentrée 2027", "annee": "2027-2028", "etat": "ouverte"}
    )
    return key


def _dossiers(store: Store, nom: str) -> set[str]:
    asked = select(Campagne.libelle).join(Dossier, Dossier.campagne_id == Campagne.id)
    with store.reading() as session:
        return set(session.scalars(asked.join(Personne).where(Personne.nom_naissance == nom)))


def _search(text: str, window: Window) -> None:
    pressed("Ctrl+F", window)
    typed(text)


def test_a_new_person_is_asked_their_campaign(autre: str, window: Window, office: Store) -> None:
    _search("QUEMENER Soizic 02/02/2004", window)
    pressed("Ctrl+N", window)
    form = window.creation.form
    pressed("Ctrl+N", window)
    assert "Plusieurs campagnes sont ouvertes" in form.seats["campagne"].note.text()
    assert not _dossiers(office, "QUEMENER")
    form.focus("dossier.campagne")
    typed("rentrée")
    pressed("Return")
    pressed("Ctrl+N", window)
    assert _dossiers(office, "QUEMENER") == {"Rentrée 2027"}


def test_with_one_campaign_nothing_is_asked(window: Window, office: Store) -> None:
    _search("QUEMENER Soizic 02/02/2004", window)
    pressed("Ctrl+N", window)
    assert not window.creation.form.seats["campagne"].editor.isVisible()
    pressed("Ctrl+N", window)
    assert _dossiers(office, "QUEMENER") == {"Licence et Master 2026-2027"}


def test_a_year_is_opened_in_the_campaign_that_is_pressed(
    autre: str, window: Window, office: Store, qtbot: QtBot
) -> None:
    _search("kermarec", window)
    pressed("Return")
    assert window.pane.view is not None
    window.gestures.open_year(window.pane.view.personne)
    assert _dossiers(office, "KERMAREC") == {"Licence et Master 2026-2027"}
    next(one for one in window.findChildren(Button) if one.text() == "Rentrée 2027").click()
    assert _dossiers(office, "KERMAREC") == {"Licence et Master 2026-2027", "Rentrée 2027"}
