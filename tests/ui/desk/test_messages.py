"""One place tells what did not happen, and what is safe."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.messages import Messages
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints


@pytest.fixture
def messages(theme: Theme, qtbot: QtBot) -> Messages:
    messages = Messages(theme)
    messages.resize(900, 80)
    qtbot.addWidget(messages)
    messages.show()
    return messages


def test_a_refusal_names_the_field_concerned(messages: Messages) -> None:
    culprits: list[str] = []
    messages.culprit.connect(culprits.append)
    messages.tell(Refused(N_("Cet INE est celui d’une autre personne."), "identite.ine"))
    assert messages.text() == "Cet INE est celui d’une autre personne."
    assert culprits == ["identite.ine"]
    assert complaints(messages) == []


def test_what_is_unavailable_can_be_tried_again(messages: Messages) -> None:
    tried: list[str] = []
    messages.tell(Unavailable(N_("Le serveur ne répond pas.")), [("Réessayer", lambda: tried.append("oui"))])
    again = next(button for button in messages.findChildren(QPushButton) if button.text() == "Réessayer")
    again.click()
    assert tried == ["oui"]
    assert messages.text() == ""


def test_an_act_that_went_well_leaves_what_is_unavailable(messages: Messages) -> None:
    messages.tell(Unavailable(N_("Le serveur ne répond pas.")))
    messages.tell(Refused(N_("La date de retour est passée.")))
    messages.clear(all_of_them=False)
    assert messages.text() == "Le serveur ne répond pas."
    messages.clear()
    assert messages.text() == ""


def test_our_own_fault_is_not_hidden(messages: Messages) -> None:
    with pytest.raises(ZeroDivisionError):
        messages.tell(ZeroDivisionError("division"))


def test_a_message_can_be_closed_from_the_keyboard(messages: Messages) -> None:
    messages.tell(Refused(N_("Non.")))
    cross = next(b for b in messages.findChildren(QPushButton) if b.accessibleName() == "Fermer ce message")
    cross.click()
    assert messages.text() == ""


def test_the_status_bar_says_when_it_was_saved(theme: Theme, qtbot: QtBot) -> None:
    status = Status(theme)
    qtbot.addWidget(status)
    status.saved(datetime(2026, 9, 4, 14, 32))
    assert status.text() == "Enregistré à 14:32"
