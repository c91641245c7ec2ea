"""Exchanges that happen by themselves: counted, said in the status bar, and never in the way of who types or leaves."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from time import monotonic

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.services import synchro
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.services.rythme import choose_pace
from scolarite_desk.sync.hub import inscription as inscriptions
from scolarite_desk.sync.hub.hub_url import HubUrl
from scolarite_desk.sync.hub.invitations import invite
from scolarite_desk.ui.desk.printing import Preview
from scolarite_desk.ui.dossier.visites import VisitesPage
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button
from tests import postgres
from tests.accessible import complaints
from tests.keys import focused, pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import Founded
from tests.sync.conftest import opened
from tests.sync.hub.conftest import hub
from tests.ui.office import founded, office, window

__all__ = ["founded", "hub", "office", "window"]

ADMIN = postgres.ADMIN, postgres.PASSWORD


@pytest.fixture
def enrolled(window: Window, hub: HubUrl, qtbot: QtBot) -> Window:
    """The window of a desk that is at the hub, everything sent."""
    synchro.enrol_desk(window.store, hub, invite(hub, *ADMIN, "01"))
    window.desk.liaison.settle()
    pressed("Ctrl+Shift+S", window)
    qtbot.waitUntil(lambda: window.desk.liaison.etat.le is not None)
    window.messages.clear()
    return window


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The seconds that each call of the hub may take; a tenth of them pass here."""
    asked: list[int] = []

    def timeout(params: dict[str, int]) -> float:
        asked.append(params["connect_timeout"])
        return asked[-1] / 10

    monkeypatch.setattr("psycopg.connection.timeout_from_conninfo", timeout)
    return asked


@pytest.fixture
def silent(enrolled: Window, waited: list[int], monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The hub takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        place = HubUrl("127.0.0.1", deaf.getsockname()[1], "hub")
        monkeypatch.setattr(inscriptions.Inscription, "place", property(lambda self: place))
        yield enrolled


def hub_words(window: Window) -> str:
    """What the status bar says of the hub."""
    return window.status.hub.accessibleName() if window.status.hub.isVisible() else ""


def worked(window: Window) -> str:
    """Something done since the last exchange."""
    key: str = window.desk.do(None, create_dossier, {"nom_naissance": "ABGRALL", "prenom": "Anna"})
    return key


def test_a_desk_that_works_alone_says_nothing_of_a_hub(window: Window) -> None:
    assert hub_words(window) == ""
    assert not window.desk.liaison.leave(lambda: None)


def test_what_is_to_be_sent_is_counted_then_sent_by_the_key(enrolled: Window, qtbot: QtBot) -> None:
    assert hub_words(enrolled).startswith("Synchronisé")
    worked(enrolled)
    qtbot.waitUntil(lambda: hub_words(enrolled) == "1 à envoyer")
    pressed("Ctrl+Shift+S", enrolled)
    qtbot.waitUntil(lambda: hub_words(enrolled).startswith("Synchronisé"))
    assert "1 modification envoyée" in enrolled.messages.text()


def test_what_others_did_shows_by_itself_and_is_not_said_to_be_saved_here(
    enrolled: Window, qtbot: QtBot, hub: HubUrl, founded: Founded
) -> None:
    other = opened(enrolled.store.path.with_name("autre.sdesk"), founded)
    other.store.auteur = "Claire"
    synchro.enrol_desk(other.store, hub, invite(hub, *ADMIN, "02"))
    other.person("ZIMMER", "Zoé", "2001-01-01")
    synchro.synchronise(other.store)
    other.store.close()
    enrolled.status.say("rien")
    enrolled.desk.liaison._again()
    qtbot.waitUntil(lambda: any(row.nom == "ZIMMER" for row in enrolled.queue.people.rows_model.rows))
    assert enrolled.status.text() != "Enregistré à 09:00"
    assert not enrolled.messages.text(), "nobody asked: the page does not move"


def test_the_status_bar_grows_with_the_text(enrolled: Window, theme: Theme) -> None:
    theme.set(size=2.0)
    assert complaints(enrolled.status) == []


def test_leaving_sends_what_was_done(enrolled: Window, qtbot: QtBot) -> None:
    worked(enrolled)
    left: list[bool] = []
    assert enrolled.desk.liaison.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))
    assert enrolled.desk.liaison.etat.a_envoyer == 0
    assert not enrolled.desk.liaison.leave(lambda: None), "everything is sent"


def test_a_silent_hub_holds_nobody_back(silent: Window, waited: list[int], qtbot: QtBot) -> None:
    worked(silent)
    left: list[bool] = []
    since = monotonic()
    assert silent.desk.liaison.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))
    assert monotonic() - since + waited[-1] < 8
    assert "1 modification reste à envoyer. Tout reste enregistré" in silent.status.text()
    assert not silent.desk.liaison.leave(lambda: None), "it is known to be away"


def test_a_failure_by_itself_is_in_the_status_line_and_typing_goes_on(silent: Window, qtbot: QtBot) -> None:
    key = worked(silent)
    silent.show_dossier(key, "identite.prenom")
    silent.pane.focus()
    silent.desk.liaison._again()
    at = focused()
    typed("x")
    qtbot.waitUntil(lambda: hub_words(silent).startswith("Serveur commun injoignable"))
    assert QApplication.focusWidget() is at
    assert "Tout reste enregistré sur ce poste" in silent.status.text()
    assert not silent.messages.text()


def test_a_hub_that_stays_away_is_said_once_and_looked_for_again(silent: Window, qtbot: QtBot) -> None:
    said: list[str] = []
    silent.desk.liaison.failed.connect(said.append)
    for _ in range(2):
        silent.desk.liaison._again()
        qtbot.waitUntil(lambda: not silent.desk.liaison.busy)
    assert len(said) == 1
    assert silent.desk.liaison._timer.interval() == 2 * 60_000


def test_only_one_exchange_at_a_time(enrolled: Window, qtbot: QtBot) -> None:
    worked(enrolled)
    began: list[object] = []
    enrolled.desk.jobs.began.connect(began.append)
    for _ in range(3):
        enrolled.desk.liaison.now(enrolled.messages.tell)
    assert len(began) == 1
    qtbot.waitUntil(lambda: not enrolled.desk.jobs.busy)


def test_the_interval_is_the_one_that_was_decided(enrolled: Window) -> None:
    choose_pace(enrolled.store, minutes=25)
    enrolled.desk.liaison.settle()
    assert enrolled.desk.liaison._timer.interval() == 25 * 60_000


def test_a_paper_of_another_desk_is_one_press_away(
    enrolled: Window, qtbot: QtBot, hub: HubUrl, founded: Founded
) -> None:
    choose_pace(enrolled.store, quota=0)  # nothing comes by itself
    other: Office = opened(enrolled.store.path.with_name("autre.sdesk"), founded)
    other.store.auteur = "Claire"
    synchro.enrol_desk(other.store, hub, invite(hub, *ADMIN, "02"))
    dossier = other.person("ZIMMER", "Zoé", "2001-01-01")
    other(issue_receipt, dossier)
    synchro.synchronise(other.store)
    other.store.close()
    pressed("Ctrl+Shift+S", enrolled)
    qtbot.waitUntil(lambda: not enrolled.desk.jobs.busy)
    enrolled.show_dossier(dossier, "documents")
    page = enrolled.pane.page
    assert isinstance(page, VisitesPage)
    page.reprint()
    assert "demandez-le-lui" in enrolled.messages.text()
    buttons = enrolled.messages.findChildren(Button)
    pressed("Return", next(one for one in buttons if one.accessibleName() == "Le demander au serveur commun"))
    qtbot.waitUntil(lambda: enrolled.findChild(Preview) is not None)
    shown = enrolled.findChild(Preview)
    assert shown is not None
    shown.close()
