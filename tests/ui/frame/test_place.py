"""The whole window has room, page after page, at the sizes of screens and of texts that desks have; it never grows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.filtre import Condition, Et, Non, Ou
from scolarite_desk.msg import N_
from scolarite_desk.practice import COMPTE, PASSWORD
from scolarite_desk.services.fondation import found
from scolarite_desk.store.base import open_base
from scolarite_desk.store.vault.vault import Cost
from scolarite_desk.ui.desk.printing import preview
from scolarite_desk.ui.dossier.champ import FieldHistory
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.frame.palette import Palette
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.comptes.room import ComptesRoom
from scolarite_desk.ui.salles.decisions.room import DecisionsRoom
from scolarite_desk.ui.salles.reglages.room import PARTS, ReglagesRoom
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.salles.vues.room import VueRoom
from scolarite_desk.ui.widgets import Choice
from scolarite_desk.ui.widgets.days import Calendar, DayLine
from scolarite_desk.ui.widgets.heads import Filters
from tests.accessible import complaints, out_of_sight
from tests.cli.conftest import base, made
from tests.keys import pressed
from tests.ui.desk.test_printing_page import TWO
from tests.ui.office import windowed
from tests.ui.one_page import longer

__all__ = ["base", "made"]

lengthened = pytest.fixture(longer)
SCREENS = ((1024, 700, 1.0), (1280, 800, 1.5), (1920, 1080, 2.0))  # pixels, and the size of the text


@pytest.fixture(params=SCREENS, ids=str)
def window(request: pytest.FixtureRequest, theme: Theme, qtbot: QtBot, base: Path) -> Iterator[Window]:
    """The window on the practice base, as large as the screen."""
    wide, high, size = request.param
    theme.set(size=size)
    with windowed(theme, qtbot, open_base(base, COMPTE, PASSWORD), wide, high) as window:
        yield window


def faults(window: Window) -> Iterator[tuple[str, list[str]]]:
    """Every tab of a dossier with much in it, then every room, and the help of one of each: what is wrong there."""
    told = partial(_told, window, window.size())
    yield "home", told()
    if people := window.queue.people.rows_model.rows:
        window.show_dossier(people[0].dossier)
        for number, onglet in enumerate(PAGES):
            window.pane.tabs.setCurrentIndex(number)
            yield kept(onglet.page.title), told()
        window.run("aide")
        yield "help of a tab", told()
    for code in ROOMS:
        window.enter(code)
        yield code, told()
    window.run("aide")
    yield "help of a room", told()


def views(room: Room) -> Iterator[str]:
    """Every way to look at a room, every part of it, every panel beside its list."""
    if isinstance(room, ReglagesRoom):
        for part in PARTS:
            room.parts.go(part.label)
            yield kept(part.label)
    for filters in room.findChildren(Filters):
        for code in filters._chips:
            filters.choose(code)
            yield code
    if isinstance(room, ComptesRoom):
        room.add()
        yield "a new account"
        room.to_recovery()
        yield "before a recovery key"
        room.lead("-".join(["ABCDE"] * 7))
        yield "a recovery key"
        room.secours.verify()
        yield "its last group"
    if isinstance(room, VueRoom):
        kinds = Condition("statut", ("CO", "IN")), Condition("suivi", ("2026-07-01", "")), Condition("sans_avis")
        aside = Ou((Non(Condition("avis", ("FA",))), Condition("incomplet_depuis", (7,))))
        room.conditions.open(Et((*kinds, Non(Condition("incomplet_depuis", (30,))), aside)), (N_("Inconnue ici."),))
        yield "a condition of each kind"
    if isinstance(room, DecisionsRoom):
        room.table.selectAll()
        for code, act in room.commands().items():
            if code in ("donner_avis", "valider_avis", "lettres"):
                act()
                yield code


def _told(window: Window, size: QSize) -> list[str]:
    said = [*complaints(window), *out_of_sight(window)]
    grown = [] if window.size() == size else [f"the window grew to {window.size().toTuple()}"]
    window.resize(size)
    return grown + said


def test_every_page_has_room(window: Window) -> None:
    assert {page: said for page, said in faults(window) if said} == {}


@pytest.mark.usefixtures("lengthened")
def test_every_page_has_room_for_a_language_half_as_long_again(window: Window) -> None:
    assert {page: said for page, said in faults(window) if said} == {}


def sheets(window: Window) -> Iterator[tuple[str, QWidget]]:
    """What lies over the window, or drops from a field of it."""
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier)
    window.pane.tabs.setCurrentIndex(0)
    window.pane.focus()
    for command, kind in (("palette", Palette), ("historique_champ", FieldHistory)):
        window.run(command)
        yield command, next(one for one in window.findChildren(kind) if one.isVisible())
        pressed("Escape")
    paper = preview(window.desk, window, TWO, "Reçu 01-2026-00012", "recu.pdf", [N_("Délai inconnu.")])
    assert paper is not None
    yield "a paper", paper
    paper.close()
    for choice in window.pane.findChildren(Choice):
        if not choice.visibleRegion().isEmpty():
            choice.showPopup()
            yield (
                choice.accessibleName(),
                next(
                    one
                    for one in window.findChildren(QListView)
                    if one.property("look") == "proposals" and one.isVisible()
                ),
            )
            choice.hidePopup()
    window.enter("journal")
    for day in window.findChildren(DayLine):
        if day.isVisible():
            day.open_calendar()
            yield day.accessibleName(), next(one for one in window.findChildren(Calendar) if one.isVisible())
            pressed("Escape")


@pytest.mark.usefixtures("lengthened")
def test_every_way_to_look_at_a_room_and_what_lies_over_it_have_room(theme: Theme, qtbot: QtBot, base: Path) -> None:
    wide, high, size = SCREENS[1]
    theme.set(size=size)
    found: dict[str, list[str]] = {}
    with windowed(theme, qtbot, open_base(base, COMPTE, PASSWORD), wide, high) as window:
        for code in ROOMS:
            room = window.enter(code)
            assert room is not None
            for view in views(room):
                found[f"{code}, {view}"] = _told(window, QSize(wide, high))
        for name, sheet in sheets(window):
            found[name] = complaints(sheet)
            if not window.rect().contains(QRect(sheet.mapTo(window, QPoint(0, 0)), sheet.size())):
                found[name].append(f"it takes {sheet.geometry().getRect()}")
    assert {view: said for view, said in found.items() if said} == {}


def test_a_base_founded_this_morning_has_room_too(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    wide, high, size = SCREENS[1]
    theme.set(size=size)
    made = found(tmp_path / "vraie.sdesk", "Léa Martin", "un mot de passe long", {"uai": "9830445S"}, cost=Cost(64, 1))
    with windowed(theme, qtbot, made.store, wide, high) as window:
        assert {page: said for page, said in faults(window) if said} == {}
