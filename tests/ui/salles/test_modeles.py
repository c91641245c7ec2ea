"""The room of letters' models: shipped words are copied, worded with the fields at hand, tried, saved, brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.rules.modeles import DECISION, Portee
from scolarite_desk.models.rules.papiers import RECU
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Acces, Brouillon
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.services.modeles import models, save_model, shipped, words_of
from scolarite_desk.ui.desk.edition import preview_act
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.exchange.word.documents import LETTRE
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import cells
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]

ADMIS = Portee(DECISION, "FA")


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "modeles")


def worded(room: Room, avis: str = "@FA") -> None:
    """A letter, copied to be worded, its page drawn."""
    room.room.table.go(avis)
    room.press("modifier" if avis.startswith("@") else "Modifier")
    room.settled()
    room.qtbot.waitUntil(lambda: bool(room.room.editor.sheet._leaves))


def test_the_list_shows_each_letter_and_what_the_office_words(room: Room, office: Office) -> None:
    assert len(cells(room.room.table)) == 18
    assert not complaints(room.room)
    office(save_model, DECISION, "objet", "texte", avis="FA", diplome="m1")
    room.room.reload()
    assert len(cells(room.room.table)) == 19
    assert any("Master" in line and "Du service, le" in line for line in cells(room.room.table))


def test_a_shipped_letter_is_copied_worded_and_saved(room: Room, office: Office) -> None:
    worded(room)
    editor = room.room.editor
    assert editor.mots() == shipped(ADMIS), "what is shown is what is shipped, its spaces too"
    assert not complaints(room.room)
    body = editor.words.seats["corps"].editor
    body.setPlainText("Cher ")
    body.moveCursor(body.textCursor().MoveOperation.End)
    editor.fields.go("nom")
    pressed("Return", editor.fields)
    assert body.text() == "Cher {nom}"
    room.press("Enregistrer")
    assert office.read(words_of, ADMIS).corps == "Cher {nom}"
    assert "Modèle enregistré" in room.told()
    assert room.room.table.current().modele is not None


def test_a_receipt_is_worded_by_its_text_alone(room: Room, office: Office) -> None:
    room.room.table.go("@recu")
    assert not room.room._bring.isEnabled()
    worded(room, "@recu")
    editor = room.room.editor
    seen = {name for name, seat in editor.words.seats.items() if seat.editor.isVisible()}
    assert seen == {"corps"}
    assert not complaints(room.room)
    editor.words.seats["corps"].editor.setPlainText("Bonjour {nom}\n{accuse}")
    room.press("Enregistrer")
    assert office.read(words_of, Portee(RECU)).corps == "Bonjour {nom}\n{accuse}"


def test_a_field_that_does_not_exist_is_shown_at_its_place_and_not_saved(room: Room, office: Office) -> None:
    worded(room)
    editor = room.room.editor
    body = editor.words.seats["corps"].editor
    body.setPlainText("Bonjour\nLe {formatoin}")
    assert "Texte, ligne 2" in cells(editor.wrong)[0]
    assert len(body.extraSelections()) == 1
    room.press("Enregistrer")
    assert office.read(models) == ()
    assert body.textCursor().selectedText() == "{formatoin}"
    assert room.says("est-ce « {formation} »")
    typed("{formation}")
    assert not editor.wrong.rows_model.rows
    room.press("Enregistrer")
    assert len(office.read(models)) == 1


def test_what_is_being_worded_comes_back_when_one_returns(room: Room) -> None:
    worded(room)
    room.room.editor.words.seats["corps"].editor.setPlainText("À finir")
    room.press("Revenir")
    assert room.room.editor.sheet._leaves == [], "nothing stays drawn out of sight"
    worded(room)
    assert room.room.editor.words.text("corps") == "À finir"


def test_an_earlier_text_comes_back_and_a_model_is_put_away(room: Room, office: Office) -> None:
    key = office(save_model, DECISION, "objet", "un", avis="FA")
    office(save_model, DECISION, "objet", "deux", avis="FA")
    room.room.reload()
    room.room.table.go(key)
    room.press("Textes antérieurs")
    assert [line.split(" | ")[-1] for line in cells(room.room.earlier)][:2] == ["deux", "un"]
    assert not complaints(room.room)
    room.room.earlier.step(1)
    room.press("Reprendre ce texte")
    assert office.read(words_of, ADMIS).corps == "un"
    pressed("Escape", room.room.earlier)
    room.press("Mettre de côté")
    assert office.read(words_of, ADMIS) == shipped(ADMIS)
    assert any("Mis de côté" in line for line in cells(room.room.table))


@pytest.mark.parametrize(("size", "width"), [(1.0, 900), (2.0, 1440)])
def test_no_word_is_cut_while_wording(theme: Theme, qtbot: QtBot, office: Office, size: float, width: int) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "modeles", (width, 900)):
        assert complaints(room.room) == []
        worded(room)
        room.room.editor.words.seats["corps"].editor.appendPlainText("Le {formatoin}")
        room.drawn()
        assert complaints(room.room) == []


def test_words_are_tried_on_a_real_dossier_and_that_look_is_logged(room: Room, office: Office) -> None:
    candidature = office.apply(office.person())
    office(enter_avis, candidature, "DE", motif="niveau")
    office(validate_avis, candidature)
    worded(room, "@DE")
    sheet = room.room.editor.sheet
    sheet.choice.focus()
    typed("KERMAREC Maëlle\t")
    room.qtbot.waitUntil(lambda: sheet.choice.values.get("essai") == candidature)
    room.settled()
    room.desk.acces.write()
    room.settled()
    assert office.rows(select(Acces).where(Acces.quoi == "consultation"))
    assert office.read(models) == ()


def test_a_word_document_is_brought_for_a_letter_then_taken_out_as_it_was(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought, out = tmp_path / "refus.docx", tmp_path / "sortie.docx"
    brought.write_bytes(LETTRE)
    room.room.table.go("@DE")
    room.room.take(brought)
    assert "Modèle Word enregistré" in room.told()
    assert any("Modèle Word, le" in line for line in cells(room.room.table))
    monkeypatch.setattr("scolarite_desk.ui.salles.modeles.room.ask_save", lambda *_: out)
    room.press("Enregistrer le modèle Word…")
    assert room.room.pages.currentIndex() == 0, "it is not worded here"
    assert out.read_bytes() == LETTRE
    room.press("Textes antérieurs")
    room.room.earlier.step(0)
    assert room.room._out_then.isEnabled()
    assert not complaints(room.room)


def test_a_document_that_is_no_model_is_told_and_not_kept(room: Room, office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    room.room.table.go("@DE")
    room.room.take(tmp_path / "a.docx")
    assert "abîmé" in room.told()
    assert office.read(models) == ()


def test_a_word_letter_is_looked_at_as_its_words_and_numbered_once_it_is_saved(
    room: Room, office: Office, tmp_path: Path
) -> None:
    candidature = office.apply(office.home(office.person()))
    office(enter_avis, candidature, "DE", motif="niveau")
    office(validate_avis, candidature)
    (tmp_path / "refus.docx").write_bytes(LETTRE)
    room.room.table.go("@DE")
    room.room.take(tmp_path / "refus.docx")
    seen = preview_act(room.room.desk, room.room, issue_letter, candidature, title="Lettre", genre="lettre")
    assert seen is not None
    assert not seen._print.isVisible()
    assert not office.rows(select(DocumentEmis))
    assert seen._leaves_now()
    assert seen.paper.name.endswith(".docx")
    assert seen.paper.octets.startswith(b"PK")
    assert not complaints(seen)
    seen.close()


def test_what_the_law_wants_is_told_missing_before_one_saves(room: Room, office: Office) -> None:
    worded(room, "@DE")
    editor = room.room.editor
    editor.words.seats["recours"].editor.setPlainText("Plus de recours.")
    assert [line.split(" | ")[0] for line in cells(editor.wrong)] == ["Voies de recours"]
    room.press("Enregistrer")
    assert office.read(models) == ()
    assert room.says("Obligatoire, sans condition")


@pytest.mark.parametrize("letter", ["@DEvapp", "@inscription"])
def test_other_letters_are_worded_with_their_own_fields(room: Room, office: Office, letter: str) -> None:
    worded(room, letter)
    editor = room.room.editor
    assert any("{lieu}" in line for line in cells(editor.fields)) == (letter == "@inscription")
    room.press("Enregistrer")
    [own] = office.read(models)
    assert (own.portee.lettre, own.portee.genre) == (("DE", "vapp") if "vapp" in letter else ("inscription", None))


def test_the_english_of_a_letter_is_worded_too_and_follows_the_french(room: Room, office: Office) -> None:
    room.room.langues.choose("en")
    assert len(cells(room.room.table)) == 18
    assert not complaints(room.room)
    english = replace(ADMIS, langue="en")
    worded(room, "@FAen")
    editor = room.room.editor
    assert editor.mots() == shipped(english)
    assert not [one for one in editor.wrong.rows_model.rows if not one.faute.doute]
    editor.words.seats["objet"].editor.set_text("your application, at last")
    editor.words.seats["objet"].editor.edited.emit()
    room.press("Enregistrer")
    room.settled()
    [own] = office.read(models)
    assert own.portee == english
    assert office.read(words_of, english).objet == "your application, at last"
    assert office.read(words_of, ADMIS) == shipped(ADMIS), "the French is as it was"
    assert len(cells(room.room.table)) == 19
    room.room.langues.choose("fr")
    assert len(cells(room.room.table)) == 18


def test_whom_words_were_tried_on_is_kept_nowhere(room: Room, office: Office) -> None:
    candidature = office.apply(office.person())
    office(enter_avis, candidature, "DE", motif="niveau")
    office(validate_avis, candidature)
    worded(room, "@DE")
    sheet = room.room.editor.sheet
    sheet.choice.focus()
    typed("KERMAREC Maëlle\t")
    room.qtbot.waitUntil(lambda: sheet.choice.values.get("essai") == candidature)
    room.room.leave()
    room.settled()
    assert not [one for one in office.rows(select(Brouillon)) if "KERMAREC" in one.texte], "an erasure would miss it"
