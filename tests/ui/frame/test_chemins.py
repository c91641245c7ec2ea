"""A path that a sentence gives, « Fichier › Réglages › Campagnes », leads somewhere in the window."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget

from scolarite_desk.langue import kept
from scolarite_desk.ui.desk.commands import command_of, label_of
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets.heads import Filters
from tests.sources import ROOT, sources
from tests.test_typographie import literals
from tests.ui.office import founded, office, window
from tests.ui.one_page import plain

__all__ = ["founded", "office", "window"]

Ways = Mapping[str, frozenset[str]]  # from a menu, a tab, a room or a way to look at it, what is found there
_STEP = re.compile(r" › |, ")
_PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "resources" / "aide").rglob("*.md")),
]


def _named(text: str) -> str:
    """A name as a sentence quotes it: no letter to press, no count after it, no « … »."""
    return re.sub(r" \d+$", "", plain(text).replace("&", "").rstrip("…").strip())


def _words(widget: QWidget) -> Iterator[str]:
    """Whatever a widget and what it holds are called, seen now or not."""
    for one in (widget, *widget.findChildren(QWidget)):
        yield one.accessibleName()
        if isinstance(one, QAbstractButton | QLabel):
            yield one.text()
        elif isinstance(one, QTabBar):
            yield from (one.tabText(number) for number in range(one.count()))
        elif isinstance(one, Table):
            columns = one.rows_model.columns
            yield from (column.text(row) for row in one.rows_model.rows for column in columns)


def _inside(widget: QWidget) -> frozenset[str]:
    return frozenset(filter(None, map(_named, _words(widget))))


def _ways(window: Window) -> Iterator[tuple[str, frozenset[str]]]:
    """Menu by menu, tab by tab, room by room: the place, and what it offers."""
    for entry in window.menuBar().actions():
        menu = entry.menu()
        yield _named(entry.text()), frozenset(_named(action.text()) for action in menu.actions())  # type: ignore[attr-defined]
    window.queue.people.opened.emit(window.queue.people.rows_model.rows[0])
    for number, onglet in enumerate(PAGES):
        window.pane.tabs.setCurrentIndex(number)
        yield from _places(kept(onglet.page.title), window.pane.tabs.currentWidget())
    for code in ROOMS:
        room = window.enter(code)
        assert room is not None
        yield from _places(_named(label_of(command_of(code))), room)


def _places(title: str, widget: QWidget) -> Iterator[tuple[str, frozenset[str]]]:
    """A tab or a room, then each way to look at it."""
    inside = _inside(widget)
    yield title, inside
    chips = (one for filters in widget.findChildren(Filters) for one in filters.findChildren(QAbstractButton))
    yield from ((_named(chip.text()), inside) for chip in chips)


@pytest.fixture
def ways(window: Window) -> Ways:
    known = dict[str, frozenset[str]]()
    for place, offered in _ways(window):
        known[place] = known.get(place, frozenset()) | offered
    return known


def _leads(ways: Ways, before: str, after: str) -> bool:
    """Whether what ends a text is a place, and what begins the next is found there: whole words, both."""
    starts = [place for place in ways if before.endswith(place) and not _goes_on(before[: -len(place)][-1:])]
    return any(
        after.startswith(word) and not _goes_on(after[len(word) :][:1]) for place in starts for word in ways[place]
    )


def _goes_on(sign: str) -> bool:
    return sign == "_" or sign.isalnum()


def _lost(ways: Ways, text: str) -> list[str]:
    """The steps of a text that lead nowhere, and those that lead somewhere but are written with a comma."""
    said, found = plain(re.sub(r"[\s*]+", lambda blank: " " if blank[0].strip("*") else "", text)), list[str]()
    for step in _STEP.finditer(said):
        leads = _leads(ways, said[: step.start()], said[step.end() :])
        if leads != (step[0] == " › "):
            found.append(said[max(0, step.start() - 40) : step.end() + 40])
    return found


def test_every_path_that_is_quoted_is_in_the_window(ways: Ways) -> None:
    said = [(f"{source.path}:{line}", text) for source in sources() for line, text in literals(source.tree)]
    said += [(path.name, path.read_text(encoding="utf-8")) for path in _PAGES]
    lost = [f"{where}: {step}" for where, text in said if "›" in text or ", " in text for step in _lost(ways, text)]
    assert not lost, "\n".join(lost)


def test_a_path_that_leads_nowhere_is_told(ways: Ways) -> None:
    wrong = ("Campagne › Formations", "Réglages › Météo", "Dossier › Fusion", "dans Fichier, Réglages", "Voici › Rien")
    assert [said for said in wrong if not _lost(ways, said)] == []
    right = "Ouvrez **Fichier › Réglages › Campagnes**, puis Dossier › Fusionner avec une autre personne…"
    assert not _lost(ways, right)
