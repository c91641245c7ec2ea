"""« Candidatures »: a formation found by typing, hints and their reason, session, status, cancellation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.dossiers import add_item, correct, restore_item, withdraw_item, write_note
from scolarite_desk.services.etiquettes import put_tag
from scolarite_desk.services.offre import attach
from scolarite_desk.services.ouvertures import open_in_session, set_calendar
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.dossier.entete import DossierHeader
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Chip
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.dossier.une_candidature import admitted, give_avis, one, page
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office", "page"]


@pytest.fixture
def bare(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    """A dossier without any candidature."""
    yield from closed(Shown(theme, qtbot, office, CandidaturesPage, office.person()))


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
