"""The main window: find, open, correct, undo, create, all from the keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Refused
from scolarite_desk.langue import langue
from scolarite_desk.models.rows.rows import Manque
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store import drafts
from scolarite_desk.ui.desk.commands import COMMANDS, menu_letters
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.frame import gestures, queue
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets import Button
from tests.accessible import complaints
from tests.keys import focused, pressed, replaced, typed
from tests.pseudo import PSEUDO, pseudo
from tests.ui.office import PEOPLE, founded, office, window

__all__ = ["founded", "office", "window"]


def opened(window: Window, text: str) -> None:
    """Search and open, as one does at the desk."""
    pressed("Ctrl+F", window)
    typed(text)
    pressed("Return")


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ")


def drawn() -> None:
    """Let Qt lay out and show what was just made."""
    for _ in range(3):
        QApplication.processEvents()


def letters(window: Window) -> set[str]:
    """The letters that Alt takes on the page that is shown."""
    shown = (*window.stack.findChildren(QLabel), *window.stack.findChildren(QAbstractButton))
    texts = (one.text() for one in shown if one.isVisible() and (isinstance(one, QAbstractButton) or one.buddy()))
    return {keys.toString()[-1].lower() for text in texts if not (keys := QKeySequence.mnemonic(text)).isEmpty()}


def listed(window: Window) -> list[str]:
    return [f"{row.nom} {row.prenom}" for row in window.queue.people.rows_model.rows]


def test_the_list_is_in_the_order_of_names(window: Window) -> None:
    assert listed(window) == ["DE LA TOUR Éléonore", "KERMAREC Maëlle", "KERVELLA Yann", "ØRSTED Ida"]
    assert window.queue.says() == "4 dossiers"


def test_a_name_is_found_and_opened_without_the_mouse(window: Window) -> None:
    opened(window, "orsted")
    assert window.pane.header.text().startswith("ØRSTED Ida | né(e) le 26/06/2004")
    assert window.pane.page.here() is not None, "the keyboard is on the first field"


def test_f8_goes_to_the_next_and_f7_comes_back(window: Window) -> None:
    opened(window, "kermarec")
    pressed("Ctrl+F")
    pressed("Esc")
    pressed("F8")
    assert "KERVELLA" in window.pane.header.text()
    assert "3e sur 4" in window.pane.header.text()
    pressed("F7")
    assert "2e sur 4" in window.pane.header.text()


def test_what_is_typed_is_saved_by_tab_said_and_undone(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.nom_usage")
    typed("Le Goff\t")
    assert "(LE GOFF)" in window.pane.header.text()
    assert window.status.text() == "Enregistré à 09:00"
    assert plain(window.actions_["annuler"].text()) == "Annuler « Corriger « Nom d’usage » »"
    pressed("Ctrl+Z")
    assert "LE GOFF" not in window.pane.header.text()
    assert plain(window.status.text()) == "Annulé : Corriger « Nom d’usage »"
    pressed("Ctrl+Y")
    assert "(LE GOFF)" in window.pane.header.text()


def test_a_shortcut_saves_what_is_being_typed_first(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.prenom")
    replaced("Maelle-Anne")
    pressed("Ctrl+Return")
    opened(window, "kermarec")
    assert "Maelle-Anne" in window.pane.header.text()


def test_nothing_of_a_dossier_stays_on_screen_once_finished(window: Window) -> None:
    opened(window, "kermarec")
    pressed("Ctrl+Return")
    shown = [label.text() for label in window.stack.findChildren(QLabel) if label.isVisible()]
    assert not [text for text in shown if "KERMAREC" in text]
    assert focused() is window.queue.search
    assert not window.actions_["recu"].isEnabled()


def test_a_fault_keeps_its_text_as_a_draft_across_dossiers(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.ne_le")
    replaced("31/02/2004")
    pressed("F8")
    assert "KERMAREC" in window.pane.header.text(), "one stays where something is to be corrected"
    assert list(drafts.drafts_of(window.store, window.pane.view.personne).values()) == ["31/02/2004"]  # type: ignore[union-attr]


def test_what_a_crash_interrupted_comes_back_and_says_so(window: Window) -> None:
    opened(window, "kermarec")
    personne = window.pane.view.personne  # type: ignore[union-attr]
    drafts.keep(window.store, personne, "identite.nom_usage", "Le Go")
    opened(window, "kervella")
    opened(window, "kermarec")
    form = window.pane.form()
    assert form is not None
    assert form.text("identite.nom_usage") == "Le Go"
    window.pane.go("identite.nom_usage")
    pressed("End")
    typed("ff\t")
    assert "(LE GOFF)" in window.pane.header.text()
    assert drafts.drafts_of(window.store, personne) == {}


def test_someone_of_another_year_keeps_everything_in_a_new_dossier(window: Window) -> None:
    opened(window, "kermarec")
    window.run("nouvelle_annee")
    assert "a déjà le dossier" in window.messages.text()


def test_a_twin_is_shown_with_the_reason_before_creating(window: Window) -> None:
    pressed("Ctrl+F", window)
    typed("kermarec anna 07/03/2004")
    pressed("Return")
    drawn()
    said = [plain(label.text()) for label in window.creation.findChildren(QLabel) if label.isVisible()]
    assert "Un dossier ressemblant à « kermarec anna 07/03/2004 »" in said
    assert "Jumeau possible : autre prénom" in said
    assert window.creation.make.isVisible()
    assert not window.creation.sure.isVisible(), "creating is not the first thing proposed"


def test_creating_starts_in_the_search_box_and_goes_on_with_nationality(window: Window) -> None:
    pressed("Ctrl+F", window)
    typed("Le Gall nolwenn 3/5/2005")
    pressed("Ctrl+N")
    pressed("Ctrl+N")
    assert window.pane.header.text().startswith("LE GALL Nolwenn | né(e) le 03/05/2005")
    here = window.pane.page.here()
    assert here is not None
    assert here[1].path == "identite.nationalite"


def test_undoing_a_creation_leaves_the_dossier(window: Window) -> None:
    pressed("Ctrl+F", window)
    typed("Le Gall nolwenn 3/5/2005")
    pressed("Ctrl+N")
    pressed("Ctrl+N")
    pressed("Ctrl+Z")
    assert window.stack.currentWidget() is window.home
    window.queue.clear()
    assert len(listed(window)) == len(PEOPLE)


def test_views_count_and_follow(window: Window, qtbot: QtBot) -> None:
    counts = {line.vue.key: line.count for line in window.queue.views.rows_model.rows}
    assert counts["tous"] == counts["cvec"] == 4
    assert counts["jour"] == counts["avis"] == counts["regulariser"] == 0  # no bac is told, so that no INE is expected
    window.queue.select("avis")
    assert window.queue.says() == "Aucun dossier"
    assert not listed(window)


def test_a_save_shows_again_only_the_person_it_names(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(window, "kermarec")
    window.queue.clear()
    assert window.pane.view is not None
    personne = window.pane.view.personne
    with monkeypatch.context() as patch:
        patch.setattr(queue, "listed", None)  # reading the list again would call it
        window.desk.do(None, correct, "identite.ne_le", personne, "2004-03-08")
        window.desk.do(None, correct, "identite.ville_naissance", personne, "Genève")
    row = next(one for one in window.queue.people.rows_model.rows if one.personne == personne)
    assert row.ne_le == "2004-03-08"
    window.desk.do(None, correct, "identite.nom_naissance", personne, "ZELLER")
    assert window.queue.people.rows_model.rows[-1].nom == "ZELLER", "another name stands elsewhere"


def test_a_dossier_goes_to_the_trash_and_comes_back(window: Window) -> None:
    opened(window, "kervella")
    window.queue.clear()
    window.run("retirer")
    assert "KERVELLA Yann" not in listed(window)
    window.run("annuler")
    assert "KERVELLA Yann" in listed(window)


def test_the_history_of_a_field_undoes_any_one_work(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.nom_usage")
    typed("Le Goff\t")
    window.pane.go("identite.autres_prenoms")
    typed("Anne\t")
    window.pane.go("identite.nom_usage")
    pressed("Ctrl+H")
    pressed("Return")
    with window.store.reading() as session:
        person = session.get_one(Personne, window.pane.view.personne)  # type: ignore[union-attr]
        assert (person.nom_usage, person.autres_prenoms) == (None, "Anne")


def test_every_tab_answers_the_commands_it_declares(window: Window) -> None:
    opened(window, "kermarec")
    for number, onglet in enumerate(PAGES):
        window.pane.tabs.setCurrentIndex(number)
        assert set(window.pane.page.commands()) == set(onglet.answers), onglet.page.title


def test_no_command_of_the_menus_is_dead(window: Window) -> None:
    opened(window, "kermarec")
    asleep = {"annuler", "retablir"}  # nothing to undo yet
    assert [c.code for c in COMMANDS if not window.actions_[c.code].isEnabled() and c.code not in asleep] == []


def test_what_is_missing_says_whose_and_what_to_bring_comes_first(window: Window) -> None:
    opened(window, "kermarec")
    said = plain(window.pane.remaining.text())
    assert said.startswith("Candidature · CVEC 2026-2027 · Identité : "), said
    bac = [Manque("champ", N_(label), f"bac.{name}", blocking=True) for label, name in (("Situation", "situation"),)]
    window.pane.remaining.show_rows(bac, given=False)
    assert plain(window.pane.remaining.text()) == "Bac : situation ·  · Éditer le reçu"


def test_the_head_agrees_with_the_civility(window: Window) -> None:
    opened(window, "kermarec")
    personne = window.pane.view.personne  # type: ignore[union-attr]
    window.desk.do(None, correct, "identite.civilite", personne, "Mme")
    assert window.pane.header.text().startswith("KERMAREC Maëlle | née le 07/03/2004")
    assert window.status.text() == "Enregistré à 09:00"


def test_the_dossier_of_another_year_is_one_press_away(window: Window) -> None:
    opened(window, "kervella")
    older = window.pane.view.key  # type: ignore[union-attr]
    opened(window, "kermarec")
    view = replace(window.pane.view, autres_dossiers=((older, "Candidatures 2025-2026"),))  # type: ignore[type-var]
    window.pane.header.show_view(view)
    assert "| Candidatures 2025-2026" in window.pane.header.text()
    links = window.pane.header.findChildren(Button)
    next(link for link in links if link.accessibleName() == "Candidatures 2025-2026").click()
    assert "KERVELLA" in window.pane.header.text()


def test_a_refusal_about_a_setting_leads_to_it(window: Window) -> None:
    window.desk.messages.tell(Refused(N_("Choisissez une lettre de série."), "reglage.serie_ine"))
    press = next(button for button in window.messages.findChildren(Button) if button.text() == "Voir ce réglage")
    press.click()
    assert window.windowTitle().startswith("Réglages")
    assert window.room is not None
    form = window.room.form()
    assert form is not None
    here = form.here()
    assert here is not None
    assert here.name == "serie_ine"


def test_no_letter_of_a_page_is_a_letter_of_the_menus(window: Window) -> None:
    opened(window, "kermarec")
    for number, onglet in enumerate(PAGES):
        window.pane.tabs.setCurrentIndex(number)
        assert not letters(window) & set(menu_letters()), onglet.page.title
    for code in ROOMS:
        window.enter(code)
        assert not letters(window) & set(menu_letters()), code


def languages(window: Window) -> list[QAction]:
    menu = next((one for one in window.actions_.menu("affichage").actions() if one.text() == "Langue"), None)
    return list(menu.menu().actions()) if menu is not None else []  # type: ignore[attr-defined]


def test_the_language_is_chosen_among_those_installed_for_the_next_time(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert languages(window) == []
    monkeypatch.setattr(gestures, "installed", lambda: ["fr", "qps"])
    monkeypatch.setattr(gestures, "langue", lambda code: PSEUDO if code == "qps" else langue(code))
    window.gestures.offer_languages(window.actions_.menu("affichage"))
    french, other = languages(window)
    assert (french.text(), french.isChecked(), other.text()) == ("Français", True, pseudo("Français"))
    other.trigger()
    assert window.habits.text("fenetre/langue") == "qps"
    assert (french.isChecked(), window.status.text()) == (False, "Au prochain démarrage.")


def test_nothing_is_cut_when_the_text_is_twice_as_large(window: Window) -> None:
    window.resize(1920, 1080)
    window.theme.set(size=2.0)
    drawn()
    assert "\n".join(complaints(window)) == ""
    opened(window, "kermarec")
    drawn()
    assert "\n".join(complaints(window)) == ""
    pressed("Ctrl+N")
    drawn()
    assert "\n".join(complaints(window)) == ""


def test_every_tab_can_be_used_without_seeing_it(window: Window) -> None:
    opened(window, "kermarec")
    for number, onglet in enumerate(PAGES):
        window.pane.tabs.setCurrentIndex(number)
        drawn()
        assert "\n".join(complaints(window)) == "", onglet.page.title


def test_the_list_is_read_to_its_end_when_somebody_sorts_or_takes_it_all(
    window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    people = window.queue.people
    whole = len(people.rows_model.rows)
    assert whole > 1
    monkeypatch.setattr("scolarite_desk.ui.frame.queue.LISTED", 1)
    window.queue.select("tous")
    assert len(people.rows_model.rows) == 1
    people.setFocus()
    pressed("Ctrl+A", people)
    qtbot.waitUntil(lambda: len(people.selected()) == whole)
    window.queue.select("tous")
    pressed("Ctrl+T", people)
    qtbot.waitUntil(lambda: len(people.rows_model.rows) == whole and bool(people.rows_model.order))
    pressed("Ctrl+T", people)
    assert [row.nom for row in people.rows_model.rows] == sorted(
        (row.nom for row in people.rows_model.rows), reverse=True
    )
    window.queue.reload()
    pressed("Ctrl+A", people)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    assert len(people.selected()) == whole


def test_a_list_that_was_left_takes_nothing_of_the_one_that_follows(
    window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    people = window.queue.people
    monkeypatch.setattr("scolarite_desk.ui.frame.queue.LISTED", 1)
    window.queue.select("tous")
    people.setFocus()
    pressed("Ctrl+A", people)
    window.queue.select("regulariser")
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    assert len(people.selected()) <= 1
    assert len(people.rows_model.rows) <= 1
