"""The windows before a base is open, and those beside it, have room at the sizes of screens and of texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.models.rows.restore import RestorePreview, WorksLost
from scolarite_desk.models.rows.salvage import SalvageReport, TableSauvee
from scolarite_desk.services import entree
from scolarite_desk.store.vault.vault import Cost
from scolarite_desk.ui.desk.jobs import Jobs
from scolarite_desk.ui.door.ouverture import Doors, Ouverture, Page
from scolarite_desk.ui.door.panne import Panne
from scolarite_desk.ui.door.rescue import Reprise
from scolarite_desk.ui.frame.help import Keys
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints, out_of_sight
from tests.ui.door.test_ouverture import DOORS, nothing
from tests.ui.frame.test_place import SCREENS
from tests.ui.one_page import longer

lengthened = pytest.fixture(longer)

NOW = datetime(2026, 9, 4, 12, 0, tzinfo=UTC)
SEEN = RestorePreview(
    perdus=tuple(WorksLost(f"0{n}", "Anne-Sophie de La Rochefoucauld", 40, NOW, NOW) for n in range(4)),
    fiches=(("dossier", 40), ("avis", 120)), dossiers=tuple(f"AADPC{n}ML" for n in range(40)),
    papiers=("01-2026-00012",),
)  # fmt: skip
SAVED = SalvageReport(
    Path("guichet.sauve.sdesk"), 400, (1, 2), 3, (TableSauvee("dossier", 40, 2, 3),), ("AADPCKML",), 2, (), True
)


def windows(theme: Theme, folder: Path, jobs: Jobs) -> Iterator[tuple[str, QWidget]]:
    """Each window, each page of the door, as one comes to it."""
    recents = (folder / "ici.sdesk", folder / "une-cle" / "qui-n-est-plus-la" / "scolarite-2025-2026.sdesk")
    doors: Doors = replace(
        DOORS, join=nothing, other=nothing, recents=recents,
        reprise=lambda base, compte, back: Reprise(theme, base, compte, jobs, nothing, back),
    )  # fmt: skip
    known, absent = folder / "guichet.sdesk", folder / "absente.sdesk"
    for name, path, how in (
        ("unlock", known, {}), ("locked", known, {"locked": True}),
        ("missing", absent, {"expected": True}), ("first start", absent, {}),
    ):  # fmt: skip
        opening = Ouverture(theme, path, "Claire", doors, **how)  # type: ignore[arg-type]
        opening.show()
        yield name, opening
        for turn in (opening.rescue, opening.reprise, opening.moved, opening.practise, opening.begin, opening.others,
                     opening.join):  # fmt: skip
            if name == "unlock":
                turn()
                page: Any = opening.page
                yield f"{name} › {type(page).__name__}", opening
                page.refuse("Un refus qui tient sur deux lignes au moins : il dit ce qui manque, où, et ce qu’il faut "
                            "faire pour que cela aille mieux la prochaine fois.")  # fmt: skip
                yield f"{name} › {type(page).__name__} refused", opening
                if isinstance(page, Reprise) and name == "unlock" and turn == opening.reprise:
                    page._seen(SEEN)
                    yield "what going back would change", opening
                    page._rescued(SAVED)
                    yield "what was saved", opening
                opening._back()
        opening.stop()
        opening.close()
    for alone in (Panne(theme, "panne.py:12 leave\n" * 30, safe=True), Keys(theme)):
        alone.show()
        yield type(alone).__name__, alone
        alone.close()


@pytest.fixture(params=SCREENS, ids=str)
def screen(request: pytest.FixtureRequest, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> QSize:
    """A screen of that size, with that size of text."""
    wide, high, size = request.param
    theme.set(size=size)
    room = QSize(wide, high)
    monkeypatch.setattr(QWidget, "screen", lambda self: SimpleNamespace(availableSize=lambda: room))
    return room


def faults(theme: Theme, qtbot: QtBot, folder: Path, screen: QSize) -> dict[str, list[str]]:
    """What is wrong in each of the windows."""
    entree.create(folder / "guichet.sdesk", "Claire", "un mot de passe long", cost=Cost(64, 1))[0].close()
    jobs, found, pages = Jobs(nothing), dict[str, list[str]](), set[type]()
    for name, window in windows(theme, folder, jobs):
        qtbot.addWidget(window)
        pages |= {type(window.page)} if isinstance(window, Ouverture) else set()
        told = [*complaints(window), *out_of_sight(window)]
        if window.width() > screen.width() or window.height() > screen.height():
            told.append(f"the window takes {window.size().toTuple()}")
        if told:
            found[name] = told
    jobs.shutdown()
    assert pages == set(get_args(Page)), "every page of the door is walked"
    return found


@pytest.mark.usefixtures("lengthened")
def test_every_window_beside_the_main_one_has_room(theme: Theme, qtbot: QtBot, tmp_path: Path, screen: QSize) -> None:
    assert faults(theme, qtbot, tmp_path, screen) == {}


def test_in_french_too(theme: Theme, qtbot: QtBot, tmp_path: Path, screen: QSize) -> None:
    assert faults(theme, qtbot, tmp_path, screen) == {}
