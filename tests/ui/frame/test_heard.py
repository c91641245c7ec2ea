"""Heard as well as seen: what a drawing says has its words, what is hidden says so, a person opens by the one action
that accessibility has of a cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import kept
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rooms import ROOMS
from tests.keys import pressed, typed
from tests.ui.office import founded, office, settle, window
from tests.ui.one_page import plain

__all__ = ["founded", "office", "window"]

_ROLE = Qt.ItemDataRole


def _interface(widget: QWidget) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface


def _cells(table: QWidget) -> list[QAccessibleInterface]:
    interface = _interface(table)
    children = [interface.child(number) for number in range(interface.childCount())]
    return [child for child in children if child is not None and child.role() == QAccessible.Role.Cell]


def _press(window: Window, qtbot: QtBot, row: int) -> None:
    """What a screen reader does of a person: the only action of one of its cells."""
    people = window.queue.people
    action = _cells(people)[row * len(people.rows_model.columns)].actionInterface()
    assert action is not None
    [name] = action.actionNames()
    action.doAction(name)
    settle(qtbot, lambda: window.pane.view is not None and window.pane.view.key == people.rows_model.rows[row].dossier)


def test_a_person_of_the_queue_opens_by_the_action_of_a_cell(window: Window, qtbot: QtBot) -> None:
    for row in (2, 0):
        _press(window, qtbot, row)
        assert window.stack.currentWidget() is window.pane
        assert window.queue.people.selected() == [window.queue.people.rows_model.rows[row]]


def test_the_person_that_a_search_has_chosen_opens_by_it_too(window: Window, qtbot: QtBot) -> None:
    pressed("Ctrl+F", window)
    typed("kervella")
    qtbot.wait(1)  # a screen reader is another program: it acts after the hand
    _press(window, qtbot, 0)


def test_a_hand_that_chooses_several_people_opens_none(window: Window, qtbot: QtBot) -> None:
    people = window.queue.people
    people.setFocus()
    for keys, chosen in (("Shift+Down", 2), ("Ctrl+A", len(people.rows_model.rows)), ("Down", 1)):
        pressed(keys)
        qtbot.wait(1)
        assert len(people.selected()) == chosen
    assert window.pane.view is None


def _places(window: Window) -> Iterator[str]:
    """Every tab, then every room, one after the other."""
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier)
    for number, onglet in enumerate(PAGES):
        window.pane.tabs.setCurrentIndex(number)
        yield kept(onglet.page.title)
    for code in ROOMS:
        window.enter(code)
        yield code


def test_what_a_window_shows_has_words_wherever_one_is(window: Window) -> None:
    found = [f"{place}: {fault}" for place in _places(window) for fault in _wordless(window)]
    assert found == []


def _wordless(window: Window) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QTableView) and not widget.isVisible():
            shown = [cell for cell in _cells(widget) if not cell.state().invisible]
            yield from (f"{widget.accessibleName()} is hidden and its cells are not" for _ in shown[:1])
        if isinstance(widget, QComboBox) and not _interface(widget).relations(QAccessible.RelationFlag.Label):
            yield f"the list « {widget.accessibleName()} » has no label"
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.buddy() is not None and widget.text().endswith("*"):
            said = _interface(widget.buddy()).text(QAccessible.Text.Description)
            if "obligatoire" not in said:
                yield f"« {widget.text()} » has a star that is not heard: {said}"
        drawn = isinstance(widget, QAbstractButton) and not plain(widget.text()).strip() and not widget.icon().isNull()
        if drawn and not (widget.toolTip() and _interface(widget).text(QAccessible.Text.Name)):
            yield f"{type(widget).__name__} in {type(widget.parent()).__name__} is a drawing without words"
        if isinstance(widget, QTableView):
            yield from _mute(widget)


def _mute(table: QTableView) -> Iterator[str]:
    model = table.model()
    for row in range(min(model.rowCount(), 10)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            drawn = index.data(_ROLE.DecorationRole) is not None and not index.data()
            said, shown = index.data(_ROLE.AccessibleTextRole), index.data(_ROLE.ToolTipRole) or ""
            if not said or "…" in str(shown):
                yield f"a cell of « {table.accessibleName()} » says « {said} », « {shown} »"
            if drawn and not (index.data(_ROLE.AccessibleTextRole) and index.data(_ROLE.ToolTipRole)):
                yield f"a cell of « {table.accessibleName()} » is a drawing without words"


def test_a_tab_with_something_to_do_says_so(window: Window) -> None:
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier)
    bar = window.pane.tabs.tabBar()
    interface = _interface(bar)
    said = [interface.child(number).text(QAccessible.Text.Name) for number in range(len(PAGES))]  # type: ignore[union-attr]
    assert "Identité, à compléter" in said
    assert "Historique" in said
    assert bar.tabToolTip(said.index("Identité, à compléter")) == "À compléter"


def test_a_fault_is_heard_with_its_field(window: Window, qtbot: QtBot) -> None:
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier)
    seat = next(seat for seat in window.pane.form().seats.values() if seat.words == "Né(e) le")
    seat.editor.setFocus()
    pressed("Ctrl+A")
    typed("31/02/2004")
    pressed("Tab")
    interface = _interface(seat.editor)
    assert interface.text(QAccessible.Text.Name) == "Né(e) le"
    assert "Le 31 février n’existe pas" in interface.text(QAccessible.Text.Description)
    pressed("Shift+Tab")
    pressed("Ctrl+A")
    typed("29/02/2004")
    pressed("Tab")
    assert "février" not in interface.text(QAccessible.Text.Description)


def test_a_view_is_chosen_by_the_action_of_its_cell(window: Window, qtbot: QtBot) -> None:
    views = window.queue.views
    cell = next(one for one in _cells(views) if one.text(QAccessible.Text.Name) == "À régulariser")
    action = cell.actionInterface()
    assert action is not None
    action.doAction(action.actionNames()[0])
    settle(qtbot, lambda: views.current() is not None and views.current().vue.key == "regulariser")  # type: ignore[union-attr]


def test_a_search_that_is_written_by_accessibility_filters(window: Window, qtbot: QtBot) -> None:
    search, people = window.queue.search, window.queue.people
    before = len(people.rows_model.rows)
    _interface(search).setText(QAccessible.Text.Value, "kervella")
    settle(qtbot, lambda: 0 < len(people.rows_model.rows) < before)
    assert people.rows_model.rows[0].nom == "KERVELLA"
