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
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.readers import LongTexte
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.fusions import merge_persons
from scolarite_desk.store import drafts
from scolarite_desk.store.base import open_base
from scolarite_desk.store.drafts import Draft
from scolarite_desk.store.store import Store
from scolarite_desk.ui.forms.editing import AGAIN_EVERY
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.keys import pressed, replaced, typed
from tests.services.conftest import MORNING, PASSWORD
from tests.torture.pannes import full
from tests.ui.every_form import made
from tests.ui.forms.demo import DemoLists
from tests.ui.office import PEOPLE, founded, office, settle, window
from tests.words import words

__all__ = ["founded", "office", "window"]

PRENOM = "identite.prenom"

# What is not kept, and why: the module, the first argument after the theme.
UNKEPT = {
    ("personne", "EFFACEMENT"): "the number that confirms an erasure is typed anew each time",
    ("purge", "PURGE"): "the same",
    ("this_station", "HUB"): "an invitation is a secret",
    ("paquets", "PAQUET"): "whom a packet is for goes with a secret phrase",
    ("listes", "fields"): "what a list of the journal is asked is written nowhere",
    ("feuille", "ESSAI"): "whom words are tried on is written nowhere: an erasure would miss it",
    ("lettres", "LETTRES"): "which letters a lot makes is asked each time",
    ("choix", "CHOICE"): "which act is done to several is asked each time",
    ("rangs", "NUMEROTATION"): "in which order a list is looked at is asked each time",
    ("rangs", "PLACEMENT"): "a place is typed for the one that is selected, and done at once",
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


def _opened(window: Window, text: str = "kermarec") -> str:
    pressed("Ctrl+F", window)
    typed(text)
    pressed("Return")
    assert window.pane.view is not None
    return window.pane.view.personne


def _form(window: Window) -> Form:
    form = window.pane.form()
    assert form is not None
    return form


def _prenom(store: Store, personne: str) -> str | None:
    with store.reading() as session:
        return session.get_one(Personne, personne).prenom


def _note(form: Form, path: str) -> str:
    seat = form.editing.find(path)
    assert seat is not None
    return seat.note.text().replace("\u00a0", " ")


@pytest.mark.parametrize(("module", "fields", "kept"), list(made()))
def test_every_form_of_the_window_keeps_drafts(module: str, fields: str, kept: bool) -> None:
    assert kept or (module, fields) in UNKEPT


def test_what_keeps_none_is_named_with_its_reason_and_nothing_else_is() -> None:
    assert {(module, fields) for module, fields, kept in made() if not kept} == set(UNKEPT)
    counted = Counter(_bare())
    assert {(*one, count) for one, count in counted.items()} == set(BARE)


def test_a_draft_corrected_by_hand_does_not_come_back(window: Window, office: Store) -> None:
    personne = _opened(window)
    drafts.keep(office, personne, PRENOM, "Maëllexx")
    _opened(window, "kervella")
    _opened(window)
    form = _form(window)
    assert _note(form, PRENOM).startswith("Brouillon restauré, du ")
    assert "Enregistré : « Maëlle »." in _note(form, PRENOM)
    window.pane.go(PRENOM)
    replaced("Maëlle\t")
    assert drafts.drafts_of(office, personne) == {}
    assert "Brouillon" not in _note(form, PRENOM)
    assert _prenom(office, personne) == "Maëlle"


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_draft_is_refused_by_its_button_or_by_escape(window: Window, office: Store, way: str) -> None:
    personne = _opened(window)
    drafts.keep(office, personne, PRENOM, "Maëllexx")
    _opened(window, "kervella")
    _opened(window)
    form = _form(window)
    window.pane.go(PRENOM)
    if way == "key":
        pressed("Esc")
    else:
        QTest.mouseClick(form.seats["prenom"].note.offered()["Esc"], Qt.MouseButton.LeftButton)
    assert form.text(PRENOM) == "Maëlle"
    assert drafts.drafts_of(office, personne) == {}
    pressed("Tab")
    assert _prenom(office, personne) == "Maëlle"


def test_a_draft_that_says_what_the_base_says_dies(window: Window, office: Store) -> None:
    personne = _opened(window)
    drafts.keep(office, personne, PRENOM, "Maëlle")
    _opened(window, "kervella")
    _opened(window)
    assert drafts.drafts_of(office, personne) == {}


def test_a_field_that_keeps_one_in_a_dossier_is_named_and_the_list_shows_whose_it_is(window: Window) -> None:
    _opened(window)
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
    _opened(window)
    window.pane.go("note")
    typed("Rappeler lundi\t")
    _opened(window, "kervella")
    _opened(window)
    window.pane.go("note")
    note = _note(_form(window), "note.texte")
    assert note.startswith("Brouillon restauré, du ")
    assert note.endswith("Rien n’est enregistré.")


def test_what_was_typed_a_moment_ago_is_kept_when_another_thing_takes_its_place(window: Window) -> None:
    _opened(window)
    window.pane.go(PRENOM)
    form = _form(window)
    replaced("Maëllexx")
    of = form.of
    form.open({}, "0" * 31 + "1")
    assert form.text(PRENOM) == ""
    form.open({"prenom": "Maëlle"}, of)
    assert form.text(PRENOM) == "Maëllexx"


# --- The base changed since it was typed


def _typed_before(window: Window, office: Store, path: str, text: str, now: str) -> str:
    """A draft typed over what the base held, which another desk has changed since; that dossier open again."""
    personne = _opened(window)
    drafts.keep(office, personne, path, text, _form(window).text(path))
    _opened(window, "kervella")
    other = open_base(office.path, "Claire", PASSWORD, clock=office.clock)
    with other.work("correct") as work:  # as it is received: no form has given it
        setattr(work.get(Personne, personne), path.partition(".")[2], now)
    other.engine.dispose()
    assert _opened(window) == personne
    return personne


def test_a_draft_older_than_the_base_is_not_given_by_leaving_it(window: Window, office: Store) -> None:
    personne = _typed_before(window, office, PRENOM, "Maëllexx", "Anna")
    form = _form(window)
    window.pane.go(PRENOM)
    for key in ("Tab", "Shift+Tab", "Tab"):
        pressed(key)
        assert _note(form, PRENOM).startswith("Tapé le ")
        assert "avant ce qui est enregistré : « Anna »." in _note(form, PRENOM)
        assert form.text(PRENOM) == "Maëllexx"
    window.pane.go("identite.ne_le")
    pressed("F8")
    _opened(window, "kervella")
    assert _prenom(office, personne) == "Anna"
    _opened(window)
    assert _form(window).text(PRENOM) == "Maëllexx"
    assert drafts.drafts_of(office, personne) == {PRENOM: "Maëllexx"}


@pytest.mark.parametrize("way", ["Return", "Esc"])
@pytest.mark.parametrize("by", ["key", "button"])
def test_the_person_chooses_between_what_was_typed_and_what_the_base_holds_since(
    window: Window, office: Store, way: str, by: str
) -> None:
    personne = _typed_before(window, office, PRENOM, "Maëllexx", "Anna")
    form = _form(window)
    window.pane.go(PRENOM)
    if by == "key":
        pressed(way)
    else:
        QTest.mouseClick(form.seats["prenom"].note.offered()[way], Qt.MouseButton.LeftButton)
    pressed("Tab")
    assert _prenom(office, personne) == ("Maëllexx" if way == "Return" else "Anna")
    assert drafts.drafts_of(office, personne) == {}
    assert form.seats["prenom"].note.offered() == {}


def test_typing_over_a_draft_older_than_the_base_takes_it_on_purpose(window: Window, office: Store) -> None:
    personne = _typed_before(window, office, PRENOM, "Maëllexx", "Anna")
    window.pane.go(PRENOM)
    pressed("End")
    typed("y\t")
    assert _prenom(office, personne) == "Maëllexxy"
    assert drafts.drafts_of(office, personne) == {}


def test_a_draft_on_screen_is_overtaken_by_what_is_written_meanwhile(window: Window, office: Store) -> None:
    personne = _opened(window)
    drafts.keep(office, personne, PRENOM, "Maëllexx", "Maëlle")
    _opened(window, "kervella")
    _opened(window)
    assert _note(_form(window), PRENOM).startswith("Brouillon restauré")
    with office.work("correct") as work:
        work.get(Personne, personne).prenom = "Anna"
    window.pane.go(PRENOM)
    pressed("Tab")
    assert "avant ce qui est enregistré : « Anna »" in _note(_form(window), PRENOM)
    assert _prenom(office, personne) == "Anna"
    assert drafts.drafts_of(office, personne) == {PRENOM: "Maëllexx"}


def test_what_waited_for_a_full_disk_is_not_written_over_what_was_written_meanwhile(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne = _opened(window)
    window.pane.go(PRENOM)
    with full():
        replaced("Maëllexx\t")
    with office.work("correct") as work:
        work.get(Personne, personne).prenom = "Anna"
    qtbot.wait(AGAIN_EVERY + 100)
    assert _prenom(office, personne) == "Anna"
    assert drafts.drafts_of(office, personne) == {PRENOM: "Maëllexx"}
    window.pane.go(PRENOM)
    pressed("Return")
    assert _prenom(office, personne) == "Maëllexx"


def test_a_base_put_back_in_its_place_takes_by_itself_what_it_could_not(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne, away = _opened(window), office.path.with_suffix(".ailleurs")
    window.pane.go(PRENOM)
    office.path.rename(away)
    replaced("Maëllexx\t")
    qtbot.wait(2 * AGAIN_EVERY + 200)
    assert window.unwritten
    away.rename(office.path)
    settle(qtbot, lambda: _prenom(office, personne) == "Maëllexx")
    assert not window.unwritten


def test_a_long_text_older_than_the_base_is_kept_by_enter_too(theme: Theme, qtbot: QtBot) -> None:
    given: list[object] = []
    fields = [Field("note", name, N_("Note"), LongTexte(200)) for name in ("texte", "suite")]
    form = Form(theme, fields, DemoLists(), on_commit=lambda _field, value: given.append(value))
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.open({"texte": "ce qui est écrit"})
    form.editing.restore(form.seats["texte"], Draft("ce qui fut tapé", MORNING, "ce qui était écrit"))
    form.focus()
    pressed("Tab")
    assert form.seats["suite"].editor.hasFocus()
    assert given == []
    form.focus()
    pressed("Return")
    assert given == ["ce qui fut tapé"]


# --- Said when the base is opened


def test_the_first_page_names_the_dossiers_where_something_waits_and_leads_there(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    assert "saisie en attente" not in words(window.home)
    _opened(window)
    window.pane.go("identite.ne_le")
    replaced("31/02/2004\t")
    pressed("Ctrl+F", window)
    window._leave_dossier()
    settle(qtbot, lambda: "1 dossier a une saisie en attente" in words(window.home))
    button = next(one for one in window.home.findChildren(QPushButton) if "KERMAREC Maëlle" in one.accessibleName())
    button.setFocus()
    pressed("Return" if button.autoDefault() else "Space")
    assert window.stack.currentWidget() is window.pane
    assert _form(window).here() is _form(window).seats["ne_le"].field
    assert _form(window).text("ne_le") == "31/02/2004"
    pressed("Esc")
    window._finish()
    settle(qtbot, lambda: "saisie en attente" not in words(window.home))


def test_what_is_typed_once_two_persons_were_said_to_be_one_is_of_the_person_kept(
    window: Window, office: Store
) -> None:
    kept, other = _opened(window, "kervella"), _opened(window)
    do(office, None, merge_persons, kept, other)
    window.pane.go(PRENOM)
    replaced("Yannick\t")
    assert _form(window).text(PRENOM) == "Yannick"
    assert (_prenom(office, kept), _prenom(office, other)) == ("Yannick", "Maëlle")


def test_a_paste_of_any_length_stays_whole(window: Window) -> None:
    _opened(window)
    window.pane.go("identite.ville_naissance")
    QApplication.clipboard().setText("x" * 100_000)
    pressed("Ctrl+V")
    pressed("Tab")
    assert _note(_form(window), "identite.ville_naissance") == "100 caractères au plus : il y en a 100000."


def test_what_one_may_no_longer_write_keeps_nobody_on_the_page_and_stays_a_draft(window: Window, office: Store) -> None:
    personne = _opened(window)
    window.pane.go(PRENOM)
    replaced("Maëllexx")
    _form(window).seats["prenom"].bar("Ce dossier est hors de votre périmètre.")
    assert _opened(window, "kervella") != personne
    assert _prenom(office, personne) == "Maëlle"
    assert drafts.drafts_of(office, personne) == {PRENOM: "Maëllexx"}


# --- A command beside the window


def _beside(office: Store) -> Store:
    """The same base, opened by another program."""
    return open_base(office.path, "Claire", PASSWORD, clock=office.clock)


def test_what_a_command_writes_beside_the_window_is_shown_and_undo_says_what_it_takes_back(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne = _opened(window)
    window.pane.go("identite.courriel")
    typed("moi@exemple.fr")
    other = _beside(office)
    do(other, None, correct, PRENOM, personne, "Anna")
    settle(qtbot, lambda: _form(window).text(PRENOM) == "Anna")
    assert _form(window).text("identite.courriel") == "moi@exemple.fr"
    assert "KERMAREC Anna" in window.pane.header.text()
    pressed("Tab")
    do(other, None, correct, "identite.nom_usage", personne, "RIOU")
    other.engine.dispose()
    settle(qtbot, lambda: _form(window).text("identite.nom_usage") == "RIOU")
    pressed("Ctrl+Z", window)
    assert _form(window).text("identite.nom_usage") == ""


def test_what_the_window_writes_is_announced_once(window: Window, office: Store) -> None:
    personne, told = _opened(window), list[object]()
    office.subscribe(told.append)
    do(office, None, correct, PRENOM, personne, "Anna")
    office.follow()
    assert len(told) == 1
    other = _beside(office)
    do(other, None, correct, PRENOM, personne, "Annabelle")
    other.engine.dispose()
    office.follow()
    office.follow()
    assert [getattr(one, "rows") for one in told[1:]] == [frozenset({("personne", personne)})]  # noqa: B009


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
