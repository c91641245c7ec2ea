"""The first steps of an office: they tick themselves, lead to their place, and no room is one that cannot be left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.services import entree
from scolarite_desk.services.acts import do
from scolarite_desk.services.catalogue import seed_catalogue
from scolarite_desk.services.comptes import change_profile, create_account
from scolarite_desk.services.dossiers import add_item, create_dossier
from scolarite_desk.services.premiers_pas import premiers_pas
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button
from tests.accessible import complaints
from tests.keys import focused, pressed, typed
from tests.ui.office import windowed
from tests.words import words

PASSWORD = "quatre mots de passe"
ETABLISSEMENT = {
    "etablissement": "Université de Bretagne inventée", "uai": "0350936C", "service": "Scolarité",
    "adresse": "1 rue Inventée\n35000 Rennes", "telephone": "0199000001", "courriel": "scolarite@exemple.fr",
    "ville": "Rennes", "tribunal": "Rennes", "dpo": "dpo@exemple.fr",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A base that was just founded, empty."""
    store, _key = entree.create(tmp_path / "neuve.sdesk", "Claire", PASSWORD, vault.Cost(64, 1))
    yield store
    store.close()


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, store: Store) -> Iterator[Window]:
    with windowed(theme, qtbot, store, 1200, 760) as window:
        yield window


def shown(window: Window) -> Any:
    return window.stack.currentWidget()


def undone(store: Store) -> list[str]:
    with store.reading() as session:
        return [one.code for one in premiers_pas(session) if not one.fait]


def test_steps_tick_themselves_as_the_base_is_filled(window: Window, store: Store) -> None:
    assert undone(store) == ["etablissement", "signataire", "campagne", "formations", "pieces", "ine", "personne"]
    for key, text in ETABLISSEMENT.items():
        do(store, None, change_setting, key, text)
    do(store, None, add_item, "signataire", {"nom": ""}, a_remplir=True)
    assert undone(store)[0] == "signataire", "a row that was only begun signs nothing"
    do(store, None, add_item, "signataire", {"prenom": "Anne", "nom": "Le Gall", "qualite": "Directrice"})
    open_ = {"libelle": "2026", "annee": "2026-2027", "etat": "ouverte"}
    campagne = do(store, None, add_item, "campagne", open_)
    QApplication.processEvents()
    assert "Restent 4 étapes" in words(window.home)
    formation = {"code": "L3INF", "libelle": "Licence", "genre": "licence", "traitement": "AC", "mode": "presentiel"}
    do(store, None, add_item, "formation", {**formation, "campagne_id": campagne, "en_service": True})
    do(store, None, seed_catalogue)
    do(store, None, change_setting, "serie_ine", "W")
    assert undone(store) == ["personne"]
    do(store, None, create_dossier, {"nom_naissance": "KERMAREC", "prenom": "Maëlle"})
    assert undone(store) == []
    QApplication.processEvents()
    assert "Aucun dossier n’est ouvert" in words(window.home)
    window.run("premiers_pas")
    QApplication.processEvents()
    assert "Tout est en place" in words(window.home)


def test_each_step_leads_to_its_place_in_one_key(window: Window) -> None:
    for number, room, there in (
        ("1", "reglages", "Nom"), ("2", "reglages", "Prénom"), ("3", "reglages", "Libellé"),
        ("4", "formations", "Ajouter une formation"), ("5", "reglages", "Code"),
        ("6", "reglages", "Lettre de série"),
    ):  # fmt: skip
        window.run("premiers_pas")
        assert focused().accessibleName() == "Décrire l’établissement", "the next one"
        pressed(number)
        assert window.room is not None
        assert (window.room.code, focused().accessibleName()) == (room, there)
    assert undone(window.store)[1:] == ["signataire", "campagne", "formations", "pieces", "ine", "personne"], (
        "what was only begun does not tick"
    )
    window.run("premiers_pas")
    pressed("7")
    assert shown(window) is window.creation


def test_escape_and_any_view_leave_a_room(window: Window, store: Store) -> None:
    window.run("formations")
    pressed("Escape")
    assert shown(window) is window.home
    open_ = {"libelle": "2026", "annee": "2026-2027", "etat": "ouverte"}
    do(store, None, add_item, "campagne", open_)
    dossier = do(store, None, create_dossier, {"nom_naissance": "KERMAREC", "prenom": "Maëlle"})
    window.show_dossier(dossier, "identite.ne_le")
    for leave in (lambda: pressed("Escape"), lambda: window.queue.select("jour")):
        window.run("comptes")
        leave()
        assert shown(window) is window.pane, "back to the dossier that is open"
    window.run("reglages")
    window.lead("reglages", "uai")
    typed("faux")
    window.queue.select("tous")
    assert shown(window) is not window.pane, "what cannot be read keeps one there"
    assert window.messages.text()


def test_formations_say_what_to_do_and_the_strip_goes_with_its_cause(window: Window, store: Store) -> None:
    window.run("formations")
    room: Any = window.room
    assert "ouvrez-en une dans Réglages" in room.table.empty.text()
    pressed("Return")
    assert "Ouvrez d’abord une campagne" in window.messages.text()
    do(store, None, add_item, "campagne", {"libelle": "2026", "annee": "2026-2027", "etat": "ouverte"})
    QApplication.processEvents()
    assert window.messages.text() == ""


def test_what_lacks_a_campaign_leads_to_the_campaigns(window: Window) -> None:
    window.desk.attempt(None, create_dossier, {"nom_naissance": "KERMAREC", "prenom": "Maëlle"})
    assert "Aucune campagne n’est ouverte" in window.messages.text()
    way = next(one for one in window.messages.findChildren(Button) if one.accessibleName() == "Ouvrir une campagne")
    pressed("Return", way)
    assert window.room is not None
    assert focused().accessibleName() == "Libellé"


def test_rights_that_another_program_changes_are_followed_at_once(window: Window, store: Store) -> None:
    window.run("reglages")
    command = entree.open_base(store.path, "Claire", PASSWORD)
    do(command, None, create_account, "Denis", "administrateur")
    do(command, None, change_profile, "Claire", "accueil")
    command.engine.dispose()
    window.desk.follow()
    QApplication.processEvents()
    assert shown(window) is window.home
    assert not window.actions_["reglages"].isVisible()


def test_the_page_of_steps_is_whole(theme: Theme, window: Window) -> None:
    for size, width, height in ((1.0, 1024, 700), (1.5, 1280, 800), (2.0, 1920, 1080)):
        theme.set(size=size)
        window.resize(width, height)
        window.run("premiers_pas")
        QApplication.processEvents()
        assert complaints(window.home) == []
        assert window.home._shown is not None
        assert window.home._shown.horizontalScrollBar().maximum() == 0
