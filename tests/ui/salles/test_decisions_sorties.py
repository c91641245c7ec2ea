"""What leaves the room of decisions: workbooks, lists, letters."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineWorkbook
from sqlalchemy import select

from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.services.vides import by_cause
from scolarite_desk.store.queries.registre import numbers
from scolarite_desk.ui.widgets import Button, Tick
from tests.keys import pressed, typed
from tests.services.conftest import founded
from tests.ui.one_page import cells, plain
from tests.ui.one_room import Room, choosing, office
from tests.ui.salles.une_commission import asked, room

__all__ = ["asked", "founded", "office", "room"]


def test_the_workbook_of_the_filter(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    out = tmp_path / "decisions.xlsx"
    answers.append(choosing(out))
    room.room.commands()["exporter_excel"]()
    room.settled()
    assert room.told() == "5 candidatures écrites dans « decisions.xlsx ». Ce fichier n’est pas chiffré."
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert len(rows) == 6


def test_an_avis_filter_narrows_what_leaves(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    room.room.filters.choose("DE")
    out = tmp_path / "refus.csv"
    answers.append(choosing(out))
    room.room.commands()["exporter_csv"]()
    room.settled()
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert any("AUDREN" in cell for row in csv.reader(stream, delimiter=";") for cell in row)
    assert room.told() == "1 candidature écrite dans « refus.csv ». Ce fichier n’est pas chiffré."


def test_the_list_of_decisions(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    out = tmp_path / "liste.pdf"
    answers.append(choosing(out))
    room.press("Liste…")
    room.settled()
    assert out.read_bytes().startswith(b"%PDF")


def test_dossiers_to_examine_of_the_filter_or_of_the_rows_that_are_chosen(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    for out, chosen in ((tmp_path / "tous.zip", 0), (tmp_path / "deux.zip", 2)):
        answers.append(choosing(out))
        room.room.table.clearSelection()
        room.room.table._select([*range(chosen)])
        room.room.commands()["exporter_dossiers"]()
        room.settled()
        with ZipFile(out) as archive:
            assert len(archive.namelist()) == (chosen or 5)
    assert room.told() == "2 dossiers écrits dans « deux.zip ». Ce fichier n’est pas chiffré."


def test_giving_up_the_dialog_writes_nothing(room: Room, answers: list[Callable[[Any], object]]) -> None:
    answers.append(lambda dialog: dialog.reject())
    room.room.commands()["exporter_excel"]()
    assert not room.desk.jobs.busy
    assert room.told() == ""


def test_letters_say_who_is_left_out_and_why(room: Room) -> None:
    room.press("Lettres…")
    room.settled()
    assert room.says("laissées de côté")
    assert room.says("L’avis n’est pas validé.")
    mail = room.room.panels.mail
    mail._why.show_causes(by_cause(mail._look.vides) * 20)
    room.drawn()
    button = mail._each
    assert button.visibleRegion().boundingRect() == button.rect(), "however long the list, it is under it"


def test_letters_one_file_each(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    room.press("Lettres…")
    room.settled()
    assert room.says("1 lettre prête")
    folder = tmp_path / "lettres"
    folder.mkdir()
    answers.append(choosing(folder))
    room.press("Un fichier par lettre…")
    room.settled()
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]
    assert len(room.office.rows(select(DocumentEmis))) == 1
    assert "Lettre partie 06/07" in plain(cells(room.room.table)[4])


def test_letters_in_one_file(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    room.press("Lettres…")
    room.settled()
    out = tmp_path / "lettres.pdf"
    answers.append(choosing(out))
    room.press("Un PDF ou un zip…")
    room.settled()
    assert room.told() == "1 lettre écrite dans « lettres.pdf ». Elle n’est pas chiffrée."
    assert out.read_bytes().startswith(b"%PDF")
    assert not room.says("1 lettre prête"), "it left"
    assert room.says("Donner un avis à la sélection")


def test_letters_in_one_zip(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    room.press("Lettres…")
    room.settled()
    out = tmp_path / "lettres.zip"
    answers.append(choosing(out))
    room.press("Un PDF ou un zip…")
    room.settled()
    assert room.told() == "1 lettre écrite dans « lettres.zip ». Elle n’est pas chiffrée."
    with ZipFile(out) as archive:
        [name] = archive.namelist()
        assert archive.read(name).startswith(b"%PDF")


def test_a_lot_that_was_written_is_noted_posted_in_one_act(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    room.press("Lettres…")
    room.settled()
    answers.append(choosing(tmp_path / "lettres.pdf"))
    room.press("Un PDF ou un zip…")
    room.settled()
    posted = next(one for one in room.messages.findChildren(Button) if one.accessibleName().startswith("Noter postées"))
    posted.click()
    room.settled()
    assert room.told() == "1 document noté : Posté."
    assert [row.etape for row in room.office.read(numbers, "lettre")] == ["poste"]


def test_letters_that_left_are_printed_again_only_once_ticked(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    for out, told in ((tmp_path / "1.pdf", "1 lettre prête"), (tmp_path / "2.pdf", "0 lettre prête")):
        room.press("Lettres…")
        room.settled()
        assert room.says(told)
        if told.startswith("0"):
            again = next(one for one in room.window.findChildren(Tick) if one.isVisible())
            assert again.accessibleName() == "Y compris celle qui est déjà partie"
            again.click()
            assert room.says("1 lettre prête")
        answers.append(choosing(out))
        room.press("Un PDF ou un zip…")
        room.settled()
        assert out.is_file()
    assert len(room.office.rows(select(DocumentEmis))) == 1


def test_any_letter_is_made_in_a_lot_once_it_has_what_it_names(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    def choose_in(name: str, text: str) -> None:
        editor = room.room.panels.mail.form.seats[name].editor
        editor.setFocus()
        pressed("Ctrl+A")
        typed(f"{text}\t")
        room.settled()

    room.press("Lettres…")
    room.settled()
    choose_in("papier", "Inscription")
    assert room.says("Donnez le jour, l’heure et le lieu de l’inscription.")
    assert not room.room.panels.mail._each.isEnabled()
    for name, text in (("le", "20/07/2026"), ("heure", "9h30"), ("lieu", "Bâtiment A"), ("anglais", "avec")):
        choose_in(name, text)
    assert room.says("1 lettre prête")
    assert room.says("En français dans le texte anglais, faute de traduction")
    assert "» (1)" in room.room.panels.mail._words.text()
    answers.append(choosing(tmp_path / "convocations.pdf"))
    room.press("Un PDF ou un zip…")
    room.settled()
    [row] = room.office.rows(select(DocumentEmis))
    assert (row.nature, row.avis_id) == ("inscription", None)
    room.press("Lettres…")
    room.settled()
    assert room.room.panels.mail.form.values["papier"] == "decision", "nothing is remembered"
