"""A button that greys or hides under the hand leads to something useful, and never to another act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QApplication

from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.widgets import Button
from tests.keys import pressed
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
