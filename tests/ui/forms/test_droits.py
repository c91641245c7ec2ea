"""The window of someone who may not everything: nothing dead, nothing that fails, and the reason where it is greyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.droits import PROFILS, Droits
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.comptes import change_profile, withdraw_account
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.queries.offer import formations
from scolarite_desk.store.queries.queue_views import listed
from scolarite_desk.store.store import Changed, Store
from scolarite_desk.ui.desk.commands import COMMANDS, MENUS
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.forms.listform import ListForm
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look import texts
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets import Button
from tests.pseudo import PSEUDO, pseudo
from tests.services.comptes import colleague
from tests.services.conftest import founded
from tests.ui.office import office, settle

__all__ = ["founded", "office"]

Opened = Callable[..., Window]


@pytest.fixture
def opened(theme: Theme, qtbot: QtBot, office: Store) -> Iterator[Opened]:
    """`opened(profil, perimetre)`: the window as such a colleague sees it, after a first decision was taken."""
    windows: list[Window] = []
    with office.reading() as session:
        first = listed(session, "tous", office.clock().date())[0].dossier
        licence = next(one.key for one in formations(session) if one.code == "L2INF")
    key = do(office, None, add_candidature, first, licence)
    do(office, None, enter_avis, key, "FA")
    do(office, None, validate_avis, key)

    def as_(profil: str, inside: bool | None = None) -> Window:
        limits = None if inside is None else {"formation": [licence] if inside else ["0" * 32]}
        store = colleague(office, profil, limits)
        window = Window(store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        settle(qtbot, lambda: not window.desk.jobs.busy and window.queue.counted)
        windows.append(window)
        return window

    yield as_
    for window in windows:
        window.close()
    office.close()


def shown(window: Window) -> set[str]:
    return {command.code for command in COMMANDS if window.actions_[command.code].isVisible()}


def first(window: Window) -> str:
    dossier = next(one.dossier for one in window.queue.people.rows_model.rows if one.dossier)
    window.show_dossier(dossier)
    return dossier


@pytest.mark.parametrize("profil", PROFILS)
def test_menus_and_palette_hold_what_the_table_allows_and_nothing_else(opened: Opened, profil: str) -> None:
    window = opened(profil)
    droits = Droits(profil)
    assert shown(window) == {command.code for command in COMMANDS if not command.refusal(droits)}
    for command in COMMANDS:
        if command.code not in shown(window):
            assert not window.actions_[command.code].isEnabled(), command.code
    menus = [action.text() for action in window.menuBar().actions() if action.isVisible()]
    assert all(any(one.menu == menu and one.code in shown(window) for one in COMMANDS) == (kept(title) in menus)
               for menu, title in MENUS.items())  # fmt: skip
    window.run("palette")
    assert {kept(one.label) for one in COMMANDS if one.code not in shown(window)}.isdisjoint(
        window.palette_sheet.labels()
    )


@pytest.mark.parametrize("profil", PROFILS)
def test_a_room_is_entered_or_its_refusal_is_a_sentence(opened: Opened, profil: str) -> None:
    window = opened(profil)
    for code in ROOMS:
        room = window.enter(code)
        assert (room is not None) == (code in shown(window)), code
        assert room is not None or "Votre profil" in window.messages.text()
        window.messages.clear()


@pytest.mark.parametrize("profil", ["lecture", "commission", "accueil"])
def test_every_button_that_is_barred_says_why_and_changes_nothing(opened: Opened, profil: str) -> None:
    window = opened(profil)
    first(window)
    barred = 0
    before = window.desk.read(digest)
    for number in range(len(PAGES)):
        if not window.pane.tabs.isTabVisible(number):
            continue
        window.pane.tabs.setCurrentIndex(number)
        page = window.pane.page
        for button in page.findChildren(Button):
            if button.needs and not Droits(profil).may(button.needs):
                barred += 1
                window.messages.clear()
                button.setEnabled(True)
                button.click()
                assert window.messages.text() == button.accessibleDescription() == button.toolTip()
                assert "Demandez à un" in window.messages.text()
                assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert barred > 5
    assert window.desk.read(digest) == before


def test_forms_are_read_only_with_a_line_that_says_why(opened: Opened) -> None:
    window = opened("lecture")
    first(window)
    strip = window.pane._limits[window.pane.page].strip
    assert strip.isVisible()
    assert strip.text() == (
        "Votre profil «\u00a0lecture\u00a0» ne permet pas de modifier un dossier. Demandez à un gestionnaire."
    )
    form = window.pane.page.form()
    assert form is not None
    before = window.desk.read(digest)
    for field in form.fields:
        form.focus(field.path)
        QTest.keyClicks(window.focusWidget(), "ABC")
    assert form.commit()
    assert window.desk.read(digest) == before


def test_a_line_for_many_functions_names_the_profile_in_the_language_of_the_window(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts._Window, "langue", PSEUDO)
    window = opened("lecture")
    first(window)
    window.pane.go("candidatures")
    said = window.pane._limits[window.pane.page].strip.text()
    assert (
        pseudo(
            "Votre profil «\u00a0{profil}\u00a0» ne permet pas tout ici\u00a0: ce qui est grisé dit pourquoi."
        ).format(profil=pseudo("lecture"))
        == said
    )


def test_keys_of_lists_are_barred_too(opened: Opened) -> None:
    window = opened("lecture")
    first(window)
    window.pane.go("stages")
    lists = window.pane.page.findChild(ListForm)
    assert lists is not None
    QTest.keyClick(lists.table, Qt.Key.Key_Insert)
    assert "ne permet pas de modifier un dossier" in window.messages.text()
    before = window.desk.read(digest)
    window.pane.go("pieces")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_Delete, Qt.Key.Key_Insert):
        QTest.keyClick(window.pane.page.findChild(type(window.pane.page.table)), key)  # type: ignore[attr-defined]
    assert window.desk.read(digest) == before


def test_the_tab_of_visits_is_not_there_for_a_commission(opened: Opened) -> None:
    window = opened("commission", inside=True)
    first(window)
    titles = [window.pane.tabs.tabText(n) for n in range(window.pane.tabs.count()) if window.pane.tabs.isTabVisible(n)]
    assert "Visites et notes" not in [title.strip() for title in titles]
    assert not window.pane.go("visites")
    for _ in titles:
        window.pane.turn(1)


def test_a_dossier_outside_the_perimeter_is_read_and_a_candidature_can_be_added(opened: Opened) -> None:
    window = opened("accueil", inside=False)
    dossier = first(window)
    assert window.pane.view is not None
    assert window.pane.view.dehors
    strip = window.pane._limits[window.pane.page].strip
    assert "hors de votre périmètre" in strip.text()
    window.pane.go("candidatures")
    page = window.pane.page
    said = {button.accessibleName(): button.accessibleDescription() for button in page.findChildren(Button)}
    assert "périmètre" in said["Transmis aujourd’hui"]
    assert "périmètre" not in said["Ajouter une candidature"]
    window.run("candidature")
    window.run("candidature")
    assert page._below.currentIndex() == 1  # type: ignore[attr-defined]
    assert window.pane.view.key == dossier


def test_rights_that_change_show_at_once(opened: Opened) -> None:
    window = opened("administrateur")
    assert "nouveau" in shown(window)
    window.desk.do(None, change_profile, "administrateur", "lecture")
    assert "nouveau" not in shown(window)
    assert "comptes" not in shown(window)


def test_a_room_is_left_when_its_right_is_taken_away(opened: Opened) -> None:
    window = opened("administrateur")
    assert window.enter("journal") is not None
    window.desk.do(None, change_profile, "administrateur", "lecture")
    assert window.room is None


def test_an_account_withdrawn_while_it_works_is_locked_out(opened: Opened, office: Store, qtbot: QtBot) -> None:
    window = opened("gestionnaire")
    first(window)
    locked: list[str] = []
    window._lock = lambda: locked.append("")
    do(office, None, withdraw_account, "gestionnaire")
    window.store.announce(Changed(0, "", "", frozenset({("compte", "")}), None))
    qtbot.waitUntil(lambda: bool(locked))
    assert window.pane.view is None
