"""Help in place: every tab and every room has its page, which says nothing that the window does not hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import Langue, kept
from scolarite_desk.ui.desk.commands import COMMANDS, GESTURES
from scolarite_desk.ui.desk.printing import Preview
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.frame import help_pages
from scolarite_desk.ui.frame.window import _IN_ROOMS, Window
from scolarite_desk.ui.look import texts
from scolarite_desk.ui.played.visite import Visit
from scolarite_desk.ui.salles.rooms import ROOMS
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.test_typographie import faults
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]

_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)#]+)\)")
_KEY = re.compile(r"\b(?:Ctrl|Alt|Maj)\+|\bF\d+\b|\bPgSuiv\b|\bInser\b|\bÉchap\b")
_HEAVIEST = 60_000  # bytes of a picture, which is committed
_TABS = {onglet.page.things[0]: onglet for onglet in PAGES}
_OTHERS = {help_pages.HOME, help_pages.FIRST_DAY, "creation"}


@pytest.fixture(params=help_pages.names())
def name(request: pytest.FixtureRequest) -> str:
    """Each page in turn."""
    return str(request.param)


def test_every_tab_and_every_room_has_its_page_and_every_page_is_of_something() -> None:
    assert set(help_pages.names()) == {*_TABS, *ROOMS, *_OTHERS}
    for code, onglet in _TABS.items():
        assert help_pages.title(help_pages.source(code)) == kept(onglet.page.title)


def test_a_page_names_commands_that_exist_and_writes_no_key_itself(name: str) -> None:
    text = help_pages.source(name)
    assert set(help_pages.codes_in(text)) <= {command.code for command in COMMANDS} | set(GESTURES)
    assert _KEY.findall(text) == []
    assert "{" not in help_pages.page(name)


def test_a_page_names_every_command_that_its_tab_or_its_room_answers() -> None:
    answered = {code: set(onglet.answers) for code, onglet in _TABS.items()}
    for code, room in _IN_ROOMS.items():
        answered.setdefault(room, set()).add(code)
    lost = {name: codes - set(help_pages.codes_in(help_pages.source(name))) for name, codes in answered.items()}
    assert {name: codes for name, codes in lost.items() if codes} == {}


def test_a_page_leads_to_pages_and_pictures_that_are_there(name: str) -> None:
    for drawn, where in _LINK.findall(help_pages.source(name)):
        path = help_pages.folder() / ("images" if drawn else "") / where
        assert path.is_file(), where
        assert not drawn or path.stat().st_size < _HEAVIEST


def test_the_pictures_are_those_of_the_steps_of_the_visit(window: Window, tmp_path: Path) -> None:
    steps = [f"{rank:02}-{step}.png" for rank, (step, _) in enumerate(Visit(window, tmp_path).steps(), 1)]
    held = {path.name for path in (help_pages.folder() / "images").iterdir()}
    assert held == {where for drawn, where in _LINK.findall(help_pages.source(help_pages.FIRST_DAY)) if drawn}
    assert held <= set(steps)


def test_a_page_says_its_rules_with_their_source(name: str) -> None:
    text = help_pages.source(name)
    assert name in _OTHERS | {"stages", "postes", "divergences"} or "Source" in text, name
    assert name in _OTHERS - {"creation"} or "\n## Règles" in text


def test_a_page_is_set_as_french_is(name: str) -> None:
    assert faults(help_pages.source(name)) == []


def test_another_language_has_the_french_page_until_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    french = help_pages.source("pieces")
    monkeypatch.setattr(texts._Window, "langue", Langue("en"))
    assert help_pages.source("pieces") == french
    monkeypatch.setattr(texts._Window, "langue", Langue("../../..", missing=True))
    assert help_pages.source("pieces") == french


def test_the_keys_of_a_page_are_those_of_the_table() -> None:
    assert ("Éditer le reçu", "Ctrl+P") in help_pages.keys_of("{recu}")
    assert "- **Ctrl+P**\u00a0: Éditer le reçu" in help_pages.page("visites")
    assert list(help_pages.keys_of("{retirer} et {rien}")) == []


def _opened(window: Window) -> None:
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier)
    window.pane.go("identite.nom_naissance")


def test_the_key_of_help_opens_the_page_of_the_tab_and_the_same_key_gives_the_field_back(window: Window) -> None:
    _opened(window)
    field = QApplication.focusWidget()
    pressed("F1", window)
    panel = window.help.panel
    assert panel.isVisible()
    assert window.stack.isVisible()
    assert panel.title() == "Identité"
    assert QApplication.focusWidget() is panel.text
    pressed("F1", window)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is field


def test_help_follows_from_tab_to_tab_and_into_a_room(window: Window) -> None:
    _opened(window)
    pressed("F1", window)
    pressed("Ctrl+PgDown", window)
    assert window.help.panel.title() == "Adresse"
    pressed("Ctrl+J", window)
    assert window.help.panel.title() == "Journée"
    pressed("Ctrl+N", window)
    assert window.help.panel.title() == "Nouveau dossier"
    assert complaints(window) == []


def test_where_there_is_no_room_for_both_help_stands_in_the_place_of_the_page(window: Window) -> None:
    window.theme.set(size=1.5)
    window.resize(1280, 800)
    _opened(window)
    pressed("F1", window)
    assert window.help.panel.isVisible()
    assert not window.stack.isVisible()
    pressed("Ctrl+PgDown", window)  # what a command does is seen
    assert window.stack.isVisible()
    assert not window.help.panel.isVisible()
    pressed("F1", window)
    pressed("Escape")
    assert window.stack.isVisible()


def test_help_is_searched_whatever_the_accents_and_enter_opens_the_first_page(window: Window) -> None:
    pressed("F1", window)
    panel = window.help.panel
    panel.search.setFocus()
    typed("CERTIFICAT introuvable")
    assert "Rien dans l’aide" in panel.text.toPlainText()
    panel.search.clear()
    typed("pieces delai")
    assert panel.text.toPlainText().startswith("Pièces")
    pressed("Return")
    assert panel.title() == "Pièces"
    assert panel.text.hasFocus()


def test_a_link_leads_to_a_page_or_does_its_command(window: Window) -> None:
    pressed("F1", window)
    window.help.panel.go("premier_jour.md")
    assert window.help.panel.title() == "Premier jour"
    window.help.panel.go("commande:journee")
    assert window.room is not None
    assert window.room.code == "journee"


def test_help_reads_its_own_folder_and_nothing_else(window: Window) -> None:
    text = window.help.panel.text
    assert text.loadResource(2, "01-recherche.png") is not None
    for elsewhere in ("https://exemple.fr/a.png", "../images/01-recherche.png", "/etc/passwd", "rien.png"):
        assert text.loadResource(2, elsewhere) is None


def test_a_page_is_printed_after_having_been_seen(window: Window, qtbot: QtBot) -> None:
    window.run("premier_jour")
    window.help.panel.print_()
    shown = window.findChild(Preview)
    assert shown is not None
    assert shown.accessibleName() == "Premier jour"
    shown.close()
