"""Long lists stay light, and are worked with the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from time import thread_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Empty
from tests.keys import pressed


@dataclass(frozen=True)
class Person:
    """A row of the queue."""

    number: int
    name: str
    state: str = "warn"


COLUMNS = (
    Column[Person](N_("Nom"), lambda p: p.name, strong=lambda p: p.number == 1, stretch=True),
    Column[Person](N_("N°"), lambda p: str(p.number), right=True, code=True, sort=lambda p: p.number),
    Column[Person](N_("État"), lambda p: "À revoir", icon=lambda p: "circle-dashed", tone=lambda p: p.state),
    Column[Person](NOTHING, lambda p: "", icon=lambda p: "circle-check", tone=lambda p: "icon:ok", chars=1),
)


def people(count: int) -> list[Person]:
    """So many rows."""
    return [Person(number, f"PERSONNE {number}") for number in range(count)]


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> Table[Person]:
    empty = Empty(theme, "search", "Aucun dossier.", "Ctrl+N en crée un.")
    table = Table(theme, COLUMNS, "Dossiers", key=lambda person: person.number, many=True, empty=empty)
    qtbot.addWidget(table)
    table.resize(700, 400)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    return table


def test_twenty_thousand_rows_are_shown_in_milliseconds(table: Table[Person], qtbot: QtBot) -> None:
    rows = people(20_000)
    started = thread_time()
    table.fill(rows)
    table.viewport().repaint()
    assert thread_time() - started < 0.25
    modes = [table.horizontalHeader().sectionResizeMode(i) for i in range(len(COLUMNS))]
    assert QHeaderView.ResizeMode.ResizeToContents not in modes
    assert table.verticalHeader().sectionResizeMode(0) == QHeaderView.ResizeMode.Fixed


def test_the_model_keeps_the_contract_of_qt(table: Table[Person]) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(table.rows_model, mode)
    table.fill(people(5))
    table.fill([])
    assert tester.model() is table.rows_model


def test_the_current_row_stays_when_the_list_changes(table: Table[Person]) -> None:
    table.fill(people(10))
    table.go(7)
    table.fill([Person(7, "PERSONNE 7"), *people(3)])
    current = table.current()
    assert current is not None
    assert current.number == 7
    table.fill(people(3))
    assert table.current() is None


def test_a_row_left_out_by_hand_is_not_taken_back_when_the_list_changes(table: Table[Person]) -> None:
    table.fill(people(10))
    table.leave()
    for row in (3, 5, 3):  # taken, then left out: the keyboard is on it
        at = table.visualRect(table.rows_model.index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    table.fill(people(12))
    assert [one.number for one in table.selected()] == [5]
    assert (now := table.current()) is not None
    assert now.number == 3


def test_the_selection_stays_when_the_list_changes(table: Table[Person]) -> None:
    table.fill(people(10))
    table.go(2)
    pressed("Shift+Down", table)
    pressed("Shift+Down", table)
    assert [person.number for person in table.selected()] == [2, 3, 4]
    table.fill([person for person in people(10) if person.number != 3])
    assert [person.number for person in table.selected()] == [2, 4]


def test_enter_opens_and_arrows_move(table: Table[Person]) -> None:
    opened: list[Person] = []
    table.opened.connect(opened.append)
    table.fill(people(10))
    table.setFocus()
    pressed("Down", table)
    pressed("Return", table)
    assert [person.number for person in opened] == [1]
    table.step(-5)
    table.step(99)
    assert table.current() == people(10)[-1]


def test_tab_leaves_the_table(table: Table[Person]) -> None:
    assert not table.tabKeyNavigation()


def test_a_cell_is_read_with_its_column(table: Table[Person]) -> None:
    table.fill(people(2))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.rows_model.index(0, 0).data(role) == "Nom\u00a0: PERSONNE 0"
    assert table.rows_model.index(0, 2).data(role) == "État\u00a0: À revoir"


def test_tone_colours_words_or_only_the_icon(table: Table[Person], theme: Theme) -> None:
    table.fill(people(2))
    role = Qt.ItemDataRole.ForegroundRole
    assert table.rows_model.index(0, 2).data(role).name() == theme.colours.warn
    assert table.rows_model.index(0, 3).data(role) is None
    assert not table.rows_model.index(0, 3).data(Qt.ItemDataRole.DecorationRole).isNull()


def test_an_empty_list_says_why_and_what_to_press(table: Table[Person]) -> None:
    table.fill([])
    assert table.empty is not None
    assert table.empty.isVisible()
    assert table.empty.text() == "Aucun dossier. Ctrl+N en crée un."
    table.fill(people(1))
    assert not table.empty.isVisible()


def test_rows_grow_with_the_text(table: Table[Person], theme: Theme) -> None:
    theme.set(size=2.0)
    assert table.verticalHeader().defaultSectionSize() == theme.row


def test_columns_take_what_they_say_then_what_is_left_and_none_goes_away(table: Table[Person]) -> None:
    header = table.horizontalHeader()
    table.fill(people(3))
    shares = table.head.shares
    table.resize(700, 400)
    assert header.length() == table.viewport().width()
    assert all(header.sectionSize(i) >= share.need for i, share in enumerate(shares))
    table.resize(60, 400)
    assert [header.sectionSize(i) for i in range(len(shares))] == [share.least for share in shares]
