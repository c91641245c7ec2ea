"""Nothing moves under the hand: what is told takes no room of the page, and goes with its cause."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.ui.frame.window import Window
from tests.accessible import complaints
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]

LONG = "Ce qui est tapé ici ne se lit pas\u00a0: " + "le jour, le mois, puis l’année sont attendus dans cet ordre. " * 2


def places(window: Window) -> dict[QWidget, QRect]:
    """Where everything that one types in or presses is."""
    for _ in range(6):
        QApplication.processEvents()
    hands = (one for one in window.centralWidget().findChildren(QWidget) if one.focusPolicy() and one.isVisible())
    return {one: QRect(one.mapTo(window, QPoint()), one.size()) for one in hands}


def opened(window: Window, tab: str = "") -> None:
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier, tab)


def told(window: Window) -> None:
    window.messages.tell(Refused(N_("Cette pièce est déjà validée.")))
    window.messages.tell(Unavailable(N_("Le fichier de la base n’est plus là.")))


def test_a_message_moves_no_field_and_no_button(window: Window) -> None:
    for go in (lambda: opened(window), lambda: window.enter("reglages"), lambda: window.enter("decisions")):
        go()
        before = places(window)
        told(window)
        assert places(window) == before
        assert complaints(window) == []
        window.messages.clear()
        assert places(window) == before


def test_a_message_lies_where_nothing_is_typed_nor_pressed(window: Window) -> None:
    opened(window)
    told(window)
    over = window.messages.geometry()
    assert window.messages.isVisible()
    hidden = [one for one, place in places(window).items() if place.intersects(over) and place.height() < 80]
    assert hidden == []


def test_a_message_never_hides_what_has_the_keyboard(window: Window) -> None:
    opened(window)
    told(window)
    for _ in range(30):
        here = QApplication.focusWidget()
        assert here is not None
        place = QRect(here.mapTo(window, QPoint()), here.size())
        assert not (window.stack.isAncestorOf(here) and place.intersects(window.messages.geometry()))
        window.focusNextChild()


def test_a_message_does_not_follow_into_another_page(window: Window) -> None:
    opened(window)
    window.messages.say("Cette pièce est déjà validée.")
    window.enter("decisions")
    assert window.messages.text() == ""
