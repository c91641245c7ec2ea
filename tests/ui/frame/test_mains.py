"""What the hand loses no more: tabs follow one another, what one only confirms is proposed, any field has a name."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QTableView

from scolarite_desk.store.queries.dossiers import fiches
from scolarite_desk.ui.dossier.sections import AdressePage, IdentitePage
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.widgets import Button
from tests.keys import focused, pressed, replaced, typed
from tests.ui.frame.test_window import opened
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]


def held(window: Window, thing: str, name: str) -> object:
    """What the base holds of the person shown."""
    assert window.pane.view is not None
    return window.desk.read(fiches, thing, window.pane.view.personne)[0].values.get(name)


def here(window: Window) -> str:
    """The field under the keyboard."""
    found = window.pane.page.here()
    return found[1].path if found is not None else focused().accessibleName()


def test_enter_on_the_last_field_of_a_tab_goes_to_the_first_of_the_next(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.identite_valable")
    pressed("Return")
    assert isinstance(window.pane.page, AdressePage)
    assert here(window) == "adresse.pays"
    window.pane.go("adresse.complement2")
    typed("Porte 4\n")
    assert here(window) == "bac.situation"
    assert held(window, "adresse", "complement2") == "Porte 4"


def test_enter_on_a_last_field_that_does_not_read_stays_there(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.identite_valable")
    typed("31/02/2027\n")
    assert isinstance(window.pane.page, IdentitePage)
    assert here(window) == "identite.identite_valable"


def test_empty_lists_are_gone_through_with_enter(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("cursus_internes")
    pressed("Return")
    assert window.pane.page.title.source == "Cursus", "there are two lists"
    titles = []
    for _ in range(3):
        pressed("Return")
        titles.append(window.pane.page.title.source)
    assert titles == ["Stages", "Expériences", "Candidatures"]


def test_france_is_proposed_and_only_enter_takes_it(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("adresse.pays")
    pressed("Tab")
    assert held(window, "adresse", "pays") is None
    pressed("Shift+Tab")
    pressed("Return")
    assert held(window, "adresse", "pays") == "99100"
    assert here(window) == "adresse.code_postal"


def test_the_country_of_birth_is_proposed_to_the_french_only(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.pays_naissance")
    pressed("Return")
    assert held(window, "identite", "pays_naissance") is None
    window.pane.go("identite.nationalite")
    typed("française\n")
    window.pane.go("identite.pays_naissance")
    pressed("Return")
    assert held(window, "identite", "pays_naissance") == "99100"


def test_the_day_a_paper_was_seen_is_proposed_once_there_is_a_paper(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.identite_vue_le")
    pressed("Return")
    assert held(window, "identite", "identite_vue_le") is None
    window.pane.go("identite.piece_identite")
    typed("passeport\n\n")
    assert held(window, "identite", "identite_vue_le") == window.desk.lists.today()


def test_a_commune_alone_for_its_code_is_chosen_and_a_code_without_any_says_so(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("adresse.pays")
    typed("\n29300\n")
    assert held(window, "adresse", "commune") is None, "several have that code"
    window.pane.go("adresse.code_postal")
    pressed("Ctrl+A")
    typed("76130\n")
    assert held(window, "adresse", "commune") == "76451"
    assert window.pane.form().text("commune").startswith("Mont-Saint-Aignan")  # type: ignore[union-attr]
    window.pane.go("adresse.code_postal")
    pressed("Ctrl+A")
    typed("76821\n")
    seat = window.pane.form().seats["code_postal"]  # type: ignore[union-attr]
    assert "Aucune commune" in seat.note.text()
    assert held(window, "adresse", "code_postal") == "76821", "it is said, and not refused"


def test_a_provisional_ine_leads_to_the_cvec(window: Window) -> None:
    opened(window, "kermarec")
    pressed("Ctrl+I", window)
    assert here(window) == "Situation"


def test_the_palette_goes_to_a_field_of_any_tab_by_any_part_of_its_name(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("bac.situation")
    for asked, path in (("OURRIEL", "identite.courriel"), ("code post", "adresse.code_postal")):
        pressed("Ctrl+K", window)
        typed(asked)
        pressed("Return")
        assert here(window) == path
    pressed("Ctrl+K", window)
    typed("situation cvec")
    pressed("Return")
    assert here(window) == "Situation"
    assert window.pane.page.title.source == "INE et CVEC"
    pressed("Ctrl+K", window)
    typed("glages")
    assert "Réglages" in window.palette_sheet.labels()


def test_the_palette_knows_the_fields_of_a_room(window: Window) -> None:
    pressed("Ctrl+Shift+A", window)
    pressed("Ctrl+K", window)
    typed("telephone")
    pressed("Return")
    assert focused().accessibleName() == "Téléphone"


def test_a_day_is_said_from_today(window: Window) -> None:
    opened(window, "kermarec")
    today = window.desk.lists.today()
    for said, days in (("+1", 1), ("-3", -3), ("demain", 1), ("auj", 0)):
        window.pane.go("identite.identite_valable")
        replaced(f"{said}\t")
        assert held(window, "identite", "identite_valable") == today + timedelta(days=days)


def test_a_calendar_on_demand_gives_the_day_to_its_field(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.identite_valable")
    typed("07/03/2027")
    pressed("F4")
    assert isinstance(focused(), QTableView), "the keyboard is in the month"
    pressed("Right")
    pressed("Return")
    assert here(window) == "identite.identite_valable"
    pressed("Tab")
    assert held(window, "identite", "identite_valable") == date(2027, 3, 8)
    window.pane.go("identite.identite_valable")
    pressed("F4")
    pressed("Down")
    pressed("Escape")
    pressed("Tab")
    assert held(window, "identite", "identite_valable") == date(2027, 3, 8), "nothing was chosen"


def test_asking_again_for_a_candidature_adds_the_one_that_is_typed(window: Window) -> None:
    opened(window, "kermarec")
    pressed("Ctrl+Shift+N", window)
    typed("informatique")
    pressed("Ctrl+Shift+N")
    assert window.pane.view is not None
    assert [one.formation for one in window.pane.view.candidatures] == ["Licence 2 Informatique"]


def test_the_buttons_that_add_a_candidature_have_a_name_each(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("candidatures")
    names = [b.accessibleName() for b in window.pane.findChildren(Button) if b.isVisible()]
    assert [name for name in names if name.startswith("Ajouter")] == [
        "Ajouter cette candidature",  # the one that is typed
        "Ajouter une candidature",
    ]


def test_taking_back_what_is_out_of_sight_says_whom_it_concerns_first(window: Window) -> None:
    opened(window, "kermarec")
    window.pane.go("identite.nom_usage")
    typed("Le Goff\t")
    pressed("Ctrl+Z", window)
    assert held(window, "identite", "nom_usage") is None, "the person is in sight: nothing is asked"
    pressed("Ctrl+Y", window)
    pressed("Ctrl+J", window)
    pressed("Ctrl+Z", window)
    assert held(window, "identite", "nom_usage") == "Le Goff"
    assert "KERMAREC (LE GOFF) Maëlle" in window.messages.text()
    assert focused().accessibleName() == "Annuler"
    pressed("Return")
    assert held(window, "identite", "nom_usage") is None
    assert window.messages.text() == ""
    pressed("Ctrl+Y", window)
    assert held(window, "identite", "nom_usage") == "Le Goff", "it was taken back from here, knowingly"
    pressed("Ctrl+,", window)
    pressed("Ctrl+Z", window)
    assert held(window, "identite", "nom_usage") == "Le Goff"
    pressed("Ctrl+Z")
    assert held(window, "identite", "nom_usage") is None, "the same keys again answer too"
