"""A table as a person wants it: sorted, laid out, searched, copied, with its acts under the right button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.forms.columns import Column
from scolarite_desk.ui.forms.order import By
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button
from tests.keys import pressed, typed
from tests.ui.one_page import plain

Row = tuple[str, str, int | None]
ROWS: tuple[Row, ...] = (
    ("LE GOFF Éloïse", "03/02/2004", 12),
    ("ÉVRARD Zoé", "01/03/2003", None),
    ("Evrard Anna", "", 3),
    ("ABGRALL Yann", "28/02/2004", 100),
    ("LE GOFF Éloïse", "02/02/2004", 3),
)
COLUMNS = (
    Column[Row](N_("Candidat"), lambda row: row[0], stretch=True),
    Column[Row](N_("Né(e) le"), lambda row: row[1]),
    Column[Row](N_("Rang"), lambda row: str(row[2] or ""), sort=lambda row: row[2], right=True),
    Column[Row](N_("Téléphone"), lambda row: "+33 6 12", offered=True),
)


@pytest.fixture
def habits(tmp_path: Path) -> Habits:
    return Habits(tmp_path / "fenetre.ini")


def shown(theme: Theme, qtbot: QtBot, habits: Habits) -> Table[Row]:
    """The table, under the keyboard."""
    table = Table[Row](theme, COLUMNS, "Candidatures", key=lambda row: row[:2], many=True, shape=habits.shape("essai"))
    qtbot.addWidget(table)
    table.resize(700, 400)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.fill(ROWS)
    table.setFocus()
    return table


@pytest.fixture
def table(theme: Theme, qtbot: QtBot, habits: Habits) -> Table[Row]:
    return shown(theme, qtbot, habits)


def names(table: Table[Row]) -> list[str]:
    return [row[0] for row in table.rows_model.rows]


def head(table: Table[Row]) -> list[str]:
    """The titles from left to right, as they are read."""
    model, orientation = table.rows_model, Qt.Orientation.Horizontal
    return [plain(model.headerData(i, orientation)) for i in table.head.in_sight()]


def click(table: Table[Row], column: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click on the head of a column."""
    where = QPoint(table.head.sectionViewportPosition(column) + 20, table.head.height() // 2)
    QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, keys, where)


def chosen(table: Table[Row], *words: str) -> None:
    """Open the menu of the rows by its keys, and take what is written, level by level."""
    pressed("Shift+F10", table)
    menu = opened = table.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    assert menu.isVisible()
    for word in words:
        act = next(one for one in opened.actions() if plain(one.text()).split("\t")[0] == word)
        opened = act.menu() or opened  # type: ignore[assignment]
    act.trigger()
    menu.close()
    QApplication.processEvents()


def test_names_sort_as_french_ones_and_blanks_stay_last(table: Table[Row]) -> None:
    click(table, 0)
    assert names(table) == ["ABGRALL Yann", "Evrard Anna", "ÉVRARD Zoé", "LE GOFF Éloïse", "LE GOFF Éloïse"]
    table.sort((By(1),))
    assert [row[1] for row in table.rows_model.rows] == ["01/03/2003", "02/02/2004", "03/02/2004", "28/02/2004", ""]
    click(table, 1)
    assert [row[1] for row in table.rows_model.rows] == ["28/02/2004", "03/02/2004", "02/02/2004", "01/03/2003", ""]


def test_several_columns_sort_together_and_the_head_says_so(table: Table[Row]) -> None:
    click(table, 2)
    click(table, 0, Qt.KeyboardModifier.ShiftModifier)
    click(table, 0, Qt.KeyboardModifier.ShiftModifier)
    assert [row[2] for row in table.rows_model.rows] == [3, 3, 12, 100, None]
    assert names(table)[:2] == ["LE GOFF Éloïse", "Evrard Anna"]
    assert head(table) == ["Candidat ↓2", "Né(e) le", "Rang ↑1"]
    spoken = table.rows_model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Candidat, en ordre décroissant"


def test_the_keyboard_sorts_by_the_column_it_is_on(table: Table[Row]) -> None:
    pressed("Right", table)
    pressed("Ctrl+T", table)
    assert head(table) == ["Candidat", "Né(e) le ↑", "Rang"]
    pressed("Left", table)
    pressed("Ctrl+Shift+T", table)
    assert head(table) == ["Candidat ↑2", "Né(e) le ↑1", "Rang"]


def test_the_current_row_stays_the_same_person_when_the_order_changes(table: Table[Row]) -> None:
    table.go(ROWS[3][:2])
    pressed("Ctrl+T", table)
    current = table.current()
    assert current is not None
    assert current[0] == "ABGRALL Yann"
    assert table.selected() == [ROWS[3]]
    chosen(table, "Colonne « Candidat »", "Ordre de départ")
    assert table.rows_model.rows == ROWS


def test_columns_are_chosen_moved_and_sized_without_a_mouse_and_found_again(
    theme: Theme, qtbot: QtBot, habits: Habits, table: Table[Row]
) -> None:
    width = table.head.sectionSize(0)
    chosen(table, "Colonne « Candidat »", "Déplacer vers la droite")
    chosen(table, "Colonne « Candidat »", "Rétrécir")
    chosen(table, "Colonnes", "Téléphone")
    chosen(table, "Colonnes", "Rang")
    pressed("Ctrl+T", table)
    assert head(table) == ["Né(e) le", "Candidat ↑", "Téléphone"]
    again = shown(theme, qtbot, habits)
    assert head(again) == ["Né(e) le", "Candidat ↑", "Téléphone"]
    assert again.head.sectionSize(0) < width
    assert names(again)[0] == "ABGRALL Yann"
    chosen(again, "Présentation de départ")
    assert head(again) == ["Candidat", "Né(e) le", "Rang"]
    assert habits.shape("essai").text() == ""


def test_a_column_that_was_widened_holds_as_many_letters_at_another_size_of_text(
    table: Table[Row], theme: Theme
) -> None:
    table.head.widen(1, 10)
    wide, letter = table.head.sectionSize(1), theme.wide(1)
    theme.set(size=2.0)
    table.head.changed.emit()  # whatever else is changed meanwhile keeps it too
    assert table.head.sectionSize(1) / theme.wide(1) == pytest.approx(wide / letter, abs=0.1)
    theme.set(size=1.0)
    assert table.head.sectionSize(1) == wide
    assert table.own().widths == {1: round(wide / letter, 1)}


def test_the_last_column_is_never_hidden(table: Table[Row]) -> None:
    for column in (0, 1, 2, 3):
        table.head.want(column, wanted=False)
    assert len(table.head.in_sight()) == 1


def test_a_column_that_the_page_hides_comes_back_as_the_person_left_it(table: Table[Row]) -> None:
    table.setColumnHidden(2, True)
    table.head.want(1, wanted=False)
    assert head(table) == ["Candidat"]
    table.setColumnHidden(2, False)
    assert head(table) == ["Candidat", "Rang"]


def test_a_name_is_found_as_it_is_typed_whatever_its_accents(
    table: Table[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("evrard z", table)
    current = table.current()
    assert current is not None
    assert current[0] == "ÉVRARD Zoé"
    monkeypatch.setattr("scolarite_desk.ui.forms.find.monotonic", lambda: 1e12)
    typed("le", table)
    assert table.current() == ROWS[4]


def test_a_cell_is_copied_as_it_is_and_rows_as_a_sheet_takes_them(table: Table[Row]) -> None:
    clipboard = QGuiApplication.clipboard()
    table.head.want(3, wanted=True)
    flags = QItemSelectionModel.SelectionFlag
    here = table.rows_model.index(0, 3)  # said in full: a key of an earlier test may still be down for Qt
    table.selectionModel().setCurrentIndex(here, flags.ClearAndSelect | flags.Rows)
    pressed("Ctrl+C", table)
    assert clipboard.text() == "+33 6 12"
    pressed("Ctrl+Shift+C", table)
    assert clipboard.text() == "Candidat\tNé(e) le\tRang\tTéléphone\nLE GOFF Éloïse\t03/02/2004\t12\t'+33 6 12"
    pressed("Shift+Down", table)
    pressed("Ctrl+C", table)
    assert clipboard.text().splitlines()[1] == "ÉVRARD Zoé\t01/03/2003\t\t'+33 6 12"


def test_the_menu_has_the_acts_of_the_page_greyed_as_its_buttons(theme: Theme, table: Table[Row]) -> None:
    done: list[str] = []
    one = Button(theme, "Valider", lambda: done.append("Valider"), parent=table)
    two = Button(theme, "Refuser", lambda: done.append("Refuser"), parent=table)
    for button in (one, two):
        button.show()
    two.setEnabled(False)
    table.acts, table.opens = (one, two), "Ouvrir le dossier"
    table.opened.connect(lambda row: done.append(row[0]))
    chosen(table, "Valider")
    chosen(table, "Refuser")
    chosen(table, "Ouvrir le dossier")
    assert done == ["Valider", "LE GOFF Éloïse"]


def test_what_was_left_for_later_comes_when_all_is_taken(table: Table[Row]) -> None:
    asked: list[bool] = []

    def more(every: bool, then: Callable[[], object]) -> None:
        asked.append(every)
        waiting.append(then)

    waiting: list[Callable[[], object]] = []
    table.fill(ROWS[:2])
    table.more = more
    pressed("Ctrl+A", table)
    assert (asked, table.selected()) == ([True], list(ROWS[:1]))
    table.fill(ROWS)
    waiting.pop()()
    assert len(table.selected()) == 5


def test_ten_thousand_rows_are_sorted_and_taken_in_a_moment(table: Table[Row]) -> None:
    rows = [(f"NOM {number * 7919 % 10_000}", "01/02/2004", number) for number in range(10_000)]
    table.fill(rows)
    started = thread_time()
    table.turn(2)
    table.turn(2)
    pressed("Ctrl+A", table)
    assert thread_time() - started < 0.5
    table.turn(2)
    assert len(table.selected()) == 10_000
