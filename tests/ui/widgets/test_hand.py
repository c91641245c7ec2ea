"""The keyboard, when what has it hides under the hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, OneLine, column


def test_it_goes_where_the_act_says_though_what_qt_chose_loses_it_at_once(theme: Theme, qtbot: QtBot) -> None:
    """Many avis validated: the button goes with its panel, then the field that Qt took goes too."""
    window, then, field = QWidget(), OneLine(theme), OneLine(theme)
    button = Button(theme, "Valider", lambda: None)
    button.then = then
    column(window, then, button, field)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.hide()
    landed = QApplication.focusWidget()
    assert landed is not then
    assert landed is not None
    landed.clearFocus()
    assert QApplication.focusWidget() is None
    qtbot.waitUntil(then.hasFocus)
