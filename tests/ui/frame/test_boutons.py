"""A button that greys or hides under the hand leads to something useful, and never to another act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QApplication
from shiboken6 import isValid

from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets import Button, Chip
from tests.keys import pressed
from tests.ui.every_form import furnished
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]


def calm() -> None:
    for _ in range(8):
        QApplication.processEvents()


def buttons(window: Window) -> Iterator[str]:
    """What can be pressed on the page, by its name: the buttons themselves may be made anew."""
    page = window.stack.currentWidget()
    for one in page.findChildren(Button):
        if one.isVisible() and one.isEnabled() and one.accessibleName():
            yield one.accessibleName()


def test_no_button_of_a_dossier_leaves_the_keyboard_on_another_one(window: Window) -> None:
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier)
    for tab in ("ine", "candidatures", "pieces"):
        window.pane.go(tab)
        check(window, partial(window.pane.go, tab))


def check(window: Window, back: Callable[[], object]) -> None:
    """Press each of the buttons of the page with Space, from the keyboard."""
    for name in dict.fromkeys(buttons(window)):
        back()
        calm()
        found = (b for b in window.stack.currentWidget().findChildren(Button) if b.accessibleName() == name)
        button = next((b for b in found if b.isVisible() and b.isEnabled()), None)
        if button is None or name in _ELSEWHERE:
            continue
        button.setFocus()
        pressed("Space")
        calm()
        for top in QApplication.topLevelWidgets():
            if top is not window and top.isVisible():
                top.close()
        calm()
        here = QApplication.focusWidget()
        assert here is not None, name
        if isinstance(here, QAbstractButton):
            assert here.accessibleName() == name, f"{name} leads to {here.accessibleName()}"


_ELSEWHERE = {"Fermer ce dossier", "Éditer le reçu"}  # they lead where their own page says


def test_no_button_of_a_room_that_greys_or_hides_leaves_the_keyboard_on_another_one(window: Window) -> None:
    furnished(window.store)
    wrong = []
    for code in ROOMS:
        window.enter(code)
        calm()
        for name in [one for one in dict.fromkeys(buttons(window)) if not one.endswith("…")]:
            if window.room is None or window.room.code != code:
                window.enter(code)
            button = shown(window, name)
            if button is None or isinstance(button, Chip) or name in _LONG:
                continue
            button.setFocus()
            pressed("Space")
            calm()
            here = QApplication.focusWidget()
            gone = not isValid(button) or not (button.isVisible() and button.isEnabled())
            if here is None or (gone and isinstance(here, QAbstractButton) and here.accessibleName() != name):
                wrong.append((code, name, here and here.accessibleName()))
    assert wrong == []


def shown(window: Window, name: str) -> Button | None:
    """The button of that name, when it can be pressed."""
    found = (one for one in window.stack.currentWidget().findChildren(Button) if one.accessibleName() == name)
    return next((one for one in found if one.isVisible() and one.isEnabled()), None)


_LONG = {
    "Éditer la preuve du jour",
    "Sauvegarder maintenant",
    "Relire",
    "Vérifier la base",
}  # jobs, or their own window
