"""« Candidatures »: a formation found by typing, hints and their reason, status, avis, letter, answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.documents import register
from scolarite_desk.services.dossiers import add_item, correct, restore_item, withdraw_item, write_note
from scolarite_desk.services.etiquettes import put_tag
from scolarite_desk.services.offre import attach
from scolarite_desk.services.ouvertures import open_in_session, set_calendar
from scolarite_desk.ui.desk.printing import Preview
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.dossier.entete import DossierHeader
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Chip
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.desk.test_printing_page import to_file
from tests.ui.one_page import Shown, cells, closed, office, plain
from tests.words import words

__all__ = ["founded", "office"]
SUMMONS = {"convocation_le": date(2099, 7, 9), "convocation_heure": "9h", "convocation_lieu": "Amphi 2"}


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    dossier = office.home(office.person())
    office.apply(dossier)
    yield from closed(Shown(theme, qtbot, office, CandidaturesPage, dossier))


@pytest.fixture
def bare(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    """A dossier without any candidature."""
    yield from closed(Shown(theme, qtbot, office, CandidaturesPage, office.person()))


def one(page: Shown, place: int = 0) -> Candidature:
    """The candidature in the base."""
    found: Candidature = page.office.row(Candidature, page.view().candidatures[place].key)
    return found


def give_avis(page: Shown, avis: str) -> None:
    pressed("Ctrl+D")
    typed(avis + "\t")


def admitted(page: Shown) -> None:
    key = page.view().candidatures[0].key
    page.office(enter_avis, key, "FA")
    page.office(validate_avis, key)


def test_without_any_it_says_what_to_press(bare: Shown) -> None:
    assert "Aucune candidature : ajoutez la formation demandée." in bare.words()
    pressed("Ctrl+Shift+N", bare.window)
    assert bare.at() == "Formation"


def test_a_formation_is_found_by_a_word_of_its_name(bare: Shown) -> None:
    pressed("Ctrl+Shift+N", bare.window)
    typed("informatique\t")
    bare.page.adding.give()
    assert cells(bare.page.table) == ["Licence 2 Informatique | Candidature | En attente | Sans avis | "]
    assert bare.at() == "Candidatures"


def test_a_rule_warns_with_its_source_and_the_reason_is_kept(bare: Shown, office: Office) -> None:
    office.later(days=60)
    pressed("Ctrl+Shift+N", bare.window)
    typed("L2INF\t")
    assert plain(bare.page.adding.strip.text()).startswith("Le dépôt est clos depuis le 31/07/2026. (Calendrier")
    bare.page.adding.give()
    assert "Donnez le motif" in plain(bare.page.adding.form.seats["motif"].note.text())
    typed("Accord de la responsable")
    bare.page.adding.give()
    assert [row.motif for row in office.rows(select(Reserve))] == ["Accord de la responsable"]


def test_the_session_is_changed_until_something_is_decided_there(page: Shown) -> None:
    form = page.page.state.session
    assert form.isHidden(), "there is one session, or none: nothing to choose"
    _main, late = two_sessions(page.office)
    page.drawn()
    form.focus("session")
    assert form.text("session") == "Principale"
    replaced("compl\t")
    assert one(page).session_id == late
    admitted(page)
    form.focus("session")
    replaced("princ\t")
    assert "Une décision y est déjà validée" in plain(form.seats["session"].note.text())
    assert one(page).session_id == late


def two_sessions(office: Office) -> tuple[str, str]:
    """The licence in its own session, and in a complementary one (keys)."""
    session = {"campagne_id": office.campagne, "genre": "principale"}
    main = office(add_item, "session", session | {"libelle": "Principale"})
    late = office(add_item, "session", session | {"libelle": "Complémentaire"})
    office(attach, "formation", office.licence, "session_id", main)
    office(open_in_session, office.licence, late)
    return main, late


def test_the_session_is_asked_where_a_formation_has_several(bare: Shown) -> None:
    _main, late = two_sessions(bare.office)
    bare.office(set_calendar, bare.office.licence, {"fin_depot": date(2099, 7, 31)})
    pressed("Ctrl+Shift+N", bare.window)
    typed("informatique\t")
    form = bare.page.adding.form
    bare.page.adding.give()
    assert "dites laquelle, Principale, Complémentaire" in plain(form.seats["session"].note.text())
    form.focus("session")
    typed("compl\t")
    bare.page.adding.give()
    assert one(bare).session_id == late
    assert cells(bare.page.table)[0].startswith("Licence 2 Informatique · Complémentaire")


def test_the_same_formation_twice_is_refused_under_its_field(page: Shown) -> None:
    pressed("Ctrl+Shift+N", page.window)
    typed("informatique\t")
    page.page.adding.give()
    assert "a déjà une candidature" in plain(page.page.adding.form.seats["formation"].note.text())


def test_escape_gives_up_adding(page: Shown) -> None:
    pressed("Ctrl+Shift+N", page.window)
    typed("mast")
    pressed("Esc")  # the list
    pressed("Esc")
    assert page.at() == "Candidatures"


def test_the_status_is_changed_with_its_day(page: Shown) -> None:
    form = page.page.state.form
    form.focus("statut")
    replaced("réceptionné\t")
    form.focus("statut_le")
    replaced("03/07/2026\n")
    assert (one(page).statut, one(page).recue_le) == ("RE", date(2026, 7, 3))
    assert plain(page.page.state.strip.text()) == "Réceptionné depuis le 03/07/2026 · Accès contrôlé, validé"


def test_moving_the_day_of_completeness_asks_why(page: Shown, office: Office) -> None:
    office(set_statut, page.view().candidatures[0].key, "CO", motif="vu")
    page.page.state.form.focus("statut_le")
    replaced("01/07/2026\n")
    assert page.page.state.asking.isVisible()
    assert "donnez la raison de changer cette date" in plain(page.page.state.asking.text())
    typed("Reçu par la poste le 1er\n")
    assert one(page).complete_le == date(2026, 7, 1)
    assert page.page.state.strip.isVisible()


def test_a_day_to_come_is_refused_under_the_status(page: Shown) -> None:
    page.page.state.form.focus("statut")
    replaced("complet\t")
    replaced("01/09/2026\n", page.page.state.form.seats["statut_le"].editor)
    assert "est à venir" in plain(page.page.state.form.seats["statut"].note.text())


def test_access_by_right_becomes_a_validated_avis(page: Shown) -> None:
    page.page.state.form.focus("traitement")
    replaced("accès direct\t")
    page.page.state._acts["traitement"].click()
    assert plain(page.page.avis.strip.text()) == "Favorable, validé le 06/07/2026 à 09:00 par Claire."


def test_fees_are_given_field_by_field(page: Shown) -> None:
    page.page.state.details.focus("montant")
    typed("178\t")
    assert one(page).montant == 178


def test_a_cancellation_keeps_its_reason_and_can_be_taken_back(page: Shown) -> None:
    page.page.state.cancel()
    typed("Choix d’une autre formation\n")
    assert one(page).annulee_motif == "Choix d’une autre formation"
    assert "Annulée" in cells(page.page.table)[0]
    page.page.state._acts["reopen"].click()
    assert one(page).annulee_le is None


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


def test_another_candidature_is_another_page(page: Shown, office: Office) -> None:
    office.apply(page.dossier, office.master)
    page.page.table.setFocus()
    pressed("Down")
    assert page.page.state.one.code == "M1BIO"
    give_avis(page, "FA")
    pressed("Ctrl+D")
    assert [row.partition("| En attente | ")[2] for row in cells(page.page.table)] == [
        "Sans avis | ",
        "Favorable, à valider | ",
    ]


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


def test_the_page_in_words(page: Shown) -> None:
    give_avis(page, "DE")
    typed("prérequis\t")
    pressed("Ctrl+D")
    page.drawn()
    golden("page_candidatures", page.words())


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nobody_is_left_out(page: Shown, theme: Theme, size: float) -> None:
    theme.set(size=size)
    page.drawn()
    assert complaints(page.window) == []
    page.page.add()
    page.drawn()
    assert complaints(page.window) == []
    assert QApplication.focusWidget() is not None


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


def test_a_formation_that_is_being_chosen_stays_on_screen_when_something_changes(bare: Shown, office: Office) -> None:
    pressed("Ctrl+Shift+N", bare.window)
    typed("informat")
    office(correct, "identite.prenom", office.owner(bare.dossier), "Anna")
    assert bare.at() == "Formation"
    typed("ique\t")
    office(withdraw_item, "formation", office.licence)
    bare.page.adding.give()
    assert "corbeille" in bare.messages.text()
    office(restore_item, "formation", office.licence)
    bare.page.adding.give()
    assert bare.messages.text() == ""
    assert len(bare.view().candidatures) == 1


def test_the_head_says_once_that_there_is_no_candidature(page: Shown) -> None:
    header = DossierHeader(page.desk.theme, lambda path: None, lambda dossier: None)
    header.show_view(replace(page.view(), statut="", candidatures=()))
    assert [part for part in header.text().split(" | ") if "candidature" in part] == ["Aucune candidature"]
    header.deleteLater()


def test_a_formation_that_is_cut_for_the_eye_is_heard_whole(page: Shown) -> None:
    long = "Licence 3e année, mention Langues, littératures et civilisations étrangères"
    view = page.view()
    header = DossierHeader(page.desk.theme, lambda path: None, lambda dossier: None)
    header.show_view(replace(view, candidatures=(replace(view.vivantes[0], formation=long, genre="candidature"),)))
    [chip] = [one for one in header.findChildren(Chip) if "Licence" in one.text()]
    assert "…" in chip.text()
    assert chip.accessibleName() == chip.toolTip() == long
    header.deleteLater()


def test_a_formation_is_chosen_in_the_tree_of_programmes(page: Shown) -> None:
    adding = page.page.adding
    page.page.add()
    adding.browse()
    for key in ("Down", "Down", "Down", "Down", "Down"):
        pressed(key)
    wanted = adding.programmes.current().formation
    pressed("Return")
    assert adding.programmes.isHidden()
    assert adding.form.values["formation"] == wanted.key
    assert page.at() == "Type"
    adding.browse()
    pressed("Escape")
    assert page.at() == "Formation"
    adding.give()
    assert page.view().candidatures[-1].formation_id == wanted.key


def test_its_notes_and_its_tags_are_read_in_its_tab(page: Shown, office: Office) -> None:
    half, table = page.page.avis, page.page.table
    assert (half.notes.isHidden(), table.head.barred(5)) == (True, True)
    key = half.one.key
    personne = page.view().personne
    office(write_note, personne, "Relancer le lycée.", None, None, key)
    office(write_note, personne, "Rien de cette candidature.")
    tag = office(add_item, "etiquette", {"libelle": "À rappeler", "couleur": "orange", "en_service": True})
    office(put_tag, tag, key, personne)
    page.page.refresh(page.view())
    assert plain(half.notes.words.text()).endswith("Claire : Relancer le lycée.")
    assert (half.notes.isHidden(), table.head.barred(5)) == (False, False)
    assert cells(table)[0].endswith("| À rappeler")


def test_handing_over_tells_what_is_missing(page: Shown) -> None:
    page.page.state._acts["transmit"].click()
    assert one(page).statut == "RE"
    assert page.messages.text().startswith("Transmis. Il manque\u00a0: ")


def test_a_proposal_of_admission_is_ticked_as_it_is_added_and_waits_to_be_validated(page: Shown) -> None:
    adding = page.page.adding
    page.page.add()
    typed("Master\t")
    adding.form.focus("proposition")
    pressed("Space")
    pressed("Tab")
    adding.give()
    last = page.view().candidatures[-1]
    assert (last.statut, [avis.avis for avis in last.avis], last.avis[0].valide_le) == ("CO", ["FA"], None)
