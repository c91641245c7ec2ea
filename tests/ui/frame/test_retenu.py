"""One is never held on a page without a word: which field, in which tab, one key to go there, one to give it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from scolarite_desk.services.reglages import settings
from scolarite_desk.ui.frame.window import Window
from tests.keys import pressed, replaced
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]

SAID = "« Identité » garde un champ à corriger : « Né(e) le » (F2 y va)."


def held(window: Window) -> str:
    """A dossier is shown, with a day that does not exist; who it is."""
    window.show_dossier(window.queue.people.rows_model.rows[1].dossier)
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


def asked(window: Window) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every way to ask for something else than the page that is shown."""
    other = window.queue.people.rows_model.rows[2]
    yield "a person of the queue", lambda: window.queue.opened.emit(other)
    yield "a link to another dossier", lambda: window.desk.show(other.dossier or "")
    for keys in ("F7", "F8", "Ctrl+N", "Ctrl+J"):
        yield keys, partial(pressed, keys, window)
    for code in ("decisions", "reglages", "fusionner", "donnees_personne", "arrivee", "lettres", "terminer"):
        yield code, partial(window.run, code)
    yield "a setting that a refusal names", lambda: window.show_setting("uai")
    yield "a first step", partial(window.run, "premiers_pas")
    yield "a field of another tab, from the palette", lambda: window.pane.go("adresse.pays")
    yield "another tab", lambda: window.pane.turn(1)


def test_whatever_one_asks_for_one_is_told_what_keeps_them(window: Window) -> None:
    kept = held(window)
    silent = []
    for way, ask in asked(window):
        window.messages.clear()
        window.pane.go("identite.nom_naissance")
        ask()
        there = window.pane.view is not None and window.pane.view.key == kept
        selected = {row.dossier for row in window.queue.people.selected()} <= {kept}
        if not (there and said(window) == SAID and selected and window.stack.currentWidget() is window.pane):
            silent.append((way, said(window), there, selected))
    assert silent == []
    pressed("F2")
    assert field() == "Né(e) le"


def in_room(window: Window) -> None:
    """The settings, with a number that is none."""
    room: Any = window.enter("reglages")
    room.lead("delai_pieces")
    replaced("abc\t")


def leaving(window: Window) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every way to leave a room."""
    yield "another room", partial(window.enter, "decisions")
    yield "Escape", partial(pressed, "Esc", window)
    yield "a view of the queue", window.queue.viewed.emit
    yield "a new person", partial(window.run, "nouveau")
    yield "a first step", partial(window.run, "premiers_pas")


def test_a_room_says_what_keeps_one_there_too(window: Window) -> None:
    silent = []
    in_room(window)
    for way, ask in leaving(window):
        window.messages.clear()
        window.queue.search.setFocus()
        ask()
        if "garde un champ à corriger" not in said(window) or window.room is None:
            silent.append((way, said(window)))
    assert silent == []
    pressed("Shift+F2")
    assert window.enter("decisions") is not None


def test_what_was_typed_in_a_room_comes_back_with_its_day_and_two_ways(window: Window) -> None:
    in_room(window)
    room: Any = window.room
    form = room.form()
    form.keep()
    form.open(window.desk.read(settings), form.of)  # as another start would
    seat = form.seats["delai_pieces"]
    form.focus("delai_pieces")
    assert (seat.text(), "Brouillon restauré, du" in seat.note.text()) == ("abc", True)
    assert [link.accessibleName() for link in seat.note.offered().values()] == ["Reprendre", "Écarter"]
    seat.note.offered()["Esc"].click()
    assert seat.text() == seat.shown
