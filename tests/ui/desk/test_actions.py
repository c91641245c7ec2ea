"""One table of commands: no key means two things, every menu and page comes from it."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from scolarite_desk import places
from scolarite_desk.ui.desk.actions import Actions
from scolarite_desk.ui.desk.commands import COMMANDS, DOSSIER, MENUS, all_keys, menu_letters, written
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.frame.help import Keys
from scolarite_desk.ui.frame.palette import Entry, Palette, found, of_actions, of_fields
from scolarite_desk.ui.look.texts import mnemonics
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import focused, pressed, replaced, typed
from tests.ui.forms.demo import FIELDS, DemoLists


class Window(QMainWindow):
    """A main window whose every command writes its code down."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        super().__init__()
        self.done: list[str] = []
        calls = {command.code: lambda code=command.code: self.done.append(code) for command in COMMANDS}
        self.form = Form(theme, FIELDS, DemoLists(), on_commit=lambda field, value: self.done.append(field.name))
        self.setCentralWidget(self.form)
        self.palette_sheet = Palette(
            theme, self, (lambda: of_actions(self.actions_), lambda: of_fields(self.form.entries()))
        )
        calls["palette"] = self.palette_sheet.ask  # type: ignore[assignment]
        self.actions_ = Actions(theme, self, calls, self.form.commit)
        self.actions_.fill(self)
        self.resize(1100, 800)
        qtbot.addWidget(self)
        with qtbot.waitActive(self):
            self.show()
            self.activateWindow()


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Window:
    return Window(theme, qtbot)


def test_no_key_means_two_things() -> None:
    keys = [QKeySequence(one).toString() for command in COMMANDS for one in command.keys.split("; ") if one]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert all(keys), "every key is one that Qt understands"


def test_codes_menus_and_letters_are_unique() -> None:
    assert max(Counter(command.code for command in COMMANDS).values()) == 1
    assert {command.menu for command in COMMANDS} == set(MENUS)
    letters = list(menu_letters())
    assert len(letters) == len(MENUS)
    assert len(set(letters)) == len(letters)


def test_every_icon_is_shipped() -> None:
    for command in COMMANDS:
        assert not command.icon or (places.resource("icons") / f"{command.icon}.svg").is_file(), command.code


@pytest.mark.parametrize("keys", [one for command in COMMANDS for one in command.keys.split("; ") if one])
def test_every_key_works_while_typing_in_a_field(window: Window, keys: str) -> None:
    command = next(command for command in COMMANDS if keys in command.keys.split("; "))
    window.actions_.allow(DOSSIER)
    window.form.focus("nom")
    pressed(keys)
    assert window.done == ([command.code] if command.code != "palette" else [])
    assert window.palette_sheet.isVisible() == (command.code == "palette")


def test_what_is_typed_is_given_before_the_command(window: Window) -> None:
    window.form.focus("nom")
    typed("LE BRAS")
    pressed("Ctrl+F")
    assert window.done == ["nom", "chercher"]


def test_a_command_of_the_dossier_waits_for_a_dossier(window: Window) -> None:
    assert not window.actions_["recu"].isEnabled()
    window.actions_.allow(DOSSIER)
    assert window.actions_["recu"].isEnabled()
    window.actions_.enable("annuler", False)
    assert not window.actions_["annuler"].isEnabled()
    window.actions_.enable("annuler", True, "Annuler « Corriger « Nom » »")
    assert window.actions_["annuler"].text() == "Annuler « Corriger « Nom » »"


def test_a_command_without_a_function_is_greyed(theme: Theme, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(theme, window, {"chercher": lambda: None})
    assert actions["chercher"].isEnabled()
    assert not actions["quitter"].isEnabled()
    assert isinstance(actions["quitter"], QAction)


def test_the_palette_finds_by_the_beginnings_of_words() -> None:
    entries = [Entry(label, lambda: None) for label in ("Éditer le reçu", "Éditer la lettre", "Vérifier la base")]
    assert [entry.label for entry in found(entries, "edi rec")] == ["Éditer le reçu"]
    assert [entry.label for entry in found(entries, "la")] == ["Éditer la lettre", "Vérifier la base"]
    assert [entry.label for entry in found(entries, "VER")] == ["Vérifier la base"]
    assert found(entries, "zzz") == []


def test_any_command_by_name(window: Window) -> None:
    window.form.focus("prenom")
    pressed("Ctrl+K")
    typed("journal")
    assert window.palette_sheet.labels() == ["Journal"]
    pressed("Return")
    assert window.done == ["journal"]
    assert not window.palette_sheet.isVisible()


def test_any_field_by_name(window: Window) -> None:
    pressed("Ctrl+K", window)
    typed("courriel")
    assert window.palette_sheet.labels() == ["Courriel"]
    pressed("Return")
    assert focused().accessibleName() == "Courriel"


def test_arrows_choose_and_escape_goes_back(window: Window) -> None:
    window.form.focus("prenom")
    pressed("Ctrl+K")
    typed("dossier")
    first, second = window.palette_sheet.labels()[:2]
    pressed("Down")
    pressed("Escape")
    assert not window.palette_sheet.isVisible()
    assert focused().accessibleName() == "Prénom"
    assert first != second
    assert window.done == []


def test_the_palette_has_names_and_no_cut_word(window: Window, qtbot: QtBot) -> None:
    pressed("Ctrl+K", window)
    qtbot.wait(20)
    assert complaints(window) == []
    replaced("rien de tel")
    qtbot.wait(20)
    assert complaints(window) == []


def test_the_page_of_keys_lists_every_key(theme: Theme, qtbot: QtBot) -> None:
    page = Keys(theme)
    qtbot.addWidget(page)
    page.show()
    said = {label for _, label, _ in page.table.rows_model.rows}
    assert {"Éditer le reçu", "Toutes les commandes", "Champ suivant"} <= said
    assert len(list(all_keys())) == len(page.table.rows_model.rows)
    assert complaints(page) == []
    pressed("Escape", page)
    assert not page.isVisible()


def test_keys_are_written_as_on_a_french_keyboard() -> None:
    assert written("Ctrl+Return; Ctrl+Enter") == "Ctrl+Entrée"
    assert written("Ctrl+PgDown") == "Ctrl+PgSuiv"
    assert written("Ctrl+Y; Ctrl+Shift+Z") == "Ctrl+Y ou Ctrl+Maj+Z"
    assert written("") == ""


def test_a_letter_is_given_once() -> None:
    assert mnemonics(["Nom", "Nom d’usage", "Prénom", "Été"], "p") == ["&Nom", "Nom &d’usage", "P&rénom", "É&té"]
    assert mnemonics(["Nom"], "nom") == ["Nom"]
