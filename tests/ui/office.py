"""A window on a small office: one campaign, two formations, four people; a Monday at nine."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.store.store import Store
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.services.conftest import Founded, founded

__all__ = ["founded", "office", "window"]

PEOPLE = (
    ("KERMAREC", "Maëlle", "2004-03-07"),
    ("KERVELLA", "Yann", "2003-11-12"),
    ("ØRSTED", "Ida", "2004-06-26"),
    ("DE LA TOUR", "Éléonore", "2002-06-06"),
)


def settle(qtbot: QtBot, done: Callable[[], object]) -> None:
    """Wait for something that comes from a job."""
    qtbot.waitUntil(lambda: bool(done()))


@pytest.fixture
def office(tmp_path: Path, founded: Founded) -> Store:
    """The base of the office, open, with four people in it. The window closes it."""
    return founded.opened(_peopled(founded).copied(tmp_path / "guichet.sdesk")).store


@functools.cache
def _peopled(founded: Founded) -> Founded:
    peopled = dataclasses.replace(founded, path=founded.path.with_name("peuple.sdesk"))
    store = founded.opened(founded.copied(peopled.path)).store
    for nom, prenom, ne_le in PEOPLE:
        do(store, None, create_dossier, {"nom_naissance": nom, "prenom": prenom, "ne_le": ne_le})
    store.close()
    return peopled


@contextmanager
def windowed(theme: Theme, qtbot: QtBot, store: Store, wide: int = 1440, high: int = 900) -> Iterator[Window]:
    """The main window on a base, shown and active, its counters counted; both are closed after."""
    window = Window(store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
    qtbot.addWidget(window)
    window.resize(wide, high)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    settle(qtbot, lambda: not window.desk.jobs.busy and window.queue.counted)
    yield window
    window.close()
    store.close()


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, office: Store) -> Iterator[Window]:
    """The window of the office."""
    with windowed(theme, qtbot, office) as window:
        yield window
