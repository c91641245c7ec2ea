"""Small widgets, alone: what they leave to the window, what they say."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import (
    Badge,
    Button,
    Chip,
    Choice,
    CodeLine,
    Empty,
    Link,
    LongText,
    OneLine,
    Primary,
    SearchLine,
    Strip,
    Tabs,
    Tick,
    Words,
    files,
)
from scolarite_desk.ui.widgets.tabs import TabLines, lines
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.ui.choices import proposals
from tests.words import words

TOWNS = ["Brest", "Quimper", "Quimperlé", "Rennes"]


def propose(text: str) -> list[tuple[str, str]]:
    """Towns that begin so."""
    return [(town[:3], town) for town in TOWNS if town.casefold().startswith(text.casefold())]


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(600, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def placed(window: QWidget, *widgets: QWidget) -> None:
    """Put widgets in the window, and the keyboard on the first one."""
    for widget in widgets:
        window.layout().addWidget(widget)  # type: ignore[union-attr]
    widgets[0].setFocus()
    QApplication.processEvents()


def test_french_letters_are_typed_as_they_are(window: QWidget, theme: Theme) -> None:
    line = OneLine(theme)
    placed(window, line)
    typed("Çélèste Œuvrard-N’Guyễn")
    assert line.text() == "Çélèste Œuvrard-N’Guyễn"


def test_a_button_answers_enter_and_space(window: QWidget, theme: Theme) -> None:
    done: list[int] = []
    button = Button(theme, "Valider", lambda: done.append(1), icon="check", keys="Espace")
    placed(window, button)
    pressed("Return")
    pressed("Space")
    assert done == [1, 1]
    assert button.accessibleName() == "Valider"
    assert button.accessibleDescription() == "Espace"
    assert button.text() == " Valider   Espace"


def test_a_choice_outside_a_form_takes_the_first_proposal(window: QWidget, theme: Theme) -> None:
    choice, other = Choice(theme, propose), OneLine(theme)
    placed(window, choice, other)
    typed("qui")
    assert proposals(choice) == ["Quimper", "Quimperlé"]
    pressed("Tab")
    assert choice.text() == "Quimper"
    assert choice.meant() == "Qui"
    assert not choice.opened()


def test_an_open_choice_keeps_what_is_typed(window: QWidget, theme: Theme) -> None:
    choice, other = Choice(theme, propose, closed=False), OneLine(theme)
    placed(window, choice, other)
    typed("qui")
    pressed("Tab")
    assert choice.text() == "qui"
    assert choice.meant() == "qui"


def test_looking_at_the_list_changes_nothing(window: QWidget, theme: Theme) -> None:
    choice, other = Choice(theme, propose), OneLine(theme)
    placed(window, choice, other)
    pressed("Down")
    assert proposals(choice) == TOWNS
    pressed("Tab")
    assert choice.text() == ""
    choice.setFocus()
    pressed("Down")
    pressed("Down")
    pressed("Return")
    assert choice.text() == "Quimper"


def test_the_list_of_a_choice_stays_in_its_window(window: QWidget, theme: Theme) -> None:
    choice = Choice(theme, lambda text: [(str(n), f"Commune {n}") for n in range(50)])
    placed(window, choice)
    choice.move(0, window.height() - choice.height())
    pressed("Down")
    assert choice._list is not None
    assert window.rect().contains(choice._list.geometry())


def test_a_row_is_chosen_with_the_mouse(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    choice = Choice(theme, propose)
    placed(window, choice)
    pressed("F4")
    assert proposals(choice) == TOWNS
    shown = choice._list
    assert shown is not None
    row = shown.visualRect(shown.model().index(3, 0)).center()
    with qtbot.waitSignal(choice.chosen):
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert choice.text() == "Rennes"


def test_a_long_value_shows_its_beginning(window: QWidget, theme: Theme) -> None:
    choice, line = Choice(theme, propose), OneLine(theme)
    choice.set_text("Brest")
    line.set_text("Gestion des entreprises et des administrations")
    assert (choice.lineEdit().cursorPosition(), line.cursorPosition()) == (0, 0)


def test_the_wheel_passes_over_a_choice(window: QWidget, theme: Theme) -> None:
    choice = Choice(theme, propose)
    placed(window, choice)
    choice.set_text("Brest")
    none = Qt.KeyboardModifier.NoModifier
    point, no, down = QPointF(5, 5), QPoint(), QPoint(0, -120)
    event = QWheelEvent(point, point, no, down, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(choice, event)
    assert not event.isAccepted()
    assert choice.text() == "Brest"


def test_escape_empties_the_search_and_arrows_go_to_the_list(window: QWidget, theme: Theme) -> None:
    search, steps = SearchLine(theme, "Nom, INE, date"), []
    search.moved.connect(steps.append)
    placed(window, search)
    typed("ker")
    pressed("Down")
    pressed("Up")
    pressed("Escape")
    assert (search.text(), steps) == ("", [1, -1])
    assert complaints(window) == []


def test_a_long_text_takes_enter_and_tab_leaves_it(window: QWidget, theme: Theme) -> None:
    text, other = LongText(theme), OneLine(theme)
    placed(window, text, other)
    typed("un\ndeux\t")
    assert text.text() == "un\ndeux"
    assert other.hasFocus()


def test_a_long_text_gives_back_the_text_that_it_was_shown(theme: Theme) -> None:
    shown = "Motif\u00a0: prérequis.\n\nDroits de 1\u202f200\u00a0€.\n"
    assert LongText(theme, shown).text() == shown  # a page that is only looked at writes nothing


def test_a_tick_that_nobody_answered_says_nothing(window: QWidget, theme: Theme) -> None:
    tick = Tick(theme, "Boursier")
    placed(window, tick)
    assert tick.answer() is None
    pressed("Space")
    assert tick.answer() is True
    tick.set_answer(False)
    assert tick.answer() is False


def test_a_tab_with_something_to_do_wears_its_icon(window: QWidget, theme: Theme) -> None:
    tabs = Tabs(theme)
    tabs.addTab(QWidget(), "Identité")
    tabs.addTab(QWidget(), "Pièces")
    placed(window, tabs)
    tabs.mark(1, "circle-dashed")
    assert not tabs.tabIcon(1).isNull()
    tabs.mark(1)
    assert tabs.tabIcon(1).isNull()


def test_tabs_that_one_line_cannot_hold_take_two_and_each_is_reached_there(window: QWidget, theme: Theme) -> None:
    tabs = Tabs(theme)
    for word in ("Identité", "Adresse", "Bac", "Cursus", "Stages", "Candidatures", "Pièces", "Historique"):
        tabs.addTab(QWidget(), word)
    tabs.setTabVisible(1, False)
    placed(window, tabs)
    bar = tabs.tabBar()
    assert isinstance(bar, TabLines)
    whole = sum(bar.tabRect(number).width() for number in range(8))
    window.resize(whole * 2, 400)
    assert {bar.place(number).top() for number in range(8)} == {0}
    window.resize(round(whole * 0.9), 400)
    assert complaints(window) == []
    places = [bar.place(number) for number in range(8) if number != 1]
    assert len({place.top() for place in places}) == 2
    tabs.mark(0, "circle-dashed")
    assert [bar.place(number).top() for number in range(8) if number != 1] == [place.top() for place in places]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.place(7).center())
    assert tabs.currentIndex() == 7
    pressed("Up", bar)
    above = tabs.currentIndex()
    assert bar.place(above).top() == 0
    assert bar.place(above).left() <= bar.place(7).center().x() <= bar.place(above).right()
    pressed("Down", bar)
    assert bar.place(tabs.currentIndex()).top() > 0


def test_tabs_are_painted_to_their_end_though_somebody_holds_the_frame(
    window: QWidget, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that looks at stacks holds it; the painter would go on, then die in that thread."""
    held: list[FrameType] = []
    tabs, shown = Tabs(theme), TabLines._shown

    def looked_at(bar: TabLines) -> list[int]:
        held.append(sys._getframe(1))
        return shown(bar)

    tabs.addTab(QWidget(), "Identité")
    placed(window, tabs)
    monkeypatch.setattr(TabLines, "_shown", looked_at)
    tabs.tabBar().grab()
    painters = [one.f_locals["painter"] for one in held if "painter" in one.f_locals]
    assert [one.isActive() for one in painters] == [False]


def test_lines_of_tabs_are_as_few_as_it_takes_and_about_as_full() -> None:
    assert lines([3, 3, 3, 3], 12) == [0]
    assert lines([3, 3, 3, 3], 10) == [0, 2]
    assert lines([9, 3, 3, 3], 10) == [0, 1]
    assert lines([12, 3], 10) == [0, 1]
    assert lines([], 10) == []


def test_typed_markup_is_only_text(theme: Theme) -> None:
    assert Words("<b>KERMAREC</b>").textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_widget_has_a_name_and_no_cut_word(theme: Theme, window: QWidget, qtbot: QtBot, size: float) -> None:
    theme.set(size=size)
    code = CodeLine(theme, "0GBW0P00122")
    code.setAccessibleName("INE provisoire")
    widgets = (
        code,
        Primary(theme, "Éditer le reçu", icon="printer"),
        Link(theme, "Tout montrer"),
        Chip(theme, "Incomplet", icon="circle-dashed", tone="warn"),
        Badge(theme, "Nom voisin", "circle-dashed", "warn"),
        Strip(theme, "Provisoire : absent de la colonne INE des exports.", "triangle-alert", "warn"),
        Empty(theme, "search", "Aucun dossier ne correspond.", "Ctrl+N le crée."),
    )
    placed(window, *widgets)
    qtbot.wait(20)
    assert complaints(window) == []
    assert "'Tout montrer'" in words(window)


def test_a_name_that_is_proposed_is_one_that_every_system_takes() -> None:
    assert files._safe("Décision : M1/M2.docx") == "Décision-M1-M2.docx"
    assert files._safe("con.pdf") == "fichier-con.pdf"
    assert files._safe("/tmp/a b/base.sdesk") == "/tmp/a b/base.sdesk", "a folder is where it is"
