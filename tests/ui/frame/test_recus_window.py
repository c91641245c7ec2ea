"""A base of which no text reads any more: every tab and every room opens, and raises nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk import practice as exercice
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.store.base import open_base
from scolarite_desk.store.vault.vault import Cost, vault_path
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.desk.messages import Messages
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.rooms import ROOMS
from tests.garbage import GARBAGE, spoil
from tests.ui.office import settle


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice base: rows of every kind."""
    path = tmp_path_factory.mktemp("recus") / "exercice.sdesk"
    exercice.make(path, 12, 1, date.today(), cost=Cost(64, 1)).close()
    return path


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What the window had to say that is no refusal: faults of ours."""
    found: list[BaseException] = []

    def tell(messages: Messages, error: BaseException, *_rest: object) -> None:
        if not isinstance(error, Refused | Unavailable):
            found.append(error)

    monkeypatch.setattr(Messages, "tell", tell)
    return found


@pytest.fixture(params=range(3))
def window(
    request: pytest.FixtureRequest, theme: Theme, qtbot: QtBot, practice: Path, tmp_path: Path,
    told: list[BaseException],
) -> Iterator[Window]:  # fmt: skip
    """The window on that base, spoilt: three ways of giving the values to the columns."""
    base = tmp_path / "exercice.sdesk"
    shutil.copy(practice, base)
    shutil.copy(vault_path(practice), vault_path(base))
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    values = GARBAGE[request.param :] + GARBAGE[: request.param]
    spoil(store, *values[: len(values) - request.param % 2])
    window = Window(store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.close()
    store.close()


def test_every_page_of_a_spoilt_base_opens(window: Window, qtbot: QtBot, told: list[BaseException]) -> None:
    def quiet() -> None:
        settle(qtbot, lambda: not window.desk.jobs.busy)

    with window.desk.store.reading() as session:
        dossiers = list(session.scalars(select(Dossier.id)))
    for dossier in dossiers[:6]:
        window.desk.show(dossier, "")
        assert window.pane.view is not None
        for number in range(len(PAGES)):
            window.pane.tabs.setCurrentIndex(number)
    quiet()
    for code in ROOMS:
        window.enter(code)
        quiet()
    assert told == []
