"""The room of the desks, by keyboard, through a real hub: enrolled, synchronised, packets seen before received."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.services import cles, paquets, synchro
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.rythme import pace
from scolarite_desk.sync.hub.hub_url import HubUrl
from scolarite_desk.sync.hub.invitations import invite
from scolarite_desk.ui.desk.status import Status, hub_says
from scolarite_desk.ui.frame.hub_status import HubStatus
from scolarite_desk.ui.look.theme import Theme
from tests import age, postgres
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import Founded, founded
from tests.sync.conftest import opened, send
from tests.sync.hub.conftest import hub
from tests.texts import golden
from tests.ui.one_page import cells
from tests.ui.one_room import Room, choosing, office, shown

__all__ = ["founded", "hub", "office"]

ADMIN = postgres.ADMIN, postgres.PASSWORD
PHRASE = "sept chevaux bleus au trot"


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "postes", (1280, 820))


@pytest.fixture
def other(tmp_path: Path, founded: Founded) -> Iterator[Office]:
    """Another desk of the office."""
    desk = opened(tmp_path / "autre.sdesk", founded)
    desk.store.auteur = "Claire"
    yield desk
    desk.store.close()


def enrolled(room: Room, hub: HubUrl) -> None:
    """Type the address and the invitation, and press."""
    room.room.hub.ici.ask.focus()
    typed(f"{hub}\t{invite(hub, *ADMIN, '01')}")
    room.press("Inscrire ce poste")
    room.settled()
    room.settled()  # the first exchange, then the stations


def test_a_desk_is_enrolled_synchronised_and_sees_the_others(room: Room, hub: HubUrl, other: Office) -> None:
    assert room.says("n’est inscrit à aucun serveur commun")
    HubStatus(room.desk, Status(room.desk.theme, room.window), lambda: None, room.window)
    room.office.person("KERMAREC")
    enrolled(room, hub)
    assert room.says("Dernier échange")
    assert room.says("À envoyer : rien")
    synchro.enrol_desk(other.store, hub, invite(hub, *ADMIN, "02"))
    other.person("LE GOFF", "Yann", "2003-05-01")
    synchro.synchronise(other.store)
    room.press("Synchroniser maintenant")
    room.settled()
    room.settled()
    assert "Synchronisé : 1 modification reçue." in room.told()
    assert [line.split(" | ")[0] for line in cells(room.room.hub.table)] == ["01", "02"]
    assert "À jour ici" in cells(room.room.hub.table)[1]


def test_what_is_wrong_is_said_under_the_field(room: Room, hub: HubUrl) -> None:
    room.press("Inscrire ce poste")
    room.drawn()
    assert room.says("À remplir.")
    room.room.hub.ici.ask.focus()
    typed("hub.exemple.fr\tABCD")
    room.press("Inscrire ce poste")
    room.drawn()
    assert room.says("commence par postgresql://")
    room.room.hub.ici.ask.open({})
    room.room.hub.ici.ask.focus()
    typed(f"{hub}\tABCD")
    room.press("Inscrire ce poste")
    room.settled()
    assert room.says("mal recopiée")


def test_a_desk_decides_how_often_and_leaves_in_two_steps(room: Room, hub: HubUrl) -> None:
    enrolled(room, hub)
    room.room.hub.ici.form.focus("minutes")
    pressed("Ctrl+A")
    typed("25\t")
    assert room.office.read(pace).minutes == 25
    room.press("Quitter le serveur commun")
    room.drawn()
    assert room.desk.liaison.etat.adresse
    room.press("Oui, quitter ce serveur commun")
    room.settled()
    assert not room.desk.liaison.etat.adresse
    assert room.says("Rejoindre un serveur commun")


def test_a_hub_that_is_away_is_said_and_the_stations_stay(
    room: Room, hub: HubUrl, server: postgres.Server, other: Office
) -> None:
    enrolled(room, hub)
    server.kill()
    try:
        room.press("Synchroniser maintenant")
        room.settled()
        assert "ne répond pas" in room.told()
        room.room.reload()
        room.settled()
        assert room.says("voici ce que ce poste connaît")
        assert cells(room.room.hub.table)[0].startswith("01 | ")
        assert complaints(room.window) == []
    finally:
        server.start()


def test_a_packet_is_seen_before_it_is_received(
    room: Room,
    qtbot: QtBot,
    other: Office,
    tmp_path: Path,
    answers: list[Callable[[Any], object]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", age.sealed)
    dossier = room.office.person("KERMAREC")
    send(room.office, other)
    other(correct, "identite.prenom", other.owner(dossier), "Anne")
    room.office(correct, "identite.prenom", room.office.owner(dossier), "Maëlle Anne")
    path = tmp_path / "salon.sdpaquet"
    paquets.write(other.store, path, phrase=PHRASE)
    room.room.filters.choose("paquets")
    room.drawn()
    answers.append(choosing(path))
    room.press("Ouvrir un fichier d’échange…")
    room.window.activateWindow()  # as closing the dialog does on a real desktop
    room.settled()
    assert room.says("Ce fichier d’échange demande une phrase secrète")
    qtbot.waitUntil(room.window.isActiveWindow)
    typed(PHRASE)
    pressed("Return")
    room.settled()
    assert room.says("Expéditeur jamais rencontré")
    assert room.says("1 désaccord à trancher")
    words = re.sub(r"le \d\d/\d\d/\d{4} à \d\d:\d\d", "le …", room.words())
    golden("postes_paquets", words)
    room.press("Recevoir")
    room.settled()
    assert "Fichier d’échange reçu" in room.told()


def test_a_packet_is_written_for_a_desk_or_by_a_phrase(
    room: Room, other: Office, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    cles.public_key(other.store)
    send(other, room.office)
    room.office.person()
    room.room.filters.choose("paquets")
    room.drawn()
    room.press("Écrire le fichier…")
    room.drawn()
    assert room.says("Choisissez un poste, ou une phrase secrète.")
    typed(f"{PHRASE}\t{PHRASE} ?\n")
    room.drawn()
    assert room.says("Les deux phrases secrètes diffèrent")
    room.room.paquets.asked.focus("pour")
    typed("02\t")
    room.drawn()
    answers.append(choosing(tmp_path / "pour-02.sdpaquet"))
    room.press("Écrire le fichier…")
    room.settled()
    assert "est écrit" in room.told()
    lecture, _ = paquets.look(other.store, tmp_path / "pour-02.sdpaquet")
    assert lecture.connu is False or lecture.etiquette.nom == "01"


def test_the_key_of_this_desk_is_copied(room: Room) -> None:
    room.room.filters.choose("paquets")
    room.drawn()
    room.press("Copier le code public")
    room.drawn()
    assert QApplication.clipboard().text().startswith("age1")


def test_the_room_in_words(room: Room) -> None:
    golden("postes", room.words())


@pytest.mark.parametrize("view", ["hub", "paquets"])
@pytest.mark.parametrize("size", [1.0, 2.0])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, size: float, view: str
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "postes"):
        room.room.filters.choose(view)
        room.drawn()
        assert complaints(room.window) == []


def test_the_status_bar_always_says_how_it_stands(office: Office) -> None:
    now, etat = office.now, synchro.HubState
    said = [
        hub_says(one, now, busy=False)[0]
        for one in (
            etat(),
            etat("hub"),
            etat("hub", now),
            etat("hub", now, a_envoyer=3),
            etat("hub", now, faute="Le serveur commun ne répond pas.", depuis=now),
            etat("hub", now, faute="Non.", depuis=now, refus=True),
        )
    ]
    assert [one.replace("\u00a0", " ") for one in said] == [
        "", "Jamais synchronisé", "Synchronisé 09:00", "3 à envoyer", "Serveur commun injoignable depuis 09:00",
        "Synchronisation refusée depuis 09:00",
    ]  # fmt: skip
