"""The room of backups, by keyboard: made, read again, gone back to, and what is said when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from scolarite_desk.progress import Progress
from scolarite_desk.services import backup
from scolarite_desk.services.documents import void_receipt
from scolarite_desk.store.safety import armoire
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.frame.auto_backup import AutoBackup
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_room import Room, choosing, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def filled(office: Office, tmp_path: Path) -> Office:
    """Three days of backups, and a receipt number given since."""
    armoire.keep(office.store.path, dossier=tmp_path / "armoire")
    for _ in range(3):
        office.person()
        backup.automatic(office.store, Progress())
        office.later(days=1)
    office(void_receipt, "Papier gâché")
    return office


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, filled: Office) -> Iterator[Room]:
    yield from shown(theme, qtbot, filled, "sauvegardes")


def test_a_backup_is_made_from_the_keyboard(room: Room) -> None:
    room.press("Sauvegarder maintenant")
    room.settled()
    assert len(room.room.table.rows_model.rows) == 4
    assert "Sauvegarde faite et relue" in room.told()


def test_going_back_is_seen_before_it_is_done(room: Room, qtbot: QtBot) -> None:
    assert "Revenir à cette sauvegarde" not in room.offered()
    pressed("Return", room.room.table)
    room.settled()
    assert room.says("1 modification serait perdue")
    with qtbot.waitSignal(room.desk.replaced) as asked:
        room.press("Revenir à cette sauvegarde")
        room.settled()
    assert asked.args is not None
    assert asked.args[0].exists()


def test_another_row_forgets_what_was_said(room: Room) -> None:
    pressed("Return", room.room.table)
    room.settled()
    pressed("Down", room.room.table)
    room.drawn()
    assert not room.says("serait perdu")
    assert "Revenir à cette sauvegarde" not in room.offered()


def test_a_backup_is_read_again(room: Room) -> None:
    room.press("Relire")
    room.settled()
    assert "se relit d’un bout à l’autre" in room.told()


def test_a_failure_stays_on_the_page_until_one_goes_well(room: Room, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    armoire.keep(room.office.store.path, dossier=tmp_path / "fichier")
    room.press("Sauvegarder maintenant")
    room.settled()
    assert room.says("La dernière sauvegarde a échoué.")
    armoire.keep(room.office.store.path, dossier=tmp_path / "armoire")
    room.press("Sauvegarder maintenant")
    room.settled()
    assert not room.says("La dernière sauvegarde a échoué.")


def test_the_folders_are_chosen_and_kept(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    stick = tmp_path / "cle"
    stick.mkdir()

    def choose(dialog: QFileDialog) -> None:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(stick))
        dialog.done(QFileDialog.DialogCode.Accepted)

    answers.append(choose)
    room.press("Second dossier…")
    assert armoire.backup_plan(room.office.store.path).second == stick


def test_a_base_leaves_for_another_computer(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    (tmp_path / "cle").mkdir()
    answers.append(choosing(tmp_path / "cle"))
    room.press("Déplacer vers un autre ordinateur…")
    room.settled()
    assert "Reprendre une base venue d’ailleurs" in room.told()
    assert room.says("Cette base a été copiée pour un autre ordinateur")


def test_what_can_be_read_is_saved_beside_the_base(room: Room) -> None:
    room.press("Récupérer une base abîmée…")
    room.settled()
    assert room.says("Rien ne manque")
    assert list(room.office.store.path.parent.glob("guichet.recuperee-*.sdesk"))


def test_the_room_in_words(room: Room, tmp_path: Path) -> None:
    pressed("Return", room.room.table)
    room.settled()
    said = re.sub(r"\d+,\d Mo", "… Mo", room.words().replace("\u200b", "").replace(str(tmp_path), "…"))
    golden("sauvegardes", said)


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_no_word_is_cut_and_everything_has_a_name(theme: Theme, qtbot: QtBot, filled: Office, size: float) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, filled, "sauvegardes"):
        pressed("Return", room.room.table)
        room.settled()
        assert complaints(room.window) == []


def test_backups_make_themselves(room: Room, qtbot: QtBot, theme: Theme) -> None:
    room.office.later(hours=5)
    gardien, left = AutoBackup(room.desk, Status(theme, room.window), QObject(room.window)), list[bool]()
    gardien.look()
    room.settled()
    assert len(armoire.backups(room.office.store.path)) == 4
    assert not gardien.leave(lambda: left.append(True)), "nothing was done since"
    room.office.later(hours=1)
    room.office(void_receipt, "Papier gâché")
    assert gardien.leave(lambda: left.append(True))
    room.settled()
    assert left == [True]
    gardien.stop()


def test_a_backup_that_failed_by_itself_is_in_the_status_line(room: Room, theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    armoire.keep(room.office.store.path, dossier=tmp_path / "fichier")
    status = Status(theme, room.window)
    gardien = AutoBackup(room.desk, status, QObject(room.window))
    gardien.look()
    room.settled()
    assert "La sauvegarde automatique a échoué." in status.text()
    gardien.stop()
