"""The avis of a candidature: entered, corrected, validated, its letter, the person’s answer; by the keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.documents import register
from scolarite_desk.services.dossiers import correct
from scolarite_desk.ui.desk.printing import Preview
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button
from tests.keys import pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.desk.test_printing_page import to_file
from tests.ui.dossier.une_candidature import admitted, give_avis, page
from tests.ui.one_page import Shown, cells, office, plain
from tests.words import words

__all__ = ["founded", "office", "page"]


SUMMONS = {"convocation_le": date(2099, 7, 9), "convocation_heure": "9h", "convocation_lieu": "Amphi 2"}


def test_an_avis_is_entered_then_validated_from_the_keyboard(page: Shown) -> None:
    give_avis(page, "favorable")
    pressed("Ctrl+D")
    assert plain(page.page.avis.strip.text()) == "Favorable, à valider : saisi le 06/07/2026 à 09:00 par Claire."
    pressed("Ctrl+Shift+D")
    assert cells(page.page.table)[0].endswith("| Favorable | ")
    assert page.view().candidatures[0].courant.valide_par == "Claire"


def test_a_refusal_has_a_motive(page: Shown) -> None:
    give_avis(page, "DE")
    assert page.at() == "Motif"
    pressed("Ctrl+D")
    assert "a un motif" in plain(page.page.avis.form.seats["motif"].note.text())
    typed("prérequis\t")
    pressed("Ctrl+D")
    assert page.view().candidatures[0].courant.motif == "prerequis"


def test_a_waiting_list_has_a_rank_that_nobody_holds(page: Shown, office: Office) -> None:
    other = office.apply(office.person("KERVELLA", "Yann"))
    office(enter_avis, other, "LC", rang=3)
    give_avis(page, "liste compl")
    typed("3\n")
    assert "déjà donné" in plain(page.page.avis.form.seats["rang"].note.text())
    replaced("4\n", page.page.avis.form.seats["rang"].editor)
    assert page.view().candidatures[0].courant.rang == 4


def test_a_preselection_bears_day_hour_and_place(page: Shown) -> None:
    give_avis(page, "présélection")
    typed("10/07/2026\t9h30\tSalle 12\t")
    pressed("Ctrl+D")
    avis = page.view().candidatures[0].courant
    assert (avis.convocation_le, avis.convocation_heure, avis.convocation_lieu) == (
        date(2026, 7, 10),
        "09:30",
        "Salle 12",
    )
    assert page.page.avis.form.text("convocation_heure") == "09:30"


def test_an_hour_of_old_that_no_longer_reads_is_shown_with_its_fault(page: Shown) -> None:
    key = page.office(enter_avis, page.view().candidatures[0].key, "PR", **SUMMONS)
    with page.office.store.work("enter_avis") as work:
        work.get(Avis, key).convocation_heure = "9h-10h"
    page.page.open(page.view())
    form = page.page.avis.form
    assert form.text("convocation_heure") == "9h-10h"
    assert [(field.name, plain(said)) for field, said in form.faults()] == [
        ("convocation_heure", "Heure illisible : écrivez par exemple 9h30.")
    ]
    form.focus("convocation_heure")
    typed("\t")
    assert form.faults()
    form.focus("convocation_heure")
    replaced("9h\t")
    pressed("Ctrl+D")
    assert page.view().candidatures[0].courant.convocation_heure == "09:00"
    assert not form.faults()


def test_only_what_goes_with_the_avis_is_written(page: Shown) -> None:
    give_avis(page, "DE")
    typed("prérequis\t")
    page.page.avis.form.focus("avis")
    replaced("FA\t")
    pressed("Ctrl+D")
    assert page.view().candidatures[0].courant.motif == ""


def test_a_correction_keeps_the_first_avis_and_says_why(page: Shown) -> None:
    admitted(page)
    page.page.avis.correct()
    replaced("DE\t")
    typed("capacité\t")
    page.page.avis.give()
    assert plain(page.page.avis.form.seats["corrige_motif"].note.text()) == "Indiquez la raison de la rectification."
    typed("Erreur de ligne au jury\n")
    shown = cells(page.page.avis.history)
    assert shown[0] == "Défavorable | 06/07/2026 | Claire | À valider"
    assert shown[1] == "Favorable | 06/07/2026 | Claire | "
    page.page.avis.validate()
    assert cells(page.page.avis.history)[0].endswith("Rectifié : Erreur de ligne au jury")


def test_giving_a_correction_up_changes_nothing(page: Shown) -> None:
    admitted(page)
    page.page.avis.correct()
    page.page.avis.leave()
    assert page.page.avis.form.isHidden()
    assert len(page.view().candidatures[0].avis) == 1


def test_a_letter_that_left_holds_the_validation_and_one_that_was_looked_at_does_not(
    page: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    admitted(page)
    page.page.avis.letter()
    sheet = page.window.findChild(Preview)
    assert sheet is not None
    assert sheet.accessibleName().startswith("Lettre, aperçu")
    assert page.desk.read(register, "lettre") == ()
    sheet.send(to_file(tmp_path / "lettre.pdf"))
    qtbot.waitUntil(lambda: not page.desk.jobs.busy)
    sheet.close()
    page.page.avis.letter()
    (again,) = [one for one in page.window.findChildren(Preview) if one.isVisible()]
    assert "numéro est donné" not in words(again)
    again.close()
    assert len(page.desk.read(register, "lettre")) == 1
    page.page.avis._acts["unvalidate"].click()
    assert "La lettre est partie" in plain(page.messages.text())


def test_the_person_confirms_then_gives_up(page: Shown) -> None:
    admitted(page)
    page.page.avis.suites._acts["confirm"].click()
    assert cells(page.page.table)[0].endswith("| Confirmée")
    page.page.avis.suites._acts["desist"].click()
    assert cells(page.page.table)[0].endswith("| Désistement")


def test_who_has_a_rank_stays_on_the_list_or_leaves_it(page: Shown) -> None:
    key = page.view().candidatures[0].key
    page.office(enter_avis, key, "LC", rang=1)
    page.office(validate_avis, key)
    words_of = {name: page.page.avis.suites._acts[name].accessibleName() for name in ("confirm", "desist")}
    assert words_of == {"confirm": "Reste sur la liste", "desist": "Quitte la liste"}
    page.page.avis.suites._acts["confirm"].click()
    assert cells(page.page.table)[0].endswith("| Reste sur la liste")
    assert "reste sur la liste" in page.words()


def test_a_place_that_comes_free_is_proposed_and_given_to_nobody(page: Shown) -> None:
    office = page.office
    office(correct, "formation.capacite", office.licence, 1)
    admitted(page)
    waiting = office.apply(office.person("QUEMENER", "Awa"))
    office(enter_avis, waiting, "LC", rang=1)
    office(validate_avis, waiting)
    led: list[tuple[str, str]] = []
    page.desk.entered.connect(lambda *way: led.append(way))
    page.page.avis.suites._acts["desist"].click()
    assert "1 place libre sur 1" in plain(page.messages.text())
    call = next(b for b in page.messages.findChildren(Button) if "Proposer la place" in b.accessibleName())
    assert call.accessibleName() == "Proposer la place à QUEMENER Awa…"
    call.click()
    assert led == [("suivi", f"appeler/{waiting}")]
    assert office.row(Candidature, waiting).confirmation is None


def test_an_avis_being_typed_survives_what_another_desk_does(page: Shown, office: Office) -> None:
    give_avis(page, "DE")
    typed("prér")
    office(set_statut, page.view().candidatures[0].key, "RE")
    assert page.page.avis.form.text("avis") == "Défavorable"
    assert page.page.avis.form.text("motif") == "prér"


def test_an_avis_being_typed_comes_back_after_a_crash(page: Shown, theme: Theme, qtbot: QtBot) -> None:
    give_avis(page, "DE")
    again = Shown(theme, qtbot, page.office, CandidaturesPage, page.dossier)
    assert again.page.avis.form.text("avis") == "Défavorable"
    again.desk.close()
    again.window.close()


def test_another_letter_is_chosen_by_its_name_and_looked_at_first(page: Shown) -> None:
    other = page.page.avis.other
    other.edit()
    assert "Choisissez le courrier." in page.words()
    other.form.focus("papier")
    typed("désist\t")
    other.edit()
    assert (
        "Aucun désistement n’est enregistré, ni aucune absence de réponse."
        in plain(page.messages.text()) + page.words()
    )
    other.form.focus("papier")
    replaced("pièces\t")
    other.edit()
    sheet = page.window.findChild(Preview)
    assert sheet is not None
    assert page.desk.read(register, "lettre") == ()
    sheet.close()


def test_taking_an_admission_back_is_warned_of_before(page: Shown) -> None:
    admitted(page)
    page.page.avis.correct()
    assert "L. 242-1" in plain(page.messages.text())
    page.page.avis.leave()


def test_an_avis_is_not_validated_over_what_is_typed_and_cannot_be_read(page: Shown) -> None:
    key = page.view().candidatures[0].key
    page.office(enter_avis, key, "LC", rang=1)
    page.page.form().focus("rang")
    replaced("2e\t")
    page.page.avis._acts["validate"].click()
    assert page.view().candidatures[0].avis[0].valide_le is None
    assert page.page.avis.form.faults()


def test_whoever_is_led_to_an_avis_that_waits_gives_nothing(page: Shown) -> None:
    give_avis(page, "FA")
    page.page.go("avis")
    page.page.table.setFocus()
    pressed("Return")
    assert page.view().candidatures[0].avis == ()
    pressed("Ctrl+D")
    assert [avis.avis for avis in page.view().candidatures[0].avis] == ["FA"]
