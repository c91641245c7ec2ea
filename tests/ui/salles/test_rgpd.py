"""The room of personal data: proposed, told, erased; nothing without typing it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services import communication, mesures
from scolarite_desk.ui.dossier.entete import DossierHeader
from scolarite_desk.ui.dossier.historique import HistoriquePage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import Shown, cells, closed
from tests.ui.one_room import Room, office, shown
from tests.words import words

__all__ = ["founded", "office"]


def _people(office: Office) -> str:
    """Three dossiers of a campaign ended long ago, one under appeal; the key of that one."""
    held = office.person("TANGUY", "Jean")
    for nom in ("KERMAREC", "LE GALL"):
        office.apply(office.person(nom))
    office(mesures.take_measure, office.owner(held), "recours", "Requête du 2 juin")
    with office.store.work("fonder") as work:
        work.get(Campagne, office.campagne).fin = office.now.date().replace(year=2024)
    return held


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    office.keys = {"held": _people(office)}  # type: ignore[attr-defined]
    yield from shown(theme, qtbot, office, "rgpd")


def _looked(room: Room) -> None:
    room.press("Chercher")
    room.qtbot.waitUntil(lambda: not room.desk.jobs.busy)
    room.drawn()


def _held(room: Room) -> str:
    return str(room.office.keys["held"])  # type: ignore[attr-defined]


def _saved(answers: list[Any], path: Path) -> None:
    def choose(dialog: QFileDialog) -> None:
        dialog.selectFile(str(path))
        dialog.accept()

    answers.append(choose)


def test_what_was_kept_long_enough_is_proposed_and_the_held_says_why(room: Room) -> None:
    _looked(room)
    held = [one for one in room.room.conservation.found if one.retenu]
    assert [one.dossier for one in held] == [_held(room)]
    assert room.says("2 cochés · 1 à garder · 3 proposés")


def test_space_unticks_a_line_and_says_why_one_is_held(room: Room) -> None:
    _looked(room)
    table = room.room.conservation.table
    free = next(one for one in room.room.conservation.found if not one.retenu)
    table.setFocus()
    table.go(free.dossier)
    pressed("Space", table)
    assert len(room.room.conservation.ticked) == 1
    table.go(_held(room))
    pressed("Space", table)
    assert "recours en cours" in room.told()


def test_a_purge_asks_for_the_number_then_writes_its_report(room: Room, tmp_path: Path, answers: list[Any]) -> None:
    _looked(room)
    room.press("Effacer et écrire")
    assert room.says("2 dossiers sont cochés")
    room.room.conservation.confirmed.focus("nombre")
    typed("2")
    _saved(answers, tmp_path / "rapport.pdf")
    room.press("Effacer et écrire")
    room.qtbot.waitUntil(lambda: not room.desk.jobs.busy and (tmp_path / "rapport.pdf").exists())
    room.drawn()
    assert [row.id for row in room.office.rows(select(Dossier))] == [_held(room)]
    room.room.filters.choose("effacements")
    room.drawn()
    assert all("Durée écoulée" in line for line in cells(room.room.erased))


def test_a_person_is_led_to_with_what_holds_them(room: Room) -> None:
    room.room.lead(_held(room))
    room.drawn()
    assert room.says("TANGUY")
    assert room.says("À conserver jusqu’au 06/07/2025")
    assert room.says("Effacement impossible")


def test_a_measure_is_noted_then_lifted(room: Room) -> None:
    room.room.lead(_held(room))
    room.room.personne.asked.focus("genre")
    typed("limit")
    pressed("Tab")
    room.press("Noter la mesure")
    assert "Limitation du traitement" in cells(room.room.personne.measures)[0]
    room.room.personne.measures.go(room.room.personne.measures.rows_model.rows[0].cle)
    room.press("Lever la mesure")
    assert "06/07/2026, Claire" in cells(room.room.personne.measures)[0].split(" | ")[3]


def test_a_person_is_erased_once_their_number_is_typed(room: Room) -> None:
    dossier = room.office.person("LE DANTEC", "Anna")
    numero = room.office.row(Dossier, dossier).numero
    room.room.lead(dossier)
    room.press("Effacer définitivement")
    assert room.says("Un numéro de dossier")
    form = room.room.personne.confirmed
    form.focus("numero")
    typed(numero)
    form.focus("motif")
    typed("Demande écrite du 6 juillet")
    room.press("Effacer définitivement")
    room.qtbot.waitUntil(lambda: not room.desk.jobs.busy)
    room.drawn()
    assert f"La personne du dossier {numero} est effacée." in room.told()
    assert numero in cells(room.room.erased)[0]


def test_what_is_held_is_written_and_the_register_says_so(room: Room, tmp_path: Path, answers: list[Any]) -> None:
    room.room.lead(_held(room))
    _saved(answers, tmp_path / "donnees.json")
    room.press("En JSON")
    room.qtbot.waitUntil(lambda: not room.desk.jobs.busy)
    assert (tmp_path / "donnees.json").read_bytes().startswith(b"{")
    assert "Ce fichier n’est pas chiffré" in room.told()
    room.room.filters.choose("communiques")
    room.drawn()
    assert room.office.row(Dossier, _held(room)).numero in cells(room.room.told)[0]
    assert len(room.office.read(communication.communicated)) == 1


def test_the_sheet_of_the_register_is_written(room: Room, tmp_path: Path, answers: list[Any]) -> None:
    _saved(answers, tmp_path / "fiche.txt")
    room.press("Fiche de registre")
    assert "Fiche de registre" in (tmp_path / "fiche.txt").read_text(encoding="utf-8")


def test_the_history_says_until_when_the_dossier_is_kept(theme: Theme, qtbot: QtBot, office: Office) -> None:
    for page in closed(Shown(theme, qtbot, office, HistoriquePage, _people(office))):
        assert "À conserver jusqu’au 06/07/2025 — sans suite" in page.words()


def test_the_head_of_a_dossier_says_the_measures_that_stand(theme: Theme, qtbot: QtBot) -> None:
    header = DossierHeader(theme, str, str)
    qtbot.addWidget(header)
    assert "Recours" not in words(header)
    header.show_measures(("Recours en cours", "Limitation du traitement"))
    header.show()
    assert "Recours en cours, Limitation du traitement" in words(header)


def test_the_room_in_words(room: Room) -> None:
    _looked(room)
    golden("rgpd", room.words())


def test_a_person_in_words(room: Room) -> None:
    room.room.lead(_held(room))
    room.drawn()
    golden("rgpd_personne", room.words())


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("page", ["conservation", "personne", "effacements", "communiques"])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, size: float, page: str
) -> None:
    theme.set(size=size)
    held = _people(office)
    for room in shown(theme, qtbot, office, "rgpd", (1180, 760)):
        if page == "personne":
            room.room.lead(held)
        else:
            room.room.filters.choose(page)
        room.drawn()
        assert complaints(room.window) == []
