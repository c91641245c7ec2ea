"""Stages, cursus, expériences: rows that are added, filled and withdrawn from the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import Field
from scolarite_desk.msg import N_
from scolarite_desk.ui.forms.listform import ListForm
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import focused, pressed, replaced, typed
from tests.ui.forms.demo import DemoLists

STAGE = (
    Field("stages", "annee", N_("Année"), r.Annee(), part=N_("Stage")),
    Field("stages", "organisme", N_("Organisme"), r.Texte(100), part=N_("Stage")),
    Field("stages", "descriptif", N_("Descriptif"), r.LongTexte(), part=N_("Contenu")),
)


class Stages:
    """A page of stages over a list that stands for the base."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.base: dict[int, dict[str, Any]] = {1: {"annee": 2024, "organisme": "Mairie"}, 2: {"annee": 2025}}
        self.page = ListForm(
            theme,
            "Stages",
            STAGE,
            DemoLists(),
            columns=("annee", "organisme"),
            on_commit=self.write,
            on_add=self.add,
            on_withdraw=self.withdraw,
        )
        self.window = QMainWindow()
        self.window.setCentralWidget(self.page)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.show()

    def show(self) -> None:
        """What the window does when the base changed."""
        self.page.fill([{"id": key, **values} for key, values in self.base.items()])

    def write(self, key: int, field: Field, value: Any) -> None:
        self.base[key][field.name] = value
        self.show()

    def add(self) -> int:
        key = max(self.base, default=0) + 1
        self.base[key] = {}
        self.show()
        return key

    def withdraw(self, key: int) -> None:
        del self.base[key]
        self.show()


@pytest.fixture
def stages(theme: Theme, qtbot: QtBot) -> Stages:
    return Stages(theme, qtbot)


def test_a_row_is_added_and_filled_from_the_keyboard(stages: Stages) -> None:
    stages.page.table.setFocus()
    pressed("Ins")
    typed("2026\tLycée Brizeux\t")
    assert stages.base[3] == {"annee": 2026, "organisme": "Lycée Brizeux"}
    assert stages.page.key == 3


def test_moving_to_another_row_gives_what_was_typed_to_the_first(stages: Stages) -> None:
    stages.page.form.focus("organisme")
    replaced("Préfecture")
    stages.page.table.go(2)
    assert stages.base[1]["organisme"] == "Préfecture"
    assert "organisme" not in stages.base[2]
    assert stages.page.form.text("annee") == "2025"


def test_enter_opens_the_row_and_delete_withdraws_it(stages: Stages) -> None:
    stages.page.table.setFocus()
    pressed("Return")
    assert focused() is not stages.page.table
    stages.page.table.setFocus()
    pressed("Del")
    assert list(stages.base) == [2]
    assert stages.page.key == 2


def test_without_rows_the_page_says_what_to_press(stages: Stages) -> None:
    stages.base.clear()
    stages.show()
    assert not stages.page.form.isVisible()
    assert "Inser" in stages.page.table.empty.text()  # type: ignore[union-attr]
    assert complaints(stages.window) == []


def test_everything_has_a_name(stages: Stages) -> None:
    assert complaints(stages.window) == []
