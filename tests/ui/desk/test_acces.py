"""What the window lets one see or take away is in the access log, and nothing of it is on the typing path."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event, Thread, Timer
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from scolarite_desk.msg import N_
from scolarite_desk.services.acces import exported
from scolarite_desk.services.acts import do
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.store.store import Store
from scolarite_desk.ui.desk.printing import preview
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look import texts
from tests.pseudo import PSEUDO
from tests.services.conftest import MORNING
from tests.store.damage import sql
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]


def log(window: Window) -> list[tuple[Any, ...]]:
    """What, about which row, how many, where to."""
    return [tuple(row) for row in sql(window.store, "SELECT quoi, cible, lignes, ou FROM acces ORDER BY id")]


def dossiers(window: Window) -> list[str]:
    """Keys of the dossiers."""
    return [key.hex() for (key,) in sql(window.store, "SELECT id FROM dossier ORDER BY id")]


def test_a_dossier_on_screen_is_written_a_moment_later_and_once(qtbot: QtBot, window: Window) -> None:
    first, second, *_ = dossiers(window)
    for one in (first, second, first):
        window.show_dossier(one)
    assert log(window) == []
    qtbot.waitUntil(lambda: len(log(window)) == 2)
    assert log(window) == [("consultation", first, 1, "écran"), ("consultation", second, 1, "écran")]


@pytest.fixture
def long_ago(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of more than two years ago."""
    with monkeypatch.context() as before:
        before.setattr(office, "clock", lambda: MORNING - timedelta(days=800))
        exported(office, "lettres", 1, "lettres.pdf")


@pytest.mark.usefixtures("long_ago", "window")
def test_opening_the_window_takes_out_the_months_that_are_over(qtbot: QtBot, office: Store) -> None:
    qtbot.waitUntil(lambda: sql(office, "SELECT quoi, lignes FROM acces") == [("purge", 1)])


def test_leaving_the_base_writes_what_waited(window: Window) -> None:
    window.show_dossier(dossiers(window)[0])
    window.close()
    assert [one[0] for one in log(window)] == ["consultation"]


def test_a_line_that_the_worker_is_writing_as_the_base_is_left_is_written_once(window: Window) -> None:
    written: list[str] = []
    begun, go = Event(), Event()

    def slow() -> None:
        begun.set()
        go.wait(5)
        written.append("line")

    acces = window.desk.acces
    acces.close()
    acces._left.append(slow)
    worker = Thread(target=acces.write)
    worker.start()
    begun.wait(5)
    Timer(0.05, go.set).start()
    acces.close()
    worker.join()
    assert written == ["line"]


def test_opening_a_dossier_waits_for_no_line(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.acces._left)
    start = perf_counter()
    for one in range(200):
        window.desk.acces.consulted(f"{one:032x}")
    spent = (perf_counter() - start) / 200
    window.desk.acces._left.clear()
    assert spent < 0.000_2


def test_a_line_that_cannot_be_written_waits_on_and_is_told(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scolarite_desk.errors import Unavailable
    from scolarite_desk.services import acces

    def full(*_: Any) -> None:
        raise Unavailable(N_("Le disque est plein."))

    qtbot.waitUntil(lambda: not window.desk.acces._left)
    monkeypatch.setattr(acces, "consulted", full)
    window.show_dossier(dossiers(window)[0])
    qtbot.waitUntil(lambda: "Le disque est plein." in window.messages.text())
    monkeypatch.undo()
    waiting = window.desk.acces._left
    assert len(waiting) == 1
    waiting.clear()


def test_what_is_printed_saved_or_opened_from_a_preview_is_written_in_french(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_dossier(dossiers(window)[0])
    issued = do(window.store, None, issue_receipt, dossiers(window)[0])
    sheet = preview(window.desk, window, issued.rendu.octets, "Reçu", "recu.pdf", told=("recu", issued.document))
    assert sheet is not None
    out = tmp_path / "recu.pdf"
    monkeypatch.setattr("scolarite_desk.ui.desk.printing.ask_save", lambda *_: out)
    sheet.save()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    sheet.send(printer)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    monkeypatch.setattr(texts._Window, "langue", PSEUDO)
    sheet.open_outside()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy and len(log(window)) == 5)
    sheet.close()
    kept = [one for one in log(window) if one[0] == "recu"]
    assert kept == [
        ("recu", issued.document, 1, str(out)),
        ("recu", issued.document, 1, str(tmp_path / "papier.pdf")),
        ("recu", issued.document, 1, "lecteur de documents"),
    ]
