"""Fields that an act takes together: nothing is written until it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.theme import Theme
from tests.keys import focused, typed
from tests.ui.forms.demo import FIELDS, DemoLists


class Asked:
    """A window with a form that an act asks, what was noted and what was told elsewhere."""

    def __init__(self, theme: Theme, qtbot: QtBot, **options: Any) -> None:
        self.told: list[Exception] = []
        self.noted: list[str] = []
        self.window = QMainWindow()
        fields = [replace(field, part=NOTHING) for field in FIELDS]
        self.form = ActForm(theme, fields, DemoLists(), on_failure=self.told.append, **options)
        self.form.noted.connect(self.noted.append)
        self.window.setCentralWidget(self.form)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.form.open({})


@pytest.fixture(params=[{}, {"part": True}, {"inline": True}], ids=["page", "part", "line"])
def asked(theme: Theme, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Asked]:
    return Asked(theme, qtbot, **request.param)


def test_an_act_form_takes_no_private_part_of_a_form_over() -> None:
    private = {name for name in vars(ActForm) if name.startswith("_") and not name.startswith("__")}
    assert not private & {name for one in Form.__mro__ for name in vars(one)}


def test_what_is_left_with_another_value_is_noted_once(asked: Asked) -> None:
    asked.form.focus("nom")
    typed("KERMAREC\t")
    asked.form.commit()
    assert asked.noted == ["nom"]


def test_what_is_asked_is_all_that_is_on_screen_a_text_brought_back_included(asked: Asked) -> None:
    asked.form.focus("nom")
    typed("KERMAREC")
    asked.form.restore("prenom", "Maëlle")
    values = asked.form.asked()
    assert values is not None
    assert (values["nom"], values["prenom"], values["courriel"]) == ("KERMAREC", "Maëlle", None)


def test_a_field_that_cannot_be_read_has_the_keyboard(asked: Asked) -> None:
    asked.form.restore("ne_le", "31/02/2004")
    asked.form.focus("nom")
    assert asked.form.asked() is None
    assert focused().accessibleName() == asked.form.seats["ne_le"].words
    assert not asked.form.give(lambda: pytest.fail("the act was done"))


def test_a_refusal_goes_to_its_field_and_the_rest_is_told(asked: Asked) -> None:
    def refuse(error: Exception) -> None:
        raise error

    assert not asked.form.give(lambda: refuse(Refused(N_("Déjà pris."), "identite.nom")))
    assert [(field.name, fault) for field, fault in asked.form.faults()] == [("nom", "Déjà pris.")]
    assert focused().accessibleName() == asked.form.seats["nom"].words
    assert asked.told == []
    away = [Refused(N_("Ailleurs."), "piece.libelle"), Refused(N_("Non.")), Unavailable(N_("Disque plein."))]
    for error in away:
        asked.form.give(lambda error=error: refuse(error))
    assert asked.told == away
