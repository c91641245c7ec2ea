"""One is never held on a page without a word: which field, in which tab, one key to go there, one to give it up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from scolarite_desk.ui.frame.window import Window
from tests.keys import pressed, replaced
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]

SAID = "« Identité » garde un champ à corriger : « Né(e) le » (F2 y va)."


def held(window: Window) -> str:
    """A dossier is shown, with a day that does not exist; who it is."""
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier)
    window.pane.go("identite.ne_le")
    replaced("31/02/2004\t")
    assert window.pane.view is not None
    return window.pane.view.key


def said(window: Window) -> str:
    return window.messages.text().replace("\u00a0", " ")


def field() -> str:
    here = QApplication.focusWidget()
    return here.accessibleName() if here is not None else ""


def press(window: Window, name: str) -> None:
    next(b for b in window.messages.findChildren(QAbstractButton) if b.text() == name).click()


def test_whoever_asks_for_another_is_told_which_field_keeps_them(window: Window) -> None:
    kept = held(window)
    pressed("Ctrl+F")
    replaced("ørsted\n")
    assert window.pane.view is not None
    assert window.pane.view.key == kept
    assert (said(window), field()) == (SAID, "Né(e) le")


def test_the_queue_shows_as_selected_the_dossier_that_is_shown(window: Window) -> None:
    kept = held(window)
    pressed("Ctrl+F")
    replaced("ørsted\n")
    assert {row.dossier for row in window.queue.people.selected()} <= {kept}
    window.queue.clear()
    window.show_dossier(window.queue.people.rows_model.rows[2].dossier)
    assert [row.dossier for row in window.queue.people.selected()] == [kept]


def test_one_key_goes_to_the_field_from_another_tab(window: Window) -> None:
    held(window)
    pressed("Ctrl+PgDown")
    assert said(window) == SAID
    assert field() != "Né(e) le"
    pressed("F2")
    assert (window.pane.tabs.currentIndex(), field()) == (0, "Né(e) le")


def test_what_was_typed_can_be_given_up_and_one_leaves(window: Window) -> None:
    kept = held(window)
    window.enter("decisions")
    assert window.room is None
    press(window, "Abandonner cette saisie")
    assert said(window) == ""
    assert field() == "Né(e) le"
    window.show_dossier(window.queue.people.rows_model.rows[2].dossier)
    assert window.pane.view is not None
    assert window.pane.view.key != kept


def test_it_is_given_up_from_the_keyboard_and_does_not_come_back(window: Window) -> None:
    kept = held(window)
    window.enter("decisions")
    pressed("Shift+F2")
    assert said(window) == ""
    window.enter("decisions")
    window.show_dossier(kept)
    form = window.pane.form()
    assert form is not None
    assert form.text("ne_le") != "31/02/2004"


def test_the_message_goes_once_the_field_is_mended(window: Window) -> None:
    held(window)
    window.enter("decisions")
    assert said(window) == SAID
    replaced("28/02/2004\t")
    assert said(window) == ""


def test_the_queue_says_which_dossiers_have_something_typed(window: Window) -> None:
    people = window.queue.people
    assert people.isColumnHidden(1)
    kept = held(window)
    window.show_dossier(kept)
    marked = [people.rows_model.index(place, 1) for place in range(people.rows_model.rowCount())]
    spoken = [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in marked]
    waiting = [people.rows_model.rows[place].dossier for place, words in enumerate(spoken) if "attente" in words]
    assert waiting == [kept]
    pressed("Shift+F2")
    window.show_dossier(kept)
    assert people.isColumnHidden(1)
