"""An office founded this morning is led from the refusal of its first paper to one page, and from it to the paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.models.rules.vides import REGLAGES
from scolarite_desk.services import entree
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.dossiers import add_item, create_dossier
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.desk.printing import Preview
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.reglages.papiers import AvantPapiers
from scolarite_desk.ui.widgets import Button
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.ui.frame.test_premiers_pas import ETABLISSEMENT, PASSWORD
from tests.ui.office import windowed
from tests.words import words


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A base founded this morning: one person, a refusal to be told, and nothing set."""
    store, _key = entree.create(tmp_path / "neuve.sdesk", "Claire", PASSWORD, vault.Cost(64, 1))
    campagne = do(store, None, add_item, "campagne", {"libelle": "2026", "annee": "2026-2027", "etat": "ouverte"})
    formation = {"code": "L3", "libelle": "Licence", "genre": "licence", "traitement": "AC", "mode": "presentiel"}
    licence = do(store, None, add_item, "formation", {**formation, "campagne_id": campagne, "en_service": True})
    dossier = do(store, None, create_dossier, {"nom_naissance": "KERMAREC", "prenom": "Maëlle"})
    key = do(store, None, add_candidature, dossier, licence)
    do(store, None, enter_avis, key, "DE", motif_texte="Résultats insuffisants")
    do(store, None, validate_avis, key)
    yield store
    store.close()


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, store: Store) -> Iterator[Window]:
    with windowed(theme, qtbot, store, 1200, 760) as window:
        yield window


def press(inside: object, text: str) -> None:
    [button] = [one for one in inside.findChildren(Button) if one.accessibleName() == text and not one.isHidden()]  # type: ignore[attr-defined]
    button.click()
    QApplication.processEvents()


LENGTHS = {"conservation_admis": "60", "conservation_vapp": "60"}


def opened(window: Window) -> str:
    with window.store.reading() as session:
        from scolarite_desk.models.tables.dossier import Dossier

        return str(session.query(Dossier).one().id)


def asked(window: Window) -> AvantPapiers:
    """The page, come to from the refusal of a receipt."""
    window.show_dossier(opened(window), "visites")
    window.run("recu")
    press(window.messages, "Renseigner ce qui manque")
    page = window.rooms["reglages"].stack.currentWidget()  # type: ignore[attr-defined]
    assert isinstance(page, AvantPapiers)
    return page


def test_the_refusal_of_a_first_paper_leads_to_all_that_is_missing_and_back_to_it(window: Window) -> None:
    page = asked(window)
    assert {field.name for field in page.settings.form.fields} == REGLAGES.keys()
    assert not page.sign.isHidden()
    assert complaints(page) == []
    for key, text in (ETABLISSEMENT | LENGTHS).items():
        if key not in ("ville",):
            do(window.store, None, change_setting, key, text)
    page.settings.form.focus("ville")
    typed("Rennes")
    page.sign.focus("prenom")
    typed("Anne")
    pressed("Return")
    press(page, "Enregistrer et revenir au papier")
    assert "Écrivez le prénom, le nom et la qualité" in words(page)
    for name, text in (("nom", "LE GALL"), ("qualite", "Présidente")):
        page.sign.focus(name)
        typed(text)
    press(page, "Enregistrer et revenir au papier")
    assert "Écrivez vos prénom, nom et qualité" in words(page)
    for name, text in (("agent_prenom", "Claire"), ("agent_nom", "MARTIN"), ("agent_qualite", "gestionnaire")):
        page.me.focus(name)
        typed(text)
    press(page, "Enregistrer et revenir au papier")
    assert window.stack.currentWidget() is window.pane
    [sheet] = window.findChildren(Preview)
    assert sheet.accessibleName().startswith("Reçu")


def test_the_fields_of_the_office_and_of_who_signs_begin_at_the_same_place(window: Window) -> None:
    page = asked(window)
    QApplication.processEvents()
    seats = [seat for form in (page.settings.form, page.sign) for seat in form.seats.values()]
    assert len({seat.editor.mapTo(page, QPoint()).x() for seat in seats}) == 1


def test_only_what_is_still_missing_is_asked(window: Window, qtbot: QtBot) -> None:
    for key in REGLAGES.keys() - {"tribunal"}:
        do(window.store, None, change_setting, key, (ETABLISSEMENT | LENGTHS)[key])
    page = asked(window)
    assert [field.name for field in page.settings.form.fields] == ["tribunal"]
    do(window.store, None, add_item, "signataire", {"prenom": "Anne", "nom": "LE GALL", "qualite": "Présidente"})
    qtbot.waitUntil(page.sign.isHidden)
    assert not page.me.isHidden()


def test_letters_that_would_not_leave_are_told_by_cause_with_the_way_to_mend_each(window: Window, qtbot: QtBot) -> None:
    window.run("decisions")
    room = window.room
    assert room is not None
    window.run("lettres")
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    QApplication.processEvents()
    said = words(room)
    assert "Aucun signataire" in said
    assert "KERMAREC Maëlle (AA" in said
    link = next(one for one in room.findChildren(Button) if one.text() == "KERMAREC Maëlle")
    link.click()
    assert window.stack.currentWidget() is window.pane
    assert window.pane.page.form() is not None
    assert "Adresse" in window.pane.tabs.tabText(window.pane.tabs.currentIndex())


def test_a_dossier_is_printed_and_put_to_be_typed_again_from_its_menu(window: Window) -> None:
    window.show_dossier(opened(window))
    window.run("copier_suivante")
    assert "rien pour cette commande" in words(window), "nobody asked for it yet"
    window.run("imprimer_dossier")
    [shown] = window.findChildren(Preview)
    assert shown.paper.name.startswith("dossier-")
    shown.close()
    QApplication.processEvents()
    window.run("ressaisir")
    assert type(window.pane.page).__name__ == "RessaisiePage"
    window.run("copier_suivante")
    assert QApplication.clipboard().text() == "KERMAREC"


def test_a_dossier_that_asks_for_nothing_is_not_printed_and_may_be_typed_again(window: Window) -> None:
    window.show_dossier(do(window.store, None, create_dossier, {"nom_naissance": "ABGRALL", "prenom": "Awen"}))
    window.run("imprimer_dossier")
    assert "Ajoutez d’abord une candidature." in words(window)
    window.run("ressaisir")
    assert "Champs à ressaisir" in words(window)
