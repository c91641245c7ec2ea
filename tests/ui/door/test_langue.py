"""A language that was chosen and is not installed is told once, where the base is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk import app
from scolarite_desk.langue import Langue
from scolarite_desk.store import base
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.door.ouverture import Unlocking

ABSENT = "Le catalogue de la langue «\u00a0en\u00a0» manque ou est abîmé\u00a0: tout est dit en français."


@pytest.mark.parametrize(
    ("chosen", "told"),
    [(Langue("en", missing=True), ABSENT), (Langue("en"), ""), (Langue("fr", missing=True), "")],
    ids=["absent", "installed", "french"],
)
def test_the_opening_page_says_that_the_language_is_not_there(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: Langue, told: str
) -> None:
    monkeypatch.setattr(app, "spoken", lambda: chosen)
    path = tmp_path / "guichet.sdesk"
    base.create(path, "Claire", "quatre mots de passe", cost=vault.Cost(64, 1)).close()
    font, palette = qapp.font(), qapp.palette()
    program = app.Program(qapp, path)
    program.start()
    assert program.opening is not None
    program.opening.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert isinstance(program.opening.page, Unlocking)
    assert program.opening.page.note.text() == told
    program.stop()
    program.theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def test_the_window_opens_in_the_language_of_its_habits(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Langue] = []

    class Stopped(Exception):
        pass

    def application(chosen: Langue) -> None:
        opened.append(chosen)
        raise Stopped

    monkeypatch.setattr(app, "application", application)
    for kept, code in (("", "fr"), ("en", "en")):
        Habits().keep("fenetre/langue", kept)
        with pytest.raises(Stopped):
            app.run([])
        assert opened.pop().code == code
