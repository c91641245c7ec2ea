"""What was typed is never lost, nor brought back from the dead: every form, one mechanism."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import scolarite_desk.ui
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services.acts import do
from scolarite_desk.services.fusions import merge_persons
from scolarite_desk.store import drafts
from scolarite_desk.store.store import Store
from scolarite_desk.ui.frame.window import Window
from tests.keys import pressed, replaced, typed
from tests.ui.every_form import made
from tests.ui.frame.une_saisie import PRENOM, form_of, note_of, opened, prenom_of
from tests.ui.office import PEOPLE, founded, office, settle, window
from tests.words import words

__all__ = ["founded", "office", "window"]


# What is not kept, and why: the module, the first argument after the theme.
UNKEPT = {
    ("personne", "EFFACEMENT"): "the number that confirms an erasure is typed anew each time",
    ("purge", "PURGE"): "the same",
    ("this_station", "HUB"): "an invitation is a secret",
    ("paquets", "PAQUET"): "whom a packet is for goes with a secret phrase",
    ("room", "SORTIE"): "which table leaves is asked each time",
    ("listes", "fields"): "what a list of the journal is asked is written nowhere",
    ("feuille", "ESSAI"): "whom words are tried on is written nowhere: an erasure would miss it",
    ("lettres", "LETTRES"): "which letters a lot makes is asked each time",
    ("garder", "_NAME"): "the name of a view is typed when it is kept, and kept at once",
    ("choix", "CHOICE"): "which act is done to several is asked each time",
    ("rangs", "NUMEROTATION"): "in which order a list is looked at is asked each time",
    ("rangs", "PLACEMENT"): "a place is typed for the one that is selected, and done at once",
    ("fichier", "IMPORT_FICHIER"): "how a file is read is looked at again with the file",
    ("verification", "SCEAU"): "a proof is compared, never written",
}


# What is typed outside a form, and why it keeps no draft: the module, what it makes, how many of them.
BARE = {
    ("rescue", "OneLine", 1): "an account and a place, before a base is open: there is nowhere to keep it",
    ("premiere", "OneLine", 1): "the same",
    ("premiere", "Tick", 1): "the same",
    ("joindre", "OneLine", 5): "the same; one of them is a secret code",
    ("retrouver", "CodeLine", 1): "the recovery key is a secret",
    ("demande", "Choice", 1): "the account, before a base is open",
    ("panne", "LongText", 1): "the report of a crash is read, not typed",
    ("notes", "LongText", 1): "a whole note is read, not typed",
    ("page", "Choice", 1): "the candidature whose pieces are shown: nothing of it is written",
    ("secours", "CodeLine", 1): "a part of a secret",
    ("filtre", "Choice", 1): "a filter is written nowhere",
    ("qui", "Choice", 1): "who is searched is written nowhere",
    ("personne", "Tick", 1): "how a file is written, asked each time",
    ("colonnes", "SearchLine", 1): "what is searched is written nowhere",
    ("historique", "SearchLine", 1): "what is searched is written nowhere",
    ("help_panel", "SearchLine", 1): "the same",
    ("queue", "SearchLine", 1): "the same",
    ("palette", "SearchLine", 1): "the same",
    ("autre", "SearchLine", 1): "the same",
    ("room", "SearchLine", 3): "the same, in three rooms",
    ("corbeille", "SearchLine", 1): "the same",
    ("seances", "Tick", 1): "who was there is written as it is ticked",
    ("lettres", "Tick", 1): "whether letters that left are made again, asked each time",
    ("printing", "Tick", 1): "the language of one paper, chosen each time",
    ("conditions", "Choice", 1): "conditions of a view: their draft is one value, the whole filter",
    ("conditions", "Tick", 1): "the same",
    ("valeurs", "Choice", 1): "the same",
    ("colonnes", "Choice", 1): "the field of a column is of the file, which is not kept",
    ("correspondances", "Choice", 1): "the same, of a value",
    ("rapport", "Tick", 3): "what an import decides is asked each time",
    ("taches", "LongText", 1): "a note is shown whole there, and read alone",
    ("valeurs", "OneLine", 1): "the same",
}
_LINES = ("OneLine", "CodeLine", "LongText", "Choice", "Tick", "SearchLine", "QLineEdit", "QTextEdit", "QPlainTextEdit",
          "QComboBox", "QSpinBox", "QDateEdit")  # fmt: skip
_OF_FORMS = ("seat", "choice")  # the editor of a field, and the line of a choice


def _bare() -> Iterator[tuple[str, str]]:
    """Every line made outside a form: its module, its kind. Secrets are another: they are never kept."""
    for path in sorted(Path(scolarite_desk.ui.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and path.stem not in _OF_FORMS:
                name = call.func.id if isinstance(call.func, ast.Name) else ""
                if name in _LINES:
                    yield path.stem, name


@pytest.mark.parametrize(("module", "fields", "kept"), list(made()))
def test_every_form_of_the_window_keeps_drafts(module: str, fields: str, kept: bool) -> None:
    assert kept or (module, fields) in UNKEPT


def test_what_keeps_none_is_named_with_its_reason_and_nothing_else_is() -> None:
    assert {(module, fields) for module, fields, kept in made() if not kept} == set(UNKEPT)
    counted = Counter(_bare())
    assert {(*one, count) for one, count in counted.items()} == set(BARE)


def test_a_draft_corrected_by_hand_does_not_come_back(window: Window, office: Store) -> None:
    personne = opened(window)
    drafts.keep(office, personne, PRENOM, "Maëllexx")
    opened(window, "kervella")
    opened(window)
    form = form_of(window)
    assert note_of(form, PRENOM).startswith("Brouillon restauré, du ")
    assert "Enregistré : « Maëlle »." in note_of(form, PRENOM)
    window.pane.go(PRENOM)
    replaced("Maëlle\t")
    assert drafts.drafts_of(office, personne) == {}
    assert "Brouillon" not in note_of(form, PRENOM)
    assert prenom_of(office, personne) == "Maëlle"


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_draft_is_refused_by_its_button_or_by_escape(window: Window, office: Store, way: str) -> None:
    personne = opened(window)
    drafts.keep(office, personne, PRENOM, "Maëllexx")
    opened(window, "kervella")
    opened(window)
    form = form_of(window)
    window.pane.go(PRENOM)
    if way == "key":
        pressed("Esc")
    else:
        QTest.mouseClick(form.seats["prenom"].note.offered()["Esc"], Qt.MouseButton.LeftButton)
    assert form.text(PRENOM) == "Maëlle"
    assert drafts.drafts_of(office, personne) == {}
    pressed("Tab")
    assert prenom_of(office, personne) == "Maëlle"


def test_a_draft_that_says_what_the_base_says_dies(window: Window, office: Store) -> None:
    personne = opened(window)
    drafts.keep(office, personne, PRENOM, "Maëlle")
    opened(window, "kervella")
    opened(window)
    assert drafts.drafts_of(office, personne) == {}


def test_a_field_that_keeps_one_in_a_dossier_is_named_and_the_list_shows_whose_it_is(window: Window) -> None:
    opened(window)
    window.pane.go("identite.ne_le")
    replaced("31/02/2004\t")
    pressed("Ctrl+F", window)
    typed("kervella")
    pressed("Return")
    assert "« Identité » garde un champ à corriger : « Né(e) le » (F2 y va)." in window.messages.text().replace(
        "\u00a0", " "
    )
    assert "KERMAREC" in window.pane.header.text()
    window.messages.clear()
    assert window.enter("journee") is None
    assert "garde un champ à corriger" in window.messages.text()


def test_a_creation_interrupted_comes_back_to_the_same_search_and_to_no_other(window: Window, office: Store) -> None:
    def began(text: str) -> str:
        window.creation.open(text)
        return window.creation.form.text(PRENOM)

    pressed("Ctrl+F", window)
    typed("lozach")
    pressed("Ctrl+N")
    assert began("lozach") == ""
    window.creation.form.focus("prenom")
    typed("Awa\t")
    assert began("le dantec") == ""
    assert began("lozach") == "Awa"
    window.creation.form.focus("prenom")
    pressed("Tab")
    window.creation.make_dossier()
    assert drafts.drafts_of(office, drafts.NOWHERE) == {}


def test_a_creation_does_not_take_the_drafts_of_a_search_that_ends_like_it(window: Window) -> None:
    window.creation.open("awa@exemple.fr")
    window.creation.form.focus("prenom")
    typed("Awa\t")
    window.creation.open("exemple.fr")
    assert window.creation.form.text(PRENOM) == ""


def test_what_waits_for_an_act_is_no_older_than_the_base_when_nobody_wrote_since(window: Window) -> None:
    opened(window)
    window.pane.go("note")
    typed("Rappeler lundi\t")
    opened(window, "kervella")
    opened(window)
    window.pane.go("note")
    note = note_of(form_of(window), "note.texte")
    assert note.startswith("Brouillon restauré, du ")
    assert note.endswith("Rien n’est enregistré.")


def test_what_was_typed_a_moment_ago_is_kept_when_another_thing_takes_its_place(window: Window) -> None:
    opened(window)
    window.pane.go(PRENOM)
    form = form_of(window)
    replaced("Maëllexx")
    of = form.of
    form.open({}, "0" * 31 + "1")
    assert form.text(PRENOM) == ""
    form.open({"prenom": "Maëlle"}, of)
    assert form.text(PRENOM) == "Maëllexx"


# --- Said when the base is opened


def test_the_first_page_names_the_dossiers_where_something_waits_and_leads_there(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    assert "saisie en attente" not in words(window.home)
    opened(window)
    window.pane.go("identite.ne_le")
    replaced("31/02/2004\t")
    pressed("Ctrl+F", window)
    window._leave_dossier()
    settle(qtbot, lambda: "1 dossier a une saisie en attente" in words(window.home))
    button = next(one for one in window.home.findChildren(QPushButton) if "KERMAREC Maëlle" in one.accessibleName())
    button.setFocus()
    pressed("Return" if button.autoDefault() else "Space")
    assert window.stack.currentWidget() is window.pane
    assert form_of(window).here() is form_of(window).seats["ne_le"].field
    assert form_of(window).text("ne_le") == "31/02/2004"
    pressed("Esc")
    window._finish()
    settle(qtbot, lambda: "saisie en attente" not in words(window.home))


def test_what_is_typed_once_two_persons_were_said_to_be_one_is_of_the_person_kept(
    window: Window, office: Store
) -> None:
    kept, other = opened(window, "kervella"), opened(window)
    do(office, None, merge_persons, kept, other)
    window.pane.go(PRENOM)
    replaced("Yannick\t")
    assert form_of(window).text(PRENOM) == "Yannick"
    assert (prenom_of(office, kept), prenom_of(office, other)) == ("Yannick", "Maëlle")


def test_a_paste_of_any_length_stays_whole(window: Window) -> None:
    opened(window)
    window.pane.go("identite.ville_naissance")
    QApplication.clipboard().setText("x" * 100_000)
    pressed("Ctrl+V")
    pressed("Tab")
    assert note_of(form_of(window), "identite.ville_naissance") == "100 caractères au plus : il y en a 100000."


def test_what_one_may_no_longer_write_keeps_nobody_on_the_page_and_stays_a_draft(window: Window, office: Store) -> None:
    personne = opened(window)
    window.pane.go(PRENOM)
    replaced("Maëllexx")
    form_of(window).seats["prenom"].bar("Ce dossier est hors de votre périmètre.")
    assert opened(window, "kervella") != personne
    assert prenom_of(office, personne) == "Maëlle"
    assert drafts.drafts_of(office, personne) == {PRENOM: "Maëllexx"}


def test_ctrl_n_after_another_search_does_not_create_who_was_begun_before(window: Window, office: Store) -> None:
    pressed("Ctrl+F", window)
    typed("lozach")
    pressed("Ctrl+N")
    pressed("Ctrl+F", window)
    replaced("riou nolwenn")
    pressed("Ctrl+N")
    assert window.stack.currentWidget() is window.creation
    assert window.creation.form.text("identite.nom_naissance") == "RIOU"
    with office.reading() as session:
        assert session.query(Personne).count() == len(PEOPLE)
    pressed("Ctrl+N")
    assert window.pane.view is not None
    assert window.pane.view.nom == "RIOU Nolwenn"
