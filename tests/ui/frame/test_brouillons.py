"""What was typed is never lost, nor brought back from the dead: every form, one mechanism."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import scolarite_desk.ui
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store import drafts
from scolarite_desk.store.store import Store
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.frame.window import Window
from tests.keys import pressed, replaced, typed
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]

PRENOM = "identite.prenom"

# What is not kept, and why: the module, the first argument after the theme.
UNKEPT = {
    ("personne", "EFFACEMENT"): "the number that confirms an erasure is typed anew each time",
    ("purge", "PURGE"): "the same",
    ("this_station", "HUB"): "an invitation is a secret",
    ("paquets", "PAQUET"): "whom a packet is for goes with a secret phrase",
    ("listes", "fields"): "what a list of the journal is asked is written nowhere",
    ("verification", "SCEAU"): "a proof is compared, never written",
}


def _made() -> Iterator[tuple[str, str, bool]]:
    """Every form made in the window: its module, its fields, whether it is given drafts."""
    for path in sorted(Path(scolarite_desk.ui.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _KINDS:
                fields = call.args[1] if len(call.args) > 1 else call
                yield path.stem, ast.unparse(fields), any(one.arg == "drafts" for one in call.keywords)


_KINDS = ("Form", "ActForm", "ListForm")


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


@pytest.mark.parametrize(("module", "fields", "kept"), list(_made()))
def test_every_form_of_the_window_keeps_drafts(module: str, fields: str, kept: bool) -> None:
    assert kept or (module, fields) in UNKEPT


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
        offer = form.seats["prenom"].note._offer
        assert offer is not None
        QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
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
    assert "« Identité » garde un champ à corriger : « Né(e) le »." in window.messages.text().replace("\u00a0", " ")
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
