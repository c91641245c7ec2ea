"""« Visites et notes »: received, noted, given a receipt, gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Note
from scolarite_desk.services.agents import name_agent
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.visites import finish_visit, set_third_party, walk_in
from scolarite_desk.ui.desk.printing import Preview
from scolarite_desk.ui.dossier.visites import VisitesPage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.exchange.pdf_reading import texts
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.desk.test_printing_page import to_file
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    dossier = office.person()
    office.apply(dossier)
    yield from closed(Shown(theme, qtbot, office, VisitesPage, dossier))


def test_the_person_is_received_without_appointment(page: Shown) -> None:
    assert plain(page.page.strip.text()) == "Aucune visite en cours."
    page.page._receive.click()
    assert plain(page.page.strip.text()) == "Visite ouverte depuis 0 min au guichet 01."
    assert cells(page.page.visits) == ["06/07/2026 09:00 | Au guichet | Claire | "]


def test_a_visit_says_how_long_it_has_been_open(page: Shown, office: Office) -> None:
    page.page.receive()
    office.later(minutes=25)
    page.page._show()
    assert plain(page.page.strip.text()).startswith("Visite ouverte depuis 25 min")
    office.later(minutes=50)
    page.page._show()
    assert plain(page.page.strip.text()).startswith("Visite ouverte depuis 1 h 15")


def test_minutes_pass_only_while_one_looks(page: Shown) -> None:
    assert page.page._tick.isActive()
    page.page.hide()
    assert not page.page._tick.isActive()


def test_who_waits_is_called_rather_than_counted_twice(page: Shown, office: Office) -> None:
    office(walk_in, dossier=page.dossier)
    assert plain(page.page.strip.text()) == "Arrivée depuis 0 min, ticket 01-001."
    page.page._receive.click()
    assert len(cells(page.page.visits)) == 1
    page.page._finish.click()
    assert cells(page.page.visits)[0].startswith("06/07/2026 09:00 | Reçue")


def test_the_motive_is_written_when_left(page: Shown) -> None:
    page.page.receive()
    page.page._motif.focus("motif")
    typed("dépôt\t")
    assert cells(page.page.visits)[0].split(" | ")[3] != ""


def test_a_third_party_is_said_with_the_mandate(page: Shown, office: Office) -> None:
    page.page.receive()
    office(set_third_party, page.page.now.key, "Sa mère")
    assert plain(page.page.strip.text()).endswith("· Sa mère, mandat à voir.")


def test_a_note_is_kept_with_its_visit_and_the_day_to_come_back(page: Shown, office: Office) -> None:
    page.page.receive()
    page.page.go("note")
    typed("Relevé L2 promis.\nRappeler si absent.\t20/7/26\n")
    note = office.rows(select(Note))[0]
    assert (note.texte, note.suivi_le) == ("Relevé L2 promis.\nRappeler si absent.", date(2026, 7, 20))
    assert note.visite_id == page.page.now.key
    assert cells(page.page.notes.table) == [
        "06/07/2026 | Claire | 20/07/2026 |  |  | Relevé L2 promis. Rappeler si absent."
    ]
    assert page.page.notes.form.text("texte") == "", "ready for another"


def test_a_promise_is_kept(page: Shown) -> None:
    page.page.go("note")
    typed("À rappeler\t20/7/26\n")
    page.page.notes.suite.done.click()
    assert cells(page.page.notes.table)[0].split(" | ")[2] == "fait 06/07"
    assert page.page.notes.suite.done.isHidden()


def test_a_note_of_a_thousand_lines_is_read_whole(page: Shown, office: Office) -> None:
    long = "\n".join(f"Ligne {number}" for number in range(1000))
    page.page.notes.form.restore("note.texte", long)
    page.page.notes.write()
    assert page.page.notes._whole.text() == long


def test_a_note_being_written_comes_back_after_a_crash(page: Shown, theme: Theme, qtbot: QtBot) -> None:
    page.page.go("note")
    typed("Elle attend sa\t")
    again = Shown(theme, qtbot, page.office, VisitesPage, page.dossier)
    assert again.page.notes.form.text("texte") == "Elle attend sa"
    again.desk.close()
    again.window.close()


def test_nobody_is_told_to_write_about_health(page: Shown) -> None:
    assert "Jamais de santé ni d’autre donnée sensible" in page.words()


def test_ctrl_p_gives_a_receipt_and_its_reprint_says_duplicata(page: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    page.page.receive()
    pressed("Ctrl+P", page.window)
    sheet = page.window.findChild(Preview)
    assert sheet is not None
    assert cells(page.page.documents) == []
    sheet.send(to_file(tmp_path / "recu.pdf"))
    qtbot.waitUntil(lambda: not page.desk.jobs.busy)
    sheet.close()
    assert cells(page.page.documents)[0].startswith("Reçu 01-2026-00001 | 06/07/2026 à 09:00 | Claire")
    page.page.documents.setFocus()
    pressed("Return")
    again = next(one for one in page.window.findChildren(Preview) if one.isVisible())
    assert any("duplicata" in text.lower() for text in texts(again.paper.octets))
    again.close()


def test_a_receipt_waits_until_the_holder_of_the_account_says_who_they_are(page: Shown, office: Office) -> None:
    """CRPA L. 111-2."""
    office(create_account, office.store.auteur, "administrateur")
    asked = "Le reçu nomme qui le remet"
    pressed("Ctrl+P", page.window)
    assert page.window.findChild(Preview) is None
    assert asked in plain(page.desk.messages.text())
    page.desk.messages.clear()
    office(name_agent, office.store.auteur, "Claire", "MARTIN", "gestionnaire")
    pressed("Ctrl+P", page.window)
    page.window.findChild(Preview).close()
    assert asked not in plain(page.desk.messages.text())
    assert cells(page.page.documents) == []  # looked at only


def test_the_visits_before_stay_in_sight(page: Shown, office: Office) -> None:
    page.page.receive()
    office(finish_visit, page.page.now.key)
    office.later(days=3)
    page.page.receive()
    assert [line[:10] for line in cells(page.page.visits)] == ["09/07/2026", "06/07/2026"]


def test_the_page_in_words(page: Shown) -> None:
    page.page.receive()
    page.page.go("note")
    typed("Relevé L2 promis\t20/7/26\n")
    page.drawn()
    golden("page_visites", page.words())


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nobody_is_left_out(page: Shown, theme: Theme, size: float) -> None:
    theme.set(size=size)
    page.drawn()
    assert complaints(page.window) == []


def test_a_motive_typed_for_one_visit_is_not_of_the_next_one(page: Shown, office: Office) -> None:
    page.page.receive()
    page.page._motif.focus("motif")
    typed("zzz\t")
    office(finish_visit, page.page.now.key)
    page.page.receive()
    assert page.page._motif.text("motif") == ""


def test_a_tag_is_put_by_its_first_letters_and_taken_off_by_its_cross(page: Shown, office: Office) -> None:
    office(add_item, "etiquette", {"libelle": "À rappeler", "couleur": "bleu"})
    page.page.go("pose")
    typed("rappel\n")
    assert [chip.text().strip() for chip in page.page.tags.chips] == ["À rappeler"]
    page.page.tags.chips[0].click()
    assert page.page.tags.chips == []
    page.drawn()
    assert "Aucune étiquette." in page.words()


def test_a_note_is_handed_over_with_a_word_then_taken(page: Shown, office: Office) -> None:
    page.page.go("note")
    typed("À rappeler\t20/7/26\n")
    suite = page.page.notes.suite
    suite.given.click()
    typed("poste 01\tavant midi\n")
    assert cells(page.page.notes.table) == ["06/07/2026 | Claire | 20/07/2026 |  | poste 01 | À rappeler"]
    assert page.page.notes._whole.text() == "À rappeler\nClaire\u00a0: avant midi"
    assert suite.form.isHidden()
    suite.taken.click()
    assert cells(page.page.notes.table) == ["06/07/2026 | Claire | 20/07/2026 |  | Claire | À rappeler"]
    assert suite.taken.isHidden()


def test_a_note_is_about_the_candidature_that_is_chosen(page: Shown, office: Office) -> None:
    page.page.go("note")
    typed("Attend le jury\t\tlicence\n")
    [note] = office.rows(select(Note))
    assert office.row(Candidature, note.candidature_id).dossier_id == page.dossier
    assert page.page.notes._whole.text().endswith("Concerne\u00a0: Licence 2 Informatique")
